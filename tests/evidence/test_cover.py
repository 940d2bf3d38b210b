"""The cover page tells the case, is accessible, and is safe to open whatever a provider sent."""

import re
from base64 import b64encode
from dataclasses import replace
from datetime import UTC, date, datetime
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urlsplit

from optout.evidence.case import Attachment, Case, Due, Told
from optout.evidence.export import export_case

AT = datetime(2026, 3, 1, 9, 4, tzinfo=UTC)
JPEG = b"\xff\xd8\xff\xe0 begins as a picture"
HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)>\u202e\"'&"


class _Page(HTMLParser):
    """The tags of a page with their attributes, and its visible text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self.text += " " if tag in ("td", "th", "dd", "br", "p") else ""

    def handle_data(self, data: str) -> None:
        self.text += data

    def every(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]


def _page(folder: Path) -> _Page:
    return _Page((folder / "index.html").read_text(encoding="utf-8"))


def test_the_page_tells_the_case(case: Case, tmp_path: Path) -> None:
    text = re.sub(r"\s+", " ", _page(export_case(case, tmp_path / "out")).text)
    digest = sha256(case.attachments[0].content).hexdigest()
    for expected in (
        "Deletion of personal data",
        "asked by Ada Marlowe of Acme People",
        "(acme-people.example)",
        "A law, section 5",
        "Sent; no answer yet",
        "15 April 2026 An answer",
        "1 March 2026, 09:04 UTC Sent the form.",
        "e-mail address acme-people.example",
        " ".join(digest[i : i + 8] for i in range(0, 64, 8)),
        "This is traffic.warc.gz",
        "no. 3",
        "5 entries",
    ):
        assert expected in text
    assert "Rehearsal" not in text


def test_the_page_has_a_language_headings_and_table_headers(case: Case, tmp_path: Path) -> None:
    page = _page(export_case(case, tmp_path / "out"))
    assert page.every("html") == [{"lang": "en"}]
    assert len(page.every("h1")) == 1
    assert len(page.every("h2")) == 6
    assert all(header["scope"] in ("col", "row") for header in page.every("th"))
    assert [picture["alt"] for picture in page.every("img")] == ["Screenshot: This is after.jpg"]


def test_the_page_runs_nothing_and_loads_nothing_from_elsewhere(case: Case, tmp_path: Path) -> None:
    folder = export_case(case, tmp_path / "out")
    page = _page(folder)
    names = {tag for tag, _ in page.tags}
    assert not names & {"script", "iframe", "object", "embed", "link", "form", "base"}
    assert all(not name.startswith("on") for _, attributes in page.tags for name in attributes)
    targets = {str(a.get("href") or a.get("src")) for tag, a in page.tags if tag in ("a", "img")}
    assert {urlsplit(target).scheme for target in targets} == {""}
    assert len(targets) == 4
    assert all((folder / target).is_file() for target in targets)


def test_the_policy_of_the_page_allows_its_own_style_and_pictures_only(
    case: Case, tmp_path: Path
) -> None:
    folder = export_case(case, tmp_path / "out")
    css = (folder / "index.html").read_text(encoding="utf-8").split("<style>")[1].split("</style>")[0]
    digest = b64encode(sha256(css.encode()).digest()).decode()
    assert _page(folder).every("meta")[1] == {
        "http-equiv": "Content-Security-Policy",
        "content": f"default-src 'none'; img-src 'self' file:; style-src 'sha256-{digest}'; "
        "base-uri 'none'; form-action 'none'",
    }


def test_hostile_words_are_shown_as_words(case: Case, tmp_path: Path) -> None:
    hostile = replace(
        case,
        subject=HOSTILE,
        provider=HOSTILE,
        reference=HOSTILE,
        domains=(HOSTILE,),
        right=HOSTILE,
        law=HOSTILE,
        state=HOSTILE,
        timeline=((AT, HOSTILE),),
        disclosures=(Told(AT, HOSTILE, HOSTILE),),
        deadlines=(Due(date(2026, 4, 15), HOSTILE, HOSTILE),),
        attachments=(Attachment("a.jpg", JPEG, HOSTILE),),
    )
    page = _page(export_case(hostile, tmp_path / "out"))
    assert page.every("script") == []
    assert [picture["src"] for picture in page.every("img")] == ["evidence/a.jpg"]
    assert page.text.count("<script>alert(1)</script>") >= 11


def test_only_what_is_a_picture_is_shown_as_one(case: Case, tmp_path: Path) -> None:
    attachments = (Attachment("a.jpg", b"<html>", ""), Attachment("b.png", b"\x89PNG\r\n\x1a\n...", ""))
    folder = export_case(replace(case, attachments=attachments), tmp_path / "out")
    assert [picture["src"] for picture in _page(folder).every("img")] == ["evidence/b.png"]


def test_a_case_with_nothing_in_it_is_told_too(case: Case, tmp_path: Path) -> None:
    bare = replace(
        case,
        state="",
        timeline=(),
        disclosures=(),
        deadlines=(),
        attachments=(),
        proofs=(),
        head=None,
        salt=None,
        rehearsed=True,
    )
    folder = export_case(bare, tmp_path / "out")
    text = _page(folder).text
    for sentence in (
        "Nothing has been done yet.",
        "No deadline is recorded",
        "No fact about the person was sent.",
        "No evidence is attached.",
        "The ledger had no signed head",
        "Rehearsal.",
    ):
        assert sentence in text
