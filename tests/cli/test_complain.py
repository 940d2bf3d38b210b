"""``optout complain`` from outside."""

import json
from pathlib import Path

from tests.cli.calling import Caller

PAPERS = ["chronology.txt", "complaint.pdf", "complaint.txt", "how-to-file.txt"]


def test_it_writes_the_complaint_with_its_evidence_and_files_nothing(
    optout: Caller, requests: dict[str, str], tmp_path: Path
) -> None:
    out = tmp_path / "complaint"
    said = optout("complain", requests["deep_dossier"], "--out", out, "--json")

    assert said.code == 0, said.err
    told = said.json
    assert (told["request"], told["provider"]) == (requests["deep_dossier"], "deep_dossier")
    assert (told["law"], told["right"], told["language"]) == ("ccpa", "delete", "en")
    assert told["regulator"]["name"] == "California Privacy Protection Agency"
    assert told["answer_by"] == "2026-04-16"
    assert (told["filed"], told["before"], told["files"]) == (False, None, PAPERS)
    assert told["folder"] == str(out.absolute())
    listed = {one["path"] for one in json.loads((out / "manifest.json").read_text())["files"]}
    assert {*PAPERS, "index.html", "ledger.json"} <= listed
    assert any(path.startswith("evidence/") for path in listed)
    assert all((out / path).is_file() for path in listed)
    assert "The provider had until 16 April 2026 by law." in (out / "chronology.txt").read_text()


def test_it_says_in_words_to_whom_and_that_nothing_was_filed(
    optout: Caller, requests: dict[str, str], tmp_path: Path
) -> None:
    said = optout("complain", requests["deep_dossier"], "--out", tmp_path / "c", "--lang", "de")

    assert "for California Privacy Protection Agency." in said.out
    assert "Nothing was filed" in said.out
    assert "Beschwerde" in (tmp_path / "c" / "complaint.txt").read_text()


def test_it_overwrites_nothing(optout: Caller, requests: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    said = optout("complain", requests["deep_dossier"], "--out", tmp_path, "--json")

    assert (said.code, said.json["error"]) == (2, "WrongInput")
    assert (tmp_path / "mine.txt").read_text() == "mine"


def test_a_provider_that_did_its_part_is_not_complained_about(
    optout: Caller, requests: dict[str, str], tmp_path: Path
) -> None:
    for request in (requests["people_atlas"], "r-none"):
        said = optout("complain", request, "--out", tmp_path / "c", "--json")
        assert (said.code, said.json["error"]) == (2, "WrongInput")
    assert not (tmp_path / "c").exists()
