from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from optout.catalog.catalog import load_catalog
from optout.people.countries import COUNTRIES
from optout.people.subject import Subject
from optout.requests.rights import Right
from optout.rights.choosing import Applies, Company, applicable, conditional, strength
from optout.rights.law import Law
from optout.rights.table import law, rows
from tests.rights.people import subject

ON = date(2026, 11, 21)
SOMEWHERE = Company("Acme")
AMERICAN = Company("Acme", "US")
BROKER = Company("Acme", "US", kind="data_broker")


def _slugs(person: Subject, company: Company, right: Right = Right.DELETE, on: date = ON) -> list[str]:
    return [one.law.slug for one in applicable(person, company, right, on)]


@pytest.mark.parametrize(
    ("person", "company", "right", "laws"),
    [
        (subject("US", "CA"), AMERICAN, Right.DELETE, ["ccpa"]),
        (subject("US", "California"), BROKER, Right.DELETE, ["ccpa", "delete_act"]),
        (subject("US", "CA"), BROKER, Right.OPT_OUT_OF_SALE, ["ccpa"]),
        (subject("US", "CA"), AMERICAN, Right.LIMIT, ["ccpa"]),
        (subject("US", "VA"), BROKER, Right.DELETE, ["vcdpa"]),
        (subject("US", "Texas"), AMERICAN, Right.OPT_OUT_OF_SALE, ["tdpsa"]),
        (subject("US", "IA"), AMERICAN, Right.CORRECT, []),
        (subject("US", "IL"), AMERICAN, Right.DELETE, []),
        (subject("US", "WY"), BROKER, Right.DELETE, []),
        (subject("US"), BROKER, Right.DELETE, []),
        (subject("DE", "Bayern"), SOMEWHERE, Right.DELETE, ["gdpr"]),
        (subject("DE"), BROKER, Right.DELETE, ["gdpr"]),
        (subject("NO"), AMERICAN, Right.ACCESS, ["gdpr"]),
        (subject("GP"), AMERICAN, Right.OBJECT, ["gdpr"]),
        (subject("GB"), AMERICAN, Right.OBJECT, ["uk_gdpr"]),
        (subject("GB"), Company("Acme", "FR"), Right.DELETE, ["uk_gdpr", "gdpr"]),
        (subject("FR"), Company("Acme", "GB"), Right.DELETE, ["gdpr", "uk_gdpr"]),
        (subject("CH"), AMERICAN, Right.DELETE, []),
        (subject("CH"), Company("Acme", "IE"), Right.DELETE, ["gdpr"]),
        (subject("US", "CA"), Company("Acme", "IE"), Right.DELETE, ["gdpr", "ccpa"]),
        (subject("BR"), AMERICAN, Right.ACCESS, ["lgpd"]),
        (subject("CA", "QC"), AMERICAN, Right.ACCESS, ["quebec_law25", "pipeda"]),
        (subject("CA", "Ontario"), AMERICAN, Right.ACCESS, ["pipeda"]),
        (subject("JP"), AMERICAN, Right.DELETE, ["appi"]),
        (subject("CH"), Company("Acme", "JP"), Right.DELETE, []),
        (subject("CH"), Company("Acme", "CA"), Right.ACCESS, []),
        (subject("DE"), AMERICAN, Right.OPT_OUT_OF_TRAINING, []),
        (subject("US", "NJ"), AMERICAN, Right.DELETE, ["njdpa"]),
        (subject("US", "NJ"), AMERICAN, Right.TAKE_DOWN, []),
        (subject(), AMERICAN, Right.DELETE, []),
        (subject(), Company("Acme", "SE"), Right.DELETE, ["gdpr"]),
    ],
)
def test_a_law_applies_because_of_where_the_person_or_the_provider_is(
    person: Subject, company: Company, right: Right, laws: list[str]
) -> None:
    assert _slugs(person, company, right) == laws


def test_what_a_definition_names_protects_nobody_whom_the_law_does_not() -> None:
    named = Company("Acme", "US", kind="data_broker", law="ccpa")

    assert _slugs(subject("DE"), named) == ["gdpr"]
    assert _slugs(subject("US", "WY"), named) == []


def test_a_law_for_some_kinds_of_providers_needs_one_or_a_definition_that_names_it() -> None:
    californian = subject("US", "CA")

    assert _slugs(californian, Company("Acme", "US", kind="company")) == ["ccpa"]
    named = Company("Acme", "US", kind="company", law="delete_act")
    assert _slugs(californian, named) == ["ccpa", "delete_act"]


def test_every_provider_of_the_catalog_can_be_asked_about() -> None:
    for provider in load_catalog():
        assert "gdpr" in {one.law.slug for one in applicable(subject("FR"), provider, Right.DELETE, ON)}


def test_the_present_address_decides_and_no_past_one() -> None:
    past = [{"locality": "Los Angeles", "region": "CA", "country": "US", "until": "2020-01-01"}]

    assert _slugs(subject("DE", past=past), AMERICAN) == ["gdpr"]
    assert _slugs(subject(past=past), AMERICAN) == []
    assert _slugs(subject(past=past), AMERICAN, on=date(2019, 12, 31)) == []  # not in force then
    moving = [{"locality": "Richmond", "region": "VA", "country": "US", "until": "2026-11-21"}]
    assert _slugs(subject("DE", past=moving), AMERICAN) == ["vcdpa"]
    assert _slugs(subject("DE", past=moving), AMERICAN, on=date(2026, 11, 22)) == ["gdpr"]


def test_only_laws_in_force_on_that_day_apply() -> None:
    californian = subject("US", "CA")

    assert _slugs(californian, BROKER, on=date(2026, 7, 31)) == ["ccpa"]
    before = applicable(californian, BROKER, Right.DELETE, date(2026, 12, 31))
    after = applicable(californian, BROKER, Right.DELETE, date(2027, 1, 1))
    assert [one.law.answer.days for one in before if one.law.answer] == [45, 90]
    assert [one.law.answer.days for one in after if one.law.answer] == [45, 60]


def test_the_reason_says_where_and_whom_the_law_binds() -> None:
    [at_home] = applicable(subject("US", "VA"), AMERICAN, Right.DELETE, ON)
    assert at_home.why.startswith("You live in US-VA, where it is the law; it binds businesses")
    assert at_home.at_home

    [abroad] = applicable(subject("CH"), Company("Acme", "IE"), Right.DELETE, ON)
    assert abroad.why.startswith("Acme is in IE, where it is the law for whoever asks; it binds")
    assert not abroad.at_home


@pytest.mark.parametrize(
    ("person", "right", "laws"),
    [
        (subject("US", "NJ"), Right.TAKE_DOWN, ["take_it_down", "daniels_law", "dmca"]),
        (subject("US", "IL"), Right.DELETE, ["bipa"]),
        (subject("US", "WA"), Right.DELETE, ["mhmda"]),
        (subject("GB"), Right.TAKE_DOWN, ["uk_crime_policing", "take_it_down", "dmca"]),
        (subject("DE"), Right.TAKE_DOWN, ["take_it_down", "dsa", "dmca"]),
        (subject("DE"), Right.DELETE, []),
    ],
)
def test_a_law_with_a_condition_is_never_among_those_that_apply(
    person: Subject, right: Right, laws: list[str]
) -> None:
    found = conditional(person, AMERICAN, right, ON)

    assert [one.law.slug for one in found] == laws
    assert all(one.only_if for one in found)
    assert all(one.only_if is None for one in applicable(person, AMERICAN, right, ON))


def _law(**changes: Any) -> Law:
    row = law("vcdpa", Right.DELETE, ON).model_dump() | {"slug": "one_law"}
    return Law.model_validate(row | changes)


@pytest.mark.parametrize(
    ("stronger", "weaker"),
    [
        ({"answer": {"days": 90}}, {"answer": {"days": 10}, "through": "the state's own site"}),
        (
            {"answer": {"days": 400}, "extended": None, "appeal": None},
            {"answer": None, "extended": None},
        ),
        ({"answer": {"days": 44}, "appeal": None}, {}),
        ({"answer": {"hours": 48}}, {"answer": {"days": 3}}),
        ({"answer": {"months": 1}}, {"answer": {"days": 31}}),
        ({"answer": {"business_days": 10}}, {"answer": {"days": 15}}),
        ({"answer": {"days": 14}}, {"answer": {"business_days": 11}}),
        ({"extended": None, "appeal": None}, {}),
        ({"regulator": None}, {"appeal": None}),
        ({"mark": "unverified"}, {"regulator": None}),
        ({"mark": "official"}, {"mark": "secondary"}),
        ({"mark": "secondary"}, {"mark": "unverified"}),
        ({"slug": "a_law"}, {}),
    ],
)
def test_the_order_of_strength_is_as_documented(
    stronger: Mapping[str, object], weaker: Mapping[str, object]
) -> None:
    def placed(changes: Mapping[str, object]) -> tuple[object, ...]:
        return strength(Applies(_law(**changes), "why", at_home=True))

    assert placed(stronger) < placed(weaker)


def test_between_equals_the_law_of_where_the_person_lives_is_stronger() -> None:
    at_home = Applies(_law(slug="z_law", mark="unverified"), "why", at_home=True)
    abroad = Applies(_law(slug="a_law"), "why", at_home=False)
    heard = Applies(_law(slug="z_law", regulator=None), "why", at_home=True)

    assert strength(at_home) < strength(abroad)
    assert strength(abroad) < strength(heard)


@given(
    st.sampled_from(sorted(COUNTRIES)),
    st.sampled_from(sorted(COUNTRIES)),
    st.sampled_from(list(Right)),
    st.sampled_from([None, "CA", "VA", "NY", "QC"]),
)
def test_no_law_is_claimed_that_is_in_force_neither_here_nor_there(
    home: str, there: str, right: Right, region: str | None
) -> None:
    found = applicable(subject(home, region), Company("Acme", there), right, ON)

    assert [strength(one) for one in found] == sorted(strength(one) for one in found)
    for one in found:
        assert one.law.right == right
        country = one.law.jurisdiction.partition("-")[0]
        if one.law.protects == "residents":
            assert country == home
        elif country != "EU":
            assert country in (home, there)


def test_every_condition_is_kept_from_being_chosen() -> None:
    """Laws about images, copyright, health, biometrics, judges: only the person can know."""
    conditioned = {row.slug for row in rows() if row.only_if}
    assert conditioned == {
        "take_it_down", "uk_crime_policing", "dmca", "dsa", "daniels_law", "bipa", "mhmda",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("person", "right", "for_agents"),
    [
        (subject("US", "VA"), Right.DELETE, []),
        (subject("US", "CO"), Right.DELETE, []),
        (subject("US", "CO"), Right.OPT_OUT_OF_SALE, ["cpa"]),
        (subject("US", "CA"), Right.DELETE, ["ccpa"]),
        (subject("CA", "QC"), Right.ACCESS, []),
        (subject("DE"), Right.ACCESS, ["gdpr"]),
    ],
)
def test_a_law_that_hears_no_agent_is_none_for_an_agent(
    person: Subject, right: Right, for_agents: list[str]
) -> None:
    assert [one.law.slug for one in applicable(person, AMERICAN, right, ON, role="agent")] == for_agents
    assert applicable(person, AMERICAN, right, ON) == applicable(
        person, AMERICAN, right, ON, role="person"
    )


def test_a_conditional_law_that_hears_no_agent_is_none_for_an_agent() -> None:
    person = subject("US", "IL")
    assert [one.law.slug for one in conditional(person, AMERICAN, Right.DELETE, ON)] == ["bipa"]
    assert conditional(person, AMERICAN, Right.DELETE, ON, role="agent") == []
