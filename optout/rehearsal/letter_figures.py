"""What happened by letter, as the histories tell it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from optout.rehearsal.claims import Story
from optout.requests.events import MailSays
from optout.requests.history import Moment
from optout.requests.state import Standing, State


@dataclass(frozen=True, slots=True)
class LetterFigures:
    """How often: reminded, appealed, complained (by the person); refused, extended, and answered.

    ``said_done`` and ``said_not_found`` are the providers' word that nobody can check; ``came_back`` are
    letters that were counted as sent and turned out undeliverable.
    """

    reminded: int
    appealed: int
    complained: int
    refused: int
    extended: int
    said_done: int
    said_not_found: int
    came_back: int


def letter_figures(stories: Sequence[Story]) -> LetterFigures:
    """Counted over all requests."""
    pairs = [(one.before, one) for story in stories for one in story.moments if one.before]

    def count(happened: Callable[[Standing, Moment], bool]) -> int:
        return sum(happened(before, moment) for before, moment in pairs)

    return LetterFigures(
        reminded=count(lambda was, now: was.reminded_at is None and now.after.reminded_at is not None),
        appealed=count(lambda was, now: was.appealed_at is None and now.after.appealed_at is not None),
        complained=count(lambda was, now: now.after.escalated and not was.escalated),
        refused=count(lambda was, now: now.after.refused_at not in (None, was.refused_at)),
        extended=count(lambda was, now: _extended(was, now)),
        said_done=count(lambda was, now: _rests(was, now, MailSays.GRANTED)),
        said_not_found=count(lambda was, now: _rests(was, now, MailSays.NOT_FOUND)),
        came_back=count(lambda _, now: now.taken_back),
    )


def _extended(was: Standing, now: Moment) -> bool:
    """An appeal ends the right to extend, and is none itself."""
    appealed = now.after.appealed_at != was.appealed_at
    return now.after.extended and not was.extended and not appealed


def _rests(was: Standing, now: Moment, word: MailSays) -> bool:
    holds = now.after.resting == State.HOLDING and was.resting != State.HOLDING
    return holds and now.after.word == word
