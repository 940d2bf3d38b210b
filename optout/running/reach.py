"""The outside world, as attempts see it: one event loop, one browser, one HTTP pool, one mailbox."""

import asyncio
import threading
from collections.abc import Callable, Coroutine
from typing import TYPE_CHECKING, Any, TypeVar

from optout.catalog.catalog import Catalog
from optout.catalog.steps import Step, WebStep
from optout.channels.attempt import Attempt, Capture, Channel
from optout.channels.hand import HandChannel
from optout.errors import OptoutError
from optout.http import HttpClient
from optout.network import Mailbox, Network
from optout.requests.failures import MEANING, Failure
from optout.requests.outcome import Answer, Outcome, Sent
from optout.running.awaiting_code import WAIT_S

if TYPE_CHECKING:
    from optout.channels.web.browser import Browser

T = TypeVar("T")
ATTEMPT_SECONDS = 120.0
"""No attempt takes longer, whatever a channel does; waiting for mailed codes is not counted."""


class Reach:
    """Runs attempts on their channels. Everything heavy starts when it is first needed.

    ``trouble`` is why the browser could not be started the last time it was needed.
    """

    def __init__(
        self,
        network: Network,
        catalog: Catalog,
        find_browser: Callable[[], str | None],
        pause: Callable[[float], Coroutine[Any, Any, None]] = asyncio.sleep,
        attempt_seconds: float | None = None,
    ) -> None:
        self._network = network
        self._catalog = catalog
        self._find_browser = find_browser
        self._pause = pause
        self._attempt_seconds = attempt_seconds
        self._channels: dict[str, Channel] = {}
        self._browser: Browser | None = None
        self._http: HttpClient | None = None
        self._starting = threading.Lock()
        self.trouble: str | None = None
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="reach", daemon=True)
        self._thread.start()

    def prepare(self, step: Step) -> Outcome | None:
        """Start the step's channel. What cannot start here sends nothing, and stops no other channel."""
        try:
            self._channel(step)
        except Exception as fault:
            return self._not_started(self._name(step), fault)
        return None

    def _not_started(self, name: str, fault: Exception) -> Outcome:
        failure = Failure.NO_BROWSER if name == "browser" else Failure.OWN_FAULT
        if failure == Failure.NO_BROWSER:
            self.trouble = str(fault) if isinstance(fault, OptoutError) else MEANING[failure].sentence
        return Outcome(Answer.UNREACHABLE, failure, detail=type(fault).__name__)

    def run(self, step: Step, attempt: Attempt, capture: Capture) -> Outcome:
        """Run one attempt to its outcome; blocks. Never raises for what the outside world does."""
        channel = self._channel(step)
        effect = Sent.MAYBE if attempt.action.has_effect else Sent.NO
        try:
            return self._wait(asyncio.wait_for(channel.run(attempt, capture), self._seconds(attempt)))
        except TimeoutError:
            return Outcome(
                Answer.UNREACHABLE, Failure.TIMEOUT, detail="the attempt's time was over", sent=effect
            )

    def _seconds(self, attempt: Attempt) -> float:
        return (self._attempt_seconds or ATTEMPT_SECONDS) + (WAIT_S if attempt.await_code else 0.0)

    def close(self) -> None:
        """Close the browser and the connections; may be called twice."""
        if self._loop.is_closed():
            return
        if self._browser is not None:
            self._wait(self._browser.close())
        if self._http is not None:
            self._wait(self._http.close())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(timeout=10)
        self._loop.close()

    def _wait(self, work: Coroutine[Any, Any, T]) -> T:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result()

    def _channel(self, step: Step) -> Channel:
        name = self._name(step)
        with self._starting:
            if name not in self._channels:
                self._channels[name] = self._wait(self._open(name))
                self.trouble = None if name == "browser" else self.trouble
            return self._channels[name]

    def _name(self, step: Step) -> str:
        if not isinstance(step, WebStep):
            return step.channel
        return "browser" if step.browser else "web"

    async def _open(self, name: str) -> Channel:
        if name in ("hand", "attest"):
            return HandChannel()
        if name == "mail":
            return _mail_channel(self._network.mailbox)
        if self._http is None:
            self._http = HttpClient(self._network.transport, contact=self._network.contact)
        if name == "site":
            from optout.channels.site.channel import SiteChannel

            return SiteChannel(self._http, self._network.sites, self._pause)
        if name == "api":
            from optout.channels.api.channel import ApiChannel

            return ApiChannel(self._http, self._catalog.flow_of, self._network.secrets, self._pause)
        return await self._web_channel(self._http, with_browser=name == "browser")

    async def _web_channel(self, http: HttpClient, with_browser: bool) -> Channel:
        from optout.channels.web.browser import Browser
        from optout.channels.web.channel import WebChannel

        if with_browser and self._browser is None:
            self._browser = await Browser.start(
                self._find_browser(),
                args=self._network.browser_args,
                ignore_tls_errors=self._network.ignore_tls_errors,
            )
        return WebChannel(self._browser, http)


class _NoMailbox:
    """Stands where no mailbox is set up: every letter waits for one."""

    async def run(self, attempt: Attempt, capture: Capture) -> Outcome:
        return Outcome(Answer.PERSON, Failure.NO_MAILBOX)


def _mail_channel(mailbox: Mailbox | None) -> Channel:
    from optout.channels.mail.sending import MailChannel

    return MailChannel(mailbox) if mailbox else _NoMailbox()
