"""Where a request rests, and what stops it there: a task, a pause, a doubt, a withdrawal."""

from dataclasses import replace
from datetime import datetime

from optout.requests.actions import Action
from optout.requests.failures import MEANING, Disposition, Failure
from optout.requests.state import ASKED, Doubt, Standing, State, Task

READS = frozenset({Action.SEARCH, Action.RECHECK})
LETTERS = frozenset({Failure.MAIL_UNCLEAR, Failure.MAIL_SUSPICIOUS})


def asked_state(standing: Standing) -> State:
    """The state of a request whose provider was asked and has the next move."""
    if standing.absences:
        return State.VERIFYING
    if standing.resting == State.AWAITING_CONFIRMATION and not standing.confirmation_made:
        return State.AWAITING_CONFIRMATION
    if standing.overdue:
        return State.ESCALATED if standing.escalated else State.OVERDUE
    return State.ACKNOWLEDGED if standing.confirmed else State.SUBMITTED


def settle(standing: Standing, state: State) -> Standing:
    """Rest in ``state``: at once, or after the open task where the person must still act.

    A task about a listing that is gone, or about a read that has now succeeded, is over.
    """
    task = standing.task
    if task is None or not _still_open(task, state):
        return replace(standing, state=state, back_to=state, task=None)
    return replace(standing, state=State.NEEDS_YOU, back_to=state)


def _still_open(task: Task, state: State) -> bool:
    if task.failure in LETTERS:
        return state in ASKED or state == State.UNSURE
    if task.action in READS:
        return False
    if task.action == Action.SUBMIT:
        return state in (State.FOUND, State.REAPPEARED)
    return state in ASKED or state == State.UNSURE


def go_back(standing: Standing) -> Standing:
    """The request continues where its task or pause stopped it."""
    return replace(standing, state=standing.back_to, task=None, trouble=None, failures=0, failed_at=None)


def withdraw(standing: Standing) -> Standing:
    """Nothing more is done, and nothing is forgotten: what was sent stays sent."""
    return replace(standing, state=State.WITHDRAWN, back_to=standing.resting, task=None)


def count_submission(standing: Standing, at: datetime, answer_by: datetime | None) -> Standing:
    """A submission is known to have been made: the one in doubt, or else for the next listing.

    The first deadline stays until it was escalated; then the new submission has its own.
    """
    doubted = standing.doubt is not None and standing.doubt.action == Action.SUBMIT
    listing = standing.doubt.listing if standing.doubt and doubted else standing.next_listing
    renewed = standing.escalated or standing.answer_by is None
    return replace(
        standing,
        submissions=standing.submissions + 1,
        submitted_at=at,
        asked=standing.asked | ({listing} if listing else set()),
        answer_by=answer_by if renewed else standing.answer_by,
        overdue=standing.overdue and not renewed,
        escalated=False,
        confirmed=False,
        confirmation_made=False,
        mail=None,
        doubt=None if doubted else standing.doubt,
        absences=0,
        failures=0,
        failed_at=None,
        trouble=None,
        task=None,
    )


def rest_after_submission(standing: Standing) -> Standing:
    """Where a request waits after a submission: more to submit, or the provider's turn."""
    more = standing.next_listing is not None
    return settle(standing, State.FOUND if more else asked_state(standing))


def doubt(standing: Standing, action: Action, failure: Failure, at: datetime) -> Standing:
    """Something may have left. It is looked at again, never sent again blindly.

    Where a read cannot tell (no search, or a complaint), only the person can.
    """
    listing = standing.next_listing if action == Action.SUBMIT else None
    task = standing.task if standing.task and standing.task.action != action else None
    unsure = replace(
        standing,
        task=task,
        doubt=Doubt(action, at, listing),
        trouble=failure,
        failures=0,
        failed_at=None,
        absences=0,
    )
    beneath = standing.resting if action == Action.ESCALATE else State.UNSURE
    if standing.searchable and action != Action.ESCALATE:
        return settle(unsure, beneath)
    task = Task(Failure.UNSURE, action, at)
    return replace(unsure, state=State.NEEDS_YOU, back_to=beneath, task=task)


def failed(standing: Standing, action: Action, failure: Failure, at: datetime) -> Standing:
    """An attempt proved nothing: it is retried, the provider paused, or the person asked."""
    disposition = MEANING[failure].disposition
    after = replace(standing, failures=standing.failures + 1, failed_at=at, trouble=failure)
    if disposition in (Disposition.PAUSE_PROVIDER, Disposition.ASK_MAINTAINER):
        return replace(after, state=State.PAUSED, back_to=standing.resting)
    if disposition == Disposition.ASK_USER:
        return ask(after, Task(failure, action, at))
    return after


def ask(standing: Standing, task: Task) -> Standing:
    """Open ``task``, unless one is open that matters more; an old question keeps its date."""
    before = standing.task
    if before is not None and (not _outranks(task, before) or _is_the_same(task, before)):
        task = before
    return replace(standing, state=State.NEEDS_YOU, back_to=standing.resting, task=task)


def _is_the_same(task: Task, before: Task) -> bool:
    return replace(before, since=task.since) == task


def _outranks(task: Task, before: Task) -> bool:
    if before.failure == Failure.UNSURE:
        return False
    if task.action not in READS:
        return True
    if before.action not in READS or before.failure in LETTERS:
        return False
    return before.failure != Failure.POSSIBLE_MATCH or task.failure == Failure.POSSIBLE_MATCH


def may_submit(standing: Standing) -> bool:
    """Whether a submission may leave now: never twice for the same thing, never when in doubt."""
    if standing.searchable:
        return standing.state in (State.FOUND, State.REAPPEARED) and standing.next_listing is not None
    return standing.state == State.PLANNED


def may_confirm(standing: Standing) -> bool:
    """Whether a confirmation may be tried: something was submitted and is not yet kept."""
    return standing.resting in ASKED and standing.submitted_at is not None


def may_escalate(standing: Standing) -> bool:
    """Whether a complaint may leave now: the deadline passed, and none left or may have left."""
    in_doubt = standing.doubt is not None and standing.doubt.action == Action.ESCALATE
    return standing.resting == State.OVERDUE and not in_doubt
