"""``master.json`` is written whole, and damage is told apart from a wrong key."""

import errno
import json
import os
from pathlib import Path

import pytest

from optout.errors import Locked, StorageFailure
from optout.people.master_file import (
    FromKeyFile,
    FromPassphrase,
    MasterFile,
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
    return json.dumps(json.loads(RECORD.model_dump_json()) | parts)


def test_it_reads_what_it_wrote(tmp_path: Path) -> None:
    write_atomically(tmp_path / "master.json", RECORD.model_dump_json())
    assert read_master_file(tmp_path) == RECORD


def test_it_knows_its_master_key() -> None:
    assert RECORD.fits(MASTER)
    assert not RECORD.fits(bytes(32))


def test_a_home_without_a_vault_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(Locked, match="optout init"):
        read_master_file(tmp_path)


def test_every_changed_digit_is_damage_and_not_a_wrong_passphrase(tmp_path: Path) -> None:
    whole = RECORD.model_dump_json()
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


@pytest.mark.parametrize(
    "cost", [{"log2_n": 13}, {"log2_n": 21}, {"log2_n": 63}, {"r": 9}, {"p": 5}, {"p": 0}]
)
def test_costs_beyond_the_bounds_are_never_paid(tmp_path: Path, cost: dict[str, int]) -> None:
    origin = {"kind": "passphrase", "log2_n": 14, "r": 8, "p": 1, "salt": "ab" * 32} | cost
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
    write_atomically(tmp_path / "master.json", record.model_dump_json())
    assert read_master_file(tmp_path).origin == FromKeyFile(path="/media/stick/key")
