"""What the page of the assisted browser sends: guarded as ever, but a person may go about in it."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from playwright.async_api import CDPSession

from optout.catalog.definition import Provider
from optout.channels.attempt import Exchange
from optout.channels.web.bounds import Bounds
from optout.channels.web.checks import CHECK_HOSTS, check_host
from optout.channels.web.departures import Departures
from optout.channels.web.recorded import NEVER_LEFT
from optout.channels.web.wire import Wire
from optout.requests.failures import Failure
from optout.requests.outcome import Sent

_MOST_EXCHANGES = 400
_Event = dict[str, Any]


class AssistedWire(Wire):
    """Lets known checks load; after ``watch`` a way that is refused is said, and ends nothing.

    ``checks`` are the names of those that were asked for. What may have told the provider something
    is any page but the one that showed, a form in a frame, and any scripted request that is no GET or
    carries what was entered. ``departures`` says which of it can be the request itself.
    """

    def __init__(
        self,
        session: CDPSession,
        provider: Provider,
        bounds: Bounds,
        exchanges: list[Exchange],
        tell: Callable[[str], None],
    ) -> None:
        known = (*provider.loads_from, *CHECK_HOSTS)
        super().__init__(session, provider.model_copy(update={"loads_from": known}), bounds, exchanges)
        self._own = provider
        self._tell = tell
        self._watching = self._pardoned = False
        self._shown = self._shown_at_first = ""
        self.departures = Departures()
        self.checks: set[str] = set()

    async def start(self) -> None:
        self._session.on("Page.frameRequestedNavigation", self._on_asked)
        await super().start()

    @property
    def host(self) -> str:
        """Where the page that shows comes from."""
        return urlsplit(self._shown).hostname or ""

    def watch(self) -> None:
        """From now on the person acts: what leaves is theirs."""
        self.begin()
        self._watching = True

    def begin(self, url: str = "") -> None:
        super().begin(url)
        self.departures.begin()
        self._shown_at_first = self._shown

    def sent(self) -> Sent:
        if not self._watching:
            return super().sent()
        return self.departures.sent()

    @property
    def anything_left(self) -> bool:
        """Whether the page asked for anything at all, such as what every polling page asks for."""
        return super().sent() != Sent.NO

    def give_up(self, failure: Failure, detail: str) -> None:
        if self._pardoned:
            self._pardoned = False
            return
        super().give_up(failure, detail)

    def _refusal(self, event: _Event) -> tuple[Failure, str] | None:
        if self._watching and not event.get("redirectedRequestId"):
            self._hops = 0
        refusal = super()._refusal(event)
        if refusal is not None and self._watching:
            self._pardoned = True
            self._tell(f"Blocked: {refusal[1]}.")
        elif self._watching and self._may_tell(event["request"]):
            request = event["request"]
            known = str(event.get("networkId", event["requestId"]))
            self.departures.document(known, request["method"], request["url"], is_main=True)
        return refusal

    def _may_tell(self, request: _Event) -> bool:
        return bool(request["method"] != "GET" or request["url"] != self._shown_at_first)

    def _on_asked(self, event: _Event) -> None:
        self.departures.asked(event["url"], event["reason"])

    def _let_pass_or_block(self, event: _Event) -> None:
        url = event["request"]["url"]
        if self._own.may_load(urlsplit(url).hostname or ""):
            return super()._let_pass_or_block(event)
        check = check_host(url)
        if check is None:
            answer = {"requestId": event["requestId"], "errorReason": "BlockedByClient"}
            return self._spawn("Fetch.failRequest", answer)
        if check not in self.checks:
            self.checks.add(check)
            self._tell(f"This page loads a check from {check}, which can see the page and its address.")
        return super()._let_pass_or_block(event)

    def _on_request(self, event: _Event) -> None:
        if event.get("redirectResponse"):
            self.departures.answered(event["requestId"])
        super()._on_request(event)
        if self._watching and not self._is_main(event):
            self._note(event["requestId"], event["request"], event.get("type") == "Document")

    def _note(self, known: str, request: _Event, is_document: bool) -> None:
        """What a frame, a script or an image asks the provider for; a check is no provider."""
        method, url = request["method"], request["url"]
        if not self._own.may_load(urlsplit(url).hostname or ""):
            return
        if is_document:
            self.departures.document(known, method, url, is_main=False)
        else:
            self.departures.scripted(known, method, url, request.get("postData", ""))

    def _on_response(self, event: _Event) -> None:
        super()._on_response(event)
        if event["requestId"] == self._main:
            self._shown = str(event["response"]["url"])
        self.departures.answered(event["requestId"])

    def _on_failed(self, event: _Event) -> None:
        if any(one in str(event.get("errorText", "")) for one in NEVER_LEFT):
            self.departures.never_left(event["requestId"])
        super()._on_failed(event)

    def _keep(self, request: _Event, response: _Event, body: bytes) -> None:
        if len(self._exchanges) < _MOST_EXCHANGES:
            super()._keep(request, response, body)
