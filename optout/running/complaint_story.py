"""What a complaint tells of a request: what was asked and answered, and what must come first."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from optout.requests.events import Mailed, MailSays
from optout.requests.history import History, Moment
from optout.rights.letters.wanted import Happened
from optout.rights.regulators import FIRST

_TO_ANSWER = timedelta(days=30)
"""Where no law sets the time for it: what the British ICO gives a controller (as of 2026)."""


@dataclass(frozen=True, slots=True)
class Story:
    """Days. ``answer_by``: the request's own deadline, if it passed; ``refused_on``: the first refusal.

    ``happened`` is what came besides; ``appeal_due`` is among it whether or not that day has come.
    """

    asked_on: date | None
    answer_by: date | None
    refused_on: date | None
    reminded_on: date | None = None
    happened: Mapping[Happened, date] = field(default_factory=dict)


def story_of(history: History) -> Story:
    """The story since the last submission."""
    standing = history.standing
    return Story(
        asked_on=_day(standing.submitted_at),
        answer_by=_day(_deadline_passed(history)),
        refused_on=_day(_refused_first(history)),
        reminded_on=_day(standing.reminded_at),
        happened={name: at.date() for name, at in _happened(history)},
    )


def must_come_first(first: str | None, story: Story, on: date) -> str | None:
    """What must happen before a regulator that wants ``first`` (a key of ``FIRST``); None for nothing.

    A reminder that the answer is overdue is a complaint to the provider as well.
    """
    if first is None or (first == "appeal" and story.refused_on is None):
        return None
    heard = story.happened.get("appealed_on") or (story.reminded_on if first != "appeal" else None)
    if heard is None:
        return FIRST[first]
    until = story.happened.get("appeal_due") or heard + _TO_ANSWER
    if "appeal_refused_on" in story.happened or on > until:
        return None
    return f"The provider heard from you on {heard}: wait for its answer, until {until} at the latest."


def _happened(history: History) -> Iterator[tuple[Happened, datetime]]:
    standing = history.standing
    if standing.appealed_at:
        yield "appealed_on", standing.appealed_at
        if standing.refused_at and standing.refused_at > standing.appealed_at:
            yield "appeal_refused_on", standing.refused_at
        elif standing.answer_by:
            yield "appeal_due", standing.answer_by
    for moment in _since_asked(history):
        name = _WORDS.get(moment.event.says) if isinstance(moment.event, Mailed) else None
        if name:
            yield name, moment.event.at


_WORDS: Mapping[MailSays, Happened] = {
    MailSays.ACKNOWLEDGED: "acknowledged_on",
    MailSays.GRANTED: "granted_on",
    MailSays.NOT_FOUND: "not_found_on",
}


def _since_asked(history: History) -> Iterator[Moment]:
    since = history.standing.submitted_at
    return (one for one in history.moments if since is not None and one.event.at >= since)


def _deadline_passed(history: History) -> datetime | None:
    """The request's first deadline that passed; not an appeal's, nor one that was extended after all."""
    if not history.standing.overdue and history.standing.appealed_at is None:
        return None
    passed = (one.before for one in _since_asked(history) if one.before and one.became_overdue)
    ends = (before.answer_by for before in passed if before.appealed_at is None)
    return next((end for end in ends if end is not None), None)


def _refused_first(history: History) -> datetime | None:
    """When the refusal came that stands; not that of an appeal against it."""
    first: datetime | None = None
    for one in history.moments:
        refused = one.after.refused_at
        first = None if refused is None else first or refused
    return first


def _day(moment: datetime | None) -> date | None:
    return moment.date() if moment else None
