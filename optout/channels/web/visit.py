"""One visit to a provider's site: what a flow needs, by browser or by plain HTTP."""

from collections.abc import Callable, Sequence
from typing import Protocol

from optout.channels.web.controls import Control, Seen
from optout.channels.web.filling import Entry
from optout.channels.web.seeking import Around, Sought, Spot
from optout.requests.outcome import Sent

Until = Callable[[Seen], bool]


class Visit(Protocol):
    """Every method raises ``Unanswered`` for what the site or the network does, and stays bounded."""

    async def open(self, url: str) -> None:
        """Go to ``url``; redirects only to hosts the provider speaks for."""
        ...

    async def look(
        self, until: Until, also: Sequence[Sought] = (), patience_s: float | None = None
    ) -> Seen:
        """The page as soon as ``until`` is true of it, or as it is when waiting has no more use.

        ``also`` is looked for in the same reading: ``Seen.found``. ``patience_s`` shortens the
        waiting; None waits as long as a loaded page may take to show its sign.
        """
        ...

    async def settle(self) -> None:
        """Wait until the page's scripts expect no more answers; timeout if they always do."""
        ...

    async def fill(self, entries: Sequence[Entry]) -> None: ...

    async def press(self, target: Control | Spot, around: Around | None = None) -> None:
        """Press a control, or what is none: with the mouse in its middle where that is free.

        What has to be in a row (``around``) is pressed without the mouse, at the very moment at which
        the row says what it said; form-changed where it does not.
        """
        ...

    async def reveal(self, sought: Sought) -> bool:
        """Bring the first match into view, so that what is in it is drawn; False where there is none."""
        ...

    async def picture(self, name: str) -> bool:
        """Keep a screenshot as evidence; False where the browser would not give one in time.

        Without a browser there is no picture to take.
        """
        ...

    async def source(self) -> str:
        """The page's HTML as it is now."""
        ...

    @property
    def effects(self) -> int:
        """How many requests may have had an effect by now, whoever caused them."""
        ...

    def sent(self) -> Sent:
        """What became of the last ``open`` or ``press``: left, answered, or nothing left at all."""
        ...
