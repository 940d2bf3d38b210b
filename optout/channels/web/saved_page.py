"""Reads a page from its HTML, in a browser that reaches nothing, else from the markup alone."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from playwright.async_api import BrowserContext, Page, Route
from playwright.async_api import Error as PlaywrightError

from optout.channels.web.browser import Browser
from optout.channels.web.controls import Control, Seen, seen_from
from optout.channels.web.markup import Markup
from optout.channels.web.page_script import PAGE_SCRIPT

_ADDRESS = "https://saved.invalid/"
_NOWHERE = (
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
)
_PAGE_S = 4.0
_DRAWING_S = 0.4


@asynccontextmanager
async def offline_browser(executable: str | None) -> AsyncIterator[Browser]:
    """A browser that resolves no name. Raises Playwright's ``Error`` where it cannot be started."""
    browser = await Browser.start(executable, _NOWHERE)
    try:
        yield browser
    finally:
        await browser.close()


async def read_saved(source: str, browser: Browser | None) -> Seen:
    """What the page shows. Where its own scripts draw the form they may run; nothing leaves.

    Without a browser, or where the browser fails or takes too long, the markup alone is read.
    """
    still = Markup(source, _ADDRESS, 200).seen
    if browser is None:
        return still
    seen = await _rendered(source, browser, scripts=False) or still
    if "<script" in source.lower() and (not filled(seen) or "attachShadow" in source):
        drawn = await _rendered(source, browser, scripts=True)
        seen = drawn if drawn and len(filled(drawn)) > len(filled(seen)) else seen
    return seen


def filled(seen: Seen) -> tuple[Control, ...]:
    """The controls to fill or to choose, in the order of the page."""
    return tuple(one for one in seen.controls if _is_native(one))


def _is_native(control: Control) -> bool:
    return not control.is_pressed and control.type != "hidden" and control.tag != "combobox"


async def _rendered(source: str, browser: Browser, scripts: bool) -> Seen | None:
    """The reading, or None where the browser could not make one in time."""
    try:
        async with asyncio.timeout(_PAGE_S), browser.context() as context:
            await _serve_only(context, source)
            return await _look(await context.new_page(), context, scripts)
    except (PlaywrightError, TimeoutError):
        return None


async def _serve_only(context: BrowserContext, source: str) -> None:
    async def answer(route: Route) -> None:
        if route.request.url == _ADDRESS and route.request.method == "GET":
            await route.fulfill(
                body=source.encode("utf-8", "replace"), content_type="text/html; charset=utf-8"
            )
        else:
            await route.abort()

    await context.set_offline(True)
    await context.route("**/*", answer)


async def _look(page: Page, context: BrowserContext, scripts: bool) -> Seen:
    session = await context.new_cdp_session(page)
    await session.send("Emulation.setScriptExecutionDisabled", {"value": not scripts})
    page.on("dialog", lambda dialog: asyncio.ensure_future(dialog.dismiss()))
    await page.goto(_ADDRESS, wait_until="domcontentloaded")
    if scripts:
        await asyncio.sleep(_DRAWING_S)
    return seen_from(await page.evaluate(PAGE_SCRIPT, {"kind": "look"}), 200)
