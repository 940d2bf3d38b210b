"""What the plan says about who would learn what."""

import json
from datetime import date
from typing import Any

import pytest

from optout.catalog.catalog import load_catalog
from optout.catalog.definition import Provider
from optout.catalog.learning import learning
from optout.catalog.steps import MailStep
from optout.people.facts import MEANINGS
from optout.report.forecast import SENDER, Forecast, forecast
from tests.running.workshop import PERSON

TODAY = date(2026, 3, 2)
DEFINITION = {
    "slug": "acme",
    "name": "Acme People",
    "kind": "data_broker",
    "country": "US",
    "domains": ["acme.example", "acme-optout.example"],
    "loads_from": ["scripts.example"],
    "tier": "rehearsed",
    "never_seen_live": "All of it.",
    "right": "delete",
    "tracks": "standing",
    "pages": {
        "form": {"url": "https://www.acme.example/form", "sign": {"heading": "Form"}},
        "again": {"url": "https://www.acme.example/again", "sign": {"heading": "Again"}},
        "result": {"url": "https://privacy.acme-optout.example/done", "sign": {"heading": "Done"}},
        "somewhere": {"sign": {"heading": "Somewhere"}},
    },
    "sources": [{"what": "Invented", "as_of": "2026-01-05"}],
}
EXPECT = {"id": "see", "expect": {"submitted": "result", "awaits-mail": "somewhere"}}
OPEN = {"id": "open", "open": "form"}
OPEN_AGAIN = {"id": "open-again", "open": "again"}


def _forecast(submit: dict[str, Any], **changes: Any) -> Forecast:
    [one] = forecast(PERSON, [_provider(submit, **changes)], TODAY)
    return one


def _provider(submit: dict[str, Any], **changes: Any) -> Provider:
    return Provider.model_validate_json(json.dumps({**DEFINITION, "submit": submit, **changes}))


def _web(*flow: dict[str, Any], browser: bool = True) -> dict[str, Any]:
    return {"channel": "web", "browser": browser, "needs": {"email": "required"}, "flow": list(flow)}


@pytest.mark.parametrize(
    ("submit", "recipients"),
    [
        (
            _web(OPEN, OPEN_AGAIN, EXPECT),
            ["www.acme.example", "privacy.acme-optout.example", "scripts.example"],
        ),
        (_web(OPEN, EXPECT, browser=False), ["www.acme.example", "privacy.acme-optout.example"]),
        (
            _web({"id": "open", "open": "link"}, browser=False),
            ["acme.example", "acme-optout.example"],
        ),
        ({"channel": "api", "needs": {"email": "required"}}, ["acme.example", "acme-optout.example"]),
        ({"channel": "hand", "url": "https://acme.example/", "instructions": ["do"]}, []),
    ],
    ids=["browser", "plain", "link", "api", "hand"],
)
def test_every_host_that_a_step_may_tell_is_named(submit: dict[str, Any], recipients: list[str]) -> None:
    told = _forecast(submit).told

    assert [(one.meaning, one.recipient) for one in told] == [("email", host) for host in recipients]


def test_a_letter_tells_the_address_of_the_mailbox_too() -> None:
    letter = {"channel": "mail", "to": "privacy@Letters.acme.example", "needs": {"name": "required"}}

    one = _forecast(letter)

    assert [told.line for told in one.told] == [
        f"submit: {MEANINGS['name']} -> letters.acme.example",
        f"submit: {SENDER} -> letters.acme.example",
    ]
    assert one.missing == ()
    assert learning(_provider(letter)).meanings == ("email", "name")


BY_HAND = {"channel": "hand", "url": "https://www.acme.example/ask", "instructions": ["do"]}


@pytest.mark.parametrize(
    "more",
    [{"fills": True}, {"url": "https://www.acme.example/ask?mail={email}"}],
    ids=["form", "link"],
)
def test_what_a_window_of_ours_would_tell_is_planned_as_told_only_if_opened(
    more: dict[str, Any],
) -> None:
    submit = BY_HAND | {"needs": {"email": "required"}} | more

    lines = [told.line for told in _forecast(submit).told]

    assert lines[0] == "submit: e-mail address -> www.acme.example, only if you open it"
    assert all(told.if_opened for told in _forecast(submit).told)
    assert learning(_provider(submit)).meanings == ("email",)


def test_what_only_a_person_does_in_their_own_browser_tells_nothing() -> None:
    submit = BY_HAND | {"needs": {"email": "required"}}

    assert _forecast(submit).told == ()
    assert learning(_provider(submit)).meanings == ()


def test_what_our_own_step_leaves_to_the_person_is_planned_as_well() -> None:
    link = {**BY_HAND, "url": "https://acme.example/ask?u={username}", "needs": {"username": "optional"}}
    submit = {"channel": "api", "needs": {"email": "required"}, "by_hand": link}

    told = [(one.meaning, one.recipient, one.if_opened) for one in _forecast(submit).told]

    assert ("username", "acme.example", True) in told
    assert ("email", "acme.example", False) in told
    assert learning(_provider(submit)).meanings == ("email", "username")


def test_no_provider_of_ours_is_told_anything_that_consent_does_not_cover() -> None:
    for provider in load_catalog():
        [one] = forecast(PERSON, [provider], TODAY)
        for told in one.told:
            assert any(f".{told.recipient}".endswith(f".{domain}") for domain in one.recipients)
            assert told.meaning in learning(provider).meanings
        assert any(told.words == SENDER for told in one.told) == isinstance(provider.submit, MailStep)


@pytest.mark.parametrize(
    ("months", "look_first"), [(2, None), (1, date(2026, 1, 5))], ids=["in time", "expired"]
)
def test_facts_that_have_expired_are_to_be_looked_at_first(months: int, look_first: date | None) -> None:
    one = _forecast(_web(OPEN, EXPECT), expires_after_months=months)
    assert one.look_first == look_first
