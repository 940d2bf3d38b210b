"""Patterns, compared with the slow way of trying everything."""

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from optout.signals.robots.pattern import fits

PARTS = st.lists(st.sampled_from([b"a", b"b", b"/", b"*", b"$", b"."]), max_size=8).map(b"".join)


@pytest.mark.parametrize(
    ("pattern", "path", "expected"),
    [
        (b"", b"/", True),
        (b"/a", b"/ab", True),
        (b"/a", b"/A", False),
        (b"/a$", b"/a", True),
        (b"/a$", b"/ab", False),
        (b"/a$b", b"/a$bc", True),
        (b"/*$", b"/anything", True),
        (b"/a*c$", b"/abcbc", True),
        (b"/ab*bc$", b"/abc", False),
        (b"*/b", b"/a/b", True),
        (b"/**b", b"/ab", True),
        (b"/a*b*c", b"/acb", False),
        (b"/*b*b", b"/ab", False),
        (b"/*bb*b", b"/abb", False),
        (b"$", b"/", False),
    ],
)
def test_a_pattern_fits_or_does_not(pattern: bytes, path: bytes, expected: bool) -> None:
    assert fits(pattern, path) is expected


@given(PARTS, PARTS)
@settings(max_examples=300, deadline=None)
def test_it_says_what_a_regular_expression_says(pattern: bytes, path: bytes) -> None:
    anchored = pattern.endswith(b"$")
    parts = (pattern[:-1] if anchored else pattern).split(b"*")
    expression = b".*".join(re.escape(part) for part in parts) + (rb"\Z" if anchored else b"")
    assert fits(pattern, path) is bool(re.match(expression, path, re.DOTALL))


def test_many_asterisks_take_no_more_than_a_moment() -> None:
    begun = time.process_time()
    assert not fits(b"/" + b"*a" * 5000 + b"*b", b"/" + b"a" * 10_000)
    assert time.process_time() - begun < 1
