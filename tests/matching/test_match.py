"""Worked pairs of a person and a listing, and what holds for every pair."""

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from optout.matching.listing import Listing
from optout.matching.match import Match, Matcher, match
from optout.requests.outcome import Decision
from tests.matching.cases import CASES, DESMOND, Case
from tests.matching.people import SEEN_ON, listing_of, person

OWN_WORDS = ("desmond", "quill", "peoria", "waco", "309", "41", "1985")


def found(case: Case) -> Match:
    return Matcher(person(case.own)).match_listing(listing_of(case))


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.why}: {case.shown}")
def test_it_decides_as_a_careful_reader_would(case: Case) -> None:
    decision = found(case)
    assert decision.decision.value in case.expected.split(), decision


def test_there_are_enough_worked_pairs_each_with_its_own_reason() -> None:
    assert len(CASES) >= 80
    assert len({case.why for case in CASES}) == len(CASES)


@given(st.permutations([("Reno", "NV"), ("Peoria", "IL"), ("Austin", "TX")]))
def test_the_order_of_places_does_not_matter(places: Sequence[tuple[str, str]]) -> None:
    one = found(Case("", "", DESMOND, "Desmond Quillfeather", at=tuple(places)))
    assert (one.decision, one.score) == (Decision.SAME, 0.9997)


@given(st.integers(0, 130).filter(lambda age: abs(age - 41) > 2), st.booleans(), st.booleans())
def test_an_age_that_contradicts_is_different_whatever_fits(age: int, phone: bool, alias: bool) -> None:
    case = Case(
        "",
        "",
        "Desmond|Paul|Quillfeather Jr",
        "Desmond Paul Quillfeather Jr",
        age,
        (("Peoria", "IL", "61602"), ("Waco", "TX")),
        aka=("Desmond Quillfeather",) if alias else (),
        phones=("3095550142",) if phone else (),
    )
    assert found(case).decision is Decision.DIFFERENT
    assert found(case).score < 0.01


@given(st.sampled_from(CASES))
def test_a_telephone_number_that_fits_never_lowers_the_score(case: Case) -> None:
    with_phone = case._replace(phones=("309-555-0142",))
    assert found(with_phone).score >= found(case._replace(phones=())).score


@given(st.sampled_from(CASES))
def test_the_score_and_the_decision_agree(case: Case) -> None:
    one = found(case)
    assert 0 <= one.score <= 1
    assert one.score >= 0.9 or one.decision is not Decision.SAME


@given(st.sampled_from(CASES).filter(lambda case: "Quillfeather" in case.own))
def test_no_reason_names_a_value(case: Case) -> None:
    said = " ".join(found(case).why).casefold()
    assert said
    assert not any(word in said for word in OWN_WORDS)


@settings(max_examples=60)
@given(st.text(max_size=60), st.lists(st.text(max_size=30), max_size=4), st.none() | st.integers(0, 150))
def test_it_decides_about_any_text_at_all(name: str, texts: list[str], age: int | None) -> None:
    address = {"locality": texts[0] if texts else None, "region": name[:20], "postal_code": name[:9]}
    listing = Listing.model_validate(
        {
            "id": "x",
            "name": name,
            "also_known_as": tuple(texts),
            "age": age,
            "seen_on": SEEN_ON,
            "addresses": (address,),
            "phones": tuple(texts),
            "relatives": tuple(texts),
            "url": name,
        }
    )
    assert Matcher(person()).match_listing(listing).decision in Decision


def test_a_rarer_name_needs_less_other_evidence() -> None:
    names = ("Desmond||Quillfeather", "Brandon||Bowman", "Robert||Carter", "John||Smith")
    scores = [
        found(
            Case("", "", name, name.replace("||", " "), None, (("Chicago", "IL"), ("Peoria", "IL")))
        ).score
        for name in names
    ]
    assert scores == sorted(scores, reverse=True)
    assert scores[0] > 0.9 > 0.2 > scores[-1]


def test_a_small_place_says_more_than_a_large_one() -> None:
    home = person("John||Smith", addresses=({"locality": "New York", "region": "NY", "country": "US"},))
    shown = listing_of(Case("", "", "", "John Smith", at=(("New York City", "NY"),)))
    assert Matcher(home).match_listing(shown).decision is Decision.POSSIBLE


def test_no_birth_date_means_no_age_and_so_a_question() -> None:
    shown = listing_of(Case("", "", "", "Desmond Quillfeather"))
    assert Matcher(person(birth_date=None)).match_listing(shown).decision is Decision.POSSIBLE


def test_records_of_a_search_are_read_by_meaning() -> None:
    fields = {
        "given-name": "Desmond",
        "family-name": "Quillfeather",
        "x-age": "Age: 41 (born 1985)",
        "address-level2": "Peoria, IL",
        "tel": "309.555.0142",
    }
    one = match(person(), fields, SEEN_ON)
    assert one.decision is Decision.SAME
    assert one.why == ("the name fits", "the age fits", "the place fits", "a telephone number fits")


def test_a_thing_of_the_person_s_own_under_another_name_is_a_question() -> None:
    subject = person(usernames=("quill85",))
    assert (
        match(subject, {"name": "Nobody Else", "username": "@Quill85"}, SEEN_ON).decision == "possible"
    )
    assert match(subject, {"username": "@Quill85"}, SEEN_ON).decision == "same"
    assert match(subject, {"username": "quill86"}, SEEN_ON).decision == "different"


@pytest.mark.parametrize("shown", ["john", "JOHN", "qqq", "jennifer", "hernandez"])
def test_a_user_name_that_many_have_only_asks(shown: str) -> None:
    one = match(person(usernames=(shown,)), {"username": shown}, SEEN_ON)
    assert one.decision is Decision.POSSIBLE
    assert one.why == ("a user name of the person's own that others have too",)


def test_beside_an_own_e_mail_address_a_common_user_name_takes_nothing_away() -> None:
    shown = {"username": "john", "email": "d@quillfeather.example"}
    assert match(person(usernames=("john",)), shown, SEEN_ON).decision is Decision.SAME


@pytest.mark.parametrize(
    ("shown", "decision"),
    [
        ({}, "same"),
        ({"x-age": "41"}, "same"),
        ({"x-age": "39"}, "possible"),
        ({"x-age": "20"}, "possible"),
        ({"bday-year": "1985"}, "same"),
        ({"bday-year": "1950"}, "possible"),
        ({"bday": "3/14/1985"}, "same"),
        ({"bday": "1950-03-14"}, "possible"),
        ({"bday": "03/14/XXXX"}, "same"),
        ({"bday": "2999"}, "same"),
    ],
)
def test_without_a_name_an_own_thing_with_another_age_asks(shown: dict[str, str], decision: str) -> None:
    fields = {"email": "d@quillfeather.example"} | shown
    assert match(person(), fields, SEEN_ON).decision == decision


@pytest.mark.parametrize(
    ("born", "decision"), [("1985", "same"), ("1984", "same"), ("1982", "different")]
)
def test_a_year_of_birth_is_compared_as_an_age_is(born: str, decision: str) -> None:
    fields = {"name": "Desmond Quillfeather", "bday-year": born, "x-place": "Peoria, IL"}
    assert match(person(), fields, SEEN_ON).decision == decision


@pytest.mark.parametrize("shown", ["USA", "United States", "City, State", ""])
@pytest.mark.parametrize("where", ["x-place", "address-level2"])
def test_a_country_or_an_empty_template_is_not_another_place(where: str, shown: str) -> None:
    known = {"name": "Desmond Quillfeather", "x-age": "41"}
    found = match(person(), known | {where: shown}, SEEN_ON)
    assert found == match(person(), known, SEEN_ON)
    assert found.decision is not Decision.DIFFERENT
