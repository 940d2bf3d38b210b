"""``optout site mark``: what is written into image files, and what is left alone."""

from pathlib import Path

import pytest

from optout.signals.images.marks import marks_of
from optout.signals.images.permission import Permission
from tests.cli.calling import Caller
from tests.signals.images.pictures import picture, pixels, signed


def test_nothing_is_written_before_yes(optout: Caller, tmp_path: Path) -> None:
    image = tmp_path / "a.jpg"
    image.write_bytes(before := picture("JPEG"))
    said = optout("site", "mark", image)
    assert said.code == 0
    assert "would say DMI-PROHIBITED-AIMLTRAINING" in said.out
    assert image.read_bytes() == before


def test_all_images_of_a_folder_are_marked_and_keep_their_pixels_and_rights(
    optout: Caller, tmp_path: Path
) -> None:
    (tmp_path / "deep").mkdir()
    images = {
        tmp_path / "a.jpg": "JPEG",
        tmp_path / "deep" / "b.PNG": "PNG",
        tmp_path / "c.webp": "WEBP",
    }
    for path, kind in images.items():
        path.write_bytes(picture(kind))
        path.chmod(0o640)
    (tmp_path / "words.txt").write_text("no image")
    said = optout("site", "mark", tmp_path, "--as", "search-only", "--yes", "--json")
    assert [row["written"] for row in said.json] == [True, True, True]
    for path, kind in images.items():
        mined = marks_of(path.read_bytes()).data_mining
        assert mined is not None
        assert mined.permission == Permission.SEARCH_ONLY
        assert pixels(path.read_bytes()) == pixels(picture(kind))
        assert path.stat().st_mode & 0o777 == 0o640
    again = optout("site", "mark", tmp_path, "--as", "search-only", "--yes", "--json")
    assert [row["written"] for row in again.json] == [False, False, False]


def test_no_link_that_lies_there_is_followed(optout: Caller, tmp_path: Path) -> None:
    image, victim = tmp_path / "a.png", tmp_path / "victim"
    image.write_bytes(picture("PNG"))
    victim.write_bytes(b"mine")
    (tmp_path / ".a.png.optout").symlink_to(victim)
    assert optout("site", "mark", image, "--yes", "--json").json[0]["written"] is True
    assert victim.read_bytes() == b"mine"
    assert not image.is_symlink()
    assert marks_of(image.read_bytes()).refuses_training is True


def test_what_is_beside_has_a_name_that_nobody_knows_before_and_is_new(
    optout: Caller, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    names: list[Path] = []
    real = Path.replace

    def seen(self: Path, target: Path) -> Path:
        names.append(self)
        return real(self, target)

    monkeypatch.setattr(Path, "replace", seen)
    for name in ("a.png", "b.png"):
        (tmp_path / name).write_bytes(picture("PNG"))
    optout("site", "mark", tmp_path, "--yes")
    assert [one.parent for one in names] == [tmp_path, tmp_path]
    assert len({one.name for one in names}) == 2
    assert not any(".png" in one.name for one in names)


def test_a_link_is_left_as_it_is_and_so_is_the_file_behind_it(optout: Caller, tmp_path: Path) -> None:
    image, link = tmp_path / "a.png", tmp_path / "l.png"
    image.write_bytes(before := picture("PNG"))
    link.symlink_to(image)
    said = optout("site", "mark", link, "--yes", "--json")
    assert said.code == 2
    assert said.json[0]["problem"] == "a link: name the file to which it leads"
    assert (link.is_symlink(), image.read_bytes()) == (True, before)


def test_after_a_failure_nothing_is_left_beside(
    optout: Caller, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    image = tmp_path / "a.png"
    image.write_bytes(before := picture("PNG"))
    monkeypatch.setattr("optout.cli.site_mark.os.fsync", full)
    said = optout("site", "mark", image, "--yes", "--json")
    assert (said.code, said.json[0]["written"]) == (2, False)
    assert [one.name for one in tmp_path.glob("*.png")] == ["a.png"]
    assert list(tmp_path.glob(".optout-*")) == []
    assert image.read_bytes() == before


def test_what_cannot_be_changed_safely_is_left_and_said(optout: Caller, tmp_path: Path) -> None:
    contents = {"signed.jpg": signed(picture("JPEG"), "image/jpeg", []), "cut.png": picture("PNG")[:40]}
    for name, content in contents.items():
        (tmp_path / name).write_bytes(content)
    said = optout("site", "mark", tmp_path, "--yes", "--json")
    assert said.code == 2
    assert [bool(row["problem"]) for row in said.json] == [True, True]
    assert {name: (tmp_path / name).read_bytes() for name in contents} == contents


def test_a_folder_without_images_is_said_to_be_one(optout: Caller, tmp_path: Path) -> None:
    said = optout("site", "mark", tmp_path)
    assert (said.code, said.out) == (2, "")
