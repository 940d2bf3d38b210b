"""A provider that asks to be left alone for a while is left alone, however soon we would come again."""

from datetime import timedelta

import pytest

from optout.requests.actions import Action
from optout.requests.codec import decode, encode
from optout.requests.events import Concluded
from optout.requests.failures import Failure
from optout.requests.outcome import Answer, Outcome, Sent
from tests.requests.world import DAY, START, Story, planned, same, sent


def asked_to_wait(days: float, left: Sent = Sent.NO) -> Outcome:
    wait = int(timedelta(days=days).total_seconds())
    return Outcome(Answer.UNREACHABLE, Failure.RATE_LIMITED, sent=left, wait_s=wait)


@pytest.mark.parametrize(("days", "earliest"), [(9, 9), (0.5, 0.5), (0.001, 1 / 24)])
def test_a_search_is_made_again_no_sooner_than_was_asked_nor_than_the_schedule_says(
    days: float, earliest: float
) -> None:
    story = Story.of(planned())
    story.does(Action.SEARCH, asked_to_wait(days))
    due = story.due()
    assert due is not None
    assert due.action is Action.SEARCH
    assert START + earliest * DAY <= due.at <= START + earliest * DAY * 1.11


def test_it_holds_for_a_submission_and_for_what_comes_next_as_well() -> None:
    story = Story.of(planned())
    story.does(Action.SEARCH, same("one"))
    story.does(Action.SUBMIT, asked_to_wait(4))
    assert story.due().at >= START + 4 * DAY  # type: ignore[union-attr]
    story.later(days=5).does(Action.SUBMIT, sent())
    due = story.due()
    assert due is not None
    assert due.at < START + 14 * DAY


def test_the_last_word_counts() -> None:
    story = Story.of(planned())
    story.does(Action.SEARCH, asked_to_wait(20))
    story.later(days=21).does(Action.SEARCH, asked_to_wait(2))
    due = story.due()
    assert due is not None
    assert START + 23 * DAY <= due.at <= START + 24 * DAY


def test_it_is_kept_in_the_history() -> None:
    event = Concluded(START, "a-1", asked_to_wait(1))
    kind, body = encode(event)
    assert '"wait_s":86400' in body
    assert decode(kind, START, body) == event
