"""A stage on which a provider's API flow meets its twin, or any other server."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest

from optout.catalog.catalog import load_catalog
from optout.catalog.definition import Provider
from optout.channels.api.channel import ApiChannel
from optout.channels.attempt import Attempt, Capture
from optout.clock import VirtualClock
from optout.http import HttpClient
from optout.people.disclosure import facts_for
from optout.people.facts import Facts
from optout.people.subject import Subject
from optout.rehearsal.people import synthetic_people
from optout.rehearsal.twin import World
from optout.requests.actions import Action
from optout.requests.outcome import Outcome

START = datetime(2026, 3, 2, 9, tzinfo=UTC)
Answering = Callable[[httpx.Request], httpx.Response]


@dataclass
class ApiStage:
    """One provider's flow under a clock that only the test moves; nothing waits."""

    provider: Provider
    secrets: dict[str, str]
    clock: VirtualClock = field(default_factory=lambda: VirtualClock(START))
    pauses: list[float] = field(default_factory=list)

    action: Action = Action.SEARCH

    def scripted(self, answering: Answering, facts: Facts) -> tuple[Outcome, Capture]:
        """One search at a server that answers as the test says."""
        return asyncio.run(self._search(httpx.MockTransport(answering), facts))

    def search(self, twin: Any, subject: Subject) -> tuple[Outcome, Capture]:
        """One search for one person at the provider's twin."""
        assert self.provider.search is not None
        facts = facts_for(subject, self.provider.search.needs, on=self.clock.now().date())
        return asyncio.run(self._search(httpx.ASGITransport(twin.app), facts))

    async def _search(
        self, transport: httpx.AsyncBaseTransport, facts: Facts
    ) -> tuple[Outcome, Capture]:
        http, capture = HttpClient(transport), Capture()
        channel = ApiChannel(http, load_catalog().flow_of, self.secrets, self._pause)
        attempt = Attempt("a-1", self.provider, self.action, facts, self.clock.now(), "ref-1")
        try:
            return await channel.run(attempt, capture), capture
        finally:
            await http.close()

    async def _pause(self, seconds: float) -> None:
        self.pauses.append(seconds)

    def twin(self, people: int = 1, seed: int = 7) -> tuple[Any, list[Subject]]:
        """The provider's twin with that many enrolled people and three strangers, at the start."""
        everybody = synthetic_people(seed, people + 3)
        world = World(
            self.clock, NoPost(), self.clock.now(), seed, everybody[:people], everybody[people:]
        )
        return load_catalog().twin_of(self.provider.slug)(world), everybody[:people]


class NoPost:
    """For providers that send no mail."""

    def send(self, **_mail: Any) -> None:
        raise AssertionError("a mail that nobody expects")

    def put(self, raw: bytes, *, domain: str, to: str, at: datetime) -> None:
        raise AssertionError("a mail that nobody expects")


@pytest.fixture
def api_stage() -> Callable[..., ApiStage]:
    """``api_stage(slug, setting=value)``."""

    def make(slug: str, **secrets: str) -> ApiStage:
        return ApiStage(load_catalog().get(slug), secrets)

    return make
