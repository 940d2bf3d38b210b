"""``master.json`` is written whole, and damage is told apart from a wrong key."""

import errno
import json
import os
from pathlib import Path

import pytest

from optout.errors import Locked, StorageFailure
from optout.people.master_file import (
    FromKeyFile,
    FromKeyring,
    FromPassphrase,
    MasterFile,
    Origin,
    read_master_file,
    write_atomically,
)

MASTER = bytes(range(32))
RECORD = MasterFile.about(FromPassphrase(log2_n=14, salt="ab" * 32), MASTER)


def written(home: Path, content: str) -> Path:
    home.mkdir(exist_ok=True)
    (home / "master.json").write_text(content, encoding="utf-8")
    return home


def changed(**parts: object) -> str:
    return json.dumps(json.loads(RECORD.as_text()) | parts)


def test_it_reads_what_it_wrote(tmp_path: Path) -> None:
    write_atomically(tmp_path / "master.json", RECORD.as_text())
    assert read_master_file(tmp_path) == RECORD


def test_it_knows_its_master_key() -> None:
    assert RECORD.fits(MASTER)
    assert not RECORD.fits(bytes(32))


def test_a_home_without_a_vault_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(Locked, match="optout init"):
        read_master_file(tmp_path)


def test_every_changed_digit_is_damage_and_not_a_wrong_passphrase(tmp_path: Path) -> None:
    whole = RECORD.as_text()
    for position, sign in enumerate(whole):
        if sign in "0123456789abcdef":
            other = "0" if sign != "0" else "1"
            home = written(tmp_path, whole[:position] + other + whole[position + 1 :])
            with pytest.raises(Locked, match="damaged"):
                read_master_file(home)


@pytest.mark.parametrize(
    "content",
    ["", "{", "[]", "null", '"text"', "\ud7ff", "[" * 5000, " " * 16_385, '{"version": 1}'],
)
def test_content_that_is_not_a_record_is_damage(tmp_path: Path, content: str) -> None:
    with pytest.raises(Locked, match="damaged"):
        read_master_file(written(tmp_path, content))


def test_bytes_that_are_no_text_are_damage(tmp_path: Path) -> None:
    (tmp_path / "master.json").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(Locked, match="damaged"):
        read_master_file(tmp_path)


def test_a_record_of_a_newer_version_is_named_so(tmp_path: Path) -> None:
    with pytest.raises(Locked, match="newer version"):
        read_master_file(written(tmp_path, changed(version=2)))


@pytest.mark.parametrize(("log2_n", "p"), [(20, 4), (14, 1)])
def test_costs_within_the_bounds_are_taken(tmp_path: Path, log2_n: int, p: int) -> None:
    record = MasterFile.about(FromPassphrase(log2_n, "ab" * 32, p=p), MASTER)
    assert read_master_file(written(tmp_path, record.as_text())) == record


@pytest.mark.parametrize(
    "origin",
    [
        FromKeyring(entry="master-0123456789ABCDEF"),
        FromKeyring(entry="another program's entry"),
        FromKeyFile(path=""),
        FromPassphrase(log2_n=14, salt="ab"),
        FromPassphrase(log2_n=14, salt="ab" * 32, r=16),
        FromPassphrase(log2_n=13, salt="ab" * 32),
        FromPassphrase(log2_n=21, salt="ab" * 32),
        FromPassphrase(log2_n=14, salt="ab" * 32, p=0),
        FromPassphrase(log2_n=14, salt="ab" * 32, p=5),
    ],
)
def test_an_origin_out_of_bounds_is_refused_although_its_digest_fits(
    tmp_path: Path, origin: Origin
) -> None:
    with pytest.raises(Locked, match="damaged"):
        read_master_file(written(tmp_path, MasterFile.about(origin, MASTER).as_text()))


@pytest.mark.parametrize("part", ["verifier", "digest", "origin"])
def test_a_part_of_another_shape_is_damage(tmp_path: Path, part: str) -> None:
    for other in ("zz" * 32, "ab" * 31, 7, None, {"kind": "unheard-of"}):
        with pytest.raises(Locked, match="damaged"):
            read_master_file(written(tmp_path, changed(**{part: other})))


def test_an_unknown_part_of_the_origin_is_damage(tmp_path: Path) -> None:
    origin = json.loads(RECORD.as_text())["origin"] | {"surprise": 1}
    with pytest.raises(Locked, match="damaged"):
        read_master_file(written(tmp_path, changed(origin=origin)))


def test_a_folder_in_place_of_the_record_is_a_locked_vault(tmp_path: Path) -> None:
    (tmp_path / "master.json").mkdir()
    with pytest.raises(Locked, match="cannot be read"):
        read_master_file(tmp_path)


def test_a_full_disk_leaves_what_was_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_atomically(tmp_path / "master.json", "before")

    def full(handle: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(StorageFailure, match="No space left"):
        write_atomically(tmp_path / "master.json", "after")
    assert [path.name for path in tmp_path.iterdir()] == ["master.json"]
    assert (tmp_path / "master.json").read_text() == "before"


def test_a_file_in_the_way_of_the_folder_is_a_storage_failure(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("in the way")
    with pytest.raises(StorageFailure, match="OPTOUT_HOME"):
        write_atomically(tmp_path / "home" / "master.json", "content")


def test_a_record_of_a_key_file_keeps_its_path(tmp_path: Path) -> None:
    record = MasterFile.about(FromKeyFile(path="/media/stick/key"), MASTER)
    write_atomically(tmp_path / "master.json", record.as_text())
    assert read_master_file(tmp_path).origin == FromKeyFile(path="/media/stick/key")
