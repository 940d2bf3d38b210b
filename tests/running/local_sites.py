"""Twins on the local web, reached as in production; a change may stand before each."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from optout.catalog.catalog import Catalog
from optout.channels.web.browser_path import require_browser
from optout.clock import VirtualClock
from optout.network import Network
from optout.rehearsal.people import synthetic_people
from optout.rehearsal.room import Letters
from optout.rehearsal.stage import START
from optout.rehearsal.twin import World
from optout.rehearsal.web import LocalWeb
from optout.running.reach import Reach

PERSON = synthetic_people(1, 1)[0]
"""Whom the twins list."""


class LocalSites:
    """``place`` puts a fresh twin in; ``reach`` runs attempts there. ``sent``: every body that came."""

    def __init__(self, catalog: Catalog, slugs: tuple[str, ...]) -> None:
        self._catalog = catalog
        self._apps: dict[str, ASGIApp] = {}
        self.sent: list[bytes] = []
        domains = {d: self._leading_to(slug) for slug in slugs for d in catalog.get(slug).domains}
        self._web = LocalWeb(domains)
        self.reach: Reach
        self.network: Network

    @contextmanager
    def open(self) -> Iterator["LocalSites"]:
        self._web.start()
        self.network = Network(self._web.transport, self._web.browser_args, ignore_tls_errors=True)
        self.reach = Reach(self.network, self._catalog, lambda: require_browser(None).path)
        try:
            yield self
        finally:
            self.reach.close()
            self._web.stop()

    def place(self, slug: str, change: Callable[[ASGIApp], ASGIApp] = lambda app: app) -> None:
        world = World(VirtualClock(START), Letters(), START, 1, [PERSON], [])
        self._apps[slug] = change(self._catalog.twin_of(slug)(world).app)
        self.sent.clear()

    def _leading_to(self, slug: str) -> ASGIApp:
        async def app(scope: Scope, receive: Receive, send: Send) -> None:
            async def noted() -> Message:
                message = await receive()
                if message.get("body"):
                    self.sent.append(message["body"])
                return message

            await self._apps[slug](scope, noted, send)

        return app


def replacing(words: Mapping[str, str]) -> Callable[[ASGIApp], ASGIApp]:
    """A change that replaces words in every page."""

    def changed(page: str) -> str:
        for before, after in words.items():
            page = page.replace(before, after)
        return page

    return rewriting(changed)


def rewriting(change: Callable[[str], str]) -> Callable[[ASGIApp], ASGIApp]:
    """A change that passes every page through ``change``."""
    return lambda app: _Changed(app, lambda body: change(body.decode()).encode())


def answering(path: str, page: str, status: int = 200) -> Callable[[ASGIApp], ASGIApp]:
    """A change that answers ``path``, whatever is asked, with this page."""

    def change(app: ASGIApp) -> ASGIApp:
        async def changed(scope: Scope, receive: Receive, send: Send) -> None:
            if scope["path"] != path:
                await app(scope, receive, send)
                return
            headers = [(b"content-type", b"text/html; charset=utf-8")]
            await send({"type": "http.response.start", "status": status, "headers": headers})
            await send({"type": "http.response.body", "body": page.encode()})

        return changed

    return change


class _Changed:
    def __init__(self, app: ASGIApp, change: Callable[[bytes], bytes]) -> None:
        self._app = app
        self._change = change

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        start: Message = {}
        body = b""

        async def collect(message: Message) -> None:
            nonlocal start, body
            if message["type"] == "http.response.start":
                start = message
            else:
                body += message.get("body", b"")

        await self._app(scope, receive, collect)
        whole = self._change(body)
        kept = [one for one in start["headers"] if one[0] != b"content-length"]
        await send({**start, "headers": [*kept, (b"content-length", str(len(whole)).encode())]})
        await send({"type": "http.response.body", "body": whole})
