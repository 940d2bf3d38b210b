"""A visit in a real browser: one context, one page, one script, no round trip too many."""

import asyncio
import base64
from collections.abc import AsyncIterator, Callable, Coroutine, Sequence
from contextlib import asynccontextmanager
from time import monotonic
from typing import Any, TypeVar

from playwright.async_api import BrowserContext, CDPSession, Page
from playwright.async_api import Error as PlaywrightError
from playwright.async_api import TimeoutError as PlaywrightTimeout

from optout.catalog.definition import Provider
from optout.channels.attempt import Capture
from optout.channels.web.bounds import Bounds
from optout.channels.web.browser import Browser
from optout.channels.web.challenges import challenged
from optout.channels.web.controls import Control, Seen, seen_from
from optout.channels.web.filling import Entry
from optout.channels.web.offered import offered
from optout.channels.web.own_world import OwnWorld
from optout.channels.web.seeking import Around, Found, Sought, Spot, asked
from optout.channels.web.visit import Until
from optout.channels.web.wire import Wire
from optout.http import Unanswered
from optout.requests.failures import Failure
from optout.requests.outcome import Sent

_PICTURE = {"format": "jpeg", "quality": 60, "optimizeForSpeed": True}
_MOVED_ON = (
    "context was destroyed",
    "Cannot find context",
    "uniqueContextId not found",
    "navigated",
    "Promise was collected",
)
_PICTURE_S = 3.0  # a busy machine may never draw one
_GLANCE_S = 0.25  # a change that falls between two readings is seen after this at the latest
_CHALLENGE_S = 4.0
_STILL_S = 1.0  # long enough for the way to another page to have begun
_STUCK_S = 2.0  # a page that waits for the next one, or is busy, may not answer the script at all
_T = TypeVar("_T")


Wiring = Callable[[Page, CDPSession], Wire]
"""Gives a page its wire."""


@asynccontextmanager
async def browser_visit(
    browser: Browser, provider: Provider, capture: Capture, bounds: Bounds, wiring: Wiring | None = None
) -> AsyncIterator["BrowserVisit"]:
    """A visit in a context of its own. Raises Playwright's ``Error`` where the browser is broken."""
    async with browser.context() as context:
        page = await context.new_page()
        session = await context.new_cdp_session(page)
        wire = wiring(page, session) if wiring else Wire(session, provider, bounds, capture.exchanges)
        page.on("crash", lambda _: wire.give_up(Failure.OWN_FAULT, "the page crashed the browser"))
        popups = _close_popups(context)
        world = OwnWorld(session)
        await asyncio.gather(wire.start(), world.start())
        yield BrowserVisit(page, session, wire, world, bounds, capture)
        await wire.finish()
        await asyncio.gather(*popups, return_exceptions=True)


def _close_popups(context: BrowserContext) -> set[asyncio.Task[None]]:
    """Close every further page of the context at once; the tasks that do so."""
    tasks: set[asyncio.Task[None]] = set()
    context.on("page", lambda popup: tasks.add(asyncio.ensure_future(popup.close())))
    return tasks


class BrowserVisit:
    """See ``Visit``."""

    def __init__(
        self,
        page: Page,
        session: CDPSession,
        wire: Wire,
        world: OwnWorld,
        bounds: Bounds,
        capture: Capture,
    ) -> None:
        self._page = page
        self._session = session
        self._wire = wire
        self._world = world
        self._bounds = bounds
        self._capture = capture

    async def open(self, url: str) -> None:
        self._wire.begin(url)
        limit = self._bounds.navigation_s * 1000
        try:
            await self._unless_trouble(self._page.goto(url, wait_until="commit", timeout=limit))
        except PlaywrightTimeout:
            raise Unanswered(Failure.TIMEOUT, "the page did not answer in time") from None
        except PlaywrightError as error:
            self._explain(error)

    async def look(
        self, until: Until, also: Sequence[Sought] = (), patience_s: float | None = None
    ) -> Seen:
        expect_s = min(self._bounds.expect_s, patience_s or self._bounds.expect_s)
        wanted = [asked(one) for one in also]
        seen: Seen | None = None
        documents = self._world.documents
        arrivals, deadline = self._wire.arrivals, monotonic() + expect_s
        patience = _GLANCE_S
        while True:
            read = await self._read(patience, seen is not None, wanted)
            seen = read or (seen if documents == self._world.documents else None)
            documents = self._world.documents
            since = monotonic() - deadline + expect_s
            if seen is not None and (until(seen) or self._is_final(seen, since)):
                return seen
            if arrivals != self._wire.arrivals:
                arrivals, deadline = self._wire.arrivals, monotonic() + expect_s
            left = deadline - monotonic()
            if left <= 0 and self._wire.travelling:
                await self._await_arrival()
            elif left <= 0:
                return self._as_it_is(seen)
            patience = min(max(left, 0.001), _GLANCE_S)

    async def settle(self) -> None:
        try:
            async with asyncio.timeout(self._bounds.expect_s):
                await self._settled()
        except TimeoutError:
            raise Unanswered(Failure.TIMEOUT, "the page's scripts were not answered in time") from None

    async def _settled(self) -> None:
        """No script waits, and a glance later, when answers were drawn, there is still none."""
        while True:
            await self._unless_trouble(self._wire.quiet())
            await self._read(_GLANCE_S, True, [])
            if self._wire.is_quiet:
                return

    async def fill(self, entries: Sequence[Entry]) -> None:
        wanted = [
            {
                **_target(entry.control),
                "value": entry.value,
                "spellings": offered(entry.meaning, entry.fact),
            }
            for entry in entries
        ]
        failing = await self._ask({"kind": "fill", "entries": wanted})
        if failing != -1:
            meaning = entries[failing].meaning if isinstance(failing, int) else "a control"
            raise Unanswered(Failure.FORM_CHANGED, f"{meaning} could not be filled")

    async def press(self, target: Control | Spot, around: Around | None = None) -> None:
        wanted = _spot(target) if isinstance(target, Spot) else _target(target)
        if around is not None:
            wanted["around"] = {"sought": asked(around.sought), "text": around.text}
        spot = await self._ask({"kind": "aim", "target": wanted})
        if spot is None:
            raise Unanswered(Failure.FORM_CHANGED, "the button vanished")
        self._wire.begin()
        if spot["free"] and around is None:
            await self._unless_trouble(self._page.mouse.click(spot["x"], spot["y"]))
        else:
            await self._press_at_once(wanted)

    async def _press_at_once(self, wanted: dict[str, Any]) -> None:
        """A press may lead elsewhere before the script answers: only its "no" is one."""
        if await self._ask({"kind": "press", "target": wanted}) is False:
            raise Unanswered(Failure.FORM_CHANGED, "what was to be pressed has moved")

    async def reveal(self, sought: Sought) -> bool:
        return bool(await self._ask({"kind": "reveal", "sought": asked(sought)}))

    async def picture(self, name: str) -> bool:
        taking = self._session.send("Page.captureScreenshot", _PICTURE)
        try:
            async with asyncio.timeout(_PICTURE_S):
                shot = await self._unless_trouble(taking)
        except (PlaywrightError, TimeoutError):
            return False
        self._capture.screenshots.append((name, base64.b64decode(shot["data"])))
        return True

    async def source(self) -> str:
        return await self._unless_trouble(self._page.content())

    @property
    def effects(self) -> int:
        return self._wire.effects

    def sent(self) -> Sent:
        return self._wire.sent()

    async def _read(
        self, patience: float, was_read: bool, also: Sequence[dict[str, Any]]
    ) -> Seen | None:
        if self._wire.blank:
            nothing = tuple(Found() for _ in also)
            return Seen(url=self._page.url, status=self._wire.status, found=nothing)
        try:
            async with asyncio.timeout(patience + _STUCK_S):
                request = {"kind": "next", "ms": patience * 1000, "wasRead": was_read, "also": also}
                raw = await self._ask(request)
        except TimeoutError:
            return None
        if raw and raw.get("crowded"):
            raise Unanswered(Failure.TOO_LARGE, "the page has too many controls")
        return seen_from(raw, self._wire.status) if raw else None

    def _is_final(self, seen: Seen, since: float) -> bool:
        """Neither an error page nor one without any script gets better by waiting.

        A challenge that lets everybody through by itself does so within seconds. A 404 may be
        drawn by a script. ``since`` is how many seconds ago the page arrived.
        """
        if self._wire.travelling:
            return False
        error = seen.status >= 400 and seen.status != 404
        challenge = since >= _CHALLENGE_S and challenged(seen)
        return error or challenge or (seen.still and since >= _STILL_S)

    def _as_it_is(self, seen: Seen | None) -> Seen:
        if seen is None:
            raise Unanswered(Failure.TIMEOUT, "the page was not complete in time")
        return seen

    async def _await_arrival(self) -> None:
        try:
            async with asyncio.timeout(self._bounds.navigation_s):
                await self._unless_trouble(self._wire.arrival())
        except TimeoutError:
            raise Unanswered(Failure.TIMEOUT, "the page did not answer in time") from None

    async def _ask(self, request: dict[str, Any]) -> Any:
        """The script's answer; None where the page moved on meanwhile."""
        try:
            return await self._unless_trouble(self._world.ask(request))
        except PlaywrightError as error:
            if any(words in str(error) for words in _MOVED_ON):
                return None
            raise

    async def _unless_trouble(self, doing: Coroutine[Any, Any, _T]) -> _T:
        """The result of ``doing``, or at once the trouble that the wire has seen."""
        task = asyncio.ensure_future(doing)
        try:
            awaited: list[asyncio.Future[Any]] = [task, self._wire.trouble]
            await asyncio.wait(awaited, return_when=asyncio.FIRST_COMPLETED)
            if self._wire.trouble.done():
                raise self._wire.trouble.result()
            return task.result()
        finally:
            _drop(task)

    def _explain(self, error: PlaywrightError) -> None:
        """What it means that a page could not be opened; an error page without a body was opened."""
        said = str(error)
        if "ERR_HTTP_RESPONSE_CODE_FAILURE" in said:
            self._wire.blank = True
            return
        if "ERR_TOO_MANY_REDIRECTS" in said:
            raise Unanswered(Failure.TOO_MANY_REDIRECTS, "too many redirects")
        if "ERR_ABORTED" in said or "Download is starting" in said:
            raise Unanswered(Failure.LAYOUT_UNKNOWN, "a file or nothing came instead of a page")
        if "net::ERR_" in said:
            code = said.partition("net::")[2].split()[0]
            raise Unanswered(Failure.NO_CONNECTION, code)
        raise error


def _drop(task: asyncio.Future[Any]) -> None:
    """Cancel what nobody waits for any more, and let nobody be told of its end."""
    if task.done():
        if not task.cancelled():
            task.exception()
        return
    task.cancel()


def _target(control: Control) -> dict[str, Any]:
    tag = control.tag
    return {"index": control.index, "signature": f"{tag}|{control.type}|{control.name}|{control.id}"}


def _spot(spot: Spot) -> dict[str, Any]:
    return {"sought": asked(spot.sought), "nth": spot.nth}
