"""The outside world through one window, with a person at it."""

import asyncio
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from optout.catalog.steps import Step, WebStep
from optout.channels.attempt import Attempt, Capture
from optout.errors import OutsideFailure
from optout.network import Network
from optout.requests.failures import Failure
from optout.requests.outcome import Answer, Outcome

if TYPE_CHECKING:
    from optout.channels.web.browser import Browser

WATCH_S = 15 * 60.0
"""How long the person may take."""
SHOWN = (
    "This window is an ordinary browser: whatever its pages load from others is loaded, nothing is"
    " filled in, and optout watches nothing in it. Close it when you are done."
)
NO_WINDOW = "Install Chromium, Chrome or Edge, or name one with --browser; a screen is needed too."


class AssistedReach:
    """The outside world, as one attempt sees it through a window; see ``Runs``."""

    def __init__(
        self,
        network: Network,
        find_browser: Callable[[], str | None],
        why: Failure,
        tell: Callable[[str], None],
        watch_s: float = WATCH_S,
        *,
        visible: bool = True,
    ) -> None:
        self._network = network
        self._find_browser = find_browser
        self._why = why
        self._tell = tell
        self._watch_s = watch_s
        self._visible = visible
        self._runner = asyncio.Runner()
        self._browser: Browser | None = None

    def start(self, unbound: Sequence[str] = ()) -> None:
        """Open the browser; ``OutsideFailure`` where it cannot show a window here."""
        from playwright.async_api import Error as PlaywrightError

        from optout.channels.web.browser import Browser
        from optout.channels.web.checks import CHECK_HOSTS

        try:
            self._browser = self._runner.run(
                Browser.start(
                    self._find_browser(),
                    args=self._network.browser_args,
                    ignore_tls_errors=self._network.ignore_tls_errors,
                    visible=self._visible,
                    unbound=(*CHECK_HOSTS, *unbound),
                )
            )
        except PlaywrightError:
            raise OutsideFailure(
                "The browser could not show a window.", kept="Nothing was opened.", todo=NO_WINDOW
            ) from None

    def prepare(self, step: Step) -> Outcome | None:
        if self._browser is None:
            self.start()
        return None

    def run(self, step: Step, attempt: Attempt, capture: Capture) -> Outcome:
        from optout.channels.web.assisted import AssistedChannel

        if self._browser is None or not isinstance(step, WebStep):
            return Outcome(Answer.PERSON, Failure.BY_HAND, detail="this step is not done on pages")
        channel = AssistedChannel(self._browser, self._why, self._tell, self._watch_s)
        return self._runner.run(channel.run(step, attempt, capture))

    def show(self, url: str) -> None:
        """Open ``url`` in a window and wait until it is closed, or the time is over. Nothing is read."""
        if self._browser is None:
            self.start(unbound=(urlsplit(url).hostname or "",))
        self._tell(SHOWN)
        self._runner.run(self._shown(url))

    async def _shown(self, url: str) -> None:
        from playwright.async_api import Error as PlaywrightError

        if self._browser is None:
            return
        with suppress(PlaywrightError, TimeoutError):  # closing the window breaks off whatever it does
            async with asyncio.timeout(self._watch_s), self._browser.context() as context:
                page = await context.new_page()
                closed = asyncio.Event()
                page.on("close", lambda _: closed.set())
                await page.goto(url, wait_until="commit")
                await closed.wait()

    def close(self) -> None:
        """Close the browser; may be called twice."""
        if self._browser is not None:
            self._runner.run(self._browser.close())
            self._browser = None
        self._runner.close()
