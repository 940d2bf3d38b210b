"""Whether a record is a listing that was seen before."""

from collections.abc import Sequence
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from optout.matching.continuity import Trace, continued, likeness, trace

THEN, NOW = date(2026, 1, 10), date(2026, 9, 10)
FIELDS = {
    "name": "Ada Quill",
    "x-age": "44",
    "x-places": "York, PA\nReno, NV",
    "x-relatives": "Bo Quill\nEve Pen",
    "x-phones": "(717) 555-0142",
    "x-addresses": "12 Elm St, York, PA 17401",
}


def seen(on: date = NOW, **changes: str) -> Trace:
    fields = FIELDS | {meaning.replace("_", "-"): text for meaning, text in changes.items()}
    return trace({meaning: text for meaning, text in fields.items() if text}, on)


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"x_age": "45"},
        {"x_age": "44"},
        {"x_places": "York, Pennsylvania\nErie, PA"},
        {"x_addresses": "12 Elm St, York, PA 17401\n9 Oak Rd, Erie, PA"},
        {"name": "QUILL, ADA"},
        {"name": "Ada M Quill"},
        {"x_relatives": "Bo A. Quill\nSomebody New"},
        {"x_relatives": "", "x_phones": "", "x_addresses": ""},
        {"x_age": "40-49"},
        {"x_age": ""},
    ],
)
def test_a_listing_goes_on_while_it_changes_as_listings_do(changes: dict[str, str]) -> None:
    assert continued({"l-1": seen(THEN)}, [seen(**changes)]) == {0: "l-1"}


@pytest.mark.parametrize(
    "changes",
    [
        {"name": "Ida Quill"},
        {"name": "Ada Quillon"},
        {"name": "Ada Quill Jr", "x_age": "20"},
        {"x_age": "71"},
        {"x_age": "41"},
        {"x_age": "47"},
        {"x_age": "", "x_relatives": "", "x_phones": "", "x_addresses": ""},
        {"x_places": "Troy, NY", "x_addresses": "", "x_phones": "", "x_relatives": "Zed Pen"},
        {"x_places": "York, PA", "x_addresses": "", "x_phones": "7175550199", "x_relatives": "Zed Pen"},
    ],
)
def test_another_person_s_record_does_not_go_on_with_it(changes: dict[str, str]) -> None:
    assert continued({"l-1": seen(THEN)}, [seen(**changes)]) == {}


def test_years_later_the_age_has_grown_or_was_never_looked_at() -> None:
    for age, goes_on in (("44", True), ("47", True), ("49", True), ("51", False), ("42", False)):
        later = seen(date(2030, 1, 10), x_age=age)
        assert (likeness(seen(THEN), later) is not None) is goes_on, age


def test_a_suffix_that_contradicts_is_another_person() -> None:
    assert likeness(seen(THEN, name="Ada Quill Sr"), seen(name="Ada Quill Jr")) is None


def test_two_who_fit_alike_are_two_people() -> None:
    assert continued({"l-1": seen(THEN)}, [seen(), seen()]) == {}
    assert continued({"l-1": seen(THEN), "l-2": seen(THEN)}, [seen()]) == {}


def test_of_two_namesakes_each_goes_on_with_its_own() -> None:
    other = {
        "x_age": "46",
        "x_phones": "",
        "x_relatives": "Zed Ink",
        "x_addresses": "9 Oak Rd, York, PA",
    }
    known = {"l-1": seen(THEN), "l-2": seen(THEN, **other)}
    assert continued(known, [seen(**other), seen(x_age="45")]) == {0: "l-2", 1: "l-1"}


RECORDS = [
    {"x_age": "45"},
    {"x_age": "71", "x_relatives": "Ada Pen"},
    {"x_places": "Troy, NY", "x_phones": "5185550101", "x_relatives": "Zed Pen", "x_addresses": ""},
    {"name": "Bo Ink"},
]


@given(st.permutations(range(len(RECORDS))))
def test_the_order_of_the_rows_does_not_matter(order: Sequence[int]) -> None:
    known = {f"l-{at}": seen(THEN, **record) for at, record in enumerate(RECORDS)}
    found = continued(known, [seen(**RECORDS[at]) for at in order])
    assert found == {place: f"l-{at}" for place, at in enumerate(order)}


@given(
    st.lists(
        st.dictionaries(st.sampled_from(sorted(FIELDS)), st.text("AB ,1\n", max_size=9)), max_size=5
    ),
    st.lists(
        st.dictionaries(st.sampled_from(sorted(FIELDS)), st.text("AB ,1\n", max_size=9)), max_size=5
    ),
)
def test_no_listing_is_continued_twice(known: list[dict[str, str]], now: list[dict[str, str]]) -> None:
    before = {f"l-{at}": trace(fields, THEN) for at, fields in enumerate(known)}
    found = continued(before, [trace(fields, NOW) for fields in now])
    assert len(set(found.values())) == len(found)
    assert set(found.values()) <= set(before)
