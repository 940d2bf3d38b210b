"""``optout drop`` from outside: the sheet, the filing, the looks, and what our own reads say."""

import sqlite3
from pathlib import Path

import pytest

from optout.clock import SystemClock
from tests.cli.calling import Caller

CALIFORNIAN = """\
names: [{given: Zebulina, family: Quoxworth}]
birth_date: 1984-02-29
emails: [Zebulina@quoxmail.example]
phones: [+1 415 555 0142]
addresses: [{locality: Tazoville, region: CA, postal_code: "94101", country: US}]
"""
KEYS = {
    "drop_id", "filed_at", "fetch_by", "answer_by", "look_at", "looked_at", "outcomes", "source", "mark",
    "brokers",
}  # fmt: skip


@pytest.fixture
def profile(tmp_path: Path) -> Path:
    path = tmp_path / "profile.yaml"
    path.write_text(CALIFORNIAN, encoding="utf-8")
    return path


def test_the_sheet_needs_no_vault_and_shows_every_identifier_with_its_hash(
    optout: Caller, profile: Path
) -> None:
    said = optout("drop", "sheet", "--subject", profile, "--json").json
    assert set(said) == {"url", "steps", "identifiers"}
    assert [(one["kind"], one["standard"]) for one in said["identifiers"]] == [
        ("e-mail", ["zebulina@quoxmail.example"]),
        ("telephone", ["4155550142"]),
        ("name, birth date and ZIP", ["zebulina", "quoxworth", "19840229", "94101"]),
    ]
    assert all(len(one["hash"]) == 44 for one in said["identifiers"])
    assert "Nothing was sent." in optout("drop", "sheet", "--subject", profile).out


def test_who_lives_elsewhere_is_told_so(optout: Caller, profile: Path) -> None:
    profile.write_text(CALIFORNIAN.replace("region: CA", "region: NM"), encoding="utf-8")
    said = optout("drop", "sheet", "--subject", profile)
    assert said.code == 2
    assert "people who live in California" in said.err


def test_a_filing_is_kept_sealed_and_runs_its_clocks(optout: Caller, subject: str, home: Path) -> None:
    said = optout("drop", "filed", "QX7-DROP-11", "--json")
    assert said.code == 0
    assert set(said.json) == KEYS
    assert said.json["drop_id"] == "QX7-DROP-11"
    assert optout("drop", "status", "--json").json == said.json
    assert b"QX7-DROP-11" not in (home / "optout.sqlite3").read_bytes()
    assert optout("evidence", "verify", "--json").json["ok"] is True


def test_a_look_is_kept_as_what_the_page_said(optout: Caller, subject: str) -> None:
    optout("drop", "filed", "QX7-DROP-11")
    said = optout("drop", "looked", "--deleted", "41", "--not-found", "600", "--json").json
    assert said["outcomes"] == {"deleted": 41, "opted-out": 0, "exempted": 0, "not-found": 600}
    assert "That is DROP's word, not ours." in optout("drop", "status").out


def test_a_look_without_a_count_is_refused_and_changes_nothing(optout: Caller, subject: str) -> None:
    optout("drop", "filed", "QX7-DROP-11")
    before = optout("drop", "looked", "--deleted", "3", "--json").json
    said = optout("drop", "looked", "--json")
    assert (said.code, said.json["error"]) == (2, "WrongInput")
    assert said.json["todo"].startswith("Give at least one of --deleted")
    assert optout("drop", "status", "--json").json["outcomes"] == before["outcomes"]
    assert optout("drop", "looked", "--deleted", "0").code == 0


def test_before_a_filing_there_is_nothing_to_look_at(optout: Caller, subject: str) -> None:
    assert optout("drop", "status", "--json").json is None
    said = optout("drop", "looked", "--deleted", "1")
    assert (said.code, "No request at DROP is known." in said.err) == (2, True)


@pytest.mark.parametrize("wrong", ["", "x", "no spaces here", "a" * 70, "../../etc"])
def test_what_is_no_receipt_is_refused(optout: Caller, subject: str, wrong: str) -> None:
    assert optout("drop", "filed", wrong).code == 2
    assert optout("drop", "status", "--json").json is None


def test_a_day_in_the_future_is_refused(optout: Caller, subject: str) -> None:
    later = SystemClock().now().replace(year=SystemClock().now().year + 1)
    said = optout("drop", "filed", "QX7-DROP-11", "--on", f"{later:%Y-%m-%d}")
    assert (said.code, "in the future" in said.err) == (2, True)


def test_a_changed_filing_does_not_verify(optout: Caller, subject: str, home: Path) -> None:
    optout("drop", "filed", "QX7-DROP-11")
    with sqlite3.connect(home / "optout.sqlite3") as database:
        database.execute("UPDATE drop_event SET at = at - 86400000000")
    assert optout("evidence", "verify").code == 7


def test_forgetting_destroys_the_receipt_as_well(optout: Caller, subject: str, home: Path) -> None:
    optout("drop", "filed", "QX7-DROP-11")
    assert optout("forget", subject, "--yes").code == 0
    with sqlite3.connect(home / "optout.sqlite3") as database:
        assert database.execute("SELECT kind, sealed FROM drop_event").fetchall() == [("filed", None)]
    assert optout("evidence", "verify", "--json").json["ok"] is True
