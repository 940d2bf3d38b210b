"""A step by hand in a window: its form filled as far as is sure, or its link opened; no more."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from typing import NoReturn

from playwright.async_api import CDPSession, Page
from playwright.async_api import Error as PlaywrightError

from optout.catalog.steps import HandStep
from optout.channels.attempt import Attempt, Capture, Disclosed, Exchange
from optout.channels.hand_address import hand_address
from optout.channels.web.assisted_wire import AssistedWire
from optout.channels.web.bounds import Bounds
from optout.channels.web.browser import Browser
from optout.channels.web.browsing import BrowserVisit, browser_visit
from optout.channels.web.hand_filling import HandFilling
from optout.channels.web.hand_words import FILLING, linked_words
from optout.channels.web.ordinary_window import show
from optout.channels.web.watching import Over, Watch
from optout.requests.failures import Failure
from optout.requests.outcome import Answer, Outcome, Sent

_BOUNDS = Bounds()


class HandWindow:
    """Runs a step by hand with the person. ``tell`` gets lines for their terminal.

    ``then`` are the lines that say what they do, told once the page is there.
    """

    def __init__(
        self,
        browser: Browser,
        tell: Callable[[str], None],
        watch_s: float,
        then: Sequence[str] = (),
        bounds: Bounds = _BOUNDS,
    ) -> None:
        self._browser = browser
        self._tell = tell
        self._watch_s = watch_s
        self._then = then
        self._bounds = bounds

    async def run(self, step: HandStep, attempt: Attempt, capture: Capture) -> Outcome:
        """Never raises for what the site, or the person, does; nothing is pressed, whatever shows.

        The task stays the person's: only they know what they did. Where a form left the window
        meanwhile, that it may have been sent is said.
        """
        address = hand_address(step, attempt.provider, attempt.facts)
        for meaning, value in address.told.items():
            capture.disclosed.append(Disclosed(meaning, address.host, value))
        for line in linked_words(address):
            self._tell(line)
        opened = address.link or address.plain
        if not step.fills:
            return await self._opened(opened)
        return await self._with_form(step, attempt, capture, opened)

    async def _opened(self, link: str) -> Outcome:
        """In an ordinary browser, in which nothing is watched: such pages need much from elsewhere."""
        for line in self._then:
            self._tell(line)
        try:
            await show(self._browser, link, self._watch_s, self._tell)
        except asyncio.CancelledError:
            _go_on()
        return _by_hand("the page was opened; what was done there was not watched")

    async def _with_form(self, step: HandStep, attempt: Attempt, capture: Capture, link: str) -> Outcome:
        """What the person does is not kept as evidence: it may be a password, or a passport."""
        self._tell(FILLING)
        wire: AssistedWire | None = None
        exchanges: list[Exchange] = []
        try:
            async with self._visit(attempt, capture, exchanges) as (visit, watch):
                wire = watch.wire
                filling = HandFilling(visit, watch, step, attempt, capture)
                await filling.fill(link, self._bounds.attempt_s)
                capture.exchanges.extend(exchanges)
                await self._theirs(watch)
        except Over as over:
            return _ended(str(over), wire)
        except asyncio.CancelledError:
            _go_on()
            return _ended("you stopped it", wire)
        except PlaywrightError:
            return _ended("the window was closed, or the browser failed", wire)

    async def _theirs(self, watch: Watch) -> NoReturn:
        """Ends with ``Over``, or with the window."""
        for line in self._then:
            self._tell(line)
        while True:
            await watch.pause()

    @asynccontextmanager
    async def _visit(
        self, attempt: Attempt, capture: Capture, exchanges: list[Exchange]
    ) -> AsyncIterator[tuple[BrowserVisit, Watch]]:
        provider, closed, wires = attempt.provider, asyncio.Event(), list[AssistedWire]()

        def wiring(page: Page, session: CDPSession) -> AssistedWire:
            page.on("close", lambda _: closed.set())
            wires.append(AssistedWire(session, provider, self._bounds, exchanges, self._tell))
            return wires[0]

        async with browser_visit(self._browser, provider, capture, self._bounds, wiring) as visit:
            yield visit, Watch(wires[0], closed, self._watch_s, self._tell)


def _ended(detail: str, wire: AssistedWire | None) -> Outcome:
    if wire is None or wire.sent() == Sent.NO:
        return _by_hand(detail)
    detail = f"{detail}, and something left it"
    return Outcome(Answer.PERSON, Failure.UNSURE, detail=detail, sent=Sent.MAYBE)


def _by_hand(detail: str) -> Outcome:
    return Outcome(Answer.PERSON, Failure.BY_HAND, detail=detail)


def _go_on() -> None:
    """Ctrl-C in the terminal ends the window as closing it does."""
    task = asyncio.current_task()
    if task is not None:
        task.uncancel()
