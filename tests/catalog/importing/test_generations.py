"""A set of definitions comes into use as a whole, whenever we are stopped."""

import os
import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from optout.catalog.importing import generations
from optout.catalog.importing.generations import in_use, replacing, write
from optout.errors import Busy, StorageFailure

STOPPED = """
import os, signal, sys
from pathlib import Path
from optout.catalog.importing import generations

folder, moment = Path(sys.argv[1]), sys.argv[2]

def stop(*given, **named):
    os.kill(os.getpid(), signal.SIGKILL)

setattr(generations, moment, stop)
with generations.replacing(folder) as root:
    generations.write(root, "data_brokers/b/provider.yaml", b"new")
"""


def imported(folder: Path, text: str) -> Path:
    with replacing(folder) as root:
        write(root, "data_brokers/a/provider.yaml", text.encode())
    return root


def write_twice(root: Path) -> None:
    """The second time raises ``FileExistsError``."""
    for text in (b"two", b"three"):
        write(root, "data_brokers/a/provider.yaml", text)


def content(folder: Path) -> dict[str, str]:
    root = in_use(folder)
    assert root is not None
    return {str(file.relative_to(root)): file.read_text() for file in root.rglob("*.yaml")}


def test_nothing_is_in_use_before_the_first_import(tmp_path: Path) -> None:
    assert in_use(tmp_path / "imported") is None


def test_a_set_is_in_use_after_it_was_written(tmp_path: Path) -> None:
    folder = tmp_path / "home" / "imported"
    root = imported(folder, "one")

    assert in_use(folder) == root
    assert content(folder) == {"data_brokers/a/provider.yaml": "one"}


def test_nobody_else_may_read_it(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        imported(tmp_path / "home" / "imported", "one")
    finally:
        os.umask(before)
    open_to_others = [
        path for path in (tmp_path / "home").rglob("*") if stat.S_IMODE(path.stat().st_mode) & 0o077
    ]

    assert open_to_others == []
    assert stat.S_IMODE((tmp_path / "home").stat().st_mode) == 0o700


def test_the_set_before_stays_and_older_ones_go(tmp_path: Path) -> None:
    first, second, third = (imported(tmp_path, text) for text in ("one", "two", "three"))

    assert not first.exists()
    assert sorted(path.name for path in tmp_path.glob("set-*")) == sorted([second.name, third.name])
    assert content(tmp_path) == {"data_brokers/a/provider.yaml": "three"}


def test_what_is_raised_inside_leaves_all_as_it_was(tmp_path: Path) -> None:
    root = imported(tmp_path, "one")

    with pytest.raises(StorageFailure, match="FileExistsError"), replacing(tmp_path) as new:
        write_twice(new)

    assert list(tmp_path.glob("set-*")) == [root]
    assert content(tmp_path) == {"data_brokers/a/provider.yaml": "one"}


@pytest.mark.parametrize(
    ("moment", "after"),
    [
        ("write", {"data_brokers/a/provider.yaml": "old"}),
        ("_use", {"data_brokers/a/provider.yaml": "old"}),
        ("_sweep", {"data_brokers/b/provider.yaml": "new"}),
    ],
)
def test_whoever_is_killed_leaves_the_old_set_or_the_new_one(
    tmp_path: Path, moment: str, after: dict[str, str]
) -> None:
    imported(tmp_path, "old")
    done = subprocess.run(
        [sys.executable, "-c", STOPPED, str(tmp_path), moment], timeout=60, check=False
    )

    assert done.returncode == -signal.SIGKILL
    assert content(tmp_path) == after
    imported(tmp_path, "next")
    assert len(list(tmp_path.glob("set-*"))) == 2


def test_only_one_imports_at_a_time(tmp_path: Path) -> None:
    with replacing(tmp_path), pytest.raises(Busy), replacing(tmp_path):
        raise AssertionError("never reached")


def test_a_folder_that_cannot_be_written_is_a_storage_failure(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")

    with pytest.raises(StorageFailure, match="cannot be written"), replacing(tmp_path / "file"):
        raise AssertionError("never reached")


@pytest.mark.parametrize("name", ["../elsewhere", "set-none", "elsewhere", "", "set-a/../../elsewhere"])
def test_a_pointer_leads_nowhere_else(tmp_path: Path, name: str) -> None:
    (tmp_path / "elsewhere").mkdir()
    folder = tmp_path / "imported"
    (folder / "elsewhere").mkdir(parents=True)
    (folder / "set-a").mkdir()
    (folder / generations._CURRENT).write_text(name)

    assert in_use(folder) is None
