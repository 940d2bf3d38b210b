"""The part of an address that a robots.txt speaks about."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from optout.signals.robots.address import path_of


@pytest.mark.parametrize(
    ("url", "path"),
    [
        ("", b"/"),
        ("https://me.example", b"/"),
        ("https://me.example?p=1", b"/?p=1"),
        ("https://me.example;v=2/x", b"/;v=2/x"),
        ("https://me.example#top/x", b"/"),
        ("https://me.example/p#top", b"/p"),
        ("https://me.example/p?next=https://you.example/q", b"/p?next=https://you.example/q"),
        ("me.example/p", b"/p"),
        ("me", b"/"),
        ("/p/q", b"/p/q"),
        ("//me.example/p", b"/p"),
        ("p?u=http://x/y", b"/?u=http://x/y"),
        ("/p\u00e9", b"/p\xc3\xa9"),
        ("/p\0q", b"/p"),
    ],
)
def test_it_is_path_and_query(url: str, path: bytes) -> None:
    assert path_of(url) == path


@given(st.text(max_size=60))
@settings(max_examples=200, deadline=None)
def test_it_always_begins_with_a_slash_and_has_no_fragment(url: str) -> None:
    path = path_of(url)
    assert path.startswith(b"/")
    assert b"#" not in path
