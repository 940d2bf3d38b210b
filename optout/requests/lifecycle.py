"""The lifecycle: from events to a standing. Pure: no I/O, no clock."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

from optout.requests import conclusions, replies
from optout.requests.actions import Action
from optout.requests.events import (
    Concluded,
    DeadlinePassed,
    Event,
    Intended,
    Interrupted,
    Mailed,
    PersonAnswered,
    Planned,
    Resumed,
    Withdrawn,
)
from optout.requests.state import ASKED, Standing, State


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
    return replace(after, at=event.at, events=standing.events + 1)


def _planned(event: Planned) -> Standing:
    return Standing(
        state=State.PLANNED,
        at=event.at,
        tracks=event.tracks,
        absences_needed=event.absences,
        searchable=event.searchable,
        confirms=event.confirms,
    )


def _intended(standing: Standing, event: Intended) -> Standing:
    if standing.running is not None:
        raise ImpossibleEvent("one attempt at a time")
    if standing.state == State.WITHDRAWN:
        raise ImpossibleEvent("nothing is attempted for a withdrawn request")
    if event.action == Action.SUBMIT and not may_submit(standing):
        raise ImpossibleEvent("a submission needs something to ask for")
    return replace(standing, running=(event.attempt, event.action))


def may_submit(standing: Standing) -> bool:
    """Whether a submission may leave now: never twice for the same thing, never when in doubt."""
    if standing.searchable:
        return standing.state in (State.FOUND, State.REAPPEARED) and standing.next_listing is not None
    return standing.state == State.PLANNED


def _concluded(standing: Standing, event: Concluded) -> Standing:
    if standing.running is None or standing.running[0] != event.attempt:
        raise ImpossibleEvent("an outcome belongs to the attempt that is running")
    action = standing.running[1]
    return conclusions.conclude(replace(standing, running=None), action, event)


def _interrupted(standing: Standing, event: Interrupted) -> Standing:
    if standing.running is None or standing.running[0] != event.attempt:
        raise ImpossibleEvent("only a running attempt can be interrupted")
    action = standing.running[1]
    return conclusions.interrupt(replace(standing, running=None), action, event.at)


def _deadline(standing: Standing, event: DeadlinePassed) -> Standing:
    if standing.answer_by is None or event.at < standing.answer_by:
        raise ImpossibleEvent("a deadline passes when it is over, not before")
    if standing.state in (State.NEEDS_YOU, State.PAUSED) and standing.back_to in ASKED:
        return replace(standing, overdue=True, back_to=State.OVERDUE)
    if standing.state in ASKED:
        return replace(standing, overdue=True, state=State.OVERDUE)
    return replace(standing, answer_by=None)


def _resumed(standing: Standing, _event: Resumed) -> Standing:
    if standing.state == State.NEEDS_YOU and standing.back_to == State.UNSURE:
        return standing  # only the person knows whether it was sent
    if standing.state in (State.PAUSED, State.NEEDS_YOU):
        return conclusions.go_back(standing)
    if standing.state == State.WITHDRAWN:
        return replace(standing, state=State.PLANNED, failures=0, trouble=None)
    return replace(standing, failures=0)


def _withdrawn(standing: Standing, _event: Withdrawn) -> Standing:
    return replace(standing, state=State.WITHDRAWN, running=None, task=None)


_RULES: dict[type, Callable[[Standing, Any], Standing]] = {
    Intended: _intended,
    Concluded: _concluded,
    Interrupted: _interrupted,
    Mailed: replies.mailed,
    PersonAnswered: replies.person_answered,
    DeadlinePassed: _deadline,
    Resumed: _resumed,
    Withdrawn: _withdrawn,
}
