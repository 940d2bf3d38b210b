"""How far a request has come: the steps from *asked* to *proven*. Pure."""

from dataclasses import dataclass
from datetime import datetime

from optout.report.words import day
from optout.requests.history import History
from optout.requests.state import KEPT, State

STEPS = 4
_BY_WORD = KEPT | {State.SUBMITTED}
_LISTED = frozenset({State.FOUND, State.REAPPEARED})


@dataclass(frozen=True, slots=True)
class Progress:
    """``step`` 0 nothing, 1 asked, 2 the provider confirmed, 3 absence seen, 4 absence proven.

    ``at`` is the last moment that supports it.
    """

    step: int
    words: str
    at: datetime | None


def progress_of(history: History) -> Progress:
    """The highest step that the request stands on now."""
    standing, absent = history.standing, _last_absent(history)
    held = standing.resting in KEPT
    if held and standing.searchable and standing.submissions and absent:
        words = "in force" if history.planned.tracks == "standing" else "absence proven"
        return Progress(4, f"{words}, last on {day(absent)}", absent)
    if absent and (standing.resting == State.CLEAR or held):
        return Progress(0, f"not listed there on {day(absent)}", absent)
    if standing.absences and absent:
        count = f"{standing.absences} of {standing.absences_needed}"
        return Progress(3, f"seen absent {count}, last on {day(absent)}", absent)
    if standing.resting in _LISTED and standing.read_at:
        return Progress(0, f"listed there, seen on {day(standing.read_at)}", standing.read_at)
    given = standing.attested_at
    if given and standing.resting in _BY_WORD and not standing.confirmed:
        return Progress(1, f"set by you on {day(given)}, by your own word", given)
    if standing.confirmed or held:
        return Progress(2, "confirmed by the provider", _confirmed_at(history))
    if standing.submitted_at:
        return Progress(1, f"asked on {day(standing.submitted_at)}", standing.submitted_at)
    return Progress(0, "nothing yet", None)


def _last_absent(history: History) -> datetime | None:
    return next((m.event.at for m in reversed(history.moments) if m.read_absent), None)


def _confirmed_at(history: History) -> datetime | None:
    """When the present run of being confirmed began."""
    began = None
    for moment in reversed(history.moments):
        if not moment.after.confirmed:
            break
        began = moment.event.at
    return began
