"""The assisted browser: an attempt's flow in a window that a person sees and acts in."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from playwright.async_api import CDPSession, Page
from playwright.async_api import Error as PlaywrightError

from optout.catalog.steps import WebStep
from optout.channels.attempt import Attempt, Capture
from optout.channels.web.answers import failed
from optout.channels.web.assisted_walk import AssistedWalk
from optout.channels.web.assisted_wire import AssistedWire
from optout.channels.web.bounds import Bounds
from optout.channels.web.browser import Browser
from optout.channels.web.browsing import BrowserVisit, browser_visit
from optout.channels.web.handed_words import BEFORE
from optout.channels.web.verbs import DOING
from optout.channels.web.watching import Watch
from optout.requests.failures import Failure
from optout.requests.outcome import Answer, Outcome, Sent

_BOUNDS = Bounds()


class AssistedChannel:
    """Runs a web step with a person at the window. ``tell`` gets lines for their terminal.

    ``why`` is the failure that they were asked about.
    """

    def __init__(
        self,
        browser: Browser,
        why: Failure,
        tell: Callable[[str], None],
        watch_s: float,
        bounds: Bounds = _BOUNDS,
    ) -> None:
        self._browser = browser
        self._why = why
        self._tell = tell
        self._watch_s = watch_s
        self._bounds = bounds

    async def run(self, step: WebStep, attempt: Attempt, capture: Capture) -> Outcome:
        """See ``Channel``: never raises for what the site, or the person, does."""
        walk: AssistedWalk | None = None
        self._tell(BEFORE)
        try:
            async with asyncio.timeout(self._bounds.attempt_s) as limit:
                async with self._visit(attempt, capture) as (visit, watch):
                    walk = AssistedWalk(watch, self._why, visit, attempt, step, capture, DOING, limit)
                    return await walk.run()
        except TimeoutError:
            return _ended(Failure.TIMEOUT, "the attempt took too long", step, walk)
        except asyncio.CancelledError:
            return self._stopped(step, walk)
        except PlaywrightError as error:
            return _ended(Failure.OWN_FAULT, f"the browser failed: {type(error).__name__}", step, walk)

    def _stopped(self, step: WebStep, walk: AssistedWalk | None) -> Outcome:
        """Ctrl-C before the person's turn: the program itself has pressed nothing that sends."""
        task = asyncio.current_task()
        if task is not None:
            task.uncancel()
        at, sent = (walk.at, walk.sent()) if walk else (step.flow[0].id, Sent.NO)
        if sent == Sent.NO:
            return failed(self._why, at, "you stopped it, and nothing was sent")
        return Outcome(Answer.PERSON, Failure.UNSURE, at, "you stopped it", sent=Sent.MAYBE)

    @asynccontextmanager
    async def _visit(
        self, attempt: Attempt, capture: Capture
    ) -> AsyncIterator[tuple[BrowserVisit, Watch]]:
        provider, closed, wires = attempt.provider, asyncio.Event(), list[AssistedWire]()

        def wiring(page: Page, session: CDPSession) -> AssistedWire:
            page.on("close", lambda _: closed.set())
            wires.append(AssistedWire(session, provider, self._bounds, capture.exchanges, self._tell))
            return wires[0]

        async with browser_visit(self._browser, provider, capture, self._bounds, wiring) as visit:
            yield visit, Watch(wires[0], closed, self._watch_s, self._tell)


def _ended(failure: Failure, detail: str, step: WebStep, walk: AssistedWalk | None) -> Outcome:
    at, sent = (walk.at, walk.sent()) if walk else (step.flow[0].id, Sent.NO)
    return failed(failure, at, detail, sent)
