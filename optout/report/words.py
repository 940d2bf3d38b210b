"""Each event as plain sentences for people. Pure; says no more than the event proves.

No personal data can appear: events hold none. Dates are in UTC.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from optout.people.facts import MEANINGS
from optout.report.words_of_reads import read_words
from optout.report.words_of_replies import answered_words, mailed_words
from optout.report.words_of_sendings import interrupted_words, sending_words
from optout.requests.events import (
    VOLUNTARY,
    Agreed,
    Concluded,
    DeadlinePassed,
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
from optout.requests.history import History, Moment
from optout.requests.rights import Right
from optout.requests.state import State

RIGHTS: Mapping[Right, str] = {
    Right.DELETE: "delete what you hold about me",
    Right.CORRECT: "correct what you hold about me",
    Right.OPT_OUT_OF_SALE: "stop selling and publishing my data",
    Right.OPT_OUT_OF_TRAINING: "do not use my data to train AI",
    Right.LIMIT: "limit the use of my sensitive data",
    Right.OBJECT: "stop using my data; I object",
    Right.WITHDRAW_CONSENT: "I withdraw my consent",
    Right.ACCESS: "tell me what you hold about me",
    Right.TAKE_DOWN: "take this down",
}
"""What each right asks for, as the person would say it."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a history: when, what kind of event, in words, and the state after it."""

    at: datetime
    kind: str
    words: str
    state: State


def lines(history: History) -> tuple[Line, ...]:
    """The history in plain words, oldest first."""
    return tuple(
        Line(moment.event.at, type(moment.event).__name__, sentence(moment, history), moment.after.state)
        for moment in history.told
    )


def sentence(moment: Moment, history: History) -> str:
    """What happened at this moment."""
    return _SENTENCES[type(moment.event)](moment, history)


def day(when: date) -> str:
    """``4 May 2026``; of a moment its day in UTC."""
    return f"{when.day} {when:%B %Y}"


def _planned(moment: Moment, history: History) -> str:
    return f"You decided to ask: “{RIGHTS[history.planned.right]}”. Nobody was contacted yet."


def _law_chosen(moment: Moment, _history: History) -> str:
    if isinstance(moment.event, LawChosen) and moment.event.law != VOLUNTARY:
        return f"The request rests on another law from now on: {moment.event.law}."
    return "The request rests on no law from now on."


def _agreed(moment: Moment, _history: History) -> str:
    event = moment.event
    if not isinstance(event, Agreed):
        raise TypeError("these are the words for an agreement")
    kinds = ", ".join(MEANINGS[meaning] for meaning in event.meanings) or "nothing about you"
    return f"You agreed that these may learn {kinds}: {', '.join(event.recipients)}."


def _intended(moment: Moment, _history: History) -> str:
    if isinstance(moment.event, Intended) and moment.event.assisted:
        return "An attempt began, taken up by you."
    return "An attempt began; what came of it is not known yet."


def _concluded(moment: Moment, history: History) -> str:
    return read_words(moment, history) if moment.is_read else sending_words(moment)


def _deadline(moment: Moment, _history: History) -> str:
    if not moment.became_overdue or not moment.before or not moment.before.answer_by:
        return "A legal deadline ended; nothing was owed any more."
    until = f"The provider had until {day(moment.before.answer_by)} by law."
    if moment.before.absences:
        count = f"{moment.before.absences} of {moment.before.absences_needed}"
        return f"{until} Absence was proven {count} by then, so it is not called overdue yet."
    if any(mail.failure == Failure.MAIL_UNCLEAR for mail in moment.after.unread):
        return f"{until} A mail from it lies unread, which may be its answer: see optout tasks."
    return f"{until} As far as we can tell, it did not do by then what it was asked."


def _resumed(moment: Moment, _history: History) -> str:
    before = moment.before.state if moment.before else None
    if before == State.WITHDRAWN:
        return "You took the request up again."
    return "The pause is over: it is tried again." if before == State.PAUSED else "It is tried again."


def _withdrawn(_moment: Moment, _history: History) -> str:
    return "You withdrew the request. Nothing more is sent; what was sent before stays sent."


_SENTENCES: dict[type, Callable[[Moment, History], str]] = {
    Planned: _planned,
    LawChosen: _law_chosen,
    Agreed: _agreed,
    Intended: _intended,
    Concluded: _concluded,
    Interrupted: lambda moment, _history: interrupted_words(moment),
    Mailed: lambda moment, _history: mailed_words(moment),
    PersonAnswered: lambda moment, _history: answered_words(moment),
    DeadlinePassed: _deadline,
    LookAgain: lambda _moment, _history: "Your word for it is old by now: you are asked to look again.",
    Resumed: _resumed,
    Withdrawn: _withdrawn,
}
