"""Result lists and the addresses that identify their rows."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from optout.catalog.steps import Extract
from optout.channels.web.extracting import canonical, extract
from optout.http import Unanswered

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
