"""A file is there whole or not at all, and never outside its folder."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from optout.errors import StorageFailure
from optout.evidence.files import EvidenceFiles

PARTS = {"traffic.warc.gz": b"sealed one", "before.jpg": b"sealed two"}
FILLS_THE_DISK = """
import resource, sys
from pathlib import Path
from optout.errors import StorageFailure
from optout.evidence.files import EvidenceFiles

files = EvidenceFiles(Path(sys.argv[1]))
kept = files.write_all("first", {"page": b"small"})
resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, 50_000))
try:
    files.write_all("second", {"page": b"x" * 200_000})
except StorageFailure as failure:
    print(failure)
assert files.read_all(kept) == {"page": b"small"}
"""


@pytest.fixture
def files(tmp_path: Path) -> EvidenceFiles:
    return EvidenceFiles(tmp_path / "evidence")


def _all_files(root: Path) -> list[str]:
    return sorted(str(path.relative_to(root)) for path in root.rglob("*") if path.is_file())


def test_what_is_written_is_read_again(files: EvidenceFiles, tmp_path: Path) -> None:
    path = files.write_all("0198-attempt", PARTS)
    assert EvidenceFiles(tmp_path / "evidence").read_all(path) == PARTS
    assert _all_files(tmp_path / "evidence") == [path]


def test_a_single_sealed_file_is_read_again(files: EvidenceFiles) -> None:
    path = files.write("0198", "letter.eml", b"sealed")
    assert files.read(path) == b"sealed"


def test_attempts_spread_over_folders_and_keep_their_place(files: EvidenceFiles) -> None:
    paths = [files.write_all(f"0198-{number}", PARTS) for number in range(40)]
    assert len({path.split("/")[0] for path in paths}) > 20
    assert files.write_all("0198-0", PARTS) == paths[0]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows cannot sync a folder")
def test_content_is_synced_before_its_name_appears_and_the_name_after_that(
    files: EvidenceFiles, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[tuple[bool, list[str]]] = []
    really = os.fsync

    def watched(descriptor: int) -> None:
        names = [path.name for path in tmp_path.rglob("*.parts.zip")]
        synced.append((stat.S_ISDIR(os.fstat(descriptor).st_mode), names))
        really(descriptor)

    files.write_all("0198", PARTS)
    monkeypatch.setattr(os, "fsync", watched)
    files.remove(files.write_all("0198", PARTS))
    files.write_all("0198", PARTS)
    assert synced[-2:] == [(False, []), (True, ["0198.parts.zip"])]
    assert len(synced) == 4


def test_only_the_owner_may_read(files: EvidenceFiles, tmp_path: Path) -> None:
    path = tmp_path / "evidence" / files.write_all("0198", PARTS)
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700


def test_the_same_attempt_written_again_replaces_its_file(files: EvidenceFiles, tmp_path: Path) -> None:
    files.write_all("0198", PARTS)
    path = files.write_all("0198", {"after.jpg": b"other"})
    assert files.read_all(path) == {"after.jpg": b"other"}
    assert _all_files(tmp_path / "evidence") == [path]


def test_a_removed_file_is_gone_and_may_be_removed_again(files: EvidenceFiles) -> None:
    path = files.write_all("0198", PARTS)
    files.remove(path)
    files.remove(path)
    with pytest.raises(StorageFailure, match="cannot be read: no such file"):
        files.read_all(path)


@pytest.mark.parametrize("attempt_id", ["", "../x", "a/b", "/etc", ".x", "a\0", "a\n", "a" * 101])
def test_it_refuses_an_attempt_id_that_is_not_plain(files: EvidenceFiles, attempt_id: str) -> None:
    with pytest.raises(ValueError, match="plain"):
        files.write(attempt_id, "name", b"")
    with pytest.raises(ValueError, match="plain"):
        files.write("attempt", attempt_id, b"")


@pytest.mark.parametrize(
    "path", ["", "ab", "ab/..", "../ab/x", "/ab/x", "ab/../../x", "ab/.x", "ab/x/y", "zz/x", "ab/x\n"]
)
def test_no_path_leads_outside(files: EvidenceFiles, path: str) -> None:
    with pytest.raises(ValueError, match="not a path"):
        files.read(path)
    with pytest.raises(ValueError, match="not a path"):
        files.remove(path)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit on the size of a file")
def test_a_full_disk_is_said_in_a_sentence_and_leaves_nothing_half(tmp_path: Path) -> None:
    root = tmp_path / "evidence"
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    ran = subprocess.run(
        [sys.executable, "-c", FILLS_THE_DISK, str(root)],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        env=environment,
    )
    assert (ran.returncode, ran.stderr) == (0, "")
    assert ran.stdout == (
        "The disk is full; evidence could not be stored. Nothing of this attempt's evidence was kept; "
        "everything before it is unharmed. Free some space and run the command again.\n"
    )
    assert [name.split("/")[1] for name in _all_files(root)] == ["first.parts.zip"]


def test_a_folder_that_cannot_be_written_is_said_without_its_path(tmp_path: Path) -> None:
    (tmp_path / "evidence").write_bytes(b"a file where the folder should be")
    with pytest.raises(StorageFailure, match="cannot be written: not a directory") as failure:
        EvidenceFiles(tmp_path / "evidence").write_all("0198", PARTS)
    assert str(tmp_path) not in str(failure.value)
