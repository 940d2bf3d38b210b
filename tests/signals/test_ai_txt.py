"""ai.txt, strictly."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from optout.signals.ai_txt import REFUSING_EVERYTHING, AiTxt, read_ai_txt

SITE = "https://me.example"


def read(text: str) -> AiTxt:
    found = read_ai_txt(text)
    assert found is not None
    return found


def test_what_we_write_refuses_every_file_to_everybody() -> None:
    ai_txt = read(REFUSING_EVERYTHING)
    assert ai_txt.refuses_everything()
    assert ai_txt.allows("spawning", f"{SITE}/a/photo.jpg") is False
    assert ai_txt.ignored == ()


def test_types_of_files_are_the_end_of_a_name_in_any_case() -> None:
    ai_txt = read("User-Agent: *\nDisallow: *.jpg\nAllow: *.txt")
    assert ai_txt.allows("x", f"{SITE}/a.JPG?w=1") is False
    assert ai_txt.allows("x", f"{SITE}/a.txt") is True
    assert ai_txt.allows("x", f"{SITE}/a.jpg.html") is None
    assert not ai_txt.refuses_everything()


def test_the_longest_pattern_decides_and_of_two_the_reservation() -> None:
    ai_txt = read("User-Agent: *\nDisallow: /\nAllow: *.txt\nAllow: /a\nDisallow: /a")
    assert ai_txt.allows("x", "/b.txt") is True
    assert ai_txt.allows("x", "/a") is False
    assert not ai_txt.refuses_everything()


def test_an_agent_has_its_own_group() -> None:
    ai_txt = read("User-Agent: *\nDisallow: /\nUser-Agent: Ann\nAllow: /")
    assert ai_txt.refuses_everything("Ben")
    assert not ai_txt.refuses_everything("Ann")


def test_an_empty_pattern_says_nothing() -> None:
    assert read("User-Agent: *\nDisallow:").allows("x", "/") is None


def test_what_is_unknown_is_passed_over_and_told() -> None:
    ai_txt = read(
        "Spawning: disallow\nUser-Agent: *\nDisalow: /\nDisallow /\n\n# Note\nDisallow: /a # b"
    )
    assert ai_txt.ignored == (1, 3, 4)
    assert not ai_txt.refuses_everything()
    assert ai_txt.allows("x", "/a") is False


@pytest.mark.parametrize(
    "text",
    [
        "",
        "<!doctype html><p>\nUser-Agent: *\nDisallow: /",
        "Permission: deny",
        "User-Agent: *",
        "Disallow: /",
        "{}",
    ],
)
def test_another_file_of_this_name_says_nothing(text: str) -> None:
    assert read_ai_txt(text) is None


def test_a_byte_order_mark_does_not_hide_the_first_line() -> None:
    assert read("\ufeffUser-Agent: *\nDisallow: /").refuses_everything()


@given(st.text(max_size=200), st.text(max_size=40))
@settings(max_examples=200, deadline=None)
def test_it_never_raises(text: str, url: str) -> None:
    found = read_ai_txt(f"User-Agent: *\nAllow: /a\n{text}")
    assert found is not None
    assert found.allows("x", url) in (True, False, None)
