"""Whatever a server answers, only its plain word makes a file absent."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from optout.signals.audit_reading import State
from optout.sites.answers import text_read

bodies = st.one_of(
    st.binary(max_size=60),
    st.sampled_from([b"<html>", b"\xef\xbb\xbf <!doctype", b"{}", b"[]", b"User-agent: *\n", b""]),
)


@given(st.integers(100, 599), bodies, st.booleans())
@settings(max_examples=400, deadline=None)
def test_only_404_and_410_say_that_there_is_none(status: int, body: bytes, is_json: bool) -> None:
    read = text_read(status, body, is_json=is_json)
    assert (read.state is State.NONE) == (status in (404, 410))
    if read.state is not State.SERVED:
        assert read.text == ""
    else:
        assert status == 200
        assert not read.text.removeprefix("\ufeff").lstrip().startswith("<")


HTML_ROBOTS = b"User-agent: *\nDisallow: /\n"


@pytest.mark.parametrize(
    ("body", "state"),
    [
        (b"Welcome! <html><p>Our shop", State.UNREADABLE),
        (b"Not found here", State.UNREADABLE),
        (b"", State.UNREADABLE),
        (HTML_ROBOTS, State.SERVED),
        (b"# ours\nContent-Usage: train-ai=n\n" + HTML_ROBOTS, State.SERVED),
    ],
)
def test_what_calls_itself_html_is_a_text_file_only_with_a_rule_in_it(body: bytes, state: State) -> None:
    assert text_read(200, body, is_json=False, is_html=True).state is state
    assert text_read(200, body, is_json=False).state is State.SERVED


@pytest.mark.parametrize("status", [201, 203, 204, 206, 299])
def test_only_200_brings_a_whole_file(status: int) -> None:
    read = text_read(status, HTML_ROBOTS, is_json=False)
    assert (read.state, read.text) == (State.UNREADABLE, "")


def test_json_may_be_a_json_file_and_is_no_text_file() -> None:
    assert text_read(200, b'{"a": 1}', is_json=True).state is State.SERVED
    assert text_read(200, b'{"a": 1}', is_json=False).state is State.UNREADABLE
