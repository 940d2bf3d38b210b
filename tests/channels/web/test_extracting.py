"""Result lists and the addresses that identify their rows."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from optout.catalog.steps import Extract
from optout.channels.attempt import Record
from optout.channels.web.extracting import canonical, extract, require_fields
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


@settings(max_examples=60)
@given(st.text(max_size=40))
def test_a_canonical_address_is_its_own_canonical_address(link: str) -> None:
    once = canonical(link, PAGE)
    assert canonical(once or PAGE, PAGE) == (once or PAGE)


def test_it_reads_texts_and_leaves_out_what_a_row_lacks() -> None:
    rows = extract(
        "<div class=row><h2> Ada \n <b>Quill</b></h2><a class=more href=/1>x</a></div>", PAGE, HOW
    )
    assert [(row.key, dict(row.fields)) for row in rows] == [
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
