"""What is handed out is complete, checkable, safe to open, and never over something else."""

import hmac
import json
import re
import subprocess
import sys
from base64 import b64encode
from dataclasses import replace
from datetime import UTC, date, datetime
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from optout.errors import StorageFailure, WrongInput
from optout.evidence.bundle import statement_of
from optout.evidence.case import Attachment, Case, Due, Proof, Told
from optout.evidence.export import export_case
from optout.evidence.ledger import Entry, SigningKey, entry_bytes, sign_head
from optout.evidence.merkle import inclusion_proof, leaf_hash, root

DOCUMENT = Path(__file__).parents[2] / "docs" / "reference" / "evidence.md"
AT = datetime(2026, 3, 1, 9, 4, tzinfo=UTC)
KEY = SigningKey(b"\x07" * 32)
SALT = b"\x09" * 32
JPEG = bytes.fromhex("ffd8ffe000104a46494600010100000100010000") + b"synthetic" + bytes.fromhex("ffd9")
HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)>\u202e\"'&"


def _commitment(content: bytes) -> str:
    return hmac.digest(SALT, content, "sha256").hex()


def _case() -> Case:
    """A request whose one attempt is entry 3 of a ledger of five."""
    parts = {"after.jpg": JPEG, "traffic.warc.gz": b"\x1f\x8barchive"}
    contents = [b"0", b"1", b"2", statement_of("attempt-1", parts), b"4"]
    entries = [Entry(n, AT, "evidence", _commitment(content)) for n, content in enumerate(contents)]
    leaves = [leaf_hash(entry_bytes(entry)) for entry in entries]
    path = tuple(node.hex() for node in inclusion_proof(leaves, 3))
    return Case(
        reference="R-17",
        subject="Ada Marlowe",
        provider="Acme People",
        domains=("acme-people.example",),
        right="Deletion of personal data",
        law="A law, section 5",
        prepared_at=AT,
        state="Sent; no answer yet",
        timeline=((AT, "Sent the form."),),
        disclosures=(Told(AT, "e-mail address", "acme-people.example"),),
        deadlines=(Due(date(2026, 4, 15), "An answer", "open"),),
        attachments=tuple(
            Attachment(f"submit/{name}", content, f"This is {name}", entries[3].commitment)
            for name, content in parts.items()
        ),
        proofs=(Proof(entries[3], path, contents[3]),),
        head=sign_head(KEY, 5, root(leaves), AT),
        public_key=KEY.public_hex,
        salt=SALT,
    )


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


def _paths(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def test_the_folder_has_the_page_the_evidence_the_proofs_and_the_manifest(tmp_path: Path) -> None:
    folder = export_case(_case(), tmp_path / "out")
    assert folder == tmp_path / "out"
    assert _paths(folder) == {
        "index.html",
        "ledger.json",
        "manifest.json",
        "evidence/submit/after.jpg",
        "evidence/submit/traffic.warc.gz",
    }
    assert (folder / "evidence/submit/after.jpg").read_bytes() == JPEG
    assert folder.stat().st_mode & 0o777 == 0o700
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_the_manifest_has_the_digest_of_every_other_file(tmp_path: Path) -> None:
    folder = export_case(_case(), tmp_path / "out")
    listed = json.loads((folder / "manifest.json").read_bytes())["files"]
    assert {one["path"] for one in listed} == _paths(folder) - {"manifest.json"}
    for one in listed:
        content = (folder / one["path"]).read_bytes()
        assert (one["bytes"], one["sha256"]) == (len(content), sha256(content).hexdigest())


def test_the_page_tells_the_case(tmp_path: Path) -> None:
    text = re.sub(r"\s+", " ", _page(export_case(_case(), tmp_path / "out")).text)
    digest = sha256(JPEG).hexdigest()
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


def test_the_page_has_a_language_headings_and_table_headers(tmp_path: Path) -> None:
    page = _page(export_case(_case(), tmp_path / "out"))
    assert page.every("html") == [{"lang": "en"}]
    assert len(page.every("h1")) == 1
    assert len(page.every("h2")) == 6
    assert all(header["scope"] in ("col", "row") for header in page.every("th"))
    assert [picture["alt"] for picture in page.every("img")] == ["Screenshot: This is after.jpg"]


def test_the_page_runs_nothing_and_loads_nothing_from_elsewhere(tmp_path: Path) -> None:
    folder = export_case(_case(), tmp_path / "out")
    page = _page(folder)
    names = {tag for tag, _ in page.tags}
    assert not names & {"script", "iframe", "object", "embed", "link", "form", "base"}
    assert all(not name.startswith("on") for _, attributes in page.tags for name in attributes)
    targets = {str(a.get("href") or a.get("src")) for tag, a in page.tags if tag in ("a", "img")}
    assert {urlsplit(target).scheme for target in targets} == {""}
    assert targets <= _paths(folder)


def test_the_policy_of_the_page_allows_its_own_style_and_pictures_only(tmp_path: Path) -> None:
    folder = export_case(_case(), tmp_path / "out")
    css = (folder / "index.html").read_text(encoding="utf-8").split("<style>")[1].split("</style>")[0]
    digest = b64encode(sha256(css.encode()).digest()).decode()
    assert _page(folder).every("meta")[1] == {
        "http-equiv": "Content-Security-Policy",
        "content": f"default-src 'none'; img-src 'self' file:; style-src 'sha256-{digest}'; "
        "base-uri 'none'; form-action 'none'",
    }


def test_hostile_words_are_shown_as_words(tmp_path: Path) -> None:
    hostile = replace(
        _case(),
        subject=HOSTILE,
        provider=HOSTILE,
        reference=HOSTILE,
        domains=(HOSTILE,),
        right=HOSTILE,
        law=HOSTILE,
        state=HOSTILE,
        public_key=HOSTILE,
        timeline=((AT, HOSTILE),),
        disclosures=(Told(AT, HOSTILE, HOSTILE),),
        deadlines=(Due(date(2026, 4, 15), HOSTILE, HOSTILE),),
        attachments=(Attachment("a.jpg", JPEG, HOSTILE),),
    )
    page = _page(export_case(hostile, tmp_path / "out"))
    assert page.every("script") == []
    assert [picture["src"] for picture in page.every("img")] == ["evidence/a.jpg"]
    assert page.text.count("<script>alert(1)</script>") >= 12


def test_captured_pages_cannot_be_run_by_a_click(tmp_path: Path) -> None:
    names = ("page.html", "drawing.svg", "page.XHTML", "code.js", "no-ending")
    attachments = tuple(Attachment(name, b"<script>", "hostile") for name in names)
    folder = export_case(replace(_case(), attachments=attachments), tmp_path / "out")
    assert {path.name for path in (folder / "evidence").iterdir()} == {f"{name}.txt" for name in names}
    assert _page(folder).every("img") == []


def test_only_what_is_a_picture_is_shown_as_one(tmp_path: Path) -> None:
    attachments = (Attachment("a.jpg", b"<html>", ""), Attachment("b.png", b"\x89PNG\r\n\x1a\n...", ""))
    folder = export_case(replace(_case(), attachments=attachments), tmp_path / "out")
    assert [picture["src"] for picture in _page(folder).every("img")] == ["evidence/b.png"]


@pytest.mark.parametrize(
    "name", ["", "../x.jpg", "/x.jpg", "a/b/c.jpg", ".x", "a/../b", "a b.jpg", "a/"]
)
def test_it_refuses_an_attachment_name_that_is_not_plain(tmp_path: Path, name: str) -> None:
    with pytest.raises(ValueError, match="plain name"):
        export_case(replace(_case(), attachments=(Attachment(name, b"", ""),)), tmp_path / "out")
    assert list(tmp_path.iterdir()) == []


def test_it_refuses_two_attachments_with_one_name(tmp_path: Path) -> None:
    twice = (Attachment("a.html", b"", ""), Attachment("a.html.txt", b"", ""))
    with pytest.raises(ValueError, match="same name"):
        export_case(replace(_case(), attachments=twice), tmp_path / "out")


def test_it_never_writes_over_something_else(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "letter.txt").write_text("mine")
    (tmp_path / "file").write_text("mine")
    for taken in ("out", "file"):
        with pytest.raises(WrongInput, match="exists and is not empty"):
            export_case(_case(), tmp_path / taken)
    assert (tmp_path / "out" / "letter.txt").read_text() == "mine"
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["file", "letter.txt", "out"]


def test_an_empty_folder_may_be_used_and_missing_ones_are_made(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert "index.html" in _paths(export_case(_case(), tmp_path / "empty"))
    assert "index.html" in _paths(export_case(_case(), tmp_path / "new" / "deep"))


def test_another_export_that_is_under_way_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / ".out.part").mkdir()
    with pytest.raises(WrongInput, match="in the way"):
        export_case(_case(), tmp_path / "out")
    assert [path.name for path in tmp_path.iterdir()] == [".out.part"]


def test_where_it_cannot_write_it_says_so_without_the_path(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StorageFailure, match="could not be written: not a directory") as failure:
        export_case(_case(), tmp_path / "file" / "out")
    assert str(tmp_path) not in str(failure.value)


def test_a_case_with_nothing_in_it_is_told_too(tmp_path: Path) -> None:
    bare = replace(
        _case(),
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
    assert json.loads((folder / "ledger.json").read_bytes())["head"] is None


def test_without_the_salt_no_opening_is_handed_out(tmp_path: Path) -> None:
    folder = export_case(replace(_case(), salt=None), tmp_path / "out")
    ledger = json.loads((folder / "ledger.json").read_bytes())
    assert ledger["salt"] is None
    assert "opening" not in ledger["entries"][0]


def _check_as_documented(folder: Path) -> subprocess.CompletedProcess[str]:
    """Run the program that the documentation prints, as a third party would."""
    program = re.findall(r"```python\n(.*?)```", DOCUMENT.read_text(encoding="utf-8"), re.DOTALL)[0]
    command = [sys.executable, "-I", "-c", program, str(folder)]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)


def test_a_third_party_can_check_it_with_the_documented_program(tmp_path: Path) -> None:
    folder = export_case(_case(), tmp_path / "out")
    checked = _check_as_documented(folder)
    assert (checked.returncode, checked.stderr) == (0, "")
    assert checked.stdout == "4 files, 1 entries: everything fits\n"


@pytest.mark.parametrize(
    "path", ["index.html", "evidence/submit/after.jpg", "evidence/submit/traffic.warc.gz"]
)
def test_the_documented_program_finds_a_changed_file(tmp_path: Path, path: str) -> None:
    folder = export_case(_case(), tmp_path / "out")
    (folder / path).write_bytes((folder / path).read_bytes() + b" ")
    checked = _check_as_documented(folder)
    assert checked.returncode == 1
    assert f"changed: {path}" in checked.stderr


@pytest.mark.parametrize(
    ("old", "new", "finding"),
    [
        ('"size": 5', '"size": 6', "InvalidSignature"),
        ('"what": "evidence"', '"what": "event"', "entry 3 is not in the tree"),
        ('"index": 3', '"index": 2', "entry 2 is not in the tree"),
        ('"opening": "', '"opening": "00', "entry 3 commits to something else"),
    ],
)
def test_the_documented_program_finds_a_changed_proof(
    tmp_path: Path, old: str, new: str, finding: str
) -> None:
    folder = export_case(_case(), tmp_path / "out")
    ledger, manifest = folder / "ledger.json", folder / "manifest.json"
    before = ledger.read_text()
    after = before.replace(old, new)
    assert after != before
    ledger.write_text(after)
    listed = json.loads(manifest.read_text())
    for one in listed["files"]:
        if one["path"] == "ledger.json":
            one["sha256"] = sha256(after.encode()).hexdigest()
    manifest.write_text(json.dumps(listed))
    checked = _check_as_documented(folder)
    assert checked.returncode == 1
    assert finding in checked.stderr
