"""An attempt that takes up an open task with the person: allowed where the task is about it."""

import pytest

from optout.requests.actions import Action
from optout.requests.events import Concluded, Intended
from optout.requests.failures import Failure
from optout.requests.lifecycle import ImpossibleEvent
from optout.requests.outcome import Answer, Outcome, Sent
from optout.requests.state import State
from tests.requests.world import Story, found, sent, story

CHALLENGED = Outcome(Answer.PERSON, Failure.CHALLENGE)
IN_DOUBT = Outcome(Answer.PERSON, Failure.UNSURE, sent=Sent.MAYBE)


def challenged() -> Story:
    told = found("l1")
    told.does(Action.SUBMIT, CHALLENGED)
    assert told.standing.state == State.NEEDS_YOU
    return told.later(hours=1)


def taken_up(told: Story, outcome: Outcome) -> Story:
    told.happens(Intended(told.now, "with-you", Action.SUBMIT, assisted=True))
    told.happens(Concluded(told.now, "with-you", outcome))
    return told


def test_alone_nothing_is_sent_while_the_person_is_asked() -> None:
    told = challenged()
    with pytest.raises(ImpossibleEvent, match="a submission needs something to ask for"):
        told.intend(Action.SUBMIT)


def test_what_the_person_sent_counts_for_the_listing() -> None:
    standing = taken_up(challenged(), sent()).standing

    assert (standing.state, standing.task, standing.submissions) == (State.SUBMITTED, None, 1)
    assert standing.asked == {"l1"}


def test_what_they_left_undone_is_the_same_question_with_its_date() -> None:
    told = challenged()
    task = told.standing.task

    standing = taken_up(told, CHALLENGED).standing

    assert (standing.state, standing.task) == (State.NEEDS_YOU, task)


def test_what_may_have_left_is_in_doubt_and_asked_about_no_more() -> None:
    standing = taken_up(challenged(), IN_DOUBT).standing

    assert (standing.state, standing.task) == (State.UNSURE, None)
    assert standing.doubt is not None
    assert standing.doubt.listing == "l1"


def test_there_must_be_something_to_ask_for_all_the_same() -> None:
    told = story()
    with pytest.raises(ImpossibleEvent, match="a submission needs something to ask for"):
        told.happens(Intended(told.now, "with-you", Action.SUBMIT, assisted=True))
