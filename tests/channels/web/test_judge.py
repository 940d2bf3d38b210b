"""Judging pages, without a browser."""

import pytest

from optout.catalog.pages import Sign
from optout.channels.web.challenges import challenged
from optout.channels.web.controls import Control, Seen
from optout.channels.web.judge import holds, judge, proves_absence, shows
from optout.requests.failures import Failure

PAGE = Seen(
    "https://a.example/optout/x?q=1",
    200,
    headings=("Opt  out of ACME",),
    text="We’re sorry\nto see you go",
)


@pytest.mark.parametrize(
    ("sign", "expected"),
    [
        (Sign(heading="opt out"), True),
        (Sign(text="we're sorry to see"), True),
        (Sign(heading="opt out", path="/optout"), True),
        (Sign(heading="opt out", path="/other"), False),
        (Sign(heading="sorry"), False),
        (Sign(heading="opt out", text="thank you"), False),
    ],
)
def test_a_sign_holds_when_everything_it_says_is_there(sign: Sign, expected: bool) -> None:
    assert holds(sign, PAGE) is expected


@pytest.mark.parametrize(
    ("words", "text", "expected"),
    [
        ("0 results", "10 results", False),
        ("0 results", "Found: 0 results.", True),
        ("0 results", "1,0 results", False),
        ("000 results", "1.000 results", False),
        ("no result", "no results", False),
        ("result", "(result)", True),
        ("no records", "casino records", False),
        ("kein Eintrag", "kein Einträge", False),
        ("- none", "found - none", True),
        ("0 (zero)", "20 (zero)", False),
        ("該当なし", "検索結果該当なしでした", True),
        ("ada", "x_ada_y", True),
    ],
)
def test_a_sign_is_not_part_of_a_longer_word_or_number(words: str, text: str, expected: bool) -> None:
    assert holds(Sign(text=words), Seen("https://a.example/", 200, text=text)) is expected
    page = Seen("https://a.example/", 200, headings=("Search", text))
    assert holds(Sign(heading=words), page) is expected


@pytest.mark.parametrize(
    ("status", "counts", "absent"),
    [
        (200, True, True),
        (302, True, False),
        (404, False, True),
        (403, False, False),
        (503, False, False),
    ],
)
def test_a_sign_counts_only_on_a_good_answer(status: int, counts: bool, absent: bool) -> None:
    page = Seen("https://a.example/", status, text="No results found for that")
    assert shows(Sign(text="no results"), page) is counts
    assert proves_absence(Sign(text="no results"), page) is absent


@pytest.mark.parametrize(
    "frame",
    [
        "https://www.google.com/recaptcha/api2/anchor?k=1",
        "https://newassets.hcaptcha.com/captcha/v1/x",
        "https://challenges.cloudflare.com/turnstile/x",
        "marker:g-recaptcha",
    ],
)
def test_a_challenge_frame_is_a_challenge(frame: str) -> None:
    assert challenged(Seen("https://a.example/", 200, frames=(frame,)))


@pytest.mark.parametrize(
    "frame",
    [
        "https://www.google.com/recaptcha/api2/anchor?size=invisible",
        "https://www.google.com/maps/embed",
        "https://a.example/?u=https://hcaptcha.com/",
    ],
)
def test_other_frames_are_not(frame: str) -> None:
    assert not challenged(Seen("https://a.example/", 200, frames=(frame,)))


def test_a_password_field_alone_is_no_login_wall() -> None:
    password = Control(0, "input", "password")
    plain = Seen("https://a.example/", 200, text="Protect your account here", controls=(password,))
    wall = Seen("https://a.example/", 200, text="Log in to continue please", controls=(password,))
    assert judge(plain)[0] == Failure.LAYOUT_UNKNOWN
    assert judge(wall)[0] == Failure.LOGIN_WALL


def test_a_page_of_controls_without_text_is_not_empty() -> None:
    assert (
        judge(Seen("https://a.example/", 200, controls=(Control(0, "input"),)))[0]
        == Failure.LAYOUT_UNKNOWN
    )
    assert judge(Seen("https://a.example/", 200, text=" \n ok"))[0] == Failure.EMPTY_PAGE
