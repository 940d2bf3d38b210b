"""A request's history as a coloured band with marks. Pure; the geometry is elsewhere."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from optout.report.words import day
from optout.requests.failures import MEANING
from optout.requests.history import History, Moment
from optout.requests.state import Standing, State


class Look(StrEnum):
    """How a stretch of a band looks, best known first. The values name CSS classes."""

    PROVEN = "proven"
    CONFIRMED = "confirmed"
    ATTESTED = "attested"
    NOT_LISTED = "not-listed"
    ASKED = "asked"
    LISTED = "listed"
    LATE = "late"
    REFUSED = "refused"
    YOURS = "yours"
    STUCK = "stuck"
    STOPPED = "stopped"
    PLANNED = "planned"
    NO_OPT_OUT = "no-opt-out"
    WITHDRAWN = "withdrawn"


LEGEND: dict[Look, tuple[str, str]] = {
    Look.PROVEN: ("proven", "gone, or opt-out in force: proven, and watched"),
    Look.CONFIRMED: ("confirmed", "the provider confirmed it in writing; cannot be read back"),
    Look.ATTESTED: ("your word", "set by you, by your own word; cannot be read back"),
    Look.NOT_LISTED: ("not listed", "nothing there to ask for"),
    Look.ASKED: ("asked", "asked; not proven yet"),
    Look.LISTED: ("listed", "you are listed there"),
    Look.LATE: ("overdue", "past its legal deadline"),
    Look.REFUSED: ("refused", "the provider refused"),
    Look.YOURS: ("you", "waits for you"),
    Look.STUCK: ("listed, stopped", "you are listed there, and it cannot go on now"),
    Look.STOPPED: ("stopped", "paused, or not sure what arrived"),
    Look.PLANNED: ("planned", "not looked yet"),
    Look.NO_OPT_OUT: ("no opt-out", "there is no opt-out there; nothing was asked"),
    Look.WITHDRAWN: ("withdrawn", "you no longer want it"),
}
"""A word short enough to stand in a band, and a legend."""


class Sign(StrEnum):
    """What a mark says."""

    SENT = "sent"
    PROOF = "proof"
    AGAIN = "again"
    DEADLINE = "deadline"


SIGNS: dict[Sign, str] = {
    Sign.SENT: "request sent, or set by you",
    Sign.PROOF: "absence seen",
    Sign.AGAIN: "listed again",
    Sign.DEADLINE: "legal deadline",
}


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of time in one look."""

    start: datetime
    end: datetime
    look: Look


@dataclass(frozen=True, slots=True)
class Trouble:
    """A stretch of time in which attempts failed, and how the last one did."""

    start: datetime
    end: datetime
    words: str


@dataclass(frozen=True, slots=True)
class Mark:
    """Something that happened, or will, at one moment."""

    at: datetime
    sign: Sign
    words: str


def look_of(standing: Standing) -> Look:
    """How the standing looks. A task and a pause are shown instead of what lies beneath."""
    if standing.state == State.HOLDING and not standing.submissions:
        return Look.NOT_LISTED
    if standing.state == State.HOLDING and not standing.searchable:
        return Look.CONFIRMED if standing.confirmed else Look.ATTESTED
    if standing.state == State.PLANNED and standing.again_at:
        return Look.NO_OPT_OUT
    if standing.state == State.PAUSED and standing.back_to in _LISTED:
        return Look.STUCK
    return _LOOKS[standing.state]


def spans(history: History, until: datetime) -> tuple[Span, ...]:
    """The band from the first event to ``until``; neighbours differ in look."""
    joined: list[Span] = []
    lasting = [one for one in _stretches(history, until) if one[0] < one[1]]
    for start, end, standing in lasting:
        look = look_of(standing)
        if joined and joined[-1].look == look:
            joined[-1] = Span(joined[-1].start, end, look)
        else:
            joined.append(Span(start, end, look))
    return tuple(joined)


def troubles(history: History, until: datetime) -> tuple[Trouble, ...]:
    """The times in which attempts failed one after the other."""
    joined: list[Trouble] = []
    for start, end, standing in _stretches(history, until):
        if standing.trouble is None or standing.failed_at is None:
            continue
        words = MEANING[standing.trouble].sentence
        if joined and joined[-1].end == start:
            joined[-1] = Trouble(joined[-1].start, end, words)
        else:
            joined.append(Trouble(start, end, words))
    return tuple(joined)


def marks(history: History) -> tuple[Mark, ...]:
    """Submissions, absences that counted, reappearances and deadlines, in order of time."""
    found = [mark for moment in history.moments for mark in _marks(moment)]
    found += [Mark(at, Sign.DEADLINE, f"{day(at)}: legal deadline") for at in _deadlines(history)]
    return tuple(sorted(found, key=lambda mark: (mark.at, mark.sign)))


def _marks(moment: Moment) -> Iterator[Mark]:
    at, before, after = moment.event.at, moment.before, moment.after
    if moment.submitted:
        yield Mark(at, Sign.SENT, f"{day(at)}: {'set by you' if moment.attested else 'request sent'}")
    if before and moment.is_read and after.absences > before.absences and after.submissions:
        count = f"{after.absences} of {after.absences_needed}"
        yield Mark(at, Sign.PROOF, f"{day(at)}: absence seen, {count}")
    if moment.reappeared:
        yield Mark(at, Sign.AGAIN, f"{day(at)}: listed again")


def _deadlines(history: History) -> set[datetime]:
    """Those that passed, and the one that runs; not those of what was done in time."""
    passed = {m.before.answer_by for m in history.moments if m.before and m.became_overdue}
    return {at for at in (*passed, history.standing.answer_by) if at}


def _stretches(history: History, until: datetime) -> Iterator[tuple[datetime, datetime, Standing]]:
    moments = history.moments
    ends = [moment.event.at for moment in moments[1:]] + [max(until, moments[-1].event.at)]
    for moment, end in zip(moments, ends, strict=True):
        yield moment.event.at, end, moment.after


_LISTED = frozenset({State.FOUND, State.REAPPEARED})
_LOOKS = {
    State.PLANNED: Look.PLANNED,
    State.FOUND: Look.LISTED,
    State.REAPPEARED: Look.LISTED,
    State.CLEAR: Look.NOT_LISTED,
    State.SUBMITTED: Look.ASKED,
    State.AWAITING_CONFIRMATION: Look.ASKED,
    State.ACKNOWLEDGED: Look.ASKED,
    State.VERIFYING: Look.ASKED,
    State.REMOVED: Look.PROVEN,
    State.HOLDING: Look.PROVEN,
    State.OVERDUE: Look.LATE,
    State.ESCALATED: Look.LATE,
    State.REFUSED: Look.REFUSED,
    State.NEEDS_YOU: Look.YOURS,
    State.PAUSED: Look.STOPPED,
    State.UNSURE: Look.STOPPED,
    State.WITHDRAWN: Look.WITHDRAWN,
}
