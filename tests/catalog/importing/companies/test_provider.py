"""The provider that is made of what the lists say."""

from dataclasses import replace
from datetime import date

import pytest

from optout.catalog.definition import Kind, Provider, Sureness, Tier
from optout.catalog.importing.companies.entry import ByHand, Entry, ListName
from optout.catalog.importing.companies.merging import organisations
from optout.catalog.importing.companies.provider import provider_of
from optout.catalog.steps import HandStep, MailStep
from tests.catalog.importing.companies.test_merging import entry

FORM = ByHand("https://acme.example/form", ("Ask there.",), 7)


def provider(*entries: Entry) -> Provider:
    [one] = organisations(entries)
    return provider_of(one)


def asked_at(*entries: Entry) -> str:
    submit = provider(*entries).submit
    return submit.to if isinstance(submit, MailStep) else str(getattr(submit, "url", ""))


def test_a_letter_is_sent_where_an_address_is_sure() -> None:
    one = provider(entry(language="de", by_hand=FORM, source="https://acme.example/privacy"))

    assert (one.slug, one.name, one.kind, one.tier) == (
        "acme__example",
        "Acme GmbH",
        Kind.COMPANY,
        Tier.IMPORTED,
    )
    assert isinstance(one.submit, MailStep)
    assert (one.submit.to, one.submit.language) == ("privacy@acme.example", "de")
    assert one.submit.needs == {"name": "required", "email": "required"}
    assert (one.right, one.tracks, one.country, one.domains) == (
        "delete",
        "standing",
        "DE",
        ("acme.example",),
    )
    assert one.origin is not None
    assert (one.origin.catalog, one.origin.licence, one.origin.sureness) == (
        "datenanfragen.de organisations",
        "CC0-1.0",
        Sureness.IMPORTED,
    )
    [source] = one.sources
    assert (source.as_of, source.url) == (date(2026, 11, 21), "https://acme.example/privacy")
    assert "nobody here has asked there" in str(one.never_seen_live)


def test_without_an_address_the_person_asks_by_hand() -> None:
    one = provider(entry(email=None, by_hand=FORM))
    assert one.submit == HandStep(
        channel="hand", url=FORM.url, instructions=FORM.instructions, minutes=7
    )
    assert one.origin is not None
    assert one.origin.sureness is None


def test_a_broker_may_be_told_where_one_lives_and_a_company_is_not() -> None:
    broker = provider(entry(list=ListName.ERASER))
    assert broker.kind == Kind.DATA_BROKER
    assert broker.submit.needs == {
        "name": "required",
        "email": "required",
        "address-level2": "optional",
        "address-level1": "optional",
    }


def test_what_a_list_says_it_asks_for_is_all_it_is_told_beside_the_name() -> None:
    assert provider(entry(needs={"bday": "optional"})).submit.needs == {
        "name": "required",
        "bday": "optional",
    }


def test_a_broker_is_one_whoever_else_lists_it() -> None:
    assert provider(entry(), entry(list=ListName.CPPA)).kind == Kind.DATA_BROKER


@pytest.mark.parametrize(
    ("surer", "less_sure"),
    [
        (Sureness.VERIFIED, Sureness.TESTED),
        (Sureness.TESTED, Sureness.REGISTRY),
        (Sureness.REGISTRY, Sureness.IMPORTED),
        (Sureness.IMPORTED, Sureness.SCRAPED),
    ],
)
def test_the_surest_address_is_chosen(surer: Sureness, less_sure: Sureness) -> None:
    first = entry(sureness=less_sure)
    second = entry(list=ListName.JUSTDELETEME, email="sure@acme.example", sureness=surer)
    assert asked_at(first, second) == asked_at(second, first) == "sure@acme.example"


def test_any_address_goes_before_a_form_and_a_noted_bounce_after_everything() -> None:
    registry = entry(list=ListName.CPPA, email=None, by_hand=FORM, sureness=Sureness.REGISTRY)
    bounced = entry(list=ListName.ERASER, email=None, dead=("privacy@acme.example",))
    assert asked_at(entry(), registry) == "privacy@acme.example"
    assert asked_at(entry(email="Privacy@acme.example"), registry, bounced) == FORM.url
    assert "letters to them come back" in provider(entry(), registry, bounced).notes


def test_who_one_list_knows_to_be_gone_is_retired_and_tells_nobody_anything() -> None:
    gone = provider(entry(), entry(list=ListName.ERASER, email=None, gone="its list says so"))
    assert (gone.tier, gone.retired_because) == (Tier.RETIRED, "Its list says so.")
    assert isinstance(gone.submit, HandStep)
    assert provider(entry(email=None)).retired_because == "No list names a way to ask that can be used."


def test_the_domain_of_the_address_is_the_provider_s_unless_anybody_may_have_one() -> None:
    assert provider(entry(email="dpo@group.example")).domains == ("acme.example", "group.example")
    assert provider(entry(email="acme@gmail.com")).domains == ("acme.example",)
    parish = entry(identity="sauingen@parishes.example", email="sauingen@parishes.example")
    assert provider(parish).domains == ("parishes.example",)


def test_the_country_is_what_any_list_knows() -> None:
    unknown = entry(list=ListName.CPPA, country="ZZ", sureness=Sureness.VERIFIED)
    assert provider(unknown, entry()).country == "DE"
    assert provider(unknown).country == "ZZ"


def test_a_name_of_one_letter_has_its_domain_beside_it() -> None:
    assert provider(entry(name="X")).name == "X (acme.example)"


def test_the_sources_are_all_lists() -> None:
    one = provider(*(entry(list=name) for name in ListName))
    assert len(one.sources) == 4
    assert provider(*(replace(entry(), key=str(n)) for n in range(50))).sources[40:] == ()
