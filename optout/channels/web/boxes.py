"""The control that a definition's hint means, checked against what the form itself says. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from optout.catalog.verbs import Blank, Box
from optout.channels.web.ahead import Hint
from optout.channels.web.controls import Control
from optout.channels.web.families import conflict, is_never_filled
from optout.channels.web.filling import Entry, entry_into, value_of
from optout.channels.web.looked import Looked
from optout.channels.web.understanding import meanings_of
from optout.http import Unanswered
from optout.people.facts import Facts
from optout.requests.failures import Failure


@dataclass(frozen=True, slots=True)
class Boxes:
    """The controls of one form, as they show now, and what each is understood to ask for."""

    looked: Looked
    controls: tuple[Control, ...]
    meanings: Mapping[int, str | None]

    def at(self, hint: Hint) -> tuple[Control, ...]:
        """The control, or the radio group, that the hint means; empty where the form has none.

        What the selector finds once; else the only control that asks for the meaning.
        """
        if isinstance(hint.box, Blank):
            return self._pointed_at(hint)
        pointed = self._pointed_at(hint)
        if len(pointed) > 1 and not _is_group(pointed):
            pointed = self._asking(hint.box.meaning, pointed)
        if len(pointed) == 1 or _is_group(pointed):
            return pointed
        asking = self._asking(hint.box.meaning, self.controls)
        return asking if len(asking) == 1 or _is_group(asking) else ()

    def _pointed_at(self, hint: Hint) -> tuple[Control, ...]:
        found = (one for one in self.looked.controls(hint.sought) if one.visible and not one.is_pressed)
        return tuple(found)

    def _asking(self, meaning: str, among: Sequence[Control]) -> tuple[Control, ...]:
        return tuple(one for one in among if self.meanings.get(one.index) == meaning)


def boxes_in(looked: Looked, controls: Sequence[Control]) -> Boxes:
    """``controls`` are those of the form, as far as it is known."""
    shown = tuple(one for one in looked.seen.controls if one.visible and not one.is_pressed)
    meanings = meanings_of(shown)
    read = {one.index: meaning for one, meaning in zip(shown, meanings, strict=True)}
    return Boxes(looked, tuple(one for one in controls if one.visible and not one.is_pressed), read)


def entry_at(hint: Hint, boxes: Boxes, facts: Facts) -> Entry | None:
    """The entry for a box; None where there is nothing to enter, as for every blank.

    Raises ``Unanswered``: form-changed where the control is gone, asks for something else or is
    never filled; fact-missing where the form insists on what the person did not give.
    """
    found = boxes.at(hint)
    if isinstance(hint.box, Blank):
        _leave_empty(hint.box, found)
        return None
    meaning, fact = hint.box.meaning, value_of(hint.box.meaning, facts)
    if fact is None:
        if any(one.required for one in found):
            raise Unanswered(Failure.FACT_MISSING, f"the form insists on {meaning}")
        return None
    if not found:
        raise Unanswered(Failure.FORM_CHANGED, f"no control for {meaning} is where it was")
    _verify(hint.box, found, boxes)
    entry = entry_into(found, meaning, fact)
    return (
        replace(entry, hint=hint.box.at)
        if entry.control in boxes.looked.controls(hint.sought)
        else entry
    )


def _verify(box: Box, found: Sequence[Control], boxes: Boxes) -> None:
    for control in found:
        if is_never_filled(control):
            raise Unanswered(
                Failure.FORM_CHANGED, f"the control for {box.meaning} is one never to be filled"
            )
        understood = boxes.meanings.get(control.index)
        is_tick = control.type == "checkbox" and box.meaning != "x-consent"
        if is_tick or conflict(box.meaning, understood):
            asks = understood or "a tick"
            raise Unanswered(Failure.FORM_CHANGED, f"the control for {box.meaning} asks for {asks}")


def _leave_empty(blank: Blank, found: Sequence[Control]) -> None:
    if any(one.required and not one.value for one in found):
        detail = f"the form insists on {blank.asks}, which would have to be invented"
        raise Unanswered(Failure.FACT_MISSING, detail)


def _is_group(controls: Sequence[Control]) -> bool:
    """Whether they are radio buttons of one name."""
    radios = all(one.type == "radio" for one in controls)
    return bool(controls) and radios and len({one.name for one in controls}) == 1
