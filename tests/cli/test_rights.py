"""``optout rights`` from outside."""

import time
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from optout.rights.table import rows
from tests.cli.calling import Caller, Said

PERSON = """
names: [{{given: Zebulina, family: Quoxworth}}]
emails: [zebulina@quoxmail.example]
addresses: [{address}]
"""
ADDRESSES = {
    "california": "{locality: Tazoville, region: California, country: US}",
    "bavaria": "{locality: Bergstadt, region: Bayern, country: DE}",
    "wyoming": "{locality: Tazoville, region: WY, country: US}",
}


@pytest.fixture
def person(tmp_path: Path) -> Any:
    def write(where: str) -> Path:
        path = tmp_path / f"{where}.yaml"
        path.write_text(PERSON.format(address=ADDRESSES[where]), encoding="utf-8")
        return path

    return write


def _deadlines(optout: Caller, law: str, right: str | None, received: str, *more: str) -> Said:
    named = ["--law", law, *(["--right", right] if right else []), "--received", received]
    return optout("rights", "deadlines", *named, *more, "--json")


@pytest.mark.parametrize(
    ("law", "right", "received", "answered"),
    [
        ("gdpr", "delete", "2026-01-31T10:00:00+01:00", "2026-03-02T10:00:00+01:00"),
        ("GDPR", "Erasure", "2026-03-02T09:30:00Z", "2026-04-02T09:30:00+00:00"),
        ("gdpr_17", None, "2026-03-02T09:30:00Z", "2026-04-02T09:30:00+00:00"),
        ("ccpa", "opt-out", "2026-03-02T09:30:00+00:00", "2026-03-23T09:30:00+00:00"),
        ("ccpa_delete", None, "2026-03-02T09:30:00+00:00", "2026-04-16T09:30:00+00:00"),
        ("take-it-down", "take_down", "2026-12-31T08:00:00+00:00", "2027-01-02T08:00:00+00:00"),
        ("delete_act", "delete", "2027-01-01T08:00:00+00:00", "2027-03-02T08:00:00+00:00"),
    ],
)
def test_deadlines_are_counted_from_receipt(
    optout: Caller, law: str, right: str | None, received: str, answered: str
) -> None:
    said = _deadlines(optout, law, right, received)

    assert said.code == 0
    assert said.json["answer_by"] == answered
    assert datetime.fromisoformat(said.json["received"]) == datetime.fromisoformat(received)


def test_every_deadline_is_told_with_its_source_and_how_it_is_known(optout: Caller) -> None:
    said = _deadlines(optout, "virginia", "delete", "2026-03-02T09:30:00+00:00").json

    assert said["acknowledge_by"] is None
    assert said["extended_to"] == "2026-05-31T09:30:00+00:00"
    assert said["appeal_answer_by"] == "2026-05-01T09:30:00+00:00"
    assert said["late_from"] == "2026-04-17T00:00:00+00:00"
    assert said["source"] == "Code of Virginia 59.1-577"
    assert said["mark"] == "statute"
    assert said["marks"] == {
        "answer_by": "statute",
        "extended_to": "statute",
        "appeal_answer_by": "secondary",
    }
    assert any(note.startswith("appeal, valid_from: secondary") for note in said["notes"])


def test_an_appeal_and_the_holidays_of_a_country_can_be_given(optout: Caller) -> None:
    appeal = _deadlines(
        optout, "vcdpa", "delete", "2026-03-02T09:30:00Z", "--appeal-received", "2026-05-04T08:00:00Z"
    )
    assert appeal.json["appeal_answer_by"] == "2026-07-03T08:00:00+00:00"

    easter = _deadlines(optout, "gdpr", "delete", "2026-03-03T10:00:00Z", "--country", "de")
    assert easter.json["answer_by"] == "2026-04-07T10:00:00+00:00"


def test_a_law_without_a_number_has_no_deadline(optout: Caller) -> None:
    said = _deadlines(optout, "bipa", "delete", "2026-03-02T09:30:00Z")

    assert said.code == 0
    assert (said.json["answer_by"], said.json["late_from"], said.json["marks"]) == (None, None, {})


def test_a_moment_without_a_time_zone_is_taken_as_utc_and_that_is_said(optout: Caller) -> None:
    said = _deadlines(optout, "gdpr", "delete", "2026-03-02T09:30")

    assert said.json["answer_by"] == "2026-04-02T09:30:00+00:00"
    assert said.json["notes"][0] == "--received names no time zone: it is taken as UTC."


@pytest.mark.parametrize(
    ("law", "right", "received", "what"),
    [
        ("hammurabi", "delete", "2026-03-02", "There is no law 'hammurabi'."),
        ("gdpr", "be loved", "2026-03-02", "There is no right 'be loved'."),
        ("gdpr", "opt-out", "2026-03-02", "gdpr gives no right to opt-out-of-sale."),
        (
            "gdpr_17",
            "access",
            "2026-03-02",
            "'gdpr_17' names the right delete, and --right names access.",
        ),
        ("gdpr", None, "2026-03-02", "No right is named."),
        ("gdpr", "delete", "next Tuesday", "--received is no moment: 'next Tuesday'."),
        ("gdpr", "delete", "2026-02-30T09:30:00Z", "--received is no moment: '2026-02-30T09:30:00Z'."),
        ("gdpr", "delete", "9999-12-31", "No deadline is counted from the year 9999."),
        ("gdpr", "delete", "2016-01-01", "gdpr does not give the right to delete on 2016-01-01."),
    ],
)
def test_what_cannot_be_counted_is_wrong_input(
    optout: Caller, law: str, right: str | None, received: str, what: str
) -> None:
    said = _deadlines(optout, law, right, received)

    assert said.code == 2
    assert said.json["what"] == what


@pytest.mark.parametrize(
    ("received", "todo"),
    [
        ("9999-12-31", "Name a day of the years 1970 to 2199."),
        ("2016-01-01", "It does from 2018-05-25."),
    ],
)
def test_what_cannot_be_counted_says_what_can(optout: Caller, received: str, todo: str) -> None:
    assert _deadlines(optout, "gdpr", "delete", received).json["todo"] == todo


@pytest.mark.parametrize("country", ["XX", "ZZ", "", "Germany"])
def test_what_is_no_country_is_refused(optout: Caller, profile: Path, country: str) -> None:
    asked = ("--law", "gdpr", "--right", "delete", "--received", "2026-03-02")
    counted = optout("rights", "deadlines", *asked, "--country", country, "--json")
    named = ("--subject", profile, "--provider", "Acme", "--country", country, "--json")
    for said in (counted, optout("rights", "which", *named)):
        assert (said.code, said.json["what"]) == (2, f"There is no country {country!r}.")


def test_deadlines_are_told_in_words(optout: Caller) -> None:
    named = ("--law", "ccpa", "--right", "opt-out", "--received", "2026-03-02T09:30:00Z")
    said = optout("rights", "deadlines", *named).out

    assert "answered by: 2026-03-23 09:30+00:00  (secondary: words about the law were read" in said
    assert "acknowledged by: -" in said


def test_the_list_has_every_row_and_can_be_narrowed(optout: Caller) -> None:
    every = optout("rights", "list", "--json").json
    assert len(every) == len(rows())

    one = optout("rights", "list", "--law", "Iowa", "--json").json
    assert [row["right"] for row in one] == ["access", "delete", "opt-out-of-sale"]
    assert {row["law"] for row in one} == {"icdpa"}
    assert one[0]["answer"] == {"days": 90, "hours": None, "months": None, "business_days": None}

    words = optout("rights", "list").out.splitlines()
    assert len(words) == len(rows())
    assert "ccpa opt-out-of-sale  US-CA  15 business days  (secondary)" in words
    assert "ccpa delete  US-CA  45 days, extended 90 days" in words
    assert "vcdpa delete  US-VA  45 days, extended 90 days  (in part not read in the law)" in words


def _which(optout: Caller, subject: Path, provider: str, *more: str) -> Any:
    said = optout("rights", "which", "--subject", subject, "--provider", provider, *more, "--json")
    assert said.code == 0, said.err
    return said.json


def test_which_says_the_laws_of_a_person_and_a_broker_strongest_first(
    optout: Caller, person: Any
) -> None:
    said = _which(optout, person("california"), "spokeo")

    assert (said["residence"], said["right"]) == ("US-CA", "delete")
    assert [one["law"] for one in said["applies"]] == ["ccpa", "delete_act"]
    assert said["chosen"]["law"] == "ccpa"
    assert said["chosen"]["why"].startswith("You live in US-CA")
    assert said["applies"][0]["regulator"] == "California Privacy Protection Agency"
    assert said["applies"][1]["through"].startswith("DROP")
    assert [one["by_agent"] for one in said["applies"]] == [True, False]


def test_a_company_that_no_definition_describes_can_be_asked_about(optout: Caller, person: Any) -> None:
    said = _which(optout, person("bavaria"), "Some Company Ltd", "--right", "access")

    assert (said["provider"], said["chosen"]["law"]) == ("Some Company Ltd", "gdpr")
    assert said["applies"][0]["regulator"] == "Bayerisches Landesamt für Datenschutzaufsicht"

    abroad = _which(optout, person("wyoming"), "Some Company Ltd", "--country", "ie")
    assert abroad["chosen"]["law"] == "gdpr"
    assert abroad["applies"][0]["regulator"] == "Data Protection Commission"


def test_where_no_law_applies_the_request_is_voluntary(optout: Caller, person: Any) -> None:
    nowhere = _which(optout, person("wyoming"), "spokeo")
    assert (nowhere["chosen"]["law"], nowhere["applies"], nowhere["instead"]) == (None, [], [])

    training = _which(optout, person("bavaria"), "Some Company Ltd", "--right", "training")
    assert training["chosen"]["law"] is None
    assert {"law": "gdpr", "right": "object"} in training["instead"]


def test_a_law_with_a_condition_is_shown_and_never_chosen(optout: Caller, person: Any) -> None:
    said = _which(optout, person("bavaria"), "Some Company Ltd", "--right", "take-down")
    assert said["chosen"]["law"] is None
    assert "dsa" in [one["law"] for one in said["only_if"]]

    named = _which(optout, person("bavaria"), "Some Company Ltd", "--right", "take-down", "--law", "dsa")
    assert (named["chosen"]["law"], named["chosen"]["applies"]) == ("dsa", None)
    assert "only if what is shown is illegal" in named["chosen"]["why"]


def test_a_law_can_be_named_and_is_called_out_where_it_does_not_apply(
    optout: Caller, person: Any
) -> None:
    named = _which(optout, person("bavaria"), "Some Company Ltd", "--law", "gdpr")
    assert (named["chosen"]["law"], named["chosen"]["applies"]) == ("gdpr", True)

    wrong = _which(optout, person("california"), "spokeo", "--law", "gdpr")
    assert (wrong["chosen"]["law"], wrong["chosen"]["applies"]) == ("gdpr", False)
    assert "does not apply" in wrong["chosen"]["why"]

    other = ("--provider", "spokeo", "--law", "gdpr_15")
    refused = optout("rights", "which", "--subject", person("california"), *other, "--json")
    assert refused.code == 2


def test_a_law_that_is_used_otherwise_is_named_by_no_request_and_its_way_is_said(
    optout: Caller, person: Any
) -> None:
    chosen = _which(optout, person("california"), "spokeo", "--law", "delete_act")["chosen"]

    assert (chosen["law"], chosen["applies"]) == (None, True)
    assert "No letter uses it: only through DROP, the state's own site" in chosen["why"]
    args = ("--subject", person("california"), "--provider", "spokeo", "--law", "delete_act")
    assert "the request names no law: You live in US-CA" in optout("rights", "which", *args).out


def test_an_agent_is_told_only_laws_that_hear_agents(optout: Caller, person: Any) -> None:
    own = _which(optout, person("california"), "spokeo")
    agents = _which(optout, person("california"), "spokeo", "--role", "agent")

    assert [one["law"] for one in own["applies"]] == ["ccpa", "delete_act"]
    assert [one["law"] for one in agents["applies"]] == ["ccpa"]
    assert all(one["by_agent"] for one in agents["applies"])


def test_which_is_told_in_words_without_the_persons_name(optout: Caller, person: Any) -> None:
    said = optout("rights", "which", "--subject", person("california"), "--provider", "spokeo")

    assert said.out.startswith("Spokeo, delete:\n  the request names ccpa: You live in US-CA")
    assert "only through DROP" in said.out
    assert "Quoxworth" not in said.out


def test_a_profile_that_cannot_be_read_is_wrong_input(optout: Caller, tmp_path: Path) -> None:
    said = optout(
        "rights", "which", "--subject", tmp_path / "none.yaml", "--provider", "spokeo", "--json"
    )

    assert said.code == 2
    assert said.json["error"] == "WrongInput"


def test_a_calendar_deadline_is_counted_quickly(optout: Caller) -> None:
    _deadlines(optout, "vcdpa", "delete", "2026-03-02T09:30:00Z")
    begun = time.process_time()
    for _ in range(20):
        _deadlines(optout, "vcdpa", "delete", "2026-03-02T09:30:00Z")

    assert time.process_time() - begun < 2
