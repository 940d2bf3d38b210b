"""Stands before a twin and serves its form as a changed site would, with the twin none the wiser."""

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, urlencode

from lxml import html
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from optout.catalog.known_form import KnownForm
from tests.drift.kinds import Kind
from tests.drift.page import Names, Page, page_of


@dataclass
class ChangingSite:
    """``applied``: whether the form was served and every kind could change it."""

    app: ASGIApp
    known: KnownForm
    kinds: Sequence[Kind]
    seed: str
    browser: bool
    applied: bool = False
    names: Names = field(default_factory=dict)
    paths: Names = field(default_factory=dict)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        body = await _whole(receive)
        translated = self._translated(body)
        query = self._translated(scope["query_string"])
        path = self.paths.get(scope["path"], scope["path"])
        inner = {
            **scope,
            "path": path,
            "raw_path": path.encode(),
            "query_string": query,
            "headers": [
                (name, str(len(translated)).encode() if name == b"content-length" else value)
                for name, value in scope["headers"]
            ],
        }
        host = dict(scope["headers"]).get(b"host", b"").decode().partition(":")[0]
        answer = _Answer()
        await self.app(inner, _once(translated), answer)
        await answer.pass_on(send, self._changed(answer, host))

    def _translated(self, encoded: bytes) -> bytes:
        """The new names as the twin knows them; what cannot be read passes as it is."""
        if not self.names or b"=" not in encoded:
            return encoded
        pairs = parse_qsl(encoded.decode(), keep_blank_values=True)
        return urlencode([(self.names.get(name, name), value) for name, value in pairs]).encode()

    def _changed(self, answer: "_Answer", host: str) -> bytes:
        if not answer.is_page or not answer.body.strip():
            return answer.body
        rng = random.Random(self.seed)
        page = page_of(answer.body.decode(), self.known, rng, host, self.browser)
        if page is None:
            return answer.body
        could = [kind.mutate(page) for kind in self.kinds]
        self.applied = all(could)
        self._remember(page)
        source = html.tostring(page.document, encoding="unicode", doctype="<!doctype html>")
        return source.encode()

    def _remember(self, page: Page) -> None:
        self.names |= page.names
        self.paths |= page.paths


class _Answer:
    """Collects what the twin answers."""

    def __init__(self) -> None:
        self.start: Message = {}
        self.body = b""

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.start = message
        else:
            self.body += message.get("body", b"")

    @property
    def is_page(self) -> bool:
        return b"text/html" in dict(self.start["headers"]).get(b"content-type", b"")

    async def pass_on(self, send: Send, body: bytes) -> None:
        headers = [
            (name, str(len(body)).encode() if name == b"content-length" else value)
            for name, value in self.start["headers"]
        ]
        await send({**self.start, "headers": headers})
        await send({"type": "http.response.body", "body": body})


async def _whole(receive: Receive) -> bytes:
    body = b""
    while True:
        message = await receive()
        body += message.get("body", b"")
        if not message.get("more_body"):
            return body


def _once(body: bytes) -> Receive:
    async def receive() -> Message:
        return {"type": "http.request", "body": body, "more_body": False}

    return receive
