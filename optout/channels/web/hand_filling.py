"""Fills the form of a step by hand in a window that is open, or says why it does not."""

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from urllib.parse import urlsplit

from optout.catalog.steps import HandStep
from optout.channels.attempt import Attempt, Capture, Disclosed, FilledIn
from optout.channels.web.browsing import BrowserVisit
from optout.channels.web.controls import Seen
from optout.channels.web.filling import Entry
from optout.channels.web.hand_form import hand_entries
from optout.channels.web.hand_words import HALF, TOO_LONG, filled_words, left_words, unfilled_words
from optout.channels.web.watching import Watch
from optout.channels.web.written_at import selector_of
from optout.http import Unanswered


@dataclass(frozen=True, slots=True)
class HandFilling:
    """One page, opened and filled once. What is typed is noted as told before it is."""

    visit: BrowserVisit
    watch: Watch
    step: HandStep
    attempt: Attempt
    capture: Capture

    async def fill(self, link: str, within_s: float) -> None:
        """The person's turn has begun when this is over, whatever came of it."""
        try:
            async with asyncio.timeout(within_s):
                await self._enter(await self._shown(link))
        except Unanswered as why:
            self.watch.tell(unfilled_words(why))
        except TimeoutError:
            self.watch.tell(HALF if self.watch.has_begun else TOO_LONG)
        if not self.watch.has_begun:
            self.watch.begin()

    async def _shown(self, link: str) -> Seen:
        await self.visit.open(link)
        return await self.visit.look(self._has_form)

    def _has_form(self, seen: Seen) -> bool:
        with suppress(Unanswered):
            self._found(seen)
            return True
        return False

    def _found(self, seen: Seen) -> tuple[tuple[Entry, ...], tuple[str, ...]]:
        return hand_entries(seen, self.attempt.provider, self.step, self.attempt.facts)

    async def _enter(self, seen: Seen) -> None:
        entries, left = self._found(seen)
        self.watch.wire.departures.entered(entry.value for entry in entries)
        self.watch.begin()  # a page may send what is typed while it is typed
        self._note(entries, urlsplit(seen.url).hostname or "")
        try:
            await self.visit.fill(entries)
        except Unanswered:
            self.watch.tell(HALF)
            return
        await self.visit.picture("filled")
        for line in (filled_words(entries), *left_words(left, self.attempt.facts)):
            self.watch.tell(line)

    def _note(self, entries: Sequence[Entry], host: str) -> None:
        """The page's own scripts read what is typed, sent or not."""
        for entry in entries:
            self.capture.disclosed.append(Disclosed(entry.meaning, host, entry.fact))
            where = selector_of(entry.control)
            self.capture.filled.append(FilledIn(where, entry.meaning, entry.value))
