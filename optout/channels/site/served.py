"""What a site of the person's own really serves, over bounded HTTP and from no other host."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from optout.channels.api.judgement import refuse
from optout.channels.api.reply import Reply
from optout.channels.attempt import Capture
from optout.http import NO_SUCH_HOST, HttpClient, Unanswered
from optout.requests.failures import Failure
from optout.requests.outcome import Outcome

Pause = Callable[[float], Awaitable[None]]
PAUSE_S = 1.0
_NOTHING = (404, 410)
_NOT_THE_PROVIDER = frozenset({Failure.OFF_DOMAIN, Failure.TOO_LARGE, Failure.TOO_MANY_REDIRECTS})
"""At a provider a maintainer would look; what one person's own site does stops nobody else's request."""


@dataclass(frozen=True, slots=True)
class Served:
    """One file or page. ``text`` is None where it is not there; ``failure`` where nothing is known, and
    ``wait_s`` for how long the site asked to be left alone."""

    url: str = field(repr=False)
    text: str | None = field(default=None, repr=False)
    headers: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    failure: Failure | None = None
    why: str = ""
    wait_s: int | None = None

    @property
    def no_such_host(self) -> bool:
        """Whether the name does not exist, which is not the same as a host that does not answer."""
        return self.failure is Failure.NO_CONNECTION and self.why == NO_SUCH_HOST


class Look:
    """One attempt's look at one site. ``allowed`` says which hosts are asked, redirects included."""

    def __init__(
        self,
        http: HttpClient,
        capture: Capture,
        allowed: Callable[[str], bool],
        pause: Pause = asyncio.sleep,
    ) -> None:
        self._http, self._capture, self._allowed, self._pause = http, capture, allowed, pause
        self._asked = 0

    async def file(self, url: str) -> Served:
        """A text file. A web page in its place is no answer: a site that is broken says nothing."""
        return await self._read(url, lambda reply: refuse(reply))

    async def page(self, url: str) -> Served:
        """A page; its source is the text."""
        return await self._read(url, _no_page)

    async def _read(self, url: str, judge: Callable[[Reply], Outcome | None]) -> Served:
        try:
            return _read_of(url, await self._get(url), judge)
        except Unanswered as error:
            own = Failure.BAD_ANSWER if error.failure in _NOT_THE_PROVIDER else error.failure
            return Served(url, failure=own, why=error.detail, wait_s=error.wait_s)

    async def _get(self, url: str) -> Reply:
        if self._asked:
            await self._pause(PAUSE_S)
        self._asked += 1
        keep = self._capture.exchanges.append
        _, exchange = await self._http.fetch("GET", url, allowed=self._allowed, seen=keep)
        return Reply(exchange)


def _read_of(url: str, reply: Reply, judge: Callable[[Reply], Outcome | None]) -> Served:
    if reply.status in _NOTHING:
        return Served(url)
    no_answer = judge(reply)
    if no_answer is not None:
        return Served(url, failure=no_answer.failure, why=no_answer.detail, wait_s=no_answer.wait_s)
    if reply.status != 200:
        return Served(url, failure=Failure.BAD_ANSWER, why=f"status {reply.status}")
    return Served(url, reply.text(), reply.exchange.response_headers)


def _no_page(reply: Reply) -> Outcome | None:
    """As for data, but a web page is what is wanted."""
    return refuse(reply) if reply.status != 200 else None
