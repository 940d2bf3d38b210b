"""What a flow has entered and pressed on the page where it stands."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from optout.channels.web.controls import Control
from optout.channels.web.filling import Entry

_BOXES = ("checkbox", "radio")
_TYPED = ("input", "select", "textarea")


@dataclass(slots=True)
class Entered:
    """``typed`` are the entries that no press has told to anybody yet; ``named`` all the meanings
    since the page was opened, ``sought`` those of them without a hint; ``within`` is the form that
    the definition named last.
    """

    typed: list[Entry] = field(default_factory=list)
    named: list[str] = field(default_factory=list)
    sought: list[str] = field(default_factory=list)
    within: str | None = None
    _controls: set[tuple[str, ...]] = field(default_factory=set)
    _told: frozenset[tuple[str, ...]] = frozenset()

    @property
    def is_any(self) -> bool:
        """Whether anything was entered or ticked since the flow began."""
        return bool(self._controls)

    def enter(self, entries: Sequence[Entry], named: Iterable[str], sought: Iterable[str]) -> None:
        self.typed.extend(entries)
        self.named.extend(named)
        self.sought.extend(sought)
        self._controls.update(_signature(entry.control) for entry in entries)

    def tick(self, control: Control) -> None:
        self._controls.add(_signature(control))

    def leave(self) -> None:
        """The page is left, or what was entered was sent."""
        typed = (one.control for one in self.typed if one.control.tag in _TYPED)
        self._told = frozenset(_labelled(one) for one in typed if one.type not in _BOXES) or self._told
        self.typed.clear()
        self.named.clear()
        self.sought.clear()
        self.within = None

    def among(self, controls: Iterable[Control]) -> frozenset[int]:
        """The controls, by index, that hold what was entered: still there, and not empty."""
        ours = (one for one in controls if _signature(one) in self._controls)
        return frozenset(one.index for one in ours if (one.checked if one.type in _BOXES else one.value))

    def was_told_by(self, controls: Iterable[Control]) -> bool:
        """Whether all boxes are among these whose content the last press that told any has told."""
        return bool(self._told) and self._told <= {_labelled(one) for one in controls}

    def is_emptied(self, controls: Iterable[Control]) -> bool:
        """Whether a box that was filled stands where it stood, and is empty again."""
        empty = {(one.index, _signature(one)) for one in controls if not one.value}
        filled = (one.control for one in self.typed if one.control.tag in _TYPED)
        return any((one.index, _signature(one)) in empty for one in filled if one.type not in _BOXES)


def _labelled(control: Control) -> tuple[str, ...]:
    return *_signature(control), control.label


def _signature(control: Control) -> tuple[str, ...]:
    value = control.value if control.type in _BOXES else ""
    return control.tag, control.type, control.name, control.id, value
