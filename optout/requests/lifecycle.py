"""The lifecycle: from events to a standing. Pure: no I/O, no clock."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any

from optout.requests import answers, conclusions, replies
from optout.requests.actions import Action
from optout.requests.attesting import grown_old, look_again_at
from optout.requests.confirming import confirmed_at
from optout.requests.events import (
    Agreed,
    Concluded,
    DeadlinePassed,
    Event,
    Intended,
    Interrupted,
    LawChosen,
    LookAgain,
    Mailed,
    PersonAnswered,
    Planned,
    Resumed,
    Withdrawn,
)
from optout.requests.failures import Failure
from optout.requests.outcome import Sent
from optout.requests.readability import changed, may_change
from optout.requests.resting import go_back, may_confirm, may_submit, settle, withdraw
from optout.requests.silence import FOLLOW_UPS, may_appeal, may_escalate, may_remind
from optout.requests.state import ASKED, KEPT, STOPPED, Standing, State, Task

__all__ = ["ImpossibleEvent", "apply", "may_submit", "standing_after"]


class ImpossibleEvent(ValueError):
    """An event that cannot follow what happened before: a bug, or a history tampered with."""


def standing_after(events: Iterable[Event]) -> Standing:
    """The standing that follows from a whole history. Raises ``ImpossibleEvent``."""
    standing: Standing | None = None
    for event in events:
        standing = apply(standing, event)
    if standing is None:
        raise ImpossibleEvent("a request begins with being planned")
    return standing


def apply(standing: Standing | None, event: Event) -> Standing:
    """The standing after one more event. Raises ``ImpossibleEvent``."""
    if isinstance(event, Planned):
        if standing is not None:
            raise ImpossibleEvent("a request is planned once")
        return _planned(event)
    if standing is None:
        raise ImpossibleEvent("a request begins with being planned")
    if event.at < standing.at:
        raise ImpossibleEvent("time never goes backwards")
    after = _RULES[type(event)](standing, event)
    confirmed = confirmed_at(standing, after, event.at)
    return replace(after, at=event.at, events=standing.events + 1, confirmed_at=confirmed)


def _planned(event: Planned) -> Standing:
    if event.absences < 1:
        raise ImpossibleEvent("nothing is removed without a proven absence")
    return Standing(
        state=State.PLANNED,
        at=event.at,
        tracks=event.tracks,
        absences_needed=event.absences,
        searchable=event.searchable,
        confirms=event.confirms,
        agreed_meanings=frozenset(event.meanings),
        agreed_recipients=frozenset(event.recipients),
        law=event.law,
        by_mail=event.by_mail,
        rung=event.rung,
    )


def _law_chosen(standing: Standing, event: LawChosen) -> Standing:
    return replace(standing, law=event.law)


def _agreed(standing: Standing, event: Agreed) -> Standing:
    """What was agreed to before is replaced. A task that waited for this is over."""
    known = replace(
        standing,
        agreed_meanings=frozenset(event.meanings),
        agreed_recipients=frozenset(event.recipients),
    )
    if event.searchable is not None and may_change(known, event.searchable):
        known = changed(known, event.searchable)
    waits = known.task is not None and known.task.failure == Failure.NOT_AGREED
    return go_back(known) if waits and known.state == State.NEEDS_YOU else known


def _intended(standing: Standing, event: Intended) -> Standing:
    if standing.running is not None:
        raise ImpossibleEvent("one attempt at a time")
    if standing.state == State.WITHDRAWN:
        raise ImpossibleEvent("nothing is attempted for a withdrawn request")
    allowed, why_not = _ALLOWED[event.action]
    before = replace(standing, state=standing.resting) if event.assisted else standing
    if not allowed(before):
        raise ImpossibleEvent(why_not)
    settled = standing.doubt is not None and standing.doubt.action == event.action
    doubt = None if settled else standing.doubt
    return replace(standing, running=(event.attempt, event.action), doubt=doubt)


def _may_read(standing: Standing) -> bool:
    return standing.searchable


_ALLOWED: dict[Action, tuple[Callable[[Standing], bool], str]] = {
    Action.SEARCH: (_may_read, "there is nothing to read at this provider"),
    Action.RECHECK: (_may_read, "there is nothing to read at this provider"),
    Action.SUBMIT: (may_submit, "a submission needs something to ask for"),
    Action.CONFIRM: (may_confirm, "a confirmation needs a submission that waits for it"),
    Action.REMIND: (may_remind, "a reminder needs an answer that is overdue, and is sent once"),
    Action.APPEAL: (may_appeal, "an appeal needs a refusal and a person who wants it"),
    Action.ESCALATE: (
        may_escalate,
        "a complaint needs a deadline that passed, or a refusal, and is made once",
    ),
}


def _concluded(standing: Standing, event: Concluded) -> Standing:
    if standing.cut_off and standing.cut_off[0] == event.attempt:
        return conclusions.conclude_late(standing, event)
    attempt = _running(standing, event.attempt, "an outcome belongs to the attempt that is running")
    after = _after_attempt(standing, lambda now: conclusions.conclude(now, attempt, event))
    in_doubt = event.outcome.sent != Sent.NO and after.doubt is not None
    return replace(after, cut_off=(event.attempt, attempt)) if in_doubt else after


def _interrupted(standing: Standing, event: Interrupted) -> Standing:
    attempt = _running(standing, event.attempt, "only a running attempt can be interrupted")
    after = _after_attempt(standing, lambda now: conclusions.interrupt(now, attempt, event.at))
    return replace(after, cut_off=(event.attempt, attempt))


def _running(standing: Standing, attempt: str, why_not: str) -> Action:
    if standing.running is None or standing.running[0] != attempt:
        raise ImpossibleEvent(why_not)
    return standing.running[1]


def _after_attempt(standing: Standing, rule: Callable[[Standing], Standing]) -> Standing:
    """What the attempt changes, then the mails that came meanwhile. Withdrawn stays withdrawn."""
    free = replace(standing, running=None)
    if standing.state == State.WITHDRAWN:
        return withdraw(rule(replace(free, state=standing.back_to)))
    return replies.held_ones(rule(free))


def _mailed(standing: Standing, event: Mailed) -> Standing:
    """A mail that comes during an attempt is read after it: it may be the answer to it."""
    if standing.running is not None:
        return replace(standing, held=(*standing.held, event))
    return replies.mailed(standing, event)


def _person_answered(standing: Standing, event: PersonAnswered) -> Standing:
    """Once they sent it, the mails that came before they said so answer it."""
    after = answers.person_answered(standing, event)
    asked = after.submissions > standing.submissions
    return replies.held_ones(after) if asked and after.running is None else after


def _deadline(standing: Standing, event: DeadlinePassed) -> Standing:
    if standing.answer_by is None or event.at < standing.answer_by:
        raise ImpossibleEvent("a deadline passes when it is over, not before")
    if standing.overdue:
        return standing
    if standing.submitted_at is None or standing.resting in KEPT:
        return replace(standing, answer_by=None)
    if standing.answered:
        return standing
    late = replace(standing, overdue=True)
    if standing.resting not in ASKED or standing.absences or standing.escalated:
        return late  # said later, should the listing still be there
    if standing.resting == State.AWAITING_CONFIRMATION and standing.mail is not None:
        return late  # the provider waits for us
    if standing.state in STOPPED:
        return replace(late, back_to=State.OVERDUE)
    return settle(late, State.OVERDUE)


def _look_again(standing: Standing, event: LookAgain) -> Standing:
    again = look_again_at(standing)
    if again is None or event.at < again:
        raise ImpossibleEvent("the person's word grows old when its time is over, not before")
    return grown_old(standing, event.at)


def _resumed(standing: Standing, event: Resumed) -> Standing:
    if standing.state == State.WITHDRAWN:
        again = _taken_up_again(standing, event.at)
        return again if again.running else replies.held_ones(again)
    if standing.state == State.PAUSED and standing.task is not None:
        return replace(standing, state=State.NEEDS_YOU, failures=0, failed_at=None)
    if standing.doubt is not None and standing.task and standing.task.action == standing.doubt.action:
        return standing  # only the person knows whether it was sent
    if standing.state in (State.PAUSED, State.NEEDS_YOU):
        return go_back(standing)
    return replace(standing, failures=0, failed_at=None)


def _taken_up_again(standing: Standing, at: datetime) -> Standing:
    """Where it was left; but what was seen then is looked at afresh, and a doubt stays one.

    What an attempt is about that still runs is kept: it may turn out to have been asked for.
    """
    again = go_back(standing)
    doubt = again.doubt
    if doubt is not None and (doubt.action in FOLLOW_UPS or not again.searchable):
        task = Task(Failure.UNSURE, doubt.action, at)
        return replace(again, state=State.NEEDS_YOU, task=task)
    if again.state in (State.FOUND, State.REAPPEARED) and again.running is None:
        return replace(again, state=State.PLANNED, back_to=State.PLANNED, listings=())
    return again


def _withdrawn(standing: Standing, _event: Withdrawn) -> Standing:
    return withdraw(standing)


_RULES: dict[type, Callable[[Standing, Any], Standing]] = {
    Agreed: _agreed,
    Intended: _intended,
    Concluded: _concluded,
    Interrupted: _interrupted,
    Mailed: _mailed,
    LawChosen: _law_chosen,
    PersonAnswered: _person_answered,
    DeadlinePassed: _deadline,
    LookAgain: _look_again,
    Resumed: _resumed,
    Withdrawn: _withdrawn,
}
