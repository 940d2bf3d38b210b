"""An API's answer is read strictly, or not at all."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from optout.channels.api.reply import Reply, read_json
from optout.channels.attempt import Exchange
from optout.http import Unanswered
from optout.requests.failures import Failure

JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**6), 10**6) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=8,
)


def reply(body: bytes, *headers: tuple[str, str], sent: tuple[tuple[str, str], ...] = ()) -> Reply:
    return Reply(Exchange("GET", "https://registry.example/", sent, b"", 200, headers, body))


@given(JSON)
@settings(max_examples=50)
def test_json_comes_back_as_it_was_sent(value: Any) -> None:
    assert reply(json.dumps(value).encode()).json() == value


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"not-json",
        b"<html></html>",
        b'{"a": NaN}',
        b'{"a": Infinity}',
        b'{"a": true, "a": false}',
        b'{"a": [{"b": 1, "b": 2}]}',
        b"[" * 200_000,
        b'{"a": 1} {"a": 2}',
        b'"\xff"',
        b"1" * 5000,
    ],
)
def test_it_refuses_what_is_not_one_clear_json_value(body: bytes) -> None:
    with pytest.raises(Unanswered) as caught:
        reply(body).json()
    assert caught.value.failure is Failure.BAD_ANSWER


@given(JSON.filter(lambda value: isinstance(value, dict | list)), st.data())
@settings(max_examples=50)
def test_it_refuses_every_truncation(value: Any, data: st.DataObject) -> None:
    whole = json.dumps(value)
    cut = data.draw(st.integers(0, len(whole) - 1))
    with pytest.raises(Unanswered):
        read_json(whole[:cut])


def test_it_quotes_nothing_of_the_answer_in_its_complaint() -> None:
    with pytest.raises(Unanswered) as caught:
        reply(b"Rosalind Larkspurn").json()
    assert str(caught.value) == "the answer is not JSON"


def test_it_finds_a_header_whatever_its_case() -> None:
    answer = reply(b"", ("retry-after", "5"), ("Retry-After", "6"))
    assert answer.header("Retry-After") == "5"
    assert answer.header("x-other") is None


@pytest.mark.parametrize(
    ("body", "kind", "html"),
    [
        (b"{}", "application/json", False),
        (b"{}", "text/html; charset=utf-8", True),
        (b"  \r\n<!doctype html>", "application/json", True),
        (b"", "text/plain", False),
    ],
)
def test_it_sees_a_web_page_by_its_kind_or_its_first_sign(body: bytes, kind: str, html: bool) -> None:
    assert reply(body, ("Content-Type", kind)).looks_like_html() is html


def test_it_knows_whether_a_key_of_ours_went_out() -> None:
    assert reply(b"", sent=(("authorization", "API x"),)).authorised
    assert not reply(b"", sent=(("accept", "*/*"),)).authorised


def test_its_repr_shows_neither_the_answer_nor_the_address() -> None:
    assert repr(reply(b"Rosalind")) == "Reply()"
