"""A window with a person at it: a browser that a second client, the test, looks into and acts in."""

import asyncio
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from playwright.async_api import Page, async_playwright

from optout.catalog.definition import Provider
from optout.catalog.steps import WebStep
from optout.channels.attempt import Capture
from optout.channels.web.assisted import AssistedChannel
from optout.channels.web.browser import Browser
from optout.channels.web.checks import CHECK_HOSTS
from optout.rehearsal.web import LocalWeb
from optout.requests.actions import Action
from optout.requests.failures import Failure
from tests.channels.web.acme import EXECUTABLE, Run, an_attempt, quick

Person = Callable[[Page], Awaitable[None]]
"""What they do in the page; None: nothing at all."""
_PATIENCE_S = 20.0
TURN = "Your turn in the window"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@asynccontextmanager
async def page_through(port: int) -> AsyncIterator[Page]:
    """The one page of the window, through a client of its own, as a person sees it."""
    async with async_playwright() as playwright:
        async with asyncio.timeout(_PATIENCE_S):
            over = await playwright.chromium.connect_over_cdp(f"http://127.0.0.1:{port}")
            pages = [page for context in over.contexts for page in context.pages]
            shown = [page for page in pages if page.url.startswith("https:")]
        yield shown[-1]


@dataclass
class Told:
    """What the terminal said; ``stop`` is Ctrl-C in it."""

    lines: list[str] = field(default_factory=list)
    stop: Callable[[], object] = lambda: None
    _news: asyncio.Event = field(default_factory=asyncio.Event)

    def __call__(self, line: str) -> None:
        self.lines.append(line)
        self._news.set()

    async def until(self, words: str) -> None:
        async with asyncio.timeout(_PATIENCE_S):
            while words not in self.text:
                self._news.clear()
                await self._news.wait()

    @property
    def text(self) -> str:
        return "\n".join(self.lines)


async def visible(web: LocalWeb, port: int) -> Browser:
    """The assisted browser, without a screen: a second client may look in through ``port``."""
    args = (*web.browser_args, f"--remote-debugging-port={port}")
    return await Browser.start(EXECUTABLE, args, ignore_tls_errors=True, unbound=CHECK_HOSTS)


@dataclass(frozen=True)
class Window:
    """Runs an attempt in a window of ``browser``, and has the person act once it is their turn."""

    browser: Browser
    port: int
    why: Failure = Failure.CHALLENGE

    async def run(
        self,
        provider: Provider,
        person: Person | None,
        action: Action = Action.SUBMIT,
        told: Told | None = None,
        watch_s: float = 8.0,
    ) -> Run:
        told, capture = told if told is not None else Told(), Capture()
        channel = AssistedChannel(self.browser, self.why, told, watch_s, quick())
        step = provider.search if action == Action.SEARCH else provider.submit
        assert isinstance(step, WebStep)
        running = asyncio.create_task(channel.run(step, an_attempt(provider, action), capture))
        told.stop = running.cancel
        acting = asyncio.create_task(self._act(person, told))
        outcome = await asyncio.wait_for(running, 40)
        await acting
        return Run(outcome, capture)

    async def _act(self, person: Person | None, told: Told) -> None:
        if person is None:
            return
        await told.until(TURN)
        async with page_through(self.port) as page:
            await person(page)
