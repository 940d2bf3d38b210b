"""How much each way of fitting a name is worth, and which leave a doubt."""

from math import exp

import pytest

from optout.matching.evidence import Evidence
from optout.matching.name_fit import name_evidence, own_names
from tests.matching.people import person


def fit(own: str, *shown: str) -> list[Evidence]:
    return name_evidence(own_names(person(own).names), shown)


def weight(own: str, *shown: str) -> float:
    return sum(each.stranger for each in fit(own, *shown))


PLAIN = weight("Desmond||Quillfeather", "Desmond Quillfeather")


def test_a_name_weighs_what_its_rarity_is_worth() -> None:
    assert exp(PLAIN) == pytest.approx(1 / (0.0005 * 0.0002))
    assert exp(weight("John||Smith", "John Smith")) == pytest.approx(1 / (0.0155 * 0.00828))


@pytest.mark.parametrize(
    ("own", "shown", "less", "doubtful"),
    [
        ("Desmond||Quillfeather", "Desmnod Quillfeather", 2.0, True),
        ("Desmond||Quillfeather", "Desmond Quilfeather", 3.0, True),
        ("Desmond||Quillfeather", "Desmond Quillfeather-Finch", 2.5, True),
        ("Desmond||Quillfeather", "Desmond Quillfeather Finch", 2.5, True),
        ("Desmond||Quillfeather", "Desmond Finch-Quillfeather", 2.5, True),
        ("Desmond||Quillfeather", "Quillfeather Desmond", 3.0, True),
        ("Desmond||Quillfeather", "Dezmond Quillfeather", 2.0, True),
        ("Desmond||von Quillfeather", "Desmond Quillfeather", 0.5, False),
        ("Desmond||Quillfeather Finch", "Desmond Finch", 1.0, False),
        ("Desmond Ulric||Quillfeather", "Desmond Quillfeather", 0.0, False),
        ("Lysander|Desmond|Quillfeather", "Desmond Quillfeather", 1.0, False),
        ("Ada||Finch/Desmond||Quillfeather", "Desmond Quillfeather", 1.609, False),
    ],
)
def test_a_looser_fit_weighs_less(own: str, shown: str, less: float, doubtful: bool) -> None:
    assert PLAIN - weight(own, shown) == pytest.approx(less, abs=0.01)
    assert any(each.doubtful for each in fit(own, shown)) is doubtful


@pytest.mark.parametrize(
    ("own", "shown"),
    [
        ("Desmond||Quillfeather", "D. Q."),
        ("Desmond||Quillfeather", "Desmnod Quilfeather"),
        ("Desmond||Quillfeather", "Ulric Quillfeather"),
        ("Desmond Ulric||Quillfeather", "Ulric Quillfeather"),
        ("D||Quillfeather", "Ulric Quillfeather"),
        ("Mary|A|Quillfeather", "Alice Quillfeather"),
        ("Desmond||Finn", "Desmond Fink"),
        ("Desmond||Finn", "Desmond Finns"),
        ("Erik||Quillfeather", "Eriko Quillfeather"),
    ],
)
def test_two_loose_fits_or_another_given_name_are_no_fit(own: str, shown: str) -> None:
    assert fit(own, shown) == []


def test_the_best_of_all_names_counts_and_a_firm_fit_before_a_loose_one() -> None:
    assert fit("Desmond||Quillfeather", "Nobody Else", "D Quillfeather", "Desmond Quillfeather")[
        0
    ].why == ("the name fits")
    aliased = weight("Desmond||Quillfeather", "Nobody Else", "Desmond Quillfeather")
    assert exp(PLAIN - aliased) == pytest.approx(1 / 0.3)


def test_no_more_names_are_read_than_a_listing_needs() -> None:
    assert fit("Desmond||Quillfeather", *["Nobody Else"] * 19, "Desmond Quillfeather") != []
    assert fit("Desmond||Quillfeather", *["Nobody Else"] * 20, "Desmond Quillfeather") == []


@pytest.mark.parametrize(
    ("own", "shown", "why"),
    [
        ("Robert|Paul|Finch", "Bob Paul Finch", "the middle name fits"),
        ("Robert|Paul|Finch", "Bob X Finch", "another middle name"),
        ("Robert|Paul|Finch", "R P Finch", "the middle initial fits"),
        ("Ana Lucia||Finch", "Ana L Finch", "the middle initial fits"),
        ("Ana Lucia||Finch", "Ana X Finch", "another middle name"),
    ],
)
def test_what_follows_a_loosely_fitting_given_name_is_the_middle_name(
    own: str, shown: str, why: str
) -> None:
    assert [each.why for each in fit(own, shown)][1:] == [why]


def test_two_loose_reasons_are_told_together() -> None:
    assert fit("Robert||Finch Quillfeather", "Bob Finch")[0].why == (
        "the name fits: a short form of the given name and one of two family names"
    )


def test_a_middle_name_counts_for_the_former_name_too() -> None:
    reasons = [each.why for each in fit("Ann|Lucy|Finch/Ann||Garrowby", "Ann L Garrowby")]
    assert reasons == ["a former or other name fits", "the middle initial fits"]
    other = fit("Ann|Lucy|Finch/Ann||Garrowby", "Ann G Garrowby")
    assert other[1].why == "another middle name"
    maiden = fit("Ann|Lucy|Finch/Ann||Garrowby", "Ann G Finch")
    assert [each.why for each in maiden] == ["the name fits"]
