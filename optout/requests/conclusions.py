"""How the outcome of an attempt changes a request's standing."""

from dataclasses import replace
from datetime import datetime, timedelta

from optout.requests.actions import Action
from optout.requests.events import Concluded
from optout.requests.failures import Failure
from optout.requests.outcome import Answer, Outcome, Sent
from optout.requests.reads import read
from optout.requests.resting import (
    READS,
    asked_state,
    count_submission,
    doubt,
    failed,
    rest_after_submission,
    settle,
)
from optout.requests.silence import FOLLOW_UPS, followed_up
from optout.requests.state import ASKED, Standing, State, Task


def conclude(standing: Standing, action: Action, event: Concluded) -> Standing:
    """The standing after an attempt came back."""
    after, wait = _came_back(standing, action, event), event.outcome.wait_s
    return replace(after, wait_until=event.at + timedelta(seconds=wait)) if wait else after


def _came_back(standing: Standing, action: Action, event: Concluded) -> Standing:
    if action in READS:
        return read(standing, action, event)
    if action == Action.SUBMIT:
        return _submitted(standing, event)
    if action == Action.CONFIRM:
        return _confirmed(standing, event)
    return _followed_up(standing, action, event)


def interrupt(standing: Standing, action: Action, at: datetime) -> Standing:
    """The standing after we were stopped between intent and outcome.

    What cannot have had an effect waits like a failure, so that a page that stops us is not
    asked for again at once.
    """
    nothing_to_send = action == Action.CONFIRM and standing.mail is None
    if action in READS or nothing_to_send:
        return failed(standing, action, Failure.OWN_FAULT, at)
    return doubt(standing, action, Failure.UNSURE, at)


def conclude_late(standing: Standing, event: Concluded) -> Standing:
    """The outcome of an attempt that was given up for lost: a sleeping machine, say, that woke.

    It settles the doubt about a letter or a submission, and nothing else: what was read then is old by
    now, and a confirmation is looked for on the page.
    """
    known = replace(standing, cut_off=None)
    doubted = standing.doubt.action if standing.doubt else None
    if standing.state == State.WITHDRAWN or doubted not in _SETTLED_LATE:
        return known
    free = replace(known, running=None, task=_without_doubt(standing))
    if event.outcome.answer == Answer.DONE:
        return replace(conclude(free, doubted, event), running=standing.running)
    if event.outcome.sent != Sent.NO:
        return known
    return replace(settle(replace(free, doubt=None), _not_sent(standing)), running=standing.running)


_SETTLED_LATE = (Action.SUBMIT, *FOLLOW_UPS)


def _without_doubt(standing: Standing) -> Task | None:
    """The open task, unless it asks what is known by now."""
    task = standing.task
    return None if task and task.failure == Failure.UNSURE else task


def _not_sent(standing: Standing) -> State:
    if standing.doubt and standing.doubt.action in FOLLOW_UPS:
        return standing.resting
    return State.FOUND if standing.next_listing else State.PLANNED


def _submitted(standing: Standing, event: Concluded) -> Standing:
    outcome = event.outcome
    if outcome.answer == Answer.DONE:
        asked = count_submission(standing, event.at, event.answer_by)
        if outcome.awaits and standing.confirms:
            return settle(asked, State.AWAITING_CONFIRMATION)
        return rest_after_submission(asked)
    if outcome.sent != Sent.NO:
        return doubt(standing, Action.SUBMIT, outcome.failure or Failure.UNSURE, event.at)
    if outcome.answer == Answer.ABSENT:
        return _nothing_to_submit(standing, event.at)
    return _unanswered(standing, Action.SUBMIT, outcome, event.at)


def _nothing_to_submit(standing: Standing, at: datetime) -> Standing:
    """The listing is not where it was: it is searched for again, after a failure's wait."""
    if not standing.searchable:
        return failed(standing, Action.SUBMIT, Failure.LAYOUT_UNKNOWN, at)
    gone = replace(standing, listings=(), failures=standing.failures + 1, failed_at=at)
    return settle(gone, State.PLANNED)


def _confirmed(standing: Standing, event: Concluded) -> Standing:
    outcome = event.outcome
    if outcome.answer == Answer.DONE:
        return rest_after_submission(_confirmation_made(standing))
    if outcome.sent != Sent.NO:
        return doubt(standing, Action.CONFIRM, outcome.failure or Failure.UNSURE, event.at)
    if outcome.answer == Answer.ABSENT:
        return failed(standing, Action.CONFIRM, Failure.LAYOUT_UNKNOWN, event.at)
    return _unanswered(standing, Action.CONFIRM, outcome, event.at)


def _confirmation_made(standing: Standing) -> Standing:
    task = standing.task
    return replace(
        standing,
        confirmed=True,
        confirmation_made=True,
        mail=None,
        failures=0,
        failed_at=None,
        trouble=None,
        task=None if task and task.action == Action.CONFIRM else task,
    )


def _followed_up(standing: Standing, action: Action, event: Concluded) -> Standing:
    outcome = event.outcome
    if outcome.answer == Answer.DONE:
        told = followed_up(standing, action, event.at, event.answer_by)
        told = replace(told, failures=0, failed_at=None, trouble=None)
        return settle(told, asked_state(told) if told.resting in ASKED else told.resting)
    if outcome.sent != Sent.NO:
        return doubt(standing, action, outcome.failure or Failure.UNSURE, event.at)
    if outcome.answer == Answer.ABSENT:
        return failed(standing, action, Failure.LAYOUT_UNKNOWN, event.at)
    return _unanswered(standing, action, outcome, event.at)


def _unanswered(standing: Standing, action: Action, outcome: Outcome, at: datetime) -> Standing:
    return failed(standing, action, outcome.failure or Failure.OWN_FAULT, at)
