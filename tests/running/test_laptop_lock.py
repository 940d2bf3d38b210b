import subprocess
import sys
from pathlib import Path

import pytest

from optout.errors import Busy, StorageFailure
from optout.running.laptop_lock import laptop_lock

_HOLDER = """
import sys
from pathlib import Path
from optout.running.laptop_lock import laptop_lock
with laptop_lock(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


def _holder(home: Path) -> "subprocess.Popen[str]":
    process = subprocess.Popen(
        [sys.executable, "-c", _HOLDER, str(home)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    return process


def test_a_second_process_is_refused_with_a_sentence(tmp_path: Path) -> None:
    process = _holder(tmp_path)
    with pytest.raises(Busy) as refusal, laptop_lock(tmp_path):
        pass
    process.communicate("", timeout=30)

    assert str(refusal.value) == (
        "Another optout is running on this database. Nothing was changed. "
        "Wait until it is done, or stop it."
    )
    assert refusal.value.exit_code == 4


def test_the_lock_of_a_killed_process_is_free(tmp_path: Path) -> None:
    process = _holder(tmp_path)
    process.kill()
    process.communicate(timeout=30)

    with laptop_lock(tmp_path):
        pass


def test_the_lock_is_free_again_after_use_even_after_a_failure(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), laptop_lock(tmp_path):
        raise ZeroDivisionError
    with laptop_lock(tmp_path):
        pass


def test_homes_do_not_lock_each_other(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
    with laptop_lock(tmp_path / "a"), laptop_lock(tmp_path / "b"):
        pass


def test_a_home_that_cannot_be_written_gives_a_sentence(tmp_path: Path) -> None:
    with (
        pytest.raises(StorageFailure, match="lock file cannot be written") as failure,
        laptop_lock(tmp_path / "nowhere"),
    ):
        pass

    assert str(tmp_path) not in str(failure.value)


def test_the_lock_file_is_its_owners_alone(tmp_path: Path) -> None:
    with laptop_lock(tmp_path):
        assert (tmp_path / "run.lock").stat().st_mode & 0o777 == 0o600
