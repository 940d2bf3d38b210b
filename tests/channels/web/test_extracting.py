"""Result lists and the addresses that identify their rows."""

from itertools import count
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from optout.catalog.steps import Extract
from optout.channels.attempt import Record
from optout.channels.web.extracting import ResultPage, extract, require_fields, row_count
from optout.channels.web.identity import canonical
from optout.http import Unanswered
from optout.requests.failures import Failure

PAGE = "https://a.example/search/list?q=1"
HOW = Extract(row=".row", key="a.more", fields={"name": "h2", "x-age": ".age"})


@pytest.mark.parametrize(
    ("link", "address"),
    [
        ("/p/1#top", "https://a.example/p/1"),
        ("p/1", "https://a.example/search/p/1"),
        ("https://A.Example/p?id=7&utm_source=x&gclid=y", "https://a.example/p?id=7"),
        ("//b.example/p", "https://b.example/p"),
        ("javascript:void(0)", ""),
        ("mailto:x@y.example", ""),
        ("https://[", ""),
    ],
)
def test_an_address_is_absolute_and_free_of_tracking(link: str, address: str) -> None:
    assert canonical(link, PAGE) == address


def test_the_patience_is_with_the_page_and_not_with_each_row(monkeypatch: pytest.MonkeyPatch) -> None:
    seconds = SimpleNamespace(monotonic=count().__next__)
    monkeypatch.setattr("optout.channels.web.rows.time", seconds)
    row = '<div class=row><h2>Ada Q</h2><a class=more href="/p/1">More</a></div>'
    how = HOW.model_copy(update={"fields": {"name": "h2"}})
    assert len(extract(row * 4, PAGE, how).records) == 4

    with pytest.raises(Unanswered, match="the page takes too long to read"):
        extract(row * 6, PAGE, how)


@settings(max_examples=60)
@given(st.text(max_size=40))
def test_a_canonical_address_is_its_own_canonical_address(link: str) -> None:
    once = canonical(link, PAGE)
    assert canonical(once or PAGE, PAGE) == (once or PAGE)


def test_it_reads_texts_and_leaves_out_what_a_row_lacks() -> None:
    rows = extract(
        "<div class=row><h2> Ada \n <b>Quill</b></h2><a class=more href=/1>x</a></div>", PAGE, HOW
    )
    assert [(row.key, dict(row.fields)) for row in rows.records] == [
        ("https://a.example/1", {"name": "Ada Quill"})
    ]


@pytest.mark.parametrize(
    "source", ["", "<p>none", "<div class=row><h2>Ada</h2></div>", "\x00\x01", "{}"]
)
def test_it_refuses_a_list_that_it_cannot_read(source: str) -> None:
    with pytest.raises(Unanswered):
        extract(source, PAGE, HOW)


@pytest.mark.parametrize(
    ("rows", "lacking"),
    [
        ([{"name": "Ada"}, {"name": "Eve"}], "x-age"),
        ([{"x-age": "40"}, {"x-age": "41"}], "name"),
        ([{"name": "Ada", "x-age": "40"}, {"x-age": "41"}], "name"),
    ],
)
def test_rows_without_a_declared_field_are_no_records(rows: list[dict[str, str]], lacking: str) -> None:
    with pytest.raises(Unanswered) as error:
        require_fields([Record(str(at), row) for at, row in enumerate(rows)], HOW)
    assert (error.value.failure, error.value.detail) == (
        Failure.LAYOUT_UNKNOWN,
        f"the rows do not show {lacking}",
    )


def test_one_row_may_lack_what_another_shows() -> None:
    rows = [{"name": "Ada", "x-age": "40"}, {"name": "Eve"}]
    require_fields([Record(str(at), row) for at, row in enumerate(rows)], HOW)


ROW = "<div class=row><h2>Ada</h2><a class=more href=/1>x</a></div>"


def read(rest: str, **selectors: str) -> ResultPage:
    return extract(ROW + rest, PAGE, Extract.model_validate(HOW.model_dump() | selectors))


@pytest.mark.parametrize(
    ("rest", "link"),
    [
        ("", None),
        ("<a class=on href='?q=1&amp;page=2#top'>Next</a>", "https://a.example/search/list?q=1&page=2"),
        ("<a class=on href='//b.example/2'>Next</a>", "https://b.example/2"),
        ("<button class=on>Next</button>", ""),
        ("<a class=on href='javascript:more()'>Next</a>", ""),
        ("<a class=on href='https://['>Next</a>", ""),
    ],
)
def test_it_reads_where_the_next_page_is(rest: str, link: str | None) -> None:
    assert read(rest, next=".on").next_link == link


@pytest.mark.parametrize(
    ("rest", "named"),
    [
        ("<a rel='nofollow NEXT' href=/2>2</a>", True),
        ("<link rel=next href=/2>", True),
        ("<a rel=prev href=/2>1</a>", False),
        ("<a rel=next>2</a>", False),
    ],
)
def test_it_sees_that_the_page_marks_a_next_page(rest: str, named: bool) -> None:
    assert (read(rest).names_next, read(rest).next_link) == (named, None)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("57 records found", 57),
        ("1-10 of 1,234 records", 1234),
        ("1.234 Treffer", 1234),
        ("1 234 567 hits", 1234567),
        ("0 records", 0),
    ],
)
def test_it_reads_how_many_records_the_page_states(text: str, number: int) -> None:
    assert read(f"<p class=sum>{text}</p>", count=".sum").stated == number


@pytest.mark.parametrize("rest", ["", "<p class=sum>Many records</p>"])
def test_a_number_that_is_not_where_it_was_is_no_list(rest: str) -> None:
    with pytest.raises(Unanswered, match="number of records"):
        read(rest, count=".sum")


def changed(**changes: object) -> Extract:
    return Extract.model_validate(HOW.model_dump() | changes)


def test_rows_without_a_link_are_known_by_what_they_show() -> None:
    page = "<div class=row><h2>Ada</h2></div><div class=row><h2>Ada</h2><i class=age>40</i></div>"
    one, other = extract(page, PAGE, changed(key=None)).records
    assert (one.fields, other.fields) == ({"name": "Ada"}, {"name": "Ada", "x-age": "40"})
    assert one.key != other.key


def test_the_record_keeps_its_address_beside_the_id_that_identifies_it() -> None:
    page = "<div class=row><h2>Ada</h2><a class=more href='/r/ada-of-reno?id=7'>x</a></div>"
    (only,) = extract(page, PAGE, changed(identity={"part": "parameter", "name": "id"})).records
    assert (only.key, only.address) == (
        "https://a.example/r/ada-of-reno?id=7",
        "https://a.example/r/ada-of-reno?id=7",
    )
    (only,) = extract(page, PAGE, changed(identity={"part": "path", "name": "/r/${x}-${id}"})).records
    assert (only.key, only.address) == (
        "https://a.example/r/reno",
        "https://a.example/r/ada-of-reno?id=7",
    )


@pytest.mark.parametrize(
    ("rest", "none"),
    [
        ("<p class=none>Nobody here</p>", ("Nobody here",)),
        ("<p class=none><img src=/none.png></p>", ("",)),
    ],
)
def test_it_reads_that_nothing_is_found(rest: str, none: tuple[str, ...]) -> None:
    page = extract(f"<h1>Results</h1>{rest}", PAGE, changed(none=".none"))
    assert (page.records, page.none) == ((), none)


@pytest.mark.parametrize(
    "rest",
    [
        "",
        "<p class=none hidden>Nobody here</p>",
        "<div style='display:none'><p class=none>Nobody here</p></div>",
        "<template><p class=none>Nobody</p></template>",
    ],
)
def test_no_row_and_nothing_said_is_an_unknown_layout(rest: str) -> None:
    with pytest.raises(Unanswered, match="no row"):
        extract(f"<h1>Results</h1>{rest}", PAGE, changed(none=".none"))


def test_rows_are_read_whatever_else_the_page_says() -> None:
    page = extract(ROW + "<p class=none>No more</p>", PAGE, changed(none=".none"))
    assert (len(page.records), page.none) == (1, ())


def test_what_others_wrote_down_is_read_with_fields_missing_but_not_without_any_name() -> None:
    rows = extract("<div class=row><h2>Ada</h2></div><div class=row></div>", PAGE, HOW, strict=False)
    assert [row.fields for row in rows.records] == [{"name": "Ada"}, {}]
    require_fields(rows.records, HOW, strict=False)
    with pytest.raises(Unanswered, match="name"):
        require_fields(rows.records[1:], HOW, strict=False)


def test_nobody_needs_to_have_other_names() -> None:
    require_fields([Record("1", {"name": "Ada"})], changed(fields={"name": "h2", "x-relatives": "li"}))


@pytest.mark.parametrize("path", ["//a[@rel='more']", ".on"])
def test_the_next_page_and_the_number_are_found_by_xpath_too(path: str) -> None:
    rest = "<a class=on rel=more href=/2>Next</a><p id=n>1 of 7</p>"
    page = read(rest, next=path, count="//p[@id='n']/text()")
    assert (page.next_link, page.stated) == ("https://a.example/2", 7)


SHOWN = "<div class=row><h2>Bo</h2><a class=more href=/2>x</a></div>"


@pytest.mark.parametrize("inert", ["template", "noscript"])
def test_rows_that_are_none_in_a_browser_are_no_records(inert: str) -> None:
    page = extract(f"<{inert}>{ROW}</{inert}>{SHOWN}", PAGE, HOW)
    assert [one.fields["name"] for one in page.records] == ["Bo"]
    empty = extract(f"<{inert}>{ROW}</{inert}><p class=none>Nobody</p>", PAGE, changed(none=".none"))
    assert (empty.records, empty.none) == ((), ("Nobody",))


def test_hidden_rows_count_beside_those_that_show_where_they_name_somebody() -> None:
    hidden = f"<div hidden>{ROW}<div class=row><h2></h2></div></div>"
    assert [one.fields["name"] for one in extract(hidden + SHOWN, PAGE, HOW).records] == ["Ada", "Bo"]
    empty = extract(hidden + "<p class=none>Nobody</p>", PAGE, changed(none=".none"))
    assert (empty.records, empty.none) == ((), ("Nobody",))
    assert [row_count(one, HOW) for one in (hidden, hidden + SHOWN)] == [0, 2]
