"""How every flow that searches behaves towards the servers that it asks."""

import asyncio
from collections import Counter
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest

from optout import __version__
from optout.catalog.catalog import load_catalog
from optout.catalog.definition import Provider
from optout.catalog.steps import ApiStep
from optout.channels.api.channel import ApiChannel
from optout.channels.attempt import Attempt, Capture
from optout.http import HttpClient
from optout.requests.actions import Action
from optout.requests.failures import Failure
from optout.requests.outcome import Answer, Outcome
from tests.fuzz.recording import (
    Playback,
    Recording,
    recordings_of,
    searched_by_machine,
    settings_of,
)
from tests.providers.visitor import START

CONTACT = "https://privacy.example/optout"
SEARCHED = searched_by_machine()
every_search = pytest.mark.parametrize("provider", SEARCHED, ids=lambda one: one.slug)


def searched(
    provider: Provider, transport: Any, recording: Recording
) -> tuple[Outcome, Capture, list[float]]:
    """One search by a client that knows a contact; the pauses it would have made."""
    pauses: list[float] = []

    async def note(seconds: float) -> None:
        pauses.append(seconds)

    async def search() -> tuple[Outcome, Capture]:
        http, capture = HttpClient(transport, contact=CONTACT), Capture()
        channel = ApiChannel(
            http, load_catalog().flow_of, dict(settings_of(provider, recording.facts)), note
        )
        attempt = Attempt("a-1", provider, Action.SEARCH, recording.facts, START, "ref-1")
        try:
            return await channel.run(attempt, capture), capture
        finally:
            await http.close()

    return *asyncio.run(search()), pauses


def recording_of(provider: Provider) -> Recording:
    return next(recordings_of(provider, seed=3))


@every_search
def test_it_pauses_between_two_calls_to_one_host_and_says_who_it_is(provider: Provider) -> None:
    recording = recording_of(provider)
    _, seen, pauses = searched(provider, Playback(recording, {}), recording)
    hosts = Counter(urlsplit(one.url).hostname for one in seen.exchanges)
    assert isinstance(provider.search, ApiStep)
    assert pauses == [provider.search.pause_s] * sum(count - 1 for count in hosts.values())
    assert provider.search.pause_s >= 1
    told = {dict(one.request_headers)["user-agent"] for one in seen.exchanges}
    purpose = "data opt-out on behalf of the person concerned"
    assert told == {f"optout/{__version__} ({purpose}; {CONTACT})"}


@every_search
def test_a_server_that_asks_for_time_is_left_alone_that_long(provider: Provider) -> None:
    """It is asked nothing more about that, and the schedule learns for how long."""
    slow = httpx.Response(429, json={"error": "slow down"}, headers={"Retry-After": "7200"})
    calls: list[str] = []

    def answer(request: httpx.Request) -> httpx.Response:
        calls.append(str(request.url))
        return slow

    outcome, seen, _ = searched(provider, httpx.MockTransport(answer), recording_of(provider))
    assert outcome.answer is not Answer.ABSENT
    assert (outcome.failure, outcome.wait_s) == (Failure.RATE_LIMITED, 7200)
    assert len(set(calls)) == len(calls) == len(seen.exchanges)


@every_search
def test_it_stays_within_the_time_that_an_attempt_has(provider: Provider) -> None:
    """The pauses of somebody with many things leave time for answers, or the rest is put off."""
    recording = recording_of(provider)
    _, _, pauses = searched(provider, Playback(recording, {}), recording)
    assert sum(pauses) < 90


def test_without_a_contact_nobody_is_named() -> None:
    provider = load_catalog().get("youtube_trainability")
    recording = recording_of(provider)

    async def asked() -> str:
        client = HttpClient(Playback(recording, {}))
        (_, url, _), _ = recording.wire[0]
        _, exchange = await client.fetch("GET", url, allowed=lambda host: True)
        await client.close()
        return dict(exchange.request_headers)["user-agent"]

    assert asyncio.run(asked()) == (
        f"optout/{__version__} (data opt-out on behalf of the person concerned)"
    )
