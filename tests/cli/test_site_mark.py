"""``optout site mark``: what is written into image files, and what is left alone."""

from pathlib import Path

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
