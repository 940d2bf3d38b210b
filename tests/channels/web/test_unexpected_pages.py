"""Pages that no definition expects: each is judged, both ways, and none is taken for an answer."""

import pytest

from optout.requests.actions import Action
from optout.requests.failures import Failure
from optout.requests.outcome import Answer, Sent
from tests.channels.web.acme import Runs, Site, quick

JUDGED = {
    "403": ("<h1>Forbidden</h1>", 403, Answer.BLOCKED, Failure.FORBIDDEN),
    "401": ("<h1>Who are you?</h1>", 401, Answer.BLOCKED, Failure.FORBIDDEN),
    "451": ("<h1>Not in your country</h1>", 451, Answer.BLOCKED, Failure.FORBIDDEN),
    "429": ("<h1>Slow down please</h1>", 429, Answer.UNREACHABLE, Failure.RATE_LIMITED),
    "504": ("<h1>Gateway Time-out</h1>", 504, Answer.UNREACHABLE, Failure.SERVER_ERROR),
    "bodiless 503": ("", 503, Answer.UNREACHABLE, Failure.SERVER_ERROR),
    "bodiless 403": ("", 403, Answer.BLOCKED, Failure.FORBIDDEN),
    "empty 200": ("<html><body></body></html>", 200, Answer.UNREACHABLE, Failure.EMPTY_PAGE),
    "nothing at all": ("", 200, Answer.UNREACHABLE, Failure.EMPTY_PAGE),
    "back soon": (
        "<h1>We are back soon</h1><p>Maintenance.</p>",
        200,
        Answer.UNRECOGNISED,
        Failure.LAYOUT_UNKNOWN,
    ),
    "gone": ("<h1>Page is gone for good</h1>", 410, Answer.UNRECOGNISED, Failure.LAYOUT_UNKNOWN),
    "login": (
        "<h1>Please sign in</h1><form><input type=password name=p></form>",
        200,
        Answer.PERSON,
        Failure.LOGIN_WALL,
    ),
    "human check": (
        "<h1>Checking</h1><p>Verify you are human by the box</p>",
        200,
        Answer.PERSON,
        Failure.CHALLENGE,
    ),
    "challenge on 403": (
        "<title>Just a moment...</title><p>One moment please</p>",
        403,
        Answer.PERSON,
        Failure.CHALLENGE,
    ),
    "challenge frame": (
        '<p>Continue below</p><iframe width=300 src="https://www.google.com/recaptcha/api2/x"></iframe>',
        200,
        Answer.PERSON,
        Failure.CHALLENGE,
    ),
}


@pytest.mark.parametrize("page", JUDGED)
@pytest.mark.parametrize("place", ["search", "answer"])
def test_an_unexpected_page_is_judged_and_never_taken_for_an_answer(
    site: Site, run: Runs, page: str, place: str
) -> None:
    html, status, answer, failure = JUDGED[page]
    site.page("/search" if place == "search" else "/send", html, status)
    outcome = run(
        Action.SEARCH if place == "search" else Action.SUBMIT, bounds=quick(expect_s=0.2)
    ).outcome
    sent = Sent.YES if place == "answer" else Sent.NO
    assert (outcome.answer, outcome.failure, outcome.sent) == (answer, failure, sent)
