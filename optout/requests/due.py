"""What is due next for a request, and when. Pure."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from optout.requests.actions import Action
from optout.requests.attesting import look_again_at
from optout.requests.cadence import Cadence
from optout.requests.events import DeadlinePassed, LookAgain
from optout.requests.lasting import works_at_once
from optout.requests.resting import may_submit
from optout.requests.silence import may_appeal, may_escalate, may_remind
from optout.requests.state import ASKED, KEPT, Standing, State


@dataclass(frozen=True, slots=True)
class Due:
    """``action`` is None when no attempt is due but something passes: see ``passing``."""

    action: Action | None
    at: datetime


def next_due(standing: Standing, cadence: Cadence, salt: str) -> Due | None:
    """What comes next, or None when nothing happens by itself.

    ``salt`` spreads the waits of different requests; the same salt gives the same moment.
    """
    if standing.running is not None or standing.state == State.WITHDRAWN:
        return None
    attempt = _attempt(standing, cadence, salt)
    passes = min(_passing(standing), key=lambda one: one.at, default=None)
    if attempt is None or (passes is not None and passes.at <= attempt.at):
        return Due(None, max(passes.at, standing.at)) if passes else None
    return attempt


def passing(standing: Standing, now: datetime) -> DeadlinePassed | LookAgain | None:
    """What has passed by now: the provider's time, or that of the person's own word; the older first."""
    passes = min(_passing(standing), key=lambda one: one.at, default=None)
    if passes is None or passes.at > now:
        return None
    return replace(passes, at=max(now, standing.at))


def _passing(standing: Standing) -> list[DeadlinePassed | LookAgain]:
    """What will pass, each with its own moment."""
    deadline, again = _deadline(standing), look_again_at(standing)
    found: list[DeadlinePassed | LookAgain] = [DeadlinePassed(deadline)] if deadline else []
    return [*found, LookAgain(again)] if again else found


def _deadline(standing: Standing) -> datetime | None:
    if standing.answer_by is None or standing.overdue or standing.resting in KEPT:
        return None
    if standing.answered:
        return None
    return standing.answer_by


def _attempt(standing: Standing, cadence: Cadence, salt: str) -> Due | None:
    planned = _plan(standing, cadence, salt)
    if planned is None:
        return None
    action, at = planned
    if standing.failed_at is not None:
        asked = standing.state == State.NEEDS_YOU
        wait = cadence.recheck_every if asked else cadence.retry_wait(standing.failures)
        at = max(at, standing.failed_at + cadence.spread(wait, f"{salt}{standing.events}"))
    at = max(at, standing.at, standing.wait_until or standing.at)
    return Due(action, cadence.out_of_quiet(at))


def _plan(standing: Standing, cadence: Cadence, salt: str) -> tuple[Action, datetime] | None:
    if standing.state == State.PAUSED:
        return None
    action = _effect(standing, cadence)
    if action == Action.CONFIRM and standing.mail is None and standing.submitted_at:
        return action, standing.submitted_at + cadence.confirm_within
    if action is not None:
        return action, _when_to_ask(standing)
    return _earlier(_follow_up(standing, cadence), _read(standing, cadence, salt))


def _when_to_ask(standing: Standing) -> datetime:
    """At once; where there was nothing to press, when the person is to look again."""
    looked = standing.again_at if standing.resting == State.PLANNED else None
    return max(standing.at, looked or standing.at)


def _read(standing: Standing, cadence: Cadence, salt: str) -> tuple[Action, datetime] | None:
    if not standing.searchable:
        return None
    if standing.state == State.PLANNED:
        return Action.SEARCH, standing.at
    return _next_read(standing, cadence, salt)


def _earlier(
    letter: tuple[Action, datetime] | None, read: tuple[Action, datetime] | None
) -> tuple[Action, datetime] | None:
    """The earlier of the two; the letter where both are due at once."""
    if letter is None or read is None:
        return letter or read
    return letter if letter[1] <= read[1] else read


def _follow_up(standing: Standing, cadence: Cadence) -> tuple[Action, datetime] | None:
    """A reminder, an appeal or a complaint, and from when on; None where the person must act first."""
    if standing.state not in (State.OVERDUE, State.REFUSED, State.SUBMITTED, State.ACKNOWLEDGED):
        return None
    if may_remind(standing):
        late = standing.state == State.OVERDUE
        asked = standing.submitted_at or standing.at
        return Action.REMIND, standing.at if late else asked + cadence.courtesy_wait
    if may_appeal(standing):
        return Action.APPEAL, standing.at
    if may_escalate(standing):
        return Action.ESCALATE, _escalates_at(standing, cadence)
    return None


def _escalates_at(standing: Standing, cadence: Cadence) -> datetime:
    """After a reminder the provider has a last time to answer; after an appeal it had its own."""
    if standing.state == State.REFUSED or standing.appealed_at or standing.reminded_at is None:
        return standing.at
    return standing.reminded_at + cadence.remind_wait


def _effect(standing: Standing, cadence: Cadence) -> Action | None:
    """The next thing with an effect, where the request may go on to it."""
    if standing.resting == State.AWAITING_CONFIRMATION and _may_go_on(standing, Action.CONFIRM, cadence):
        waits = standing.state == State.NEEDS_YOU and (
            standing.mail is None or _confirms_by_hand(standing)
        )
        return None if waits else Action.CONFIRM
    if may_submit(standing) and _may_go_on(standing, Action.SUBMIT, cadence):
        return Action.SUBMIT
    return None


def _confirms_by_hand(standing: Standing) -> bool:
    return standing.task is not None and standing.task.action == Action.CONFIRM


def _may_go_on(standing: Standing, action: Action, cadence: Cadence) -> bool:
    """After a doubtful sending, only once a read after the wait has shown that it did not work."""
    doubt = standing.doubt
    if doubt is None or doubt.action != action or not standing.searchable:
        return True
    return standing.read_at is not None and standing.read_at >= doubt.at + cadence.unsure_wait


def _next_read(standing: Standing, cadence: Cadence, salt: str) -> tuple[Action, datetime]:
    resting = standing.resting
    action = Action.RECHECK if standing.submissions else Action.SEARCH
    doubt = standing.doubt
    if doubt is not None and not _may_go_on(standing, doubt.action, cadence):
        return Action.RECHECK, _after(doubt.at, cadence.unsure_wait, standing, cadence, salt)
    if resting == State.CLEAR:
        return action, _after(standing.read_at, cadence.search_every, standing, cadence, salt)
    if resting in KEPT:
        return action, _after(standing.read_at, cadence.watch_every, standing, cadence, salt)
    if resting in ASKED and standing.submitted_at and _not_read_since(standing):
        return action, _after(standing.submitted_at, cadence.first_recheck, standing, cadence, salt)
    since = max(filter(None, (standing.read_at, standing.failed_at)), default=standing.at)
    return action, _after(since, _until_next_look(standing, cadence), standing, cadence, salt)


def _until_next_look(standing: Standing, cadence: Cadence) -> timedelta:
    """What should have worked by the first look, and had not, is looked at again as soon as that."""
    doubtful = standing.contradictions == 1 and works_at_once(standing)
    return min(cadence.recheck_every, cadence.first_recheck) if doubtful else cadence.recheck_every


def _not_read_since(standing: Standing) -> bool:
    return standing.read_at is None or standing.read_at <= (standing.submitted_at or standing.read_at)


def _after(
    since: datetime | None, wait: timedelta, standing: Standing, cadence: Cadence, salt: str
) -> datetime:
    return (since or standing.at) + cadence.spread(wait, f"{salt}{standing.events}")
