"""A window as an ordinary browser: opened and waited for, and nothing in it is read or blocked."""

import asyncio
from collections.abc import Callable
from contextlib import suppress

from playwright.async_api import Error as PlaywrightError

from optout.channels.web.browser import Browser

SHOWN = (
    "This window is an ordinary browser: whatever its pages load from others is loaded, nothing is"
    " filled in, and optout watches nothing in it. Close it when you are done."
)


async def show(browser: Browser, url: str, watch_s: float, tell: Callable[[str], None]) -> None:
    """Open ``url`` and wait until the window is closed, or the time is over."""
    tell(SHOWN)
    with suppress(PlaywrightError, TimeoutError):  # closing the window breaks off whatever it does
        async with asyncio.timeout(watch_s), browser.context() as context:
            page = await context.new_page()
            closed = asyncio.Event()
            page.on("close", lambda _: closed.set())
            await page.goto(url, wait_until="commit")
            await closed.wait()
