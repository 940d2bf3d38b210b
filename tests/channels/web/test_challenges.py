"""How a page asks for a human, without a browser."""

import pytest

from optout.channels.web.challenges import challenged, claims_a_human, is_puzzle, is_rated
from optout.channels.web.controls import Control, Seen
from tests.channels.web.acme import a_provider

WIDGET = ("marker:cf-turnstile",)


def a_page(
    frames: tuple[str, ...] = (), text: str = "", *controls: Control, scored: bool = False
) -> Seen:
    return Seen("https://a.example/", 200, text=text, frames=frames, controls=controls, scored=scored)


def answered(name: str, value: str) -> Control:
    return Control(0, "input", type="hidden", name=name, visible=False, value=value)


@pytest.mark.parametrize(
    "name",
    ["cf-turnstile-response", "g-recaptcha-response", "h-captcha-response", "g-recaptcha-response-1"],
)
def test_a_widget_whose_answer_is_there_is_passed(name: str) -> None:
    assert challenged(a_page(WIDGET, "", answered(name, "")))
    assert not challenged(a_page(WIDGET, "", answered(name, "token")))
    assert not challenged(a_page((), "Verify you are human", answered(name, "token")))


def test_of_two_widgets_both_have_to_be_passed() -> None:
    answers = answered("g-recaptcha-response", "token"), answered("g-recaptcha-response-1", "")
    assert challenged(a_page(WIDGET, "", *answers))


def test_a_waiting_page_asks_whatever_is_answered() -> None:
    waiting = Seen("https://a.example/", 403, title="Just a moment...")
    assert challenged(waiting)


@pytest.mark.parametrize(
    ("control", "expected"),
    [
        (Control(0, "input", label="Enter the characters shown above"), True),
        (Control(0, "input", label="What is 3 + 4?"), True),
        (Control(0, "input", placeholder="7 x 2 ="), True),
        (Control(0, "input", name="captcha_code"), True),
        (Control(0, "input", near="Security question"), True),
        (Control(0, "input", label="Code", near="Security question"), False),
        (Control(0, "input", label="E-mail address", name="em"), False),
        (Control(0, "input", label="Human resources contact"), False),
    ],
)
def test_a_puzzle_is_told_by_its_words(control: Control, expected: bool) -> None:
    assert is_puzzle(control) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("I'm not a robot", True),
        ("I’m not a robot", True),
        ("I am human", True),
        ("Verify you are human", True),
        ("Je ne suis pas un robot", True),
        ("Ich bin kein Roboter", True),
        ("Send request", False),
        ("Human resources", False),
        ("I am not the owner", False),
    ],
)
def test_a_button_may_say_that_a_human_presses_it(text: str, expected: bool) -> None:
    assert claims_a_human(text) is expected


def test_a_rating_that_nobody_sees_counts_unless_the_definition_names_its_host() -> None:
    page, rated = a_page(), a_page(scored=True)
    named = a_provider(loads_from=["google.com"])
    assert [is_rated(one, a_provider()) for one in (page, rated)] == [False, True]
    assert not is_rated(rated, named)
    passed = a_page((), "", answered("g-recaptcha-response", "token"), scored=True)
    assert not is_rated(passed, a_provider())
