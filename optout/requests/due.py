"""What is due next for a request, and when. Pure."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from optout.requests.actions import Action
from optout.requests.cadence import Cadence
from optout.requests.state import ASKED, KEPT, Standing, State


@dataclass(frozen=True, slots=True)
class Due:
    """``action`` is None when it is the deadline that is due, not an attempt."""

    action: Action | None
    at: datetime


def next_due(standing: Standing, cadence: Cadence, salt: str) -> Due | None:
    """What comes next, or None when nothing happens by itself.

    ``salt`` spreads the waits of different requests; the same salt gives the same moment.
    """
    if standing.running is not None or standing.state == State.WITHDRAWN:
        return None
    attempt = _attempt(standing, cadence, salt)
    deadline = _deadline(standing)
    if attempt is None or (deadline is not None and deadline.at <= attempt.at):
        return deadline
    return attempt


def _deadline(standing: Standing) -> Due | None:
    if standing.answer_by is None or standing.overdue or standing.state in KEPT:
        return None
    return Due(None, max(standing.answer_by, standing.at))


def _attempt(standing: Standing, cadence: Cadence, salt: str) -> Due | None:
    action, at = _plan(standing, cadence, salt)
    if action is None:
        return None
    if standing.failed_at is not None and standing.state != State.NEEDS_YOU:
        wait = cadence.spread(cadence.retry_wait(standing.failures), f"{salt}{standing.events}")
        at = max(at, standing.failed_at + wait)
    return Due(action, cadence.out_of_quiet(max(at, standing.at)))


def _plan(standing: Standing, cadence: Cadence, salt: str) -> tuple[Action | None, datetime]:
    state = standing.state
    if state == State.PLANNED:
        return (Action.SEARCH if standing.searchable else Action.SUBMIT), standing.at
    if state in (State.FOUND, State.REAPPEARED):
        return Action.SUBMIT, standing.at
    if state == State.OVERDUE:
        return Action.ESCALATE, standing.at
    if state == State.AWAITING_CONFIRMATION and standing.mail:
        return Action.CONFIRM, standing.at
    if state == State.AWAITING_CONFIRMATION and standing.submitted_at:
        return Action.CONFIRM, standing.submitted_at + cadence.confirm_within
    if state == State.PAUSED or not standing.searchable:
        return None, standing.at
    return _next_read(standing, cadence, salt)


def _next_read(standing: Standing, cadence: Cadence, salt: str) -> tuple[Action, datetime]:
    resting = standing.back_to if standing.state == State.NEEDS_YOU else standing.state
    action = Action.RECHECK if standing.submissions else Action.SEARCH
    if resting == State.CLEAR:
        return action, _after(standing.read_at, cadence.search_every, standing, cadence, salt)
    if resting in KEPT:
        return action, _after(standing.read_at, cadence.watch_every, standing, cadence, salt)
    if resting == State.UNSURE:
        return Action.RECHECK, _after(standing.read_at, cadence.unsure_wait, standing, cadence, salt)
    if resting in ASKED and standing.submitted_at and _not_read_since(standing):
        return action, _after(standing.submitted_at, cadence.first_recheck, standing, cadence, salt)
    since = max(filter(None, (standing.read_at, standing.failed_at)), default=standing.at)
    return action, _after(since, cadence.recheck_every, standing, cadence, salt)


def _not_read_since(standing: Standing) -> bool:
    return standing.read_at is None or standing.read_at <= (standing.submitted_at or standing.read_at)


def _after(
    since: datetime | None, wait: timedelta, standing: Standing, cadence: Cadence, salt: str
) -> datetime:
    return (since or standing.at) + cadence.spread(wait, f"{salt}{standing.events}")
