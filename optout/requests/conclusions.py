"""How the outcome of an attempt changes a request's standing."""

from dataclasses import replace
from datetime import datetime

from optout.requests.actions import Action
from optout.requests.events import Concluded
from optout.requests.failures import MEANING, Disposition, Failure
from optout.requests.outcome import Answer, Decision, Outcome, Sent, Sighting
from optout.requests.state import ASKED, KEPT, Standing, State, Task


def conclude(standing: Standing, action: Action, event: Concluded) -> Standing:
    """The standing after an attempt came back."""
    if action in (Action.SEARCH, Action.RECHECK):
        return _read(standing, action, event)
    if action == Action.SUBMIT:
        return _submitted(standing, event)
    if action == Action.CONFIRM:
        return _confirmed(standing, event)
    return _escalated(standing, event)


def interrupt(standing: Standing, action: Action, at: datetime) -> Standing:
    """The standing after we were stopped between intent and outcome."""
    if action in (Action.SUBMIT, Action.CONFIRM):
        return doubt(standing, action, Failure.UNSURE, at)
    return standing


def doubt(standing: Standing, action: Action, failure: Failure, at: datetime) -> Standing:
    """Something may have left. It is looked at again, never sent again blindly."""
    unsure = replace(
        standing,
        state=State.UNSURE,
        back_to=standing.state,
        mail=None,
        read_at=at,
        trouble=failure,
        failures=0,
        failed_at=None,
        absences=0,
    )
    if standing.searchable:
        return unsure
    task = Task(Failure.UNSURE, action, at)
    return replace(unsure, state=State.NEEDS_YOU, back_to=State.UNSURE, task=task)


def go_back(standing: Standing) -> Standing:
    """The request continues where its task or pause stopped it."""
    return replace(standing, state=standing.back_to, task=None, trouble=None, failures=0, failed_at=None)


def count_submission(standing: Standing, at: datetime, answer_by: datetime | None) -> Standing:
    """A submission is known to have been made for the next listing (or the person as such)."""
    listing = standing.next_listing
    return replace(
        standing,
        submissions=standing.submissions + 1,
        submitted_at=at,
        asked=standing.asked | ({listing} if listing else set()),
        answer_by=standing.answer_by or answer_by,
        absences=0,
        failures=0,
        failed_at=None,
        trouble=None,
        task=None,
    )


def _read(standing: Standing, action: Action, event: Concluded) -> Standing:
    outcome = event.outcome
    if outcome.answer == Answer.ABSENT:
        return _absent(standing, event.at, outcome.revision)
    if outcome.answer == Answer.DONE and outcome.sightings:
        return _seen(standing, action, event)
    if outcome.answer == Answer.DONE:
        return _failed(standing, action, Failure.OWN_FAULT, event.at)
    return _unanswered(standing, action, outcome, event.at)


def _seen(standing: Standing, action: Action, event: Concluded) -> Standing:
    decisions = {s.listing: _decision(standing, s) for s in event.outcome.sightings}
    same = tuple(listing for listing, is_it in decisions.items() if is_it == Decision.SAME)
    possible = [listing for listing, is_it in decisions.items() if is_it == Decision.POSSIBLE]
    if same:
        return _present(_well_read(standing, event.at), same, event.at)
    if possible:
        task = Task(Failure.POSSIBLE_MATCH, action, event.at, possible[0])
        return _ask(_well_read(standing, event.at), task)
    return _absent(standing, event.at, event.outcome.revision)


def _decision(standing: Standing, sighting: Sighting) -> Decision:
    return standing.decided.get(sighting.listing, sighting.decision)


def _well_read(standing: Standing, at: datetime) -> Standing:
    return replace(standing, read_at=at, failures=0, failed_at=None, trouble=None)


def _present(standing: Standing, same: tuple[str, ...], at: datetime) -> Standing:
    """The person is listed (or, for a standing opt-out, something of theirs is not protected)."""
    now = replace(standing, seen=True, listings=same, absences=0, revision=None)
    state = _resting_state(standing)
    if state in KEPT:
        return _reappeared(now)
    if state in ASKED and now.next_listing is None:
        still = State.OVERDUE if standing.overdue else _asked_state(standing, state)
        return _settle(now, still if state != State.ESCALATED else state)
    if state == State.UNSURE:
        now = replace(now, submitted_at=None)
    return replace(now, state=State.FOUND, task=None, back_to=State.FOUND)


def _asked_state(standing: Standing, state: State) -> State:
    if state != State.VERIFYING:
        return state
    return State.ACKNOWLEDGED if standing.confirmed else State.SUBMITTED


def _reappeared(standing: Standing) -> Standing:
    return replace(
        standing,
        state=State.REAPPEARED,
        back_to=State.REAPPEARED,
        reappearances=standing.reappearances + 1,
        asked=frozenset(),
        submitted_at=None,
        confirmed=False,
        mail=None,
        answer_by=None,
        overdue=False,
        task=None,
    )


def _absent(standing: Standing, at: datetime, revision: str | None) -> Standing:
    """Proven absent. It counts towards *removed* only after a submission, once per edition."""
    news = revision is None or revision != standing.revision
    now = _well_read(replace(standing, listings=(), revision=revision), at)
    state = _resting_state(standing)
    if state in KEPT:
        return _settle(now, state)
    if not standing.submitted_at and state != State.UNSURE:
        return _settle(now, _nothing_to_ask(standing))
    now = replace(now, absences=standing.absences + (1 if news else 0))
    if now.absences < standing.absences_needed:
        return _settle(now, State.UNSURE if state == State.UNSURE else State.VERIFYING)
    if not (standing.seen and standing.submitted_at):
        return _settle(now, _nothing_to_ask(standing))
    kept = replace(now, removals=standing.removals + 1, answer_by=None, overdue=False)
    return _settle(kept, State.HOLDING if standing.tracks == "standing" else State.REMOVED)


def _nothing_to_ask(standing: Standing) -> State:
    return State.HOLDING if standing.tracks == "standing" else State.CLEAR


def _settle(standing: Standing, state: State) -> Standing:
    """Rest in ``state``: at once, or after the open task where the person must still act.

    A task about a listing that is gone, or about a read that has now succeeded, is over.
    """
    task = standing.task
    if task is None or standing.state != State.NEEDS_YOU or not _still_open(task, state):
        return replace(standing, state=state, back_to=state, task=None)
    return replace(standing, back_to=state)


def _still_open(task: Task, state: State) -> bool:
    if task.action in (Action.SEARCH, Action.RECHECK):
        return False
    return state in ASKED or state == State.UNSURE


def _resting_state(standing: Standing) -> State:
    return standing.back_to if standing.state in (State.NEEDS_YOU, State.PAUSED) else standing.state


def _submitted(standing: Standing, event: Concluded) -> Standing:
    outcome = event.outcome
    if outcome.answer == Answer.DONE:
        asked = count_submission(standing, event.at, event.answer_by)
        if outcome.awaits:
            return replace(asked, state=State.AWAITING_CONFIRMATION)
        return rest_after_submission(asked)
    if outcome.sent != Sent.NO:
        return doubt(standing, Action.SUBMIT, outcome.failure or Failure.UNSURE, event.at)
    if outcome.answer == Answer.ABSENT:
        return replace(standing, state=State.PLANNED, listings=())
    return _unanswered(standing, Action.SUBMIT, outcome, event.at)


def rest_after_submission(standing: Standing) -> Standing:
    """Where a request waits after a submission: more to submit, or the provider's turn."""
    if standing.next_listing is not None:
        return replace(standing, state=State.FOUND)
    return replace(standing, state=State.ACKNOWLEDGED if standing.confirmed else State.SUBMITTED)


def _confirmed(standing: Standing, event: Concluded) -> Standing:
    outcome = event.outcome
    if outcome.answer == Answer.DONE:
        return rest_after_submission(
            replace(standing, confirmed=True, mail=None, failures=0, failed_at=None, trouble=None)
        )
    if outcome.sent != Sent.NO:
        return doubt(standing, Action.CONFIRM, outcome.failure or Failure.UNSURE, event.at)
    if outcome.answer == Answer.ABSENT:
        return _failed(standing, Action.CONFIRM, Failure.LAYOUT_UNKNOWN, event.at)
    return _unanswered(standing, Action.CONFIRM, outcome, event.at)


def _escalated(standing: Standing, event: Concluded) -> Standing:
    if event.outcome.answer == Answer.DONE:
        return replace(standing, state=State.ESCALATED, failures=0, failed_at=None, trouble=None)
    return _unanswered(standing, Action.ESCALATE, event.outcome, event.at)


def _unanswered(standing: Standing, action: Action, outcome: Outcome, at: datetime) -> Standing:
    return _failed(standing, action, outcome.failure or Failure.OWN_FAULT, at)


def _failed(standing: Standing, action: Action, failure: Failure, at: datetime) -> Standing:
    disposition = MEANING[failure].disposition
    failed = replace(standing, failures=standing.failures + 1, failed_at=at, trouble=failure)
    if disposition in (Disposition.PAUSE_PROVIDER, Disposition.ASK_MAINTAINER):
        return replace(failed, state=State.PAUSED, back_to=_resting_state(standing))
    if disposition == Disposition.ASK_USER:
        return _ask(failed, Task(failure, action, at))
    return failed


def _ask(standing: Standing, task: Task) -> Standing:
    open_task = standing.task
    if open_task and (open_task.failure, open_task.action) == (task.failure, task.action):
        task = replace(task, since=open_task.since)
    return replace(standing, state=State.NEEDS_YOU, back_to=_resting_state(standing), task=task)
