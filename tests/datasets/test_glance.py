"""A glance at a batch never says no to what is there."""

import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st

from optout.datasets.glance import Glance
from optout.datasets.lookup import Lookup
from optout.datasets.wanted import Wanted

IMAGE = Wanted("x-image-url", "https://robin.example/images/1.jpg")


@settings(max_examples=100, deadline=None)
@given(texts=st.lists(st.text(max_size=12) | st.none(), max_size=8), begin=st.integers(0, 7))
def test_what_is_in_a_part_of_a_column_is_seen(texts: list[str | None], begin: int) -> None:
    values = pa.array(texts, pa.string()).slice(begin)
    glance = Glance(values)
    for text in filter(None, values.to_pylist()):
        assert glance.has_any((text.encode(),))
        assert text.isascii() or not glance.is_ascii
        if text.isascii():
            assert glance.names_any((text.lower().encode(),))


def test_of_nothing_it_says_no() -> None:
    for empty in (pa.array([], pa.string()), pa.array([None], pa.string())):
        assert not Glance(empty).has_any((b"x",))
        assert not Glance(empty).names_any((b"x",))


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
