"""A reading of a page together with what was looked for besides its controls. Pure."""

from collections.abc import Sequence

from optout.channels.web.controls import Control, Seen
from optout.channels.web.seeking import Found, Sought

_NOTHING = Found()


class Looked:
    """``seen`` is the reading; ``also`` what its ``found`` answers, in the same order."""

    def __init__(self, seen: Seen, also: Sequence[Sought] = ()) -> None:
        self.seen = seen
        self.also = tuple(also)
        self._found = dict(zip(also, seen.found, strict=False))

    def of(self, sought: Sought) -> Found:
        """What was found; nothing where it was not looked for."""
        return self._found.get(sought, _NOTHING)

    def controls(self, sought: Sought) -> tuple[Control, ...]:
        """The controls among what was found."""
        return tuple(self._at(self.of(sought).controls))

    def held(self, sought: Sought) -> tuple[Control, ...]:
        """The controls inside of the first that was found."""
        return tuple(self._at(self.of(sought).holds))

    @property
    def is_valid(self) -> bool:
        return all(one.valid for one in self.seen.found)

    def _at(self, places: Sequence[int]) -> list[Control]:
        count = len(self.seen.controls)
        return [self.seen.controls[place] for place in places if 0 <= place < count]
