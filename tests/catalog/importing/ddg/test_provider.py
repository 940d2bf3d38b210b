"""A whole file becomes a whole definition."""

import re
from datetime import date
from typing import Any

import pytest

from optout.catalog.definition import CadenceHints, Tier
from optout.catalog.importing.faults import Unusable
from optout.catalog.importing.yaml_text import yaml_text
from optout.catalog.steps import HandStep, ParentStep, WebStep
from tests.catalog.importing.brokers import (
    EVERYTHING,
    EXTRACT,
    HERE,
    LEAVE,
    NAVIGATE,
    RECEIVED,
    broker,
    translated,
)

MAIL = {"actionType": "emailConfirmation", "id": "m", "pollingTime": 30}
CLICK = {"actionType": "click", "id": "c", "elements": [{"type": "button", "selector": "#go"}]}


def flow(step: object) -> list[str]:
    assert isinstance(step, WebStep)
    return [verb.id for verb in step.flow]


def test_a_file_with_every_action_and_field_becomes_exactly_this_definition() -> None:
    provider = translated(EVERYTHING, **{"parent-people_example": "parent_people"})
    text = yaml_text(provider).replace("acme.json", "everything.json")

    assert text == (HERE / "everything.yaml").read_text("utf-8")


def test_a_removed_broker_is_retired_with_its_day() -> None:
    provider = translated(broker(removedAt=1_750_000_000_000))

    assert provider.tier == Tier.RETIRED
    assert provider.retired_because == "The DuckDuckGo broker definitions removed it on 2025-06-15."
    assert provider.never_seen_live is not None


def test_it_says_where_it_comes_from_and_that_it_was_never_run() -> None:
    provider = translated(broker())

    assert provider.tier == Tier.IMPORTED
    assert provider.origin is not None
    assert (provider.origin.file, provider.origin.licence) == ("acme.json", "Apache-2.0")
    assert provider.origin.added_on == date(2023, 11, 14)
    assert (
        provider.never_seen_live == "Imported, never run here; those who wrote it may have seen it work."
    )


def test_the_opt_out_of_a_child_is_made_at_its_parent() -> None:
    child = broker(opt_out=[], parent="parent.example")
    provider = translated(child, parent_example="parent_example")

    assert (provider.parent, provider.submit) == ("parent_example", ParentStep(channel="parent"))


def test_the_person_asks_at_a_parent_that_no_catalog_has() -> None:
    provider = translated(broker(opt_out=[], parent="parent.example"))

    assert provider.parent is None
    assert isinstance(provider.submit, HandStep)
    assert provider.submit.url == "https://acme.example/leave"
    assert provider.submit.instructions == (
        "Acme takes down what parent.example takes down: ask there.",
        "There is no definition of parent.example here, so nobody else can do it for you.",
    )
    assert provider.notes == "Its parent parent.example is in no catalog here."


def test_the_mailed_link_cuts_the_opt_out_in_two() -> None:
    provider = translated(broker(opt_out=[LEAVE, RECEIVED, MAIL, RECEIVED]))

    assert flow(provider.submit) == ["open-1", "see-2", "await-mail-3"]
    assert flow(provider.confirm) == ["open-1", "see-2"]
    assert provider.mail is not None
    assert (provider.mail.senders, provider.mail.expects) == (("acme.example",), "link")


@pytest.mark.parametrize(
    ("actions", "place"),
    [
        ([LEAVE, MAIL, MAIL], "steps.1.actions.2"),
        ([LEAVE, {**RECEIVED, "actions": [MAIL]}], "steps.1.actions.1.actions.0"),
    ],
    ids=["twice", "nested"],
)
def test_a_mailed_link_anywhere_else_is_refused(actions: list[dict[str, Any]], place: str) -> None:
    with pytest.raises(Unusable, match=f"^{place}: emailConfirmation belongs"):
        translated(broker(opt_out=actions))


def test_a_mailed_link_in_a_search_is_refused() -> None:
    with pytest.raises(Unusable, match=r"^steps\.0\.actions\.1: emailConfirmation"):
        translated(broker(scan=[NAVIGATE, MAIL, EXTRACT]))


def test_the_last_thing_to_see_says_that_it_worked() -> None:
    submit = translated(broker(opt_out=[LEAVE, RECEIVED, CLICK, RECEIVED])).submit

    assert isinstance(submit, WebStep)
    assert [verb.see.means for verb in submit.flow if verb.see] == [None, "submitted"]


def test_a_flow_without_a_sign_at_its_end_is_given_none() -> None:
    provider = translated(broker(opt_out=[LEAVE, RECEIVED, CLICK]))

    assert isinstance(provider.submit, WebStep)
    assert [verb.see.means for verb in provider.submit.flow if verb.see] == [None]
    assert provider.notes == "It does not say how the page shows that the request was taken."


def test_a_search_that_extracts_nothing_is_refused() -> None:
    with pytest.raises(Unusable, match=r"^steps\.0\.actions: a scan without extract"):
        translated(broker(scan=[NAVIGATE]))


def test_hours_become_days_upwards_and_no_limit_is_none() -> None:
    hours = {"retryError": 1, "confirmOptOutScan": 24, "maintenanceScan": 25, "maxAttempts": -1}

    assert translated(broker(schedulingConfig=hours)).cadence == CadenceHints(
        first_recheck_days=1, recheck_days=2, retry_hours=1
    )


def test_the_hosts_of_its_pages_are_its_domains() -> None:
    elsewhere = {**LEAVE, "url": "https://forms.elsewhere.example/acme"}
    below = {**NAVIGATE, "url": "https://www.acme.example/find"}
    provider = translated(broker(scan=[below, EXTRACT], opt_out=[elsewhere, RECEIVED]))

    assert provider.domains == ("acme.example", "forms.elsewhere.example")
    assert "Its pages are on other domains too: forms.elsewhere.example." in str(provider.notes)


def test_what_definitions_cannot_hold_names_its_place() -> None:
    with pytest.raises(Unusable, match=r"^url: longer than the 49 characters"):
        translated(broker("a" * 50 + ".example"))


def test_the_same_page_is_known_by_one_name() -> None:
    other = {**LEAVE, "url": "https://acme.example/2"}
    provider = translated(broker(opt_out=[LEAVE, RECEIVED, LEAVE, other]))

    assert sorted(provider.pages) == ["opt-out", "opt-out-2", "search"]


CODE = {"actionType": "getEmailData", "id": "g", "pollingTime": 30, "extract": ["verificationCode"]}


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Your verification code is 471147. Do not tell it.", {"471147"}),
        ("Your CODE:\n\n  4711", {"4711"}),
        ("471147 is your sign-in number", {"471147"}),
        ("In 2026 we moved to 97999 Ostergrove", set()),
        ("Your code is 123456789", set()),
        ("Your encoded name", set()),
    ],
)
def test_an_awaited_code_is_the_number_that_a_mail_of_the_broker_calls_so(
    text: str, codes: set[str]
) -> None:
    provider = translated(broker(opt_out=[LEAVE, CODE, RECEIVED]))

    assert provider.codes is not None
    assert (provider.codes.senders, provider.codes.expects) == (("acme.example",), "code")
    assert set(re.findall(provider.codes.code or "", text)) == codes


def test_who_mails_no_code_is_expected_to_mail_none() -> None:
    assert translated(broker(opt_out=[LEAVE, RECEIVED, MAIL, RECEIVED])).codes is None
