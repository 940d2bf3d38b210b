"""Forgetting on the command line."""

import io

import pytest

from optout.channels.mail.drafts import draft_path, write_draft
from optout.channels.mail.reference import mail_reference
from tests.cli.calling import FACTS, Caller
from tests.report.installations import SUBJECT


def test_it_says_what_remains_and_destroys_the_rest(optout: Caller, requests: dict[str, str]) -> None:
    (person,) = optout("person", "list", "--json").json
    value = optout("forget", person["subject"], "--yes", "--json").json
    assert (value["subject"], value["requests"]) == (person["subject"], 4)
    assert value["evidence_removed"] > 0
    assert len(value["remains"]) == 4
    assert list((optout.home / "evidence").rglob("*.zip")) == []
    kept = b"".join(file.read_bytes() for file in optout.home.rglob("*") if file.is_file())
    assert SUBJECT.emails[0].encode() not in kept


def test_letters_that_wait_to_be_sent_are_deleted(optout: Caller, requests: dict[str, str]) -> None:
    (person,) = optout("person", "list", "--json").json
    mine = draft_path(optout.home / "drafts", mail_reference(requests["true_who"]))
    others = draft_path(optout.home / "drafts", mail_reference("r-another"))
    for path in (mine, others):
        write_draft(path, SUBJECT.emails[0].encode())

    assert optout("forget", person["subject"], "--yes").code == 0

    assert (mine.exists(), others.exists()) == (False, True)


def test_the_history_can_still_be_told(optout: Caller, requests: dict[str, str]) -> None:
    (person,) = optout("person", "list", "--json").json
    optout("forget", person["subject"], "--yes")
    said = optout("show", requests["people_atlas"])
    assert said.code == 0
    assert "We looked: one listing of you." in said.out


def test_nobody_is_forgotten_without_a_yes_or_by_a_wrong_id(
    optout: Caller, subject: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert optout("forget", "s-nobody", "--yes").code == 2
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    assert optout("forget", subject).code == 130
    assert FACTS[0] in optout("person", "show").out
