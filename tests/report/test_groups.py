"""Providers in groups: by kind, channel, country and how sure the address is."""

from datetime import date
from typing import Any

import pytest

from optout.catalog.definition import Provider
from optout.people.subject import Subject
from optout.report.forecast import Having
from optout.report.groups import group_of, grouped, groups_of

ADA = Subject.model_validate(
    {"names": [{"given": "Ada", "family": "Sample"}], "emails": ["a@b.example"]}
)
LETTER = {"channel": "mail", "to": "a@acme.example", "needs": {"name": "required"}}
BY_HAND = {"channel": "hand", "url": "https://acme.example/", "instructions": ["Ask."]}
SWITCH = BY_HAND | {"channel": "attest"}
SITE = {"channel": "site", "publishes": {"robots": ["GPTBot"]}}


def provider(slug: str = "acme", **changes: Any) -> Provider:
    return Provider.model_validate(
        {
            "slug": slug,
            "name": "Acme",
            "kind": "company",
            "country": "DE",
            "domains": ["acme.example"],
            "tier": "imported",
            "right": "delete",
            "tracks": "standing",
            "submit": LETTER,
            "sources": [{"what": "Invented", "as_of": "2026-01-05"}],
            "never_seen_live": "All of it.",
            "confidence": "B",
            "proof": {"rung": "attestation"},
        }
        | changes
    )


def origin(sureness: str) -> dict[str, str]:
    return {"catalog": "X", "licence": "MIT", "file": "x", "version": "1", "sureness": sureness}


@pytest.mark.parametrize(
    ("changes", "name"),
    [
        ({}, "companies in DE by letter"),
        ({"country": "ZZ"}, "companies by letter"),
        ({"submit": BY_HAND}, "companies in DE by hand"),
        ({"kind": "data_broker"}, "data brokers by letter"),
        ({"kind": "data_broker", "origin": origin("registry")}, "data brokers by letter"),
        (
            {"kind": "data_broker", "origin": origin("imported")},
            "data brokers by letter, address unchecked",
        ),
        ({"origin": origin("scraped")}, "companies in DE by letter, address unchecked"),
        ({"origin": origin("scraped"), "submit": BY_HAND}, "companies in DE by hand"),
        ({"kind": "ai_training"}, "AI services by letter"),
        ({"kind": "dataset_search", "submit": {"channel": "api"}}, "data sets by API"),
        ({"kind": "data_broker", "submit": {"channel": "parent"}}, "data brokers at their parents"),
        ({"kind": "ai_training", "submit": SWITCH}, "AI services by a switch of yours"),
        ({"kind": "ai_training", "submit": SITE}, "AI services by your own site"),
        ({"kind": "takedown", "submit": BY_HAND}, "image takedowns by hand"),
    ],
)
def test_a_group_says_who_and_how(changes: dict[str, Any], name: str) -> None:
    assert group_of(provider(**changes)) == name


def test_companies_come_last() -> None:
    kinds = ("company", "data_broker", "ai_training", "dataset_search")
    every = [provider(kind, kind=kind) for kind in kinds]
    assert list(grouped(every)) == [
        "AI services by letter",
        "data brokers by letter",
        "data sets by letter",
        "companies in DE by letter",
    ]


def test_a_group_counts_who_cannot_be_asked_yet() -> None:
    born = LETTER | {"needs": {"name": "required", "bday": "required", "tel": "optional"}}
    members = [provider("one"), provider("two", submit=born)]

    [group] = groups_of(Having(ADA, date(2026, 11, 21)), members, mailbox=False)
    assert (group.count, group.facts) == (2, ("bday", "email", "name", "tel"))
    assert group.lacking == {"mailbox": 2, "bday": 1}
    [group] = groups_of(Having(ADA, date(2026, 11, 21)), members, mailbox=True)
    assert group.lacking == {"bday": 1}


def test_what_the_person_does_alone_lacks_nothing() -> None:
    alone = (BY_HAND, SWITCH)
    members = [provider(submit=step | {"needs": {"bday": "required"}}) for step in alone]
    group, *_ = groups_of(Having(ADA, date(2026, 11, 21)), members, mailbox=False)
    assert (group.facts, group.lacking) == ((), {})
