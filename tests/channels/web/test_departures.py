"""What left a window, and what of it can be nothing but a form that was sent."""

import pytest

from optout.channels.web.departures import Departures
from optout.requests.outcome import Sent

HOME = "https://acme.example"
TYPED = f"{HOME}/send?em=ada%40mail.example"


@pytest.fixture
def left() -> Departures:
    left = Departures()
    left.entered(["Ada@mail.example", "NV"])
    return left


def test_nothing_that_left_is_nothing_sent(left: Departures) -> None:
    assert (left.sent(), left.went_on) == (Sent.NO, False)


@pytest.mark.parametrize("is_main", [True, False])
def test_a_form_is_sent_once_it_is_answered(left: Departures, is_main: bool) -> None:
    left.document("1", "POST", f"{HOME}/send", is_main=is_main)
    assert (left.sent(), left.went_on) == (Sent.MAYBE, False)
    left.answered("1")
    assert (left.sent(), left.went_on) == (Sent.YES, True)


@pytest.mark.parametrize("reason", ["anchorClick", "reload", "scriptInitiated", None])
def test_a_page_that_is_visited_is_no_form(left: Departures, reason: str | None) -> None:
    if reason:
        left.asked(TYPED, reason)
    left.document("1", "GET", TYPED, is_main=True)
    left.answered("1")
    assert (left.sent(), left.went_on) == (Sent.MAYBE, True)


@pytest.mark.parametrize("early", [True, False])
@pytest.mark.parametrize(
    ("url", "expected"), [(TYPED, Sent.YES), (f"{HOME}/find?q=cars&st=NV", Sent.MAYBE)]
)
def test_a_form_in_the_address_has_to_carry_what_was_entered(
    left: Departures, early: bool, url: str, expected: Sent
) -> None:
    if early:
        left.asked(f"{url}#top", "formSubmissionGet")
    left.document("1", "GET", url, is_main=True)
    if not early:
        left.asked(url, "formSubmissionGet")
    left.answered("1")
    assert left.sent() == expected


@pytest.mark.parametrize(
    ("method", "url", "body", "expected"),
    [
        ("GET", f"{HOME}/poll", "", Sent.NO),
        ("GET", f"{HOME}/people/ada@mail.example", "", Sent.NO),
        ("GET", TYPED, "", Sent.YES),
        ("POST", f"{HOME}/beat", "NV", Sent.MAYBE),
        ("POST", f"{HOME}/send", '{"em": "ada@mail.example"}', Sent.YES),
    ],
)
def test_a_script_has_to_carry_what_was_entered(
    left: Departures, method: str, url: str, body: str, expected: Sent
) -> None:
    left.scripted("1", method, url, body)
    left.answered("1")
    assert left.sent() == expected


def test_a_frame_that_only_loads_tells_nothing(left: Departures) -> None:
    left.document("1", "GET", f"{HOME}/frame", is_main=False)
    assert left.sent() == Sent.NO


def test_a_link_that_was_followed_afterwards_leaves_what_was_sent_in_doubt(left: Departures) -> None:
    left.document("1", "POST", f"{HOME}/send", is_main=True)
    left.answered("1")
    left.asked(f"{HOME}/faq", "anchorClick")
    left.document("2", "GET", f"{HOME}/faq", is_main=True)
    left.answered("2")
    assert left.sent() == Sent.MAYBE
    left.document("3", "POST", f"{HOME}/send", is_main=True)
    left.answered("3")
    assert left.sent() == Sent.YES


def test_where_a_form_was_sent_on_to_does_not_take_its_place(left: Departures) -> None:
    left.document("1", "POST", f"{HOME}/send", is_main=True)
    left.answered("1")
    left.document("1", "GET", f"{HOME}/thanks", is_main=True)
    assert left.sent() == Sent.YES


def test_what_reached_nobody_was_not_sent(left: Departures) -> None:
    left.document("1", "POST", f"{HOME}/send", is_main=True)
    left.never_left("1")
    left.answered("1")
    assert (left.sent(), left.went_on) == (Sent.NO, False)


def test_what_left_before_the_turn_began_does_not_count(left: Departures) -> None:
    left.document("1", "POST", f"{HOME}/send", is_main=True)
    left.begin()
    left.answered("1")
    assert (left.sent(), left.went_on) == (Sent.NO, False)
