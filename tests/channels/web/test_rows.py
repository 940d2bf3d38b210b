"""Rows and their fields, read off a page as a definition describes them."""

import time
from contextlib import suppress
from itertools import count
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from optout.catalog.reading import Rows
from optout.channels.web.rows import shown_rows
from optout.http import Unanswered

PAGE = "https://a.example/search"


def rows(html: str, row: str = ".row", **fields: Any) -> tuple[dict[str, str], ...]:
    named = {meaning.replace("_", "-"): how for meaning, how in fields.items()}
    read = shown_rows(html, PAGE, Rows.model_validate({"row": row, "fields": named}))
    return tuple(dict(one.fields) for one in read)


def one(inside: str, **fields: Any) -> dict[str, str]:
    (only,) = rows(f"<div class=row>{inside}</div>", **fields)
    return only


def test_rows_come_in_the_order_of_the_page_and_an_empty_one_keeps_its_place() -> None:
    page = "<div class=row><b>Ada</b></div><div class=row></div><div class=row><b>Eve</b></div>"
    assert rows(page, name="b") == ({"name": "Ada"}, {}, {"name": "Eve"})


@pytest.mark.parametrize("row", [".row", "//div[@class='row']", "(//div[@class='row'])"])
@pytest.mark.parametrize("at", ["b", "./b", ".//b", "(.//b)[1]"])
def test_selectors_are_css_or_xpath_within_the_row(row: str, at: str) -> None:
    page = "<b>Out</b><div class=row><b>Ada</b></div><div class=row><b>Eve</b></div>"
    assert rows(page, row, name=at) == ({"name": "Ada"}, {"name": "Eve"})


def test_a_point_is_the_row_itself_and_xpath_may_name_a_text() -> None:
    read = one("<h3>Lived:</h3> Reno, NV<br>", name=".", x_places=".//h3/following-sibling::text()[1]")
    assert read == {"name": "Lived: Reno, NV", "x-places": "Reno, NV"}


def test_text_is_what_a_person_would_read() -> None:
    inside = (
        "<p>Ada<script>x</script><style>y</style> <!-- z -->Q.\n <i>Quill</i>"
        "<span hidden>Eve</span><em style='Display: None'>Bob</em><template>t</template></p>"
    )
    assert one(inside, name="p") == {"name": "Ada Q. Quill"}


@pytest.mark.parametrize("how", [{"before": "/x/"}, {"after": "/x/"}, {"separator": "/x/"}])
def test_a_page_that_takes_too_long_is_given_up(
    monkeypatch: pytest.MonkeyPatch, how: dict[str, str]
) -> None:
    """A second for each value; no single row takes ten."""
    seconds = SimpleNamespace(monotonic=count().__next__)
    monkeypatch.setattr("optout.channels.web.rows.time", seconds)
    row = "<div class=row><b>Ada</b><b>Eve</b></div>"
    named = {"at": "b", "every": True, **how}
    assert len(rows(row * 2, name=named)) == 2

    with pytest.raises(Unanswered, match="the page takes too long to read"):
        rows(row * 3, name=named)


def test_breaks_and_blocks_part_the_values_of_a_list() -> None:
    inside = "<div class=k>AKA:<br>Ada Pen<br/>A <b>Quill</b><div>Addie Quill</div></div>"
    assert one(inside, x_also_known_as=".k")["x-also-known-as"] == "Ada Pen\nA Quill\nAddie Quill"


def test_every_match_is_a_value_and_the_same_one_counts_once() -> None:
    inside = "<li>Eve Pen</li><li>Eve Pen</li><li>Bo Ink</li><li>+3 more</li>"
    assert one(inside, x_relatives={"at": "li", "every": True}) == {"x-relatives": "Eve Pen\nBo Ink"}
    assert one(inside, x_relatives="li") == {"x-relatives": "Eve Pen"}


def test_a_text_is_cut_and_parted() -> None:
    inside = "<p>Known places: York, PA, Reno, NV (as of May)</p>"
    how = {"at": "p", "after": "places:", "before": "(", "separator": "/(?<=, [A-Z]{2}), /"}
    assert one(inside, x_places=how) == {"x-places": "York, PA\nReno, NV"}


def test_an_attribute_is_read_and_an_address_made_whole() -> None:
    inside = "<a href='/p/7' data-age=41>more</a>"
    read = one(inside, x_listing_url="a", x_age={"at": "a", "attribute": "data-age"})
    assert read == {"x-listing-url": "https://a.example/p/7", "x-age": "41"}
    assert one("<a href='javascript:x()'>m</a>", x_listing_url="a") == {}


@pytest.mark.parametrize(
    ("at", "detail"),
    [
        ("p[", "is none"),
        ("//p[", "is none"),
        ("p:nonsense", "is none"),
        ("//p[//b]", "for ever"),
        ("//p[.//b[.//i]]", "for ever"),
    ],
)
def test_a_selector_that_cannot_be_used_is_an_unknown_layout(at: str, detail: str) -> None:
    with pytest.raises(Unanswered, match=detail):
        one("<p>Ada</p>", name=at)


def test_an_expression_that_cannot_be_used_is_an_unknown_layout() -> None:
    with pytest.raises(Unanswered, match="inside of repeats"):
        one("<p>Ada</p>", name={"at": "p", "before": "/(a+)+b/"})


def test_rows_values_and_texts_are_bounded() -> None:
    start = time.monotonic()
    many = rows("<div class=row><b>Ada</b></div>" * 5000, name="b")
    long = one("<p>" + "<i>ab </i>" * 50_000 + "</p>", name="p", x_places="p")
    lists = one("".join(f"<li>{at}x</li>" for at in range(5000)), x_places={"at": "li", "every": True})
    assert len(many) == 201
    assert len(long["name"]) <= 500
    assert len(lists["x-places"].split("\n")) == 100
    assert time.monotonic() - start < 5


@settings(max_examples=50)
@given(st.text(max_size=80))
def test_any_page_is_read_or_refused(source: str) -> None:
    with suppress(Unanswered):
        assert all(set(row) <= {"name"} for row in rows(source, "//*", name="."))


def test_what_steers_a_terminal_is_no_part_of_a_value() -> None:
    inside = "<b title='a&#x1b;c'>Bo&#27;[2J&#7; O&#x202e;x</b><a href='/p&#27;/7'>m</a>"
    read = one(inside, name="b", x_places={"at": "b", "attribute": "title"}, x_relatives="./b/text()")
    assert read == {"name": "Bo[2J Ox", "x-places": "ac", "x-relatives": "Bo[2J Ox"}
    assert one(inside, x_listing_url="a") == {"x-listing-url": "https://a.example/p/7"}
