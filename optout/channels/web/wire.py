"""Guards and records what one page sends, over the browser's own protocol.

Playwright's routes would pause every request and do not see the hops of a redirect. Here only
documents pause, each hop of a redirect too, so that none reaches a foreign host or leaves
without encryption; and what ``loads_from`` names, so that it learns no page's whole address. What
a page loads or sends besides is blocked by the browser itself where it is foreign: whoever sees
the page could learn what is typed into it.
"""

import asyncio
import base64
from typing import Any
from urllib.parse import SplitResult, urlsplit

from playwright.async_api import CDPSession
from playwright.async_api import Error as PlaywrightError

from optout.catalog.definition import Provider
from optout.channels.attempt import Exchange
from optout.channels.web.bounds import Bounds
from optout.channels.web.own_machine import is_own_machine
from optout.channels.web.policy import policy_script
from optout.channels.web.recorded import NEVER_LEFT, exchange_of, stated_length
from optout.channels.web.referrer import with_short_referrer
from optout.http import Unanswered
from optout.requests.failures import Failure
from optout.requests.outcome import Sent

_Event = dict[str, Any]
_SUBS = ("", "*.")
_NO_ADDRESS = ("ERR_UNSAFE_REDIRECT", "ERR_INVALID_REDIRECT")
_MADE = frozenset({"blob", "data", "filesystem"})
_PORTS = frozenset({None, 80, 443})
_SCRIPTED = frozenset({"XHR", "Fetch", "Ping"})
_HARMLESS = frozenset({"GET", "HEAD", "OPTIONS"})


class Wire:
    """``trouble`` is set once, when the page must be given up."""

    def __init__(
        self,
        session: CDPSession,
        provider: Provider,
        bounds: Bounds,
        exchanges: list[Exchange],
    ) -> None:
        self._session = session
        self._provider = provider
        self._bounds = bounds
        self._exchanges = exchanges
        self._requests: dict[str, _Event] = {}
        self._responses: dict[str, _Event] = {}
        self._frame: str | None = None
        self._main: str | None = None
        self._bytes = 0
        self._hops = 0
        self._departed = self._answered = False
        self._tasks: set[asyncio.Task[None]] = set()
        self._scripted: set[str] = set()
        self._ports: set[int | None] = set()
        self._quiet = asyncio.Event()
        self._quiet.set()
        self._arrived = asyncio.Event()
        self._arrived.set()
        self.trouble: asyncio.Future[Unanswered] = asyncio.get_running_loop().create_future()
        self.encrypted = False  # whether the address we opened was: then every hop has to be
        self.status = 0
        self.arrivals = 0
        self.effects = 0  # how often the page went elsewhere, or a script of it sent more than a GET
        self.blank = False

    async def start(self) -> None:
        for event, react in {
            "Fetch.requestPaused": self._on_paused,
            "Network.requestWillBeSent": self._on_request,
            "Network.responseReceived": self._on_response,
            "Network.dataReceived": self._on_data,
            "Network.loadingFinished": self._on_finished,
            "Network.loadingFailed": self._on_failed,
        }.items():
            self._session.on(event, react)
        source = policy_script(self._provider)
        await self._session.send("Page.enable")
        await self._session.send("Page.addScriptToEvaluateOnNewDocument", {"source": source})
        await self._session.send("Network.enable")
        paused = [{"resourceType": "Document"}] if await self._block_foreign() else [{"urlPattern": "*"}]
        told = [f"*://{sub}{name}*" for name in self._provider.loads_from for sub in _SUBS]
        patterns = [*paused, *({"urlPattern": pattern} for pattern in told)]
        await self._session.send("Fetch.enable", {"patterns": patterns})

    async def _block_foreign(self) -> bool:
        """Have the browser block what is foreign; False where it is too old to be told so.

        WebSockets are not covered by that (seen in Chromium 156, 2026-11-21); see ``browser.py``.
        """
        provider = self._provider
        known = [
            f"*://{sub}{name}:*/*" for name in (*provider.domains, *provider.loads_from) for sub in _SUBS
        ]
        rules = [{"urlPattern": pattern, "block": False} for pattern in known]
        rules.append({"urlPattern": "*://*:*/*", "block": True})
        try:
            await self._session.send("Network.setBlockedURLs", {"urlPatterns": rules})
        except PlaywrightError:
            return False
        return True

    def begin(self, url: str = "") -> None:
        """Our own next action starts: what leaves from now on is its doing.

        ``url``: the address that it opens, whose encryption and port then bind the page.
        """
        self.encrypted = self.encrypted or url.startswith("https:")
        self._ports |= {urlsplit(url).port}
        self._hops = 0
        self._departed = self._answered = False

    def sent(self) -> Sent:
        if not self._departed:
            return Sent.NO
        return Sent.YES if self._answered else Sent.MAYBE

    @property
    def travelling(self) -> bool:
        """Whether a document was asked for and has not begun to arrive."""
        return not self._arrived.is_set()

    async def arrival(self) -> None:
        await self._arrived.wait()

    @property
    def is_quiet(self) -> bool:
        return self._quiet.is_set()

    async def quiet(self) -> None:
        """Wait until no script of the page waits for an answer."""
        await self._quiet.wait()

    async def finish(self) -> None:
        """Wait until the bodies that are being read have been read."""
        if self._tasks:
            await asyncio.gather(*self._tasks)

    def give_up(self, failure: Failure, detail: str) -> None:
        if not self.trouble.done():
            self.trouble.set_result(Unanswered(failure, detail))

    def _on_paused(self, event: _Event) -> None:
        self._frame = self._frame or event["frameId"]
        is_main = event["resourceType"] == "Document" and event["frameId"] == self._frame
        if not is_main:
            return self._let_pass_or_block(event)
        refusal = self._refusal(event)
        if refusal is not None:
            self.give_up(*refusal)
            answer = {"requestId": event["requestId"], "errorReason": "Aborted"}
            return self._spawn("Fetch.failRequest", answer)
        self._departed = True
        self.effects += 1
        self._arrived.clear()
        return self._spawn("Fetch.continueRequest", {"requestId": event["requestId"]})

    def _let_pass_or_block(self, event: _Event) -> None:
        """A frame, what comes from ``loads_from``, or all that a browser too old cannot block."""
        parts = urlsplit(event["request"]["url"])
        host = parts.hostname or ""
        answer = {"requestId": event["requestId"]}
        if parts.scheme in ("http", "https") and not self._provider.may_load(host):
            return self._spawn("Fetch.failRequest", {**answer, "errorReason": "BlockedByClient"})
        if not self._provider.speaks_for(host):
            answer |= {"headers": with_short_referrer(event["request"]["headers"])}
        return self._spawn("Fetch.continueRequest", answer)

    def _refusal(self, event: _Event) -> tuple[Failure, str] | None:
        if event.get("redirectedRequestId"):
            self._answered = True
        self._hops += 1
        if self._hops > self._bounds.redirects + 1:
            return Failure.TOO_MANY_REDIRECTS, "too many redirects"
        parts = urlsplit(event["request"]["url"])
        if not self._provider.speaks_for(parts.hostname or ""):
            return Failure.OFF_DOMAIN, "the page leads outside the provider's domains"
        if parts.port not in (_PORTS | self._ports):
            return Failure.OFF_DOMAIN, "the page leads to another port"
        if event["request"]["method"] != "GET" and not self._stays_private(parts):
            return Failure.FORM_CHANGED, "the form would be sent without encryption"
        if parts.scheme != "https" and self.encrypted:
            return Failure.OFF_DOMAIN, "the page leads to an unencrypted address"
        return None

    def _stays_private(self, parts: SplitResult) -> bool:
        """Nobody can listen where it is encrypted, or does not leave this machine."""
        stays = is_own_machine(parts.hostname or "") and not self.encrypted
        return parts.scheme == "https" or stays

    def _on_request(self, event: _Event) -> None:
        request = event["requestId"]
        if event.get("redirectResponse") and request in self._requests:
            self._keep(self._requests[request], event["redirectResponse"], b"")
        if self._is_main(event):
            self._refuse_made_page(event["request"]["url"])
            self._main, self._bytes = request, 0
            self._requests[request] = event["request"]
        elif not self._provider.may_load(urlsplit(event["request"]["url"]).hostname or ""):
            return  # the browser blocks it
        elif event.get("type") == "Document":
            self._departed = True  # a form that is sent in a frame
            self.effects += event["request"]["method"] not in _HARMLESS
        elif event.get("type") in _SCRIPTED:
            self._departed = True
            self.effects += event["request"]["method"] not in _HARMLESS
            self._requests[request] = event["request"]
            self._scripted.add(request)
            self._quiet.clear()

    def _refuse_made_page(self, url: str) -> None:
        """A script can make a page and go there; the provider did not send it."""
        if urlsplit(url).scheme in _MADE:
            self.give_up(Failure.OFF_DOMAIN, "the page leads to one that its script has made")

    def _on_response(self, event: _Event) -> None:
        request, response = event["requestId"], event["response"]
        if request not in self._requests:
            return
        self._answered = self._answered or self._departed
        if request == self._main:
            self.status = response["status"]
            if response.get("protocol") == "http/0.9":
                self.give_up(Failure.BAD_ANSWER, "the answer is not HTTP")
            self._arrive()
            self._limit(stated_length(response))
        if request == self._main or self._requests[request]["method"] != "GET":
            self._responses[request] = response

    def _on_data(self, event: _Event) -> None:
        if event["requestId"] == self._main:
            self._bytes += event["dataLength"]
            self._limit(self._bytes)

    def _on_finished(self, event: _Event) -> None:
        request = event["requestId"]
        self._end(request)
        response = self._responses.pop(request, None)
        if response is not None:
            self._run(self._read(request, response))

    def _on_failed(self, event: _Event) -> None:
        self._end(event["requestId"])
        if event["requestId"] != self._main:
            return
        error = str(event.get("errorText", ""))
        self._arrive()
        if error.endswith("ERR_HTTP_RESPONSE_CODE_FAILURE"):
            self.blank = True
        elif any(one in error for one in _NO_ADDRESS):
            self.give_up(Failure.OFF_DOMAIN, "a redirect to what is no web address")
        elif "ERR_RESPONSE_HEADERS_TOO_BIG" in error:
            self.give_up(Failure.TOO_LARGE, "the answer's headers are too large")
        elif not event.get("canceled") and not error.endswith("ERR_ABORTED"):
            self._departed = self._departed and not any(one in error for one in NEVER_LEFT)
            self.give_up(Failure.NO_CONNECTION, error)

    def _end(self, request: str) -> None:
        self._scripted.discard(request)
        if not self._scripted:
            self._quiet.set()

    def _arrive(self) -> None:
        self.arrivals += 1
        self.blank = False
        self._scripted.clear()
        self._quiet.set()
        self._arrived.set()

    def _limit(self, size: int) -> None:
        if size > self._bounds.document_bytes and not self.trouble.done():
            self.give_up(Failure.TOO_LARGE, "the page is too large")
            self._spawn("Page.stopLoading", {})

    def _is_main(self, event: _Event) -> bool:
        return event.get("type") == "Document" and event.get("frameId") == (
            self._frame or event["frameId"]
        )

    async def _read(self, request: str, response: _Event) -> None:
        """A body that the browser has already let go of is kept as empty: the status counts."""
        try:
            answer = await self._session.send("Network.getResponseBody", {"requestId": request})
        except PlaywrightError:
            answer = {"body": "", "base64Encoded": False}
        text = answer["body"]
        body = base64.b64decode(text) if answer["base64Encoded"] else text.encode()
        self._keep(self._requests[request], response, body)

    def _keep(self, request: _Event, response: _Event, body: bytes) -> None:
        self._exchanges.append(exchange_of(request, response, body))

    def _spawn(self, command: str, params: _Event) -> None:
        self._run(self._send(command, params))

    async def _send(self, command: str, params: _Event) -> None:
        """A request may vanish while we decide on it; then there is nothing to hold back."""
        try:
            await self._session.send(command, params)
        except PlaywrightError as error:
            if "Target" in str(error):
                self.give_up(Failure.OWN_FAULT, "the browser went away")

    def _run(self, doing: Any) -> None:
        task = asyncio.get_running_loop().create_task(doing)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
