"""A glance at a batch never says no to what is there."""

import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st

from optout.datasets.glance import Glance
from optout.datasets.lookup import Lookup
from optout.datasets.wanted import Wanted

IMAGE = Wanted("x-image-url", "https://robin.example/images/1.jpg")


@settings(max_examples=150, deadline=None)
@given(texts=st.lists(st.text(max_size=12) | st.none(), max_size=8), begin=st.integers(0, 7))
def test_what_is_in_a_part_of_a_column_is_seen(texts: list[str | None], begin: int) -> None:
    values = pa.array(texts, pa.string()).slice(begin)
    glance = Glance(values)
    for text in filter(None, values.to_pylist()):
        assert glance.begins_with_any((text,))
        if text.isascii():
            assert glance.names_any((text.lower().encode(), b"other"))
        if not text.isascii() or "%" in text:
            assert glance.has_strange_hosts


@settings(max_examples=150, deadline=None)
@given(
    host=st.text("robin.%\u00fc\u3002", min_size=1, max_size=9),
    scheme=st.sampled_from(("http://", "https://", "//", "", "HTTP://", "https:/")),
    rest=st.sampled_from(("", "/a%20b", "?x=%20", "#%20", "/\u00fc")),
)
def test_a_strange_host_is_seen_among_plain_ones(host: str, scheme: str, rest: str) -> None:
    plain = "https://other.example/a.jpg"
    strange = "%" in host or not host.isascii()
    glance = Glance(pa.array([plain, None, f"{scheme}{host}{rest}", plain]))
    if strange:
        assert glance.has_strange_hosts
    elif scheme in ("http://", "https://"):
        assert glance.has_strange_hosts is False


def test_of_nothing_it_says_no() -> None:
    for empty in (pa.array([], pa.string()), pa.array([None], pa.string())):
        glance = Glance(empty)
        assert not glance.begins_with_any(("x",))
        assert not glance.names_any((b"x",))
        assert not glance.has_strange_hosts


def test_an_address_is_found_however_the_batch_around_it_looks() -> None:
    plain = "https://other.example/1.jpg"
    spellings = [
        "https://ROBIN.example/images/1.jpg",
        "https://robin.example:443/images/1.jpg#x",
        "//robin.example/images/1.jpg",
        "https://%72obin.example/images/1.jpg",
        "https://robin.example/images/%31.jpg",
        "https://robin\u3002example/images/1.jpg",
    ]
    for spelling in spellings:
        lookup = Lookup([(0, IMAGE)], pa.string())
        assert list(lookup.find(pa.array([plain, spelling, plain]))) == [(0, 1)], spelling
        assert list(lookup.find(pa.array([plain, plain]))) == []
