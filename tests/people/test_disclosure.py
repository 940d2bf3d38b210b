"""A step gets the facts it needs and not one more."""

from collections.abc import Mapping
from datetime import date
from typing import Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from optout.people.countries import COUNTRIES
from optout.people.disclosure import MissingFacts, completed_years, facts_for
from optout.people.facts import IMPERSONAL, MEANINGS
from optout.people.subject import PersonName, PostalAddress, Subject

ON = date(2026, 2, 28)
LISTING = "https://broker.example/record/7"
SUBJECT = Subject(
    names=(
        PersonName(given="GIVEN1", additional="MIDDLE1", family="FAMILY1"),
        PersonName(given="GIVEN2", additional="MIDDLE2", family="FAMILY2"),
    ),
    birth_date=date(1984, 2, 29),
    emails=("first@mail.example", "second@mail.example"),
    phones=("PHONE1", "PHONE2"),
    addresses=(
        PostalAddress(
            street="STREET0", locality="CITY0", region="REGION0", country="FR", until=date(2020, 1, 1)
        ),
        PostalAddress(
            street="STREET1", locality="CITY1", region="NM", postal_code="CODE1", country="US"
        ),
        PostalAddress(street="STREET2", locality="CITY2", region="REGION2", country="DE"),
    ),
    usernames=("USER1", "USER2"),
    sites=("https://www.One.example/a", "http://one.example:8080/b", "https://two.example./"),
    images=("https://img.example/1", "https://img.example/2"),
    image_hashes=("0123456789abcdef",),
    profiles=("https://platform.example/quenbyt",),
    github_accounts=("quenbyt",),
    repositories=("quenbyt/loom",),
    bluesky_handles=("quenbyt.example",),
    videos=("abcdefghi_1",),
)
BARE = Subject(names=(PersonName(given="GIVEN1", family="FAMILY1"),), emails=("first@mail.example",))
EXPECTED: Mapping[str, tuple[str, ...]] = {
    "name": ("GIVEN1 MIDDLE1 FAMILY1",),
    "given-name": ("GIVEN1",),
    "additional-name": ("MIDDLE1",),
    "x-signature": ("GIVEN1 MIDDLE1 FAMILY1",),
    "family-name": ("FAMILY1",),
    "email": ("first@mail.example",),
    "x-confirm-email": ("first@mail.example",),
    "tel": ("PHONE1",),
    "street-address": ("STREET1",),
    "address-line1": ("STREET1",),
    "address-level2": ("CITY1",),
    "address-level1": ("NM",),
    "x-state-of-residence": ("NM",),
    "postal-code": ("CODE1",),
    "country": ("US",),
    "country-name": ("United States",),
    "bday": ("1984-02-29",),
    "bday-day": ("29",),
    "bday-month": ("2",),
    "bday-year": ("1984",),
    "x-age": ("41",),
    "x-place": ("CITY1, NM",),
    "username": ("USER1", "USER2"),
    "url": SUBJECT.sites,
    "x-image-url": SUBJECT.images,
    "x-domain": ("one.example", "two.example"),
    "x-image-hash": SUBJECT.image_hashes,
    "x-profile-url": SUBJECT.profiles,
    "x-github-account": SUBJECT.github_accounts,
    "x-repository": SUBJECT.repositories,
    "x-bluesky-handle": SUBJECT.bluesky_handles,
    "x-video-id": SUBJECT.videos,
    "x-listing-url": (LISTING,),
}
NEVER_GIVEN = {"address-line2", "organization"}
needs = st.dictionaries(
    st.sampled_from([*MEANINGS, "x-unheard-of"]), st.sampled_from(["required", "optional"]), max_size=8
)

OPTIONAL = tuple(sorted(Subject.model_fields.keys() - {"names", "emails"}))


def without(left_out: set[str]) -> Subject:
    return Subject(**{name: value for name, value in SUBJECT if name not in left_out})


subjects = st.sets(st.sampled_from(OPTIONAL)).map(without)


@pytest.mark.parametrize("meaning", sorted(EXPECTED))
def test_each_meaning_has_its_value_and_comes_alone(meaning: str) -> None:
    facts = facts_for(SUBJECT, {meaning: "required"}, on=ON, listing_url=LISTING)
    assert facts.values == {meaning: EXPECTED[meaning]}


def test_every_meaning_is_derived_or_known_to_come_from_elsewhere() -> None:
    assert set(MEANINGS) == set(EXPECTED) | IMPERSONAL | NEVER_GIVEN


@pytest.mark.parametrize("meaning", sorted(IMPERSONAL))
def test_what_comes_from_elsewhere_is_never_taken_and_never_missing(meaning: str) -> None:
    assert facts_for(SUBJECT, {meaning: "required"}, on=ON, listing_url=LISTING).values == {}


@settings(max_examples=80, deadline=None)
@given(needs=needs)
def test_nothing_that_was_not_needed_leaves(needs: dict[str, Literal["required", "optional"]]) -> None:
    optional: dict[str, Literal["required", "optional"]] = dict.fromkeys(needs, "optional")
    facts = facts_for(SUBJECT, optional, on=ON, listing_url=LISTING)
    allowed = {value for meaning in needs for value in EXPECTED.get(meaning, ())}
    assert set(facts.values) == set(needs) & set(EXPECTED)
    assert {value for values in facts.values.values() for value in values} == allowed


@settings(max_examples=60, deadline=None)
@given(subject=subjects, needs=needs)
def test_any_subject_gives_what_is_needed_or_is_told_what_is_missing(
    subject: Subject, needs: dict[str, Literal["required", "optional"]]
) -> None:
    required = {meaning for meaning, need in needs.items() if need == "required"} - IMPERSONAL
    had = facts_for(subject, dict.fromkeys(needs, "optional"), on=ON).values
    lacking = tuple(sorted(required - set(had)))
    if lacking:
        with pytest.raises(MissingFacts) as caught:
            facts_for(subject, needs, on=ON)
        assert caught.value.meanings == lacking
    else:
        assert facts_for(subject, needs, on=ON).values == had


def test_missing_facts_are_all_named_in_words_and_without_values() -> None:
    with pytest.raises(MissingFacts) as caught:
        facts_for(BARE, {"tel": "required", "bday": "required", "email": "required"}, on=ON)
    assert caught.value.meanings == ("bday", "tel")
    assert "birth date, telephone number." in str(caught.value)
    assert "first@mail.example" not in str(caught.value)


@pytest.mark.parametrize(
    "meaning", sorted(set(EXPECTED) - {"name", "x-signature", "given-name", "family-name", "email"})
)
def test_a_bare_subject_lacks_the_rest(meaning: str) -> None:
    if meaning == "x-confirm-email":
        assert facts_for(BARE, {meaning: "required"}, on=ON).one(meaning) == "first@mail.example"
        return
    with pytest.raises(MissingFacts) as caught:
        facts_for(BARE, {meaning: "required"}, on=ON)
    assert caught.value.meanings == (meaning,)
    assert facts_for(BARE, {meaning: "optional"}, on=ON).values == {}


def test_a_past_address_is_never_given_as_the_present_one() -> None:
    past = BARE.model_copy(update={"addresses": SUBJECT.addresses[:1]})
    wanted: dict[str, Literal["required", "optional"]] = {
        meaning: "optional" for meaning in EXPECTED if "addr" in meaning or "co" in meaning
    }
    assert set(facts_for(past, wanted, on=ON).values) == {"x-confirm-email"}


@pytest.mark.parametrize(
    ("born", "on", "age"),
    [
        (date(1984, 2, 29), date(2026, 2, 28), 41),
        (date(1984, 2, 29), date(2026, 3, 1), 42),
        (date(1984, 2, 29), date(2024, 2, 28), 39),
        (date(1984, 2, 29), date(2024, 2, 29), 40),
        (date(1990, 7, 15), date(2020, 7, 14), 29),
        (date(1990, 7, 15), date(2020, 7, 15), 30),
        (date(2026, 1, 1), date(2026, 1, 1), 0),
        (date(2026, 1, 2), date(2026, 1, 1), None),
    ],
)
def test_age_counts_completed_years(born: date, on: date, age: int | None) -> None:
    assert completed_years(born, on) == age


def test_the_age_of_an_infant_is_a_fact() -> None:
    infant = BARE.model_copy(update={"birth_date": date(2026, 1, 1)})
    assert facts_for(infant, {"x-age": "required"}, on=ON).one("x-age") == "0"


def test_the_table_of_countries_is_whole() -> None:
    assert len(COUNTRIES) == 250
    assert all(len(code) == 2 and code.isupper() and name for code, name in COUNTRIES.items())
    assert len(set(COUNTRIES.values())) == 250
