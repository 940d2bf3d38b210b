"""One browser that is started once, recycled now and then, and started again if it dies.

Contexts share its browser, network and drawing processes; cookies, storage, cache and the processes
that run pages are each context's own, so that nothing of one subject can be read from another's.
"""

import asyncio
import json
import os
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass

from playwright.async_api import Browser as Chromium
from playwright.async_api import BrowserContext, Playwright, ViewportSize, async_playwright
from playwright.async_api import Error as PlaywrightError

_SIGNAL = (
    "Object.defineProperty(Navigator.prototype, 'globalPrivacyControl',"
    " {get: () => true, enumerable: true, configurable: true});"
)
"""The half of Global Privacy Control that a page's own scripts ask for; the other half is a header."""
_QUIET = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-quic",
    "--disable-gpu",
    "--block-new-web-contents",  # a window of its own would be out of reach of the rules on its page
)
_RECYCLE_AFTER = 200
_VIEWPORT: ViewportSize = {"width": 1024, "height": 640}
"""A small laptop's. The browser keeps what it shows several times over: per context 23 MiB, where
1280 by 720 takes 27 (``tests.bench.memory``, 2026-11-21)."""
_CLOSE_S = 5.0
_NO_SIDE_DOORS = (
    "if (!%s.some((host) => location.hostname === host || location.hostname.endsWith('.' + host)))"
    " for (const name of ['WebSocket', 'WebSocketStream', 'WebTransport', 'RTCPeerConnection',"
    " 'webkitRTCPeerConnection', 'Worker', 'SharedWorker', 'fetchLater']) delete window[name];"
    "window.open = () => null;"
)
"""Ways out of a page that the rules on what it may load do not cover (Chromium 156, 2026-11-21).
Closed everywhere but in the frames of the given hosts."""


@dataclass(slots=True, eq=False)
class _Process:
    """One running browser, how many contexts it has given out and how many are open."""

    chromium: Chromium
    given: int = 0
    open: int = 0
    broken: bool = False


class Browser:
    """Gives out fresh contexts. It says what it is: no disguise, its own user agent, Sec-GPC."""

    def __init__(
        self,
        playwright: Playwright,
        executable: str | None,
        args: Sequence[str],
        ignore_tls_errors: bool,
        recycle_after: int,
        visible: bool = False,
        unbound: Sequence[str] = (),
    ) -> None:
        self._playwright = playwright
        self._executable = executable
        self._args = [*_QUIET, *args]
        self._ignore_tls_errors = ignore_tls_errors
        self._recycle_after = recycle_after
        self._visible = visible
        self._doors = _NO_SIDE_DOORS % json.dumps(list(unbound))
        self._process: _Process | None = None
        self._starting = asyncio.Lock()

    @classmethod
    async def start(
        cls,
        executable: str | None,
        args: Sequence[str] = (),
        ignore_tls_errors: bool = False,
        recycle_after: int = _RECYCLE_AFTER,
        *,
        visible: bool = False,
        unbound: Sequence[str] = (),
    ) -> "Browser":
        """Start it now, so that a missing browser is noticed before any work is claimed.

        ``executable`` None means the browser that Playwright has downloaded. ``visible``: it shows a
        window, for a person. ``unbound`` are hosts in whose frames scripts may do what a browser lets
        them, workers for one. Raises Playwright's ``Error`` where it cannot be started.
        """
        playwright = await async_playwright().start()
        browser = cls(playwright, executable, args, ignore_tls_errors, recycle_after, visible, unbound)
        try:
            await browser._running()
        except PlaywrightError:
            await playwright.stop()
            raise
        return browser

    @asynccontextmanager
    async def context(self, *, signal: bool = True) -> AsyncIterator[BrowserContext]:
        """A context of its own, closed afterwards: no cookies, no permissions, no downloads.

        Without ``signal`` it does not opt out by Global Privacy Control: to see what a site then does.
        """
        process = await self._running()
        process.given += 1
        process.open += 1
        try:
            context = await self._fresh(process, signal)
            try:
                yield context
            finally:
                await _close_context(context, process)
        finally:
            process.open -= 1
            await self._retire(process)

    async def close(self) -> None:
        if self._process is not None:
            await _close_process(self._process)
            self._process = None
        await self._playwright.stop()

    async def _fresh(self, process: _Process, signal: bool) -> BrowserContext:
        context = await process.chromium.new_context(
            ignore_https_errors=self._ignore_tls_errors,
            accept_downloads=False,
            service_workers="block",
            extra_http_headers={"Sec-GPC": "1"} if signal else {},
            locale="en-US",
            viewport=None if self._visible else _VIEWPORT,
            no_viewport=self._visible,
        )
        await context.add_init_script(_SIGNAL + self._doors if signal else self._doors)
        return context

    async def _running(self) -> _Process:
        async with self._starting:
            if self._process is None or not self._is_fit(self._process):
                self._process = _Process(await self._launch())
            return self._process

    def _is_fit(self, process: _Process) -> bool:
        fresh = process.given < self._recycle_after and not process.broken
        return fresh and process.chromium.is_connected()

    async def _launch(self) -> Chromium:
        """The sandbox needs a user that is not root; as root Chromium refuses to start with it."""
        return await self._playwright.chromium.launch(
            executable_path=self._executable,
            headless=not self._visible,
            args=self._args,
            chromium_sandbox=os.geteuid() != 0,
            handle_sigint=False,
            handle_sigterm=False,
            handle_sighup=False,
        )

    async def _retire(self, process: _Process) -> None:
        if process.open == 0 and not self._is_fit(process):
            if self._process is process:
                self._process = None
            await _close_process(process)


async def _close_context(context: BrowserContext, process: _Process) -> None:
    """A context that does not close in time takes its browser with it."""
    try:
        async with asyncio.timeout(_CLOSE_S):
            await context.close()
    except (PlaywrightError, TimeoutError):
        process.broken = True


async def _close_process(process: _Process) -> None:
    try:
        async with asyncio.timeout(_CLOSE_S):
            await process.chromium.close()
    except (PlaywrightError, TimeoutError):
        process.broken = True
