"""What was sent and what was answered, told as what is known of it."""

import pytest

from optout.report.words import lines
from optout.requests.actions import Action
from optout.requests.events import (
    Event,
    Mailed,
    MailSays,
    PersonAnswered,
    PersonSays,
)
from optout.requests.failures import Failure
from optout.requests.history import history_of
from optout.requests.outcome import Answer, Decision, Outcome, Sent
from tests.report.stories import (
    ABSENT,
    SAME,
    SENT,
    asked,
    attempt,
    done_by_hand,
    failed,
    needs_you,
    on,
    overdue,
    planned,
    saw,
    search,
    stuck,
    submit,
)

POSSIBLE = saw(Decision.POSSIBLE)
MAYBE = failed(Failure.NO_CONNECTION, Sent.MAYBE)
CONFIRMS = [*planned(confirms=True), *search(0, SAME)]
LINK = Outcome(Answer.DONE, sent=Sent.YES, awaits="link")
AWAITED = [*CONFIRMS, *submit(0, LINK)]
MAILED = [*AWAITED, Mailed(on(1), "m-1", MailSays.LINK)]


def last(events: list[Event]) -> str:
    return lines(history_of(events))[-1].words


@pytest.mark.parametrize(
    ("events", "words"),
    [
        (asked(), "The request was sent."),
        (asked(on(45)), "The request was sent. By law it has until 16 April 2026."),
        (
            AWAITED,
            "The request was sent. It counts only once the link in the provider's mail is answered.",
        ),
        (
            [*planned(), *search(0, SAME), *submit(0, MAYBE)],
            "We pressed send, then it went wrong: The provider could not be reached. "
            "Whether it arrived is not known; we will look again before sending anything.",
        ),
        (
            [*planned(tracks="standing", searchable=False), *submit(0, MAYBE)],
            "We pressed send, then it went wrong: The provider could not be reached. "
            "Whether it arrived is not known, and only you can find out; nothing is sent again.",
        ),
        (
            needs_you(),
            "The provider wants to see a human; only you can continue. Nothing was sent. "
            "It waits for you.",
        ),
        (
            stuck(),
            "The form changed; nothing was sent. "
            "The provider is left alone until its definition is mended.",
        ),
        (
            [*planned(), *search(0, SAME), *submit(0, failed(Failure.MAIL_REFUSED))],
            "The provider's mail server refused the letter. Nothing was sent. "
            "The provider is left alone for a while.",
        ),
        (
            [*planned(), *search(0, SAME), *submit(0, ABSENT)],
            "What was to be asked about was not there. Nothing was sent.",
        ),
        (
            [*MAILED, *attempt(1, Action.CONFIRM, SENT)],
            "We did what the provider's mail asked for: the request is confirmed.",
        ),
        (
            [*MAILED, *attempt(1, Action.CONFIRM, MAYBE)],
            "We began to confirm, then it went wrong: The provider could not be reached. "
            "Whether it arrived is not known; we will look again before sending anything.",
        ),
        (
            [*overdue(), *attempt(46, Action.ESCALATE, failed(Failure.COMPLAINT, answer=Answer.PERSON))],
            "It is late, or it refused; only you can complain to the regulator. It waits for you.",
        ),
        ([*overdue(), *attempt(46, Action.ESCALATE, SENT)], "A complaint was made."),
    ],
)
def test_a_sending_is_told_with_what_is_known_of_it(events: list[Event], words: str) -> None:
    assert last(events) == words


@pytest.mark.parametrize(
    ("events", "words"),
    [
        (
            [*asked(), Mailed(on(1), "m-1", MailSays.ACKNOWLEDGED)],
            "The provider wrote that it has the request. That proves nothing yet.",
        ),
        (
            [*asked(), Mailed(on(1), "m-1", MailSays.GRANTED)],
            "The provider wrote that it did what it was asked. That is not proven yet.",
        ),
        (MAILED, "A mail came from the provider with a link to confirm the request."),
        (
            [*CONFIRMS, *submit(0, MAYBE), Mailed(on(1), "m-1", MailSays.CODE)],
            "A mail came from the provider with a code to confirm the request. "
            "So the request did arrive.",
        ),
        (
            [*asked(), Mailed(on(1), "m-1", MailSays.OTHER)],
            "The provider wrote something that you should read yourself.",
        ),
        (
            [*asked(), Mailed(on(1), "m-1", MailSays.SUSPICIOUS)],
            "A mail came that imitates the provider. Nothing in it was followed.",
        ),
        (
            done_by_hand(),
            "You said that you made the request yourself. By law the provider has until 18 April 2026.",
        ),
        (
            [*planned(), *search(0, POSSIBLE), PersonAnswered(on(1), PersonSays.NOT_ME)],
            "You said that the listing is somebody else.",
        ),
        (
            [*needs_you(), PersonAnswered(on(1), PersonSays.GAVE_UP)],
            "You gave the request up. Nothing more is sent.",
        ),
    ],
)
def test_replies_are_told_as_what_they_said(events: list[Event], words: str) -> None:
    assert last(events) == words
