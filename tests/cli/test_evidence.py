"""Evidence on the command line: verified, listed, handed out, and refused when it is not true."""

import json
import sqlite3
from pathlib import Path

import pytest

from tests.cli.calling import Caller

OTHER_COMMITMENT = """UPDATE ledger SET commitment =
    CASE substr(commitment, 1, 1) WHEN 'a' THEN 'b' ELSE 'a' END || substr(commitment, 2)
    WHERE idx = 3"""
OTHER_ROOT = """UPDATE ledger_head SET root =
    CASE substr(root, 1, 1) WHEN 'a' THEN 'b' ELSE 'a' END || substr(root, 2)"""


def tampered(optout: Caller, statement: str) -> None:
    database = sqlite3.connect(optout.home / "optout.sqlite3")
    with database:
        assert database.execute(statement).rowcount > 0
    database.close()


def test_what_is_untouched_verifies(optout: Caller, requests: dict[str, str]) -> None:
    said = optout("evidence", "verify", "--json")
    assert said.code == 0
    assert {name: said.json[name] for name in ("ok", "problems", "forgotten", "unclaimed")} == {
        "ok": True,
        "problems": [],
        "forgotten": 0,
        "unclaimed": 0,
    }
    words = optout("evidence", "verify")
    assert words.out.startswith(f"Verified: {said.json['entries']} entries under ")


@pytest.mark.parametrize(
    ("statement", "where"),
    [
        ("UPDATE event SET at = at + 1 WHERE seq = 2", "event 2 of r-"),
        ("DELETE FROM event WHERE seq = 9", "Entry "),
        (OTHER_COMMITMENT, "Entry 3"),
        (OTHER_ROOT, "head"),
    ],
)
def test_what_was_changed_is_told_with_its_place_and_exit_7(
    optout: Caller, requests: dict[str, str], statement: str, where: str
) -> None:
    tampered(optout, statement)
    said = optout("evidence", "verify")
    assert (said.code, said.out) == (7, "")
    assert where in said.err
    as_json = optout("evidence", "verify", "--json")
    assert (as_json.code, as_json.json["ok"], as_json.err) == (7, False, "")
    assert any(where in problem for problem in as_json.json["problems"])


def test_a_lost_evidence_file_does_not_verify(optout: Caller, requests: dict[str, str]) -> None:
    next((optout.home / "evidence").rglob("*.parts.zip")).unlink()
    said = optout("evidence", "verify")
    assert said.code == 7
    assert "evidence of r-" in said.err


def test_after_forgetting_the_ledger_still_verifies(optout: Caller, requests: dict[str, str]) -> None:
    (person,) = optout("person", "list", "--json").json
    assert optout("forget", person["subject"], "--yes").code == 0
    said = optout("evidence", "verify", "--json")
    assert (said.code, said.json["forgotten"]) == (0, 1)
    (line, *_) = optout("evidence", "list", requests["kin_finder"], "--json").json
    assert line["kept"] is False


def test_the_list_says_what_each_piece_is_about(optout: Caller, requests: dict[str, str]) -> None:
    lines = optout("evidence", "list", requests["people_atlas"], "--json").json
    assert [set(line) for line in lines] == [{"attempt", "at", "about", "commitment", "kept"}] * 4
    assert "We looked: one listing of you." in [line["about"] for line in lines]
    words = optout("evidence", "list", requests["people_atlas"]).out
    assert "2026-03-02 09:00" in words


def test_an_export_is_a_folder_that_says_it_is_personal(
    optout: Caller, requests: dict[str, str], tmp_path: Path
) -> None:
    folder = tmp_path / "case"
    said = optout("evidence", "export", requests["people_atlas"], "--out", folder)
    assert said.code == 0
    assert said.out == f"Written to {folder}. It holds personal data. Open index.html.\n"
    assert (folder / "index.html").is_file()
    assert json.loads((folder / "ledger.json").read_bytes())["salt"] is None


def test_openings_are_handed_out_only_when_asked_for(
    optout: Caller, requests: dict[str, str], tmp_path: Path
) -> None:
    out = ("--out", tmp_path / "case", "--openings", "--json")
    value = optout("evidence", "export", requests["people_atlas"], *out).json
    assert value == {
        "folder": str(tmp_path / "case"),
        "request": requests["people_atlas"],
        "attachments": 8,
        "proofs": 17,
        "openings": True,
    }
    assert json.loads((tmp_path / "case" / "ledger.json").read_bytes())["salt"]


def test_nothing_is_exported_over_something_or_for_an_unknown_request(
    optout: Caller, requests: dict[str, str], tmp_path: Path
) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").write_text("mine")
    over = optout("evidence", "export", requests["true_who"], "--out", tmp_path / "mine")
    assert over.code == 2
    unknown = optout("evidence", "export", "r-none", "--out", tmp_path / "new", "--json")
    assert (unknown.code, unknown.json["error"]) == (2, "WrongInput")
    assert not (tmp_path / "new").exists()


def test_an_untrue_case_is_not_exported(
    optout: Caller, requests: dict[str, str], tmp_path: Path
) -> None:
    tampered(optout, "UPDATE event SET at = at - 1 WHERE seq = 1")
    said = optout("evidence", "export", requests["true_who"], "--out", tmp_path / "new", "--json")
    assert (said.code, said.json["kept"]) == (7, "Nothing was exported.")
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE event SET at = at + 1 WHERE seq = 1",
        "UPDATE event SET kind = 'Nothing' WHERE seq = 2",
        "UPDATE event SET body = '{}' WHERE seq = 2",
        "UPDATE event SET body = 'x' WHERE seq = 3",
    ],
)
def test_a_history_that_cannot_be_is_a_sentence_and_not_a_fault(
    optout: Caller, requests: dict[str, str], tmp_path: Path, statement: str
) -> None:
    tampered(optout, statement)
    request = requests["true_who"]
    for command in (
        ("show", request),
        ("report", "--out", str(tmp_path / "x.html")),
        ("evidence", "list", request),
        ("evidence", "export", request, "--out", str(tmp_path / "x")),
    ):
        said = optout(*command, "--json")
        assert (said.code, said.json["error"]) == (6, "StorageFailure"), command
