"""How far a request is proven: the rungs from *asked* to *proven*. Pure."""

from dataclasses import dataclass
from datetime import datetime

from optout.report.words import day
from optout.requests.history import History
from optout.requests.state import KEPT, State

RUNGS = 4
_LISTED = frozenset({State.FOUND, State.REAPPEARED})


@dataclass(frozen=True, slots=True)
class Proof:
    """``rung`` 0 nothing, 1 asked, 2 the provider confirmed, 3 absence seen, 4 absence proven.

    ``at`` is the last moment that supports it.
    """

    rung: int
    words: str
    at: datetime | None


def proof_of(history: History) -> Proof:
    """The highest rung that the request stands on now."""
    standing, absent = history.standing, _last_absent(history)
    held = standing.resting in KEPT
    if held and standing.searchable and standing.submissions and absent:
        words = "in force" if history.planned.tracks == "standing" else "absence proven"
        return Proof(4, f"{words}, last on {day(absent)}", absent)
    if absent and (standing.resting == State.CLEAR or held):
        return Proof(0, f"not listed there on {day(absent)}", absent)
    if standing.absences and absent:
        count = f"{standing.absences} of {standing.absences_needed}"
        return Proof(3, f"seen absent {count}, last on {day(absent)}", absent)
    if standing.resting in _LISTED and standing.read_at:
        return Proof(0, f"listed there, seen on {day(standing.read_at)}", standing.read_at)
    if standing.confirmed or held:
        return Proof(2, "confirmed by the provider", _confirmed_at(history))
    if standing.submitted_at:
        return Proof(1, f"asked on {day(standing.submitted_at)}", standing.submitted_at)
    return Proof(0, "nothing yet", None)


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
