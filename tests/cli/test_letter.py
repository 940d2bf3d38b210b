"""``optout letter`` from outside."""

import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from optout.requests.rights import Right
from optout.rights.table import rows
from tests.cli.calling import FACTS, Caller
from tests.cli.rendering import AGENT, COMPLAINT, KNOWN, REFUSED, REMINDER, SIGNED, Letters, Terminal

NEEDED = {"--reason": "My address is kept secret", "--location": "https://forum.example/thread/9"}


def test_a_letter_is_written_printed_and_accounted_for(render: Letters) -> None:
    said = render("--law", "gdpr", "--right", "delete", "--lang", "de")

    assert said.code == 0
    assert said.json.keys() == {"subject", "body", "pdf", "elements", "facts_disclosed"}
    assert said.json["subject"].startswith("Antrag auf Löschung personenbezogener Daten [OPT-")
    assert said.json["body"].startswith("An Acme GmbH\nDatenschutz\n")
    assert said.json["elements"] == {"identity": True, "request": True, "law": True, "contact": True}
    assert said.json["facts_disclosed"] == ["name", "email"]
    pdf = Path(said.json["pdf"])
    assert pdf.parent == render.folder
    assert pdf.read_bytes().startswith(b"%PDF-")
    assert pdf.stat().st_mode & 0o777 == 0o600


def test_a_letter_for_a_provider_tells_what_its_definition_needs_and_no_more(render: Letters) -> None:
    said = render("--law", "ccpa", "--right", "delete", "--lang", "en", provider="mute_metrics")

    assert said.json["facts_disclosed"] == ["name", "email", "address-level1"]
    told = said.json["subject"] + said.json["body"] + said.json["pdf"]
    assert {fact for fact in FACTS if fact in told} == {"Zebulina", "Wrexley", "Quoxworth", "quoxmail"}
    assert "To Mute Metrics\n" in said.json["body"]


def test_a_provider_is_found_by_its_name_too(render: Letters) -> None:
    said = render("--law", "ccpa", provider="mute metrics")

    assert "To Mute Metrics\n" in said.json["body"]
    assert said.json["subject"].startswith("Request to delete")


def test_no_name_of_a_file_tells_who_it_is(render: Letters) -> None:
    render("--law", "gdpr_17", "--reference", "OPT-AAAABBBB22", provider="Zebulina's Shop")

    assert [file.name for file in render.folder.iterdir()] == [
        "letter-delete-request-OPT-AAAABBBB22.pdf"
    ]


@pytest.mark.parametrize(
    ("given", "lacking"),
    [
        (("--law", "gdpr", "--right", "object"), "reasons"),
        (("--law", "gdpr", "--right", "correct"), "request"),
        (("--law", "take_it_down", *SIGNED), "location"),
        (("--law", "take_it_down", "--location", "https://x.example/1"), "signature, good-faith"),
        (
            ("--law", "dmca", "--location", "https://x.example/1", "--reason", "My photo"),
            "signature, good-faith, accuracy",
        ),
        (("--law", "ccpa_delete", "--role", "agent"), "authority"),
        (("--law", "daniels_law", "--location", "https://x.example/1"), "status"),
    ],
)
def test_a_letter_that_lacks_an_element_is_not_written_and_the_element_is_named(
    render: Letters, given: tuple[str, ...], lacking: str
) -> None:
    right = () if "--right" in given or "_delete" in given[1] else ("--right", "take-down")

    said = render(*given, *right)

    assert said.code == 2
    assert said.json["error"] == "LetterIncomplete"
    assert said.json["what"].removeprefix("The letter lacks: ").rstrip(".").startswith(lacking)
    assert list(render.folder.iterdir()) == []
    assert render(*given, *right, as_json=False).code == 2


def test_a_law_that_is_not_used_by_letter_is_refused_and_its_way_is_named(render: Letters) -> None:
    said = render("--law", "delete_act", "--right", "delete", provider="mute_metrics")

    assert (said.code, said.json["what"]) == (2, "delete_act is not used by letter.")
    assert said.json["todo"].startswith("It is used only through DROP, the state's own site")
    assert list(render.folder.iterdir()) == []


def test_every_letter_of_the_table_can_be_rendered(render: Letters) -> None:
    """One language each, in turn; the letters themselves are tested all over."""
    today = datetime.now(UTC).date()
    valid = [row for row in rows() if row.valid_from <= today <= (row.valid_to or today)]
    wanted = [row for row in valid if row.through is None]
    assert len(wanted) > 80
    extra = [part for pair in NEEDED.items() for part in pair]
    for number, row in enumerate(wanted):
        lang = ("en", "de", "fr", "es")[number % 4]
        said = render("--law", row.slug, "--right", row.right, "--lang", lang, *extra, *SIGNED)

        assert said.code == 0, (row.slug, row.right)
        assert all(said.json["elements"].values())
        assert {element.value for element in row.elements} <= said.json["elements"].keys()


def test_an_agent_writes_with_the_permission(render: Letters) -> None:
    said = render("--law", "ccpa_delete", *AGENT)

    assert said.json["elements"]["authority"] is True
    assert "I, Helping Hands, write for Zebulina Wrexley Quoxworth" in said.json["body"]
    assert "signed on\n" not in said.json["body"]
    assert "1 October 2026" in said.json["body"]


def test_an_agent_that_is_named_without_its_role_is_refused(render: Letters) -> None:
    said = render("--law", "ccpa_delete", "--agent-name", "Helping Hands")

    assert (said.code, said.json["todo"]) == (2, "Add --role agent.")


def test_a_reminder_names_the_day_that_passed(render: Letters) -> None:
    said = render(*REMINDER)

    assert "On 2 March 2026 I sent you the request below." in said.json["body"]
    assert "The law gave you until 2 April 2026" in said.json["body"]
    assert said.json["subject"].startswith("Reminder: ")


def test_the_time_runs_from_receipt_where_that_is_known(render: Letters) -> None:
    said = render(*REMINDER, "--received", "2026-03-05T09:00:00+01:00")

    assert "The law gave you until 6 April 2026" in said.json["body"]  # the fifth is a Sunday


def test_a_complaint_goes_to_the_regulator_that_is_named(render: Letters) -> None:
    said = render(
        *COMPLAINT, "--regulator", "Tazo Authority", "--refused-on", "2026-03-09", "--ground", "No"
    )

    assert said.json["body"].startswith("To Tazo Authority\n")
    assert "Acme GmbH refused it on 9 March 2026." in said.json["body"]
    assert "The ground that was given: No\n" in said.json["body"]


def test_a_complaint_written_here_encloses_nothing(render: Letters) -> None:
    said = render(*COMPLAINT, "--refused-on", "2026-03-09")

    assert "The person concerned:\n" in said.json["body"]
    assert "With this complaint come" not in said.json["body"]


def test_an_appeal_keeps_the_reference(render: Letters) -> None:
    given = ("--law", "gdpr_17", "--stage", "appeal", *KNOWN)

    assert render(*given, "--refused-on", "2026-03-09").json["subject"].endswith(" [OPT-AAAABBBB22]")


def test_without_a_law_none_is_invoked_and_by_default_only_one_that_applies(render: Letters) -> None:
    asked = render("--law", "none", "--right", "opt-out-of-training").json
    default = render("--right", "delete").json

    assert asked["subject"].startswith("Objection to AI training")
    for letter in (asked, default):  # no law of the table gives a New Mexican anything
        assert set(letter["elements"]) == {"identity", "request", "contact"}


def test_it_says_where_a_law_does_not_apply_as_far_as_is_known(render: Letters) -> None:
    assert "gdpr does not apply here" in render("--law", "gdpr_17").err
    conditional = render("--law", "take_it_down", "--right", "take-down", *SIGNED)
    assert "Note: take_it_down applies only if it is an intimate depiction of you" in conditional.err
    said = render("--law", "vcdpa_delete", *AGENT)
    assert "vcdpa does not speak of agents" in said.err


@pytest.mark.parametrize(
    ("given", "what"),
    [
        (("--law", "gdpr", "--right", "limit"), "gdpr gives no right to limit."),
        (("--law", "nothing-like-it"), "There is no law 'nothing-like-it'."),
        (("--law", "gdpr_17", "--reference", "a b"), "The reference has a sign that a mail header"),
        (("--law", "gdpr_17", "--reason", "a\nb"), "The reason has a line break or is too long"),
        (("--law", "gdpr_17", "--received", "soon"), "--received is no moment: 'soon'."),
        (("--law", "none", "--right", "delete", *REFUSED), "A complaint rests on a law."),
        (("--law", "bipa", "--right", "delete", *REFUSED), "Nobody hears complaints under bipa"),
    ],
)
def test_what_cannot_be_used_is_refused(render: Letters, given: tuple[str, ...], what: str) -> None:
    said = render(*given)

    assert said.code == 2
    assert said.json["what"].startswith(what)
    assert list(render.folder.iterdir()) == []


def test_a_folder_that_is_not_there_is_said(render: Letters) -> None:
    render.folder.rmdir()

    said = render("--law", "gdpr_17")

    assert (said.code, said.json["todo"]) == (6, "Name another folder with --out.")


@pytest.mark.parametrize(("answer", "code"), [("y\n", 0), ("n\n", 2)])
def test_somebody_at_a_terminal_reads_the_statement_and_signs_or_not(
    render: Letters, answer: str, code: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", Terminal(answer))

    said = render(
        "--law",
        "take_it_down",
        "--right",
        "take-down",
        "--location",
        "https://x.example/1",
        as_json=False,
    )

    assert said.code == code
    assert "has a good-faith belief" in said.err
    assert ("/s/ Zebulina Wrexley Quoxworth" in said.out) is (code == 0)
    assert len(list(render.folder.iterdir())) == (1 if code == 0 else 0)


def test_a_missing_reason_is_no_matter_of_signing(
    render: Letters, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", Terminal("y\n"))
    said = render(
        "--law", "dsa", "--right", "take-down", "--location", "https://x.example", as_json=False
    )

    assert said.code == 2
    assert "The letter lacks: reasons, good-faith." in said.err


def test_the_list_names_law_right_stage_and_languages(optout: Caller) -> None:
    found = optout("letter", "list", "--json").json

    every = {"law": "gdpr", "right": "delete", "stage": "appeal", "languages": ["en", "de", "fr", "es"]}
    assert every in found
    assert {one["right"] for one in found if one["law"] == "none"} == {right.value for right in Right}
    assert "gdpr" in optout("letter", "list").out
