"""An invented API provider, and a channel that talks to a scripted server instead of a network."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest

from optout.catalog.definition import Provider
from optout.channels.api.channel import ApiChannel
from optout.channels.attempt import Attempt
from optout.http import HttpClient
from optout.people.facts import Facts
from optout.requests.actions import Action

Answering = Callable[[httpx.Request], httpx.Response]


@pytest.fixture
def provider() -> Provider:
    return Provider.model_validate(
        {
            "slug": "registry",
            "name": "Registry",
            "kind": "ai_training",
            "country": "US",
            "domains": ["registry.example"],
            "tier": "draft",
            "confidence": "A",
            "proof": {"rung": "registry"},
            "right": "object",
            "tracks": "standing",
            "search": {
                "channel": "api",
                "needs": {"url": "required", "username": "optional"},
                "settings": {"registry_key": "A key."},
            },
            "submit": {"channel": "api", "needs": {"url": "required"}},
            "sources": [{"what": "invented", "as_of": "2026-01-01"}],
            "never_seen_live": "Nothing was seen.",
        }
    )


@pytest.fixture
def attempt(provider: Provider) -> Callable[..., Attempt]:
    def make(action: Action = Action.SEARCH, facts: Facts | None = None) -> Attempt:
        known = Facts({"url": ("https://rosalind.example/",)}) if facts is None else facts
        return Attempt("a-1", provider, action, known, datetime(2026, 3, 1, tzinfo=UTC), "ref-1")

    return make


class Pauses:
    """Counts the seconds that were to be waited, and does not wait."""

    def __init__(self) -> None:
        self.seconds: list[float] = []

    async def __call__(self, seconds: float) -> None:
        self.seconds.append(seconds)


@pytest.fixture
def pauses() -> Pauses:
    return Pauses()


@pytest.fixture
def channel(pauses: Pauses) -> Callable[..., ApiChannel]:
    """``channel(search=..., answering=...)``: a channel whose flow does what the test says."""

    def make(
        answering: Answering = lambda request: httpx.Response(200, json={}),
        secrets: dict[str, str] | None = None,
        **methods: Callable[[Any], Awaitable[Any]],
    ) -> ApiChannel:
        async def call(self: object, visit: Any, method: Callable[[Any], Awaitable[Any]]) -> Any:
            return await method(visit)

        def bound(method: Callable[[Any], Awaitable[Any]]) -> Any:
            return lambda self, visit: call(self, visit, method)

        flow = type("Flow", (), {name: bound(method) for name, method in methods.items()})
        http = HttpClient(transport=httpx.MockTransport(answering))
        return ApiChannel(http, {"registry": flow}.__getitem__, secrets or {}, pauses)

    return make
