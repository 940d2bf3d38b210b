"""Files of a site are changed one at a time, as a whole, and within their folder."""

import os
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from optout.channels.site.folder import BACKUP, Unwritable, merge_into
from optout.channels.site.robots_wish import RobotsWish


def line(text: str) -> str:
    return text + "one more\n"


def test_a_file_that_is_not_there_is_made_readable_for_the_server(tmp_path: Path) -> None:
    assert merge_into(tmp_path, ".well-known/tdmrep.json", lambda text: f"[{text}]") is True
    made = tmp_path / ".well-known/tdmrep.json"
    assert made.read_text("utf-8") == "[]"
    assert made.stat().st_mode & 0o777 == 0o644


def test_everything_else_stays_and_the_first_state_is_kept_beside_it(tmp_path: Path) -> None:
    file = tmp_path / "robots.txt"
    file.write_bytes(b"first\r\n")
    file.chmod(0o640)
    assert [merge_into(tmp_path, "robots.txt", line) for _ in range(2)] == [True, True]
    assert file.read_bytes() == b"first\r\none more\none more\n"
    assert file.stat().st_mode & 0o777 == 0o640
    copy = tmp_path / f".robots.txt{BACKUP}"
    assert copy.read_bytes() == b"first\r\n"
    assert copy.stat().st_mode & 0o777 == 0o600
    assert sorted(path.name for path in tmp_path.iterdir()) == [copy.name, "robots.txt"]


def test_what_says_it_already_is_not_touched(tmp_path: Path) -> None:
    file = tmp_path / "robots.txt"
    file.write_text("as it is", "utf-8")
    before = file.stat().st_ino
    assert merge_into(tmp_path, "robots.txt", lambda text: text) is False
    assert file.stat().st_ino == before
    assert not (tmp_path / f".robots.txt{BACKUP}").exists()


def test_a_link_within_the_folder_is_followed_and_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "shared.txt").write_text("first\n", "utf-8")
    (tmp_path / "robots.txt").symlink_to("shared.txt")
    merge_into(tmp_path, "robots.txt", line)
    assert (tmp_path / "robots.txt").is_symlink()
    assert (tmp_path / "shared.txt").read_text("utf-8") == "first\none more\n"


@pytest.mark.parametrize("name", ["robots.txt", ".well-known/tdmrep.json"])
def test_a_link_that_leads_out_of_the_folder_is_refused(tmp_path: Path, name: str) -> None:
    site, outside = tmp_path / "site", tmp_path / "outside"
    site.mkdir()
    outside.mkdir()
    (outside / "tdmrep.json").write_text("[]", "utf-8")
    (site / "robots.txt").symlink_to(outside / "tdmrep.json")
    (site / ".well-known").symlink_to(outside)
    with pytest.raises(Unwritable, match="leads out"):
        merge_into(site, name, line)
    assert [path.name for path in outside.iterdir()] == ["tdmrep.json"]
    assert (outside / "tdmrep.json").read_text("utf-8") == "[]"


def test_what_cannot_be_written_is_said_without_a_path(tmp_path: Path) -> None:
    with pytest.raises(Unwritable, match="the folder of the site is not there"):
        merge_into(tmp_path / "gone", "robots.txt", line)
    (tmp_path / "robots.txt").write_bytes(b"\xff\xfe")
    with pytest.raises(Unwritable, match="UnicodeDecodeError") as fault:
        merge_into(tmp_path, "robots.txt", line)
    assert str(tmp_path) not in str(fault.value)
    (tmp_path / "ai.txt").mkdir()
    with pytest.raises(Unwritable, match="IsADirectoryError"):
        merge_into(tmp_path, "ai.txt", line)


def test_a_fault_in_the_middle_leaves_the_old_file_and_nothing_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "robots.txt").write_text("first\n", "utf-8")

    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(Unwritable, match="OSError"):
        merge_into(tmp_path, "robots.txt", line)
    assert (tmp_path / "robots.txt").read_text("utf-8") == "first\n"
    assert not list(tmp_path.glob(".optout-*"))


def test_many_at_once_lose_nothing_of_each_other(tmp_path: Path) -> None:
    (tmp_path / "robots.txt").write_text("User-agent: *\nDisallow: /drafts/\n", "utf-8")
    agents = [f"Robot{letter}" for letter in "ABCDEFGHIJKL"]
    start = threading.Barrier(len(agents))

    def write(agent: str) -> None:
        start.wait()
        merge_into(tmp_path, "robots.txt", RobotsWish((agent,)).added_to)

    threads = [threading.Thread(target=write, args=(agent,)) for agent in agents]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    text = (tmp_path / "robots.txt").read_text("utf-8")
    assert RobotsWish(tuple(agents)).lacks(text) is None
    assert text.startswith("User-agent: *\nDisallow: /drafts/\n")


@pytest.fixture
def hiding() -> Iterator[None]:
    before = os.umask(0o077)
    yield
    os.umask(before)


def test_a_new_folder_is_readable_for_whoever_reads_the_one_above(tmp_path: Path, hiding: None) -> None:
    tmp_path.chmod(0o755)
    merge_into(tmp_path, ".well-known/deep/tdmrep.json", line)
    modes = [path.stat().st_mode & 0o777 for path in sorted(tmp_path.rglob("*"))]
    assert modes == [0o755, 0o755, 0o644]


@pytest.mark.skipif(os.geteuid() != 0, reason="only a privileged user can give files away")
def test_owner_and_group_stay_and_what_is_new_has_the_folders(tmp_path: Path) -> None:
    os.chown(tmp_path, 1000, 33)
    file = tmp_path / "robots.txt"
    file.write_text("first\n", "utf-8")
    os.chown(file, 1001, 34)
    file.chmod(0o664)
    merge_into(tmp_path, "robots.txt", line)
    merge_into(tmp_path, ".well-known/tdmrep.json", line)
    owners = {path.name: (path.stat().st_uid, path.stat().st_gid) for path in tmp_path.rglob("*")}
    assert owners == {
        "robots.txt": (1001, 34),
        f".robots.txt{BACKUP}": (1001, 34),
        ".well-known": (1000, 33),
        "tdmrep.json": (1000, 33),
    }
    assert file.stat().st_mode & 0o777 == 0o664


def test_where_the_owner_cannot_be_kept_the_file_stays_and_that_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "robots.txt").write_text("first\n", "utf-8")
    monkeypatch.setattr("optout.channels.site.folder._own_as", lambda _path, _like: False)
    with pytest.raises(Unwritable, match="its owner and group could not be kept"):
        merge_into(tmp_path, "robots.txt", line)
    assert (tmp_path / "robots.txt").read_text("utf-8") == "first\n"
    assert not list(tmp_path.glob(".optout-*"))
    assert merge_into(tmp_path, "ai.txt", line) is True


def test_the_first_copy_is_there_as_a_whole_or_not_at_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "robots.txt").write_text("first\n" * 1000, "utf-8")
    with monkeypatch.context() as stopped:
        stopped.setattr(os, "fsync", _stop)
        with pytest.raises(KeyboardInterrupt):
            merge_into(tmp_path, "robots.txt", line)
    assert [path.name for path in tmp_path.iterdir()] == ["robots.txt"]
    merge_into(tmp_path, "robots.txt", line)
    assert (tmp_path / f".robots.txt{BACKUP}").read_text("utf-8") == "first\n" * 1000


def _stop(_descriptor: int) -> None:
    raise KeyboardInterrupt
