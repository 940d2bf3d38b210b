"""Who is in nobody's plan, or only in the plans of people with an account or a site."""

from datetime import date
from typing import Any

import pytest

from optout.catalog.catalog import load_catalog
from optout.catalog.definition import Provider, Tier
from optout.people.subject import Subject
from optout.report.forecast import Having
from optout.report.left_out import LeftOut, left_out
from optout.running.planning import is_invented, usable

HAND = {"channel": "hand", "url": "https://acme.example/", "instructions": ["1. Go.", "2. Ask."]}
SWITCH = HAND | {"channel": "attest"}
PLAIN = {
    "slug": "acme",
    "name": "Acme",
    "kind": "ai_training",
    "country": "US",
    "domains": ["acme.example"],
    "tier": "documented",
    "confidence": "B",
    "proof": {"rung": "attestation"},
    "right": "opt-out-of-training",
    "tracks": "standing",
    "submit": HAND,
    "sources": [{"what": "Invented", "as_of": "2026-01-05"}],
    "never_seen_live": "All of it.",
}
KNOWN_AS = {"submit": SWITCH, "account_domains": ["ac.me"]}
ACCOUNT = {"accounts": ["acme.example"]}
SITE = {"sites": ["https://ada.example/"]}


def provider(**changes: Any) -> Provider:
    return Provider.model_validate(PLAIN | changes)


def having(**facts: Any) -> Having:
    plain = {"names": [{"given": "Ada", "family": "Sample"}], "emails": ["ada@mail.example"]}
    return Having(Subject.model_validate(plain | facts), date(2026, 11, 21))


def needing(**needs: str) -> dict[str, Any]:
    return HAND | {"needs": {name.replace("_", "-"): need for name, need in needs.items()}}


@pytest.mark.parametrize(
    ("changes", "without", "facts", "then"),
    [
        ({}, None, {}, None),
        ({"submit": SWITCH}, LeftOut.ACCOUNT, ACCOUNT, None),
        ({"submit": SWITCH, "offers_nothing": "So it says."}, LeftOut.NOTHING, ACCOUNT, LeftOut.NOTHING),
        ({"account": True}, LeftOut.ACCOUNT, ACCOUNT, None),
        (KNOWN_AS, LeftOut.ACCOUNT, {"accounts": ["ac.me"]}, None),
        ({"exposes": "a photo of your face"}, LeftOut.EXPOSES, ACCOUNT, LeftOut.EXPOSES),
        ({"kind": "takedown"}, LeftOut.OCCASION, ACCOUNT, LeftOut.OCCASION),
        ({"kind": "takedown", "submit": SWITCH}, LeftOut.ACCOUNT, ACCOUNT, None),
        ({"kind": "company", "account": True}, LeftOut.STRANGER, ACCOUNT, LeftOut.STRANGER),
        ({"submit": needing(url="required", name="optional")}, LeftOut.THING, SITE, None),
        ({"submit": needing(url="optional", x_image_url="optional")}, LeftOut.THING, SITE, None),
        ({"submit": needing(x_image_url="required")}, LeftOut.THING, SITE, LeftOut.THING),
        ({"submit": needing(url="optional", email="required")}, None, SITE, None),
        ({"submit": needing(bday="required")}, None, SITE, None),
    ],
)
def test_what_a_plan_leaves_out_and_what_brings_it_in(
    changes: dict[str, Any], without: LeftOut | None, facts: dict[str, Any], then: LeftOut | None
) -> None:
    assert left_out(provider(**changes), having()) == without
    assert left_out(provider(**changes), having(**facts)) == then


def test_a_search_for_things_of_which_there_are_none_is_left_out_whatever_is_submitted() -> None:
    searching = {"channel": "api", "needs": {"url": "optional"}}
    letter = {"channel": "mail", "to": "a@acme.example", "needs": {"name": "required"}}
    one = provider(tier="draft", search=searching, submit=letter)
    assert left_out(one, having()) == LeftOut.THING
    assert left_out(one, having(**SITE)) is None


def test_a_data_broker_is_asked_whatever_the_profile_lacks() -> None:
    broker = provider(kind="data_broker", submit=needing(url="required"))
    assert left_out(broker, having()) is None


def test_a_person_who_names_nothing_is_given_few_tasks_and_no_switch() -> None:
    real = [one for one in load_catalog() if usable(one) and not is_invented(one)]
    nothing = [one for one in real if left_out(one, having()) is None]
    by_person = [one for one in nothing if one.tier == Tier.DOCUMENTED]
    assert len(by_person) <= 6
    assert [one.slug for one in nothing if one.account or one.exposes or one.offers_nothing] == []
    assert len(real) - len(nothing) >= 30
