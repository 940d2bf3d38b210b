"""What is handed out is complete, checkable, safe to open, and never over something else."""

import json
import re
import subprocess
import sys
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest

from optout.errors import StorageFailure, UntrueClaim, WrongInput
from optout.evidence.case import Attachment, Case
from optout.evidence.export import export_case

DOCUMENT = Path(__file__).parents[2] / "docs" / "reference" / "evidence.md"


def _paths(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def test_the_folder_has_the_page_the_evidence_the_proofs_and_the_manifest(
    case: Case, tmp_path: Path
) -> None:
    folder = export_case(case, tmp_path / "out")
    assert folder == tmp_path / "out"
    assert _paths(folder) == {
        "index.html",
        "ledger.json",
        "manifest.json",
        "evidence/submit/after.jpg",
        "evidence/submit/traffic.warc.gz",
    }
    assert (folder / "evidence/submit/after.jpg").read_bytes() == case.attachments[0].content
    assert folder.stat().st_mode & 0o777 == 0o700
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_the_manifest_has_the_digest_of_every_other_file(case: Case, tmp_path: Path) -> None:
    folder = export_case(case, tmp_path / "out")
    listed = json.loads((folder / "manifest.json").read_bytes())["files"]
    assert {one["path"] for one in listed} == _paths(folder) - {"manifest.json"}
    for one in listed:
        content = (folder / one["path"]).read_bytes()
        assert (one["bytes"], one["sha256"]) == (len(content), sha256(content).hexdigest())


def test_captured_pages_cannot_be_run_by_a_click(case: Case, tmp_path: Path) -> None:
    names = ("page.html", "drawing.svg", "page.XHTML", "code.js", "no-ending")
    attachments = tuple(Attachment(name, b"<script>", "hostile") for name in names)
    folder = export_case(replace(case, attachments=attachments), tmp_path / "out")
    assert {path.name for path in (folder / "evidence").iterdir()} == {f"{name}.txt" for name in names}
    assert "<img" not in (folder / "index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "name", ["", "../x.jpg", "/x.jpg", "a/b/c.jpg", ".x", "a/../b", "a b.jpg", "a/"]
)
def test_it_refuses_an_attachment_name_that_is_not_plain(case: Case, tmp_path: Path, name: str) -> None:
    with pytest.raises(ValueError, match="plain name"):
        export_case(replace(case, attachments=(Attachment(name, b"", ""),)), tmp_path / "out")
    assert list(tmp_path.iterdir()) == []


def test_it_refuses_two_attachments_with_one_name(case: Case, tmp_path: Path) -> None:
    twice = (Attachment("a.html", b"", ""), Attachment("a.html.txt", b"", ""))
    with pytest.raises(ValueError, match="same name"):
        export_case(replace(case, attachments=twice), tmp_path / "out")


def test_it_never_writes_over_something_else(case: Case, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "letter.txt").write_text("mine")
    (tmp_path / "file").write_text("mine")
    for taken in ("out", "file"):
        with pytest.raises(WrongInput, match="exists and is not empty"):
            export_case(case, tmp_path / taken)
    assert (tmp_path / "out" / "letter.txt").read_text() == "mine"
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["file", "letter.txt", "out"]


def test_an_empty_folder_may_be_used_and_missing_ones_are_made(case: Case, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert "index.html" in _paths(export_case(case, tmp_path / "empty"))
    assert "index.html" in _paths(export_case(case, tmp_path / "new" / "deep"))


def test_another_export_that_is_under_way_is_left_alone(case: Case, tmp_path: Path) -> None:
    (tmp_path / ".out.part").mkdir()
    with pytest.raises(WrongInput, match="in the way"):
        export_case(case, tmp_path / "out")
    assert [path.name for path in tmp_path.iterdir()] == [".out.part"]


def test_where_it_cannot_write_it_says_so_without_the_path(case: Case, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StorageFailure, match="could not be written: not a directory") as failure:
        export_case(case, tmp_path / "file" / "out")
    assert str(tmp_path) not in str(failure.value)


def test_it_does_not_hand_out_what_would_not_stand_up_to_a_check(case: Case, tmp_path: Path) -> None:
    with pytest.raises(UntrueClaim, match="no valid signature"):
        export_case(replace(case, public_key="00" * 32), tmp_path / "out")
    assert list(tmp_path.iterdir()) == []


def test_an_export_that_fails_half_way_leaves_nothing(case: Case, tmp_path: Path) -> None:
    clashing = (Attachment("a.txt", b"", ""), Attachment("a.txt/b.txt", b"", ""))
    with pytest.raises(StorageFailure, match="could not be written"):
        export_case(replace(case, attachments=clashing), tmp_path / "out")
    assert list(tmp_path.iterdir()) == []


def test_a_case_that_is_not_in_the_ledger_yet_has_no_head(case: Case, tmp_path: Path) -> None:
    folder = export_case(replace(case, proofs=(), head=None), tmp_path / "out")
    ledger = json.loads((folder / "ledger.json").read_bytes())
    assert (ledger["head"], ledger["entries"]) == (None, [])


def test_without_the_salt_no_opening_is_handed_out(case: Case, tmp_path: Path) -> None:
    folder = export_case(replace(case, salt=None), tmp_path / "out")
    ledger = json.loads((folder / "ledger.json").read_bytes())
    assert ledger["salt"] is None
    assert "opening" not in ledger["entries"][0]


def _check_as_documented(folder: Path) -> subprocess.CompletedProcess[str]:
    """Run the program that the documentation prints, as a third party would."""
    program = re.findall(r"```python\n(.*?)```", DOCUMENT.read_text(encoding="utf-8"), re.DOTALL)[0]
    command = [sys.executable, "-I", "-c", program, str(folder)]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)


def test_a_third_party_can_check_it_with_the_documented_program(case: Case, tmp_path: Path) -> None:
    folder = export_case(case, tmp_path / "out")
    checked = _check_as_documented(folder)
    assert (checked.returncode, checked.stderr) == (0, "")
    assert checked.stdout == "4 files, 1 entries: everything fits\n"


@pytest.mark.parametrize(
    "path", ["index.html", "evidence/submit/after.jpg", "evidence/submit/traffic.warc.gz"]
)
def test_the_documented_program_finds_a_changed_file(case: Case, tmp_path: Path, path: str) -> None:
    folder = export_case(case, tmp_path / "out")
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
    case: Case, tmp_path: Path, old: str, new: str, finding: str
) -> None:
    folder = export_case(case, tmp_path / "out")
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
