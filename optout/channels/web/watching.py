"""Watching while a person acts in the window: until they are done, close it, or the time is over."""

import asyncio
from collections.abc import Callable
from time import monotonic

from optout.channels.web.assisted_wire import AssistedWire

_GLANCE_S = 0.3
_TOLD_EVERY_S = 60.0
_CLOSING_S = 2.0


class Over(Exception):
    """The person closed the window, or the time is over. Its text says which."""


class Watch:
    """``seconds`` are counted from ``begin`` on. ``closed`` is set when the window is."""

    def __init__(
        self, wire: AssistedWire, closed: asyncio.Event, seconds: float, tell: Callable[[str], None]
    ) -> None:
        self.wire = wire
        self.tell = tell
        self.seconds = seconds
        self._closed = closed
        self._until: float | None = None
        self._told = 0.0

    def begin(self) -> None:
        """The person acts from now on; again, where what they did until now has told nothing."""
        self.wire.watch()
        if self._until is None:
            self._told = monotonic()
            self._until = self._told + self.seconds

    @property
    def has_begun(self) -> bool:
        return self._until is not None

    async def pause(self) -> None:
        """A moment; raises ``Over`` where there is nothing more to watch."""
        self._look_at_clock()
        try:
            async with asyncio.timeout(_GLANCE_S):
                await self._closed.wait()
        except TimeoutError:
            return
        raise Over("the window was closed")

    async def is_closed(self) -> bool:
        """Whether the window is closed, or is being closed just now."""
        try:
            async with asyncio.timeout(_CLOSING_S):
                await self._closed.wait()
        except TimeoutError:
            return False
        return True

    @property
    def is_lost(self) -> bool:
        """Whether the page must be given up: nothing can be read off it any more."""
        return self.wire.trouble.done()

    def _look_at_clock(self) -> None:
        now = monotonic()
        if self._until is None:
            return
        if now >= self._until:
            raise Over("the time to watch was over")
        if now - self._told >= _TOLD_EVERY_S:
            self._told = now
            minutes = max(1, round((self._until - now) / 60))
            self.tell(f"Still watching, for {minutes} min more.")
