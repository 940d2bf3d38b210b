"""A room with some twins in it and nothing else: one person, one local web, the web channel.

For what needs single attempts under a still clock, where a rehearsal plays whole months.
"""

import asyncio
import re
from collections.abc import Callable, Mapping, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from types import TracebackType

from starlette.types import ASGIApp, Receive, Scope, Send

from optout.catalog.catalog import Catalog
from optout.catalog.definition import Provider
from optout.catalog.steps import Needs
from optout.channels.attempt import Attempt, Capture, Record
from optout.channels.web.bounds import Bounds
from optout.channels.web.browser import Browser
from optout.channels.web.channel import WebChannel
from optout.clock import VirtualClock
from optout.http import HttpClient
from optout.matching.match import match
from optout.matching.name_in_facts import may_be_of
from optout.people.disclosure import facts_for
from optout.people.facts import Facts
from optout.people.subject import Subject
from optout.rehearsal.building import built
from optout.rehearsal.people import synthetic_people
from optout.rehearsal.stage import START
from optout.rehearsal.twin import Twin, World
from optout.rehearsal.web import LocalWeb
from optout.requests.actions import Action
from optout.requests.outcome import Decision, Outcome

_BOUNDS = Bounds(expect_s=2.0)
_LOOKS, _BETWEEN_S = 60, 0.05
Change = Callable[[ASGIApp], ASGIApp]


@dataclass(slots=True)
class Letters:
    """The post office of the room: it keeps what the twins write."""

    texts: list[str] = field(default_factory=list, repr=False)

    def send(
        self,
        *,
        sender: str,
        to: str,
        subject: str,
        text: str,
        at: datetime,
        authentic: bool = True,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        self.texts.append(text)

    def put(self, raw: bytes, *, domain: str, to: str, at: datetime) -> None:
        self.texts.append(raw.decode("utf-8", "replace"))


class Room:
    """Use as ``async with``. ``place`` puts a fresh twin in; ``attempt`` runs one action against it."""

    def __init__(
        self,
        catalog: Catalog,
        providers: Sequence[Provider],
        executable: str | None,
        seed: int = 1,
        bounds: Bounds = _BOUNDS,
    ) -> None:
        self._catalog = catalog
        self._executable = executable
        self._bounds = bounds
        self._seed = seed
        self.person: Subject = synthetic_people(seed, 1)[0]
        self._apps: dict[str, ASGIApp] = {}
        self._letters: dict[str, Letters] = {}
        self._closing = AsyncExitStack()
        self._web = LocalWeb(
            {domain: self._leading_to(one.slug) for one in providers for domain in one.domains}
        )

    async def __aenter__(self) -> "Room":
        self._web.start()
        self._closing.callback(self._web.stop)
        self._http = HttpClient(self._web.transport)
        self._closing.push_async_callback(self._http.close)
        self._browser = await Browser.start(
            self._executable, self._web.browser_args, ignore_tls_errors=True
        )
        self._closing.push_async_callback(self._browser.close)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        await self._closing.aclose()

    def place(self, slug: str, change: Change = lambda app: app) -> Twin:
        """A fresh twin, always the same for the same seed; ``change`` may stand before its pages."""
        letters = Letters()
        world = World(VirtualClock(START), letters, START, self._seed, [self.person], [])
        twin = built(self._catalog, slug, world)
        self._apps[slug], self._letters[slug] = change(twin.app), letters
        return twin

    async def attempt(
        self, provider: Provider, action: Action, facts: Facts, listing: Record | None = None
    ) -> tuple[Outcome, Capture]:
        capture = Capture()
        attempt = Attempt(
            id="a-1",
            provider=provider,
            action=action,
            facts=facts,
            at=START,
            reference="ref-1",
            listing=listing,
            recognise=self.recognise,
            may_be_of=partial(may_be_of, facts),
            await_code=partial(self._code, provider),
        )
        return await WebChannel(self._browser, self._http, self._bounds).run(attempt, capture), capture

    def facts(self, needs: Needs, listing: Record | None = None) -> Facts:
        """The person's facts for a step's ``needs``."""
        address = listing.address if listing else None
        return facts_for(self.person, needs, on=START.date(), listing_url=address)

    def recognise(self, fields: Mapping[str, str]) -> float | None:
        found = match(self.person, fields, START.date())
        return found.score if found.decision == Decision.SAME else None

    def own(self, records: Sequence[Record]) -> Record | None:
        """The record that is the person's; where none is surely theirs, the first."""
        sure = (one for one in records if self.recognise(one.fields) is not None)
        return next(sure, next(iter(records), None))

    def mailed(self, provider: Provider, facts: Facts) -> Facts:
        """``facts`` with what the twin has mailed since it was placed: the link, or the code."""
        mail = provider.mail
        if mail is None:
            return facts
        link = rf"(https://[^/\s]+{re.escape(mail.link_path or '')}[^\s\"<>]*)"
        pattern = link if mail.expects == "link" else mail.code or link
        value = self._in_letters(provider, pattern)
        meaning = "x-confirm-link" if mail.expects == "link" else "x-code"
        return replace(facts, values={**facts.values, meaning: (value,)}) if value else facts

    async def _code(self, provider: Provider) -> str | None:
        """The twin writes when it answers, which may be a little after the press."""
        pattern = provider.codes.code if provider.codes else None
        for _ in range(_LOOKS if pattern else 0):
            found = self._in_letters(provider, pattern or "")
            if found:
                return found
            await asyncio.sleep(_BETWEEN_S)
        return None

    def _in_letters(self, provider: Provider, pattern: str) -> str | None:
        """The newest that fits."""
        found = (re.search(pattern, text) for text in reversed(self._letters[provider.slug].texts))
        return next((one[1] for one in found if one), None)

    def _leading_to(self, slug: str) -> ASGIApp:
        async def app(scope: Scope, receive: Receive, send: Send) -> None:
            await self._apps[slug](scope, receive, send)

        return app
