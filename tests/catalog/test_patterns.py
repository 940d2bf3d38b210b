"""Marks that cut texts: what they keep, and what they may cost."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from optout.catalog.patterns import UnusablePattern, mark


@pytest.mark.parametrize(
    ("given_mark", "text", "before", "after"),
    [
        (", Age", "Ada Quill, Age 45", "Ada Quill", "45"),
        ("Age: ", "Age:\n45", "Age:\n45", "45"),
        ("/years? old/i", "45 Years Old in York", "45", "in York"),
        ("/x/", "no mark at all", "no mark at all", "no mark at all"),
        (".", "J. Quill", "J", "Quill"),
    ],
)
def test_it_keeps_what_stands_before_or_after(
    given_mark: str, text: str, before: str, after: str
) -> None:
    assert (mark(given_mark).before(text), mark(given_mark).after(text)) == (before, after)


@pytest.mark.parametrize(
    ("separator", "text", "parts"),
    [
        (",", "a,b", ["a", "b"]),
        ("/(?<=, [A-Z]{2}), /", "York, PA, Reno, NV", ["York, PA", "Reno, NV"]),
        ("/[|•]/", "a|b•c", ["a", "b", "c"]),
        ("/(,)/", "a,b", ["a", "b"]),
        ("/x*/", "ab", ["ab"]),
    ],
)
def test_it_splits_a_text_into_values(separator: str, text: str, parts: list[str]) -> None:
    assert mark(separator).split(text) == parts


@pytest.mark.parametrize(
    "hostile",
    [
        "/(a+)+b/",
        "/(a|aa)*b/",
        "/(a?a?)*b/",
        "/((a?){10}){10}b/",
        "/(.*)x\\1/",
        "/.*.*.*.*b/",
        "/" + "a?" * 60 + "b/",
        "/" + "(?:a|ab)" * 9 + "x/",
        "/(/",
        "/" + "a" * 201 + "/",
        "/a/q",
        "/(?=(a+)+)b/",
        "/a?a?a?a?a?a?a?a?.*.*.*x/",
        "/[ab]{0,10}[ab]{0,10}[ab]{0,3}.*.*.*x/",
        "/" + "(?:a|ab)" * 8 + ".*.*.*x/",
    ],
)
def test_it_refuses_an_expression_that_could_take_for_ever(hostile: str) -> None:
    with pytest.raises(UnusablePattern):
        mark(hostile)


@pytest.mark.parametrize(
    "costly",
    [
        "/a*a*a*b/",
        "/.*.*b/",
        "/a*(?:a|ab)(?:a|ab)(?:a|ab)b/",
        "/a?a?a?a?.*.*.*b/",
        "/a?a?a?a?a?a?a?a?.*.*b/",
        "/(?=.*.*.*b)/",
    ],
)
def test_what_is_allowed_ends_soon_on_the_worst_text(costly: str) -> None:
    start = time.process_time()
    assert mark(costly).after("a" * 5000) == "a" * 5000
    assert time.process_time() - start < 1.5


def test_the_more_an_expression_may_choose_the_less_text_it_is_given() -> None:
    shapes = ("/a/", "/.*x/", "/.*.*x/", "/.*.*.*x/", "/a?.*.*.*x/", "/a?a?a?a?.*.*.*x/")
    assert [mark(shape).most_text for shape in shapes] == [2000, 2000, 500, 186, 156, 93]


def test_choices_that_begin_differently_are_no_choice_for_one_text() -> None:
    apart, alike = "/(?:Ste|Apt|Unit).*.*.*x/", "/(?:Ste|S).*.*.*x/"
    assert [mark(shape).most_text for shape in (apart, alike)] == [186, 156]


def test_a_choice_without_repeats_hardly_counts_beside_one_with_many() -> None:
    assert mark("/(?:.*.*.*x|.)y/").most_text == 186


@given(st.text(min_size=1, max_size=20).filter(lambda text: not text.startswith("/")), st.text())
def test_a_literal_mark_never_breaks_and_adds_nothing(literal: str, text: str) -> None:
    found = mark(literal)
    assert found.before(text) in text
    assert found.after(text) in text
    assert all(part in text for part in found.split(text))
