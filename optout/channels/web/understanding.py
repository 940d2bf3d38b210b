"""What controls ask for, decided from their words, neighbours and order. Pure.

No meaning is better than a wrong one. What is never filled whatever its label says: passwords,
payment, official numbers, facts about other people.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from optout.channels.web.controls import Control
from optout.channels.web.families import is_shown_otherwise
from optout.channels.web.forms.group import read_together
from optout.channels.web.forms.single import Reading, read_control

_SURE = 0.5
_QUOTED = 60


@dataclass(frozen=True, slots=True)
class Understanding:
    """``meaning`` is one of ``people.facts.MEANINGS`` or None; ``confidence`` 0 (none) to 1.

    ``why`` quotes the page's words, so it is for people who look at that page, not for logs.
    """

    meaning: str | None
    confidence: float
    why: str


def understand(controls: Sequence[Control]) -> tuple[Understanding, ...]:
    """One understanding per control, in the same order; ``controls`` may be of several forms."""
    readings = [_read(control) for control in controls]
    for form in {control.form for control in controls}:
        places = [at for at, one in enumerate(controls) if one.form == form and not one.is_pressed]
        together = read_together([controls[at] for at in places], [readings[at] for at in places])
        for at, reading in zip(places, together, strict=True):
            readings[at] = reading
    return tuple(_understanding(reading) for reading in readings)


def _read(control: Control) -> Reading:
    """What nobody but an aid for the blind is told does not count against what is shown."""
    reading = read_control(control)
    if reading.meaning and control.shown_label and is_shown_otherwise(control, reading.meaning):
        return Reading(why=f"its label is shown as {control.shown_label[:_QUOTED]!r}", refused=True)
    return reading


def meanings_of(controls: Sequence[Control]) -> tuple[str | None, ...]:
    """The meaning of each control, or None if not sure enough to fill it."""
    return tuple(one.meaning if one.confidence >= _SURE else None for one in understand(controls))


def _understanding(reading: Reading) -> Understanding:
    if reading.meaning is None:
        return Understanding(None, 0.0, reading.why)
    return Understanding(reading.meaning, reading.confidence, reading.why)
