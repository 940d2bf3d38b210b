"""A site in a folder: read as it would be published, and nothing beside it."""

from pathlib import Path

import pytest

from optout.signals.audit_reading import FileRead, State
from optout.sites.reading import read_folder
from optout.sites.web_source import MOST_OF_A_FILE


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "site"
    (place / ".well-known").mkdir(parents=True)
    (place / "sub").mkdir()
    (tmp_path / "secret.html").write_text("secret")
    return place


def test_files_pages_and_images_are_read_at_their_paths(folder: Path) -> None:
    (folder / "robots.txt").write_bytes(b"User-agent: *\r\n")
    (folder / ".well-known/tdmrep.json").write_text("[]")
    (folder / "index.html").write_text(
        '<meta name=robots content=noai><a href="sub/">s</a><img src="/a%20b.JPG">'
    )
    (folder / "sub/index.html").write_text("<p>sub")
    (folder / "a b.JPG").write_bytes(b"\xff\xd8")
    seen = read_folder(folder)
    assert (seen.address, seen.has_headers) == (str(folder), False)
    assert seen.robots == FileRead(State.SERVED, "User-agent: *\r\n", "in the folder")
    assert seen.ai_txt == FileRead(State.NONE, why="there is no such file in the folder")
    assert seen.tdmrep.text == "[]"
    assert [(one.url, one.state, one.is_image) for one in seen.pages] == [
        ("/", State.SERVED, False), ("/sub/", State.SERVED, False), ("/a%20b.JPG", State.SERVED, True),
    ]  # fmt: skip
    assert seen.pages[0].metas == (("robots", "noai"),)
    assert seen.pages[2].content == b"\xff\xd8"


@pytest.mark.parametrize(
    "link",
    ["../secret.html", "/..%2fsecret.html", "//own.example/x", "https://own.example/", "/x.txt", "%00"],
)  # fmt: skip
def test_what_lies_elsewhere_is_not_read(folder: Path, link: str) -> None:
    (folder / "index.html").write_text(f'<a href="{link}">x</a>')
    assert [one.state for one in read_folder(folder).pages[1:]] in ([], [State.NONE])


def test_a_link_out_of_the_folder_is_not_followed(folder: Path, tmp_path: Path) -> None:
    (folder / "robots.txt").symlink_to(tmp_path / "secret.html")
    assert read_folder(folder).robots.state is State.NONE


def test_what_is_too_large_or_no_text_is_unreadable(folder: Path) -> None:
    (folder / "robots.txt").write_bytes(b"#" * (MOST_OF_A_FILE + 1))
    (folder / "ai.txt").write_text("<html>")
    seen = read_folder(folder)
    assert seen.robots == FileRead(State.UNREADABLE, why="larger than is read")
    assert seen.ai_txt.why == "in the folder, but HTML came instead of text"


def test_a_page_is_read_in_the_encoding_that_it_declares(folder: Path) -> None:
    page = '<meta charset={}><meta name="robots" content="noai, \u00fc">'
    (folder / "index.html").write_bytes(page.format("iso-8859-1").encode("latin-1"))
    assert read_folder(folder).pages[0].metas == (("robots", "noai, \u00fc"),)
    (folder / "index.html").write_text(page.format("nonsense"))
    first = read_folder(folder).pages[0]
    assert (first.state, first.why) == (State.UNREADABLE, "in an unknown encoding")


def test_a_folder_without_a_page_has_none(folder: Path) -> None:
    (page,) = read_folder(folder).pages
    assert (page.url, page.state) == ("/", State.NONE)
