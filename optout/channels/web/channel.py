"""The web channel: an attempt's step, run in a browser or by plain HTTP, as one outcome."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from playwright.async_api import Error as PlaywrightError

from optout.catalog.steps import WebStep
from optout.channels.attempt import Attempt, Capture
from optout.channels.web.answers import failed
from optout.channels.web.bounds import Bounds
from optout.channels.web.browser import Browser
from optout.channels.web.browsing import browser_visit
from optout.channels.web.looking import LOOKING
from optout.channels.web.plain import PlainVisit
from optout.channels.web.verbs import DOING
from optout.channels.web.visit import Visit
from optout.channels.web.walk import Walk
from optout.http import HttpClient
from optout.requests.actions import Action
from optout.requests.failures import Failure
from optout.requests.outcome import Outcome, Sent

_BOUNDS = Bounds()


class WebChannel:
    """See ``Channel``. ``browser`` may be None where every provider is done by plain HTTP."""

    def __init__(self, browser: Browser | None, http: HttpClient, bounds: Bounds = _BOUNDS) -> None:
        self._browser = browser
        self._http = http
        self._bounds = bounds

    async def run(self, attempt: Attempt, capture: Capture) -> Outcome:
        step = _step_of(attempt)
        if step.browser and self._browser is None:
            return failed(Failure.OWN_FAULT, step.flow[0].id, "there is no browser")
        walk: Walk | None = None
        try:
            async with asyncio.timeout(self._bounds.attempt_s) as limit:
                async with self._visit(step, attempt, capture) as visit:
                    doing = DOING if attempt.look_at is None else LOOKING
                    walk = Walk(visit, attempt, step, capture, doing, limit)
                    return await walk.run()
        except TimeoutError:
            return _ended(Failure.TIMEOUT, "the attempt took too long", step, walk)
        except PlaywrightError as error:
            return _ended(Failure.OWN_FAULT, f"the browser failed: {type(error).__name__}", step, walk)

    @asynccontextmanager
    async def _visit(self, step: WebStep, attempt: Attempt, capture: Capture) -> AsyncIterator[Visit]:
        if self._browser is None or not step.browser:
            yield PlainVisit(self._http, attempt.provider, capture)
            return
        async with browser_visit(self._browser, attempt.provider, capture, self._bounds) as visit:
            yield visit


def _step_of(attempt: Attempt) -> WebStep:
    provider = attempt.provider
    steps = {
        Action.SEARCH: provider.search,
        Action.RECHECK: provider.search,
        Action.SUBMIT: provider.submit,
        Action.CONFIRM: provider.confirm,
    }
    step = steps.get(attempt.action)
    if not isinstance(step, WebStep):
        raise ValueError(f"{provider.slug} has no web step for {attempt.action}")
    return step


def _ended(failure: Failure, detail: str, step: WebStep, walk: Walk | None) -> Outcome:
    at, sent = (walk.at, walk.sent()) if walk else (step.flow[0].id, Sent.NO)
    return failed(failure, at, detail, sent)
