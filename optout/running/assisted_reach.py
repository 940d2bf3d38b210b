"""The outside world through one window, with a person at it."""

import asyncio
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from optout.catalog.steps import HandStep, Step, WebStep
from optout.channels.attempt import Attempt, Capture
from optout.errors import OutsideFailure
from optout.network import Network
from optout.requests.failures import Failure
from optout.requests.outcome import Answer, Outcome

if TYPE_CHECKING:
    from optout.channels.web.browser import Browser

WATCH_S = 15 * 60.0
"""How long the person may take."""
NO_WINDOW = "Install Chromium, Chrome or Edge, or name one with --browser; a screen is needed too."


class AssistedReach:
    """The outside world, as one attempt sees it through a window; see ``Runs``.

    ``then`` is what the person is told to do once the page of a step by hand is there.
    """

    def __init__(
        self,
        network: Network,
        find_browser: Callable[[], str | None],
        why: Failure,
        tell: Callable[[str], None],
        watch_s: float = WATCH_S,
        *,
        then: Sequence[str] = (),
        visible: bool = True,
    ) -> None:
        self._network = network
        self._find_browser = find_browser
        self._why = why
        self._tell = tell
        self._watch_s = watch_s
        self._then = then
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
            ordinary = [step.url] if isinstance(step, HandStep) and not step.fills else []
            self.start(unbound=[_host(url) for url in ordinary])
        return None

    def run(self, step: Step, attempt: Attempt, capture: Capture) -> Outcome:
        from optout.channels.web.assisted import AssistedChannel
        from optout.channels.web.hand_window import HandWindow

        if self._browser is not None and isinstance(step, HandStep):
            window = HandWindow(self._browser, self._tell, self._watch_s, self._then)
            return self._runner.run(window.run(step, attempt, capture))
        if self._browser is None or not isinstance(step, WebStep):
            return Outcome(Answer.PERSON, Failure.BY_HAND, detail="this step is not done on pages")
        channel = AssistedChannel(self._browser, self._why, self._tell, self._watch_s)
        return self._runner.run(channel.run(step, attempt, capture))

    def show(self, url: str) -> None:
        """Open ``url`` in a window and wait until it is closed, or the time is over. Nothing is read."""
        from optout.channels.web.ordinary_window import show

        if self._browser is None:
            self.start(unbound=(_host(url),))
        if self._browser is not None:
            self._runner.run(show(self._browser, url, self._watch_s, self._tell))

    def close(self) -> None:
        """Close the browser; may be called twice."""
        if self._browser is not None:
            self._runner.run(self._browser.close())
            self._browser = None
        self._runner.close()


def _host(url: str) -> str:
    return urlsplit(url).hostname or ""
