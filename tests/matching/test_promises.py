"""What every matcher must hold to, whatever it weighs: see also the tests of its parts."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from optout.matching.match import match
from optout.people.subject import PersonName, PostalAddress, Subject
from optout.requests.outcome import Decision

ON = date(2026, 3, 2)


def _person(given_name: str = "John", family: str = "Smith", **more: object) -> Subject:
    fields: dict[str, object] = {
        "names": (PersonName(given=given_name, family=family),),
        "birth_date": date(1980, 5, 17),  # 45 on the day of the search
        "emails": ("john@mailbox.example",),
        "addresses": (PostalAddress(locality="Springfield", region="IL", country="US"),),
        "usernames": ("johnsm80",),
        "sites": ("https://john-smith-home.example/",),
    }
    return Subject.model_validate(fields | more)


def _record(name: str, age: str = "45", city: str = "Springfield", region: str = "IL") -> dict[str, str]:
    return {"name": name, "x-age": age, "address-level2": city, "address-level1": region}


def _decision(subject: Subject, fields: dict[str, str]) -> Decision:
    return match(subject, fields, ON).decision


@pytest.mark.parametrize(
    "name", ["John Smith", "JOHN SMITH", "john smith", "Smith, John", " John  Smith "]
)
def test_name_age_and_place_together_are_the_person(name: str) -> None:
    assert _decision(_person(), _record(name)) == Decision.SAME


@pytest.mark.parametrize("name", ["John Goldsmith", "Joan Smith", "John Smithson", "Jane Doe", ""])
def test_another_name_is_never_taken_for_the_person(name: str) -> None:
    assert _decision(_person(), _record(name)) != Decision.SAME


@pytest.mark.parametrize("name", ["John Goldsmith", "Jane Doe"])
def test_a_plainly_different_name_is_somebody_else(name: str) -> None:
    assert _decision(_person(), _record(name)) == Decision.DIFFERENT


@pytest.mark.parametrize(
    ("own", "shown"),
    [
        (("José", "Muñoz"), "Jose Munoz"),
        (("Jose", "Munoz"), "José Muñoz"),
        (("Zoë", "O'Brien"), "Zoe OBrien"),
        (("Ana", "Núñez"), "NUNEZ, ANA"),
    ],
)
def test_accents_and_signs_do_not_matter(own: tuple[str, str], shown: str) -> None:
    assert _decision(_person(*own), _record(shown)) == Decision.SAME


def test_a_namesake_of_another_age_in_the_same_place_is_somebody_else() -> None:
    assert _decision(_person(), _record("John Smith", age="71")) == Decision.DIFFERENT


@given(st.integers(0, 110).filter(lambda age: abs(age - 45) > 5))
def test_no_other_age_is_ever_taken_for_the_person(age: int) -> None:
    assert _decision(_person(), _record("John Smith", age=str(age))) == Decision.DIFFERENT


@pytest.mark.parametrize("age", ["44", "46"])
def test_a_year_more_or_less_contradicts_nothing_because_sites_count_differently(age: str) -> None:
    assert _decision(_person(), _record("John Smith", age=age)) != Decision.DIFFERENT


def test_a_name_alone_is_a_question_for_the_person() -> None:
    assert _decision(_person(), {"name": "John Smith"}) == Decision.POSSIBLE


def test_nothing_is_decided_by_what_only_this_person_has_being_absent() -> None:
    assert _decision(_person(), {"url": "https://other-home.example/"}) == Decision.DIFFERENT
    assert _decision(_person(), {"url": "https://john-smith-home.example/"}) == Decision.SAME


@given(
    st.dictionaries(st.sampled_from(["name", "x-age", "address-level2", "url"]), st.text(max_size=40))
)
def test_whatever_a_page_shows_there_is_a_decision_and_its_reasons_name_no_value(
    fields: dict[str, str],
) -> None:
    found = match(_person(), fields, ON)

    assert found.decision in Decision
    assert not any("Smith" in reason or "Springfield" in reason for reason in found.why)


def test_a_record_that_shows_no_name_is_not_proven_to_be_somebody_elses() -> None:
    told = match(_person(), {"address-level2": "Elsewhere"}, ON)
    assert told.decision == Decision.POSSIBLE
    assert match(_person(), {}, ON).decision == Decision.POSSIBLE
    strange = {"x-image-url": "https://elsewhere.example/1.jpg"}
    assert match(_person(), strange, ON).decision == Decision.DIFFERENT
