"""One search of one person at a provider's twin as it went well, to be played back with changes."""

import asyncio
import random
import re
from collections import defaultdict, deque
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qsl, unquote_plus, urlsplit

import httpx

from optout.catalog.catalog import load_catalog
from optout.catalog.definition import Provider
from optout.catalog.steps import ApiStep
from optout.channels.api.channel import ApiChannel
from optout.channels.attempt import Attempt, Capture
from optout.clock import VirtualClock
from optout.http import HttpClient, Transport
from optout.people.disclosure import facts_for
from optout.people.facts import IMPERSONAL, Facts
from optout.people.subject import Subject
from optout.rehearsal.people import synthetic_people
from optout.rehearsal.twin import World
from optout.requests.actions import Action
from optout.requests.outcome import Answer, Outcome
from optout.requests.verdict import Verdict
from optout.running.finding_verdicts import Thing, verdicts
from tests.fuzz.mutations import LOST, Response
from tests.providers.visitor import START, PostOffice

TRIES, STEPS, STEP = 40, 14, timedelta(days=12)
Asked = tuple[str, str, bytes]
_STRING = re.compile(r'"([^"\\]+)"')


@dataclass(frozen=True, slots=True)
class Said:
    """What one search says: of the request as a whole, and of each thing."""

    absent: bool
    of: Mapping[Thing, Verdict]


@dataclass(frozen=True, slots=True)
class Recording:
    """``wire`` are the requests and responses in order; ``truth`` is what the flow said of them."""

    provider: Provider
    facts: Facts
    wire: Sequence[tuple[Asked, Response]] = field(repr=False)
    truth: Said

    def concerns(self, number: int) -> frozenset[Thing]:
        """The things that the response of this number is about: those in its request, else all."""
        _, url, body = self.wire[number][0]
        told, whole = body.decode("utf-8", "replace"), self.asked(number)
        named = {thing for thing in self.truth.of if thing.value in whole}
        return frozenset(named or self._within(f"{unquote_plus(url)} {told}") or self.truth.of)

    def asked(self, number: int) -> set[str]:
        """The words of the request of this number: the values of its query, the strings of its body."""
        _, url, body = self.wire[number][0]
        told, query = body.decode("utf-8", "replace"), parse_qsl(urlsplit(url).query)
        return {*dict(query).values(), *told.split("\n"), *_STRING.findall(told)}

    def _within(self, text: str) -> set[Thing]:
        """Those whose value stands somewhere in it, and not only as a part of another's."""
        found = {thing for thing in self.truth.of if thing.value in text}
        return {
            one
            for one in found
            if not any(one.value != other.value and one.value in other.value for other in found)
        }


def searched_by_machine() -> list[Provider]:
    """Every provider that a flow searches and that has a twin; found, not listed."""
    catalog = load_catalog()
    return [
        one
        for one in catalog
        if isinstance(one.search, ApiStep)
        and (catalog.folder(one.slug) / "twin" / "__init__.py").is_file()
    ]


def recordings_of(provider: Provider, seed: int) -> Iterator[Recording]:
    """Of who is there, of who never was, and of who was there once, where the flow has an answer."""
    clock, [person, unknown, *others] = VirtualClock(START), synthetic_people(seed, 5)
    world = World(clock, PostOffice(), START, seed, [person], others)
    twin: Any = load_catalog().twin_of(provider.slug)(world)
    yield from _recorded(provider, twin, person, clock)
    yield from _recorded(provider, twin, unknown, clock)
    _ask(provider, twin, person, clock)
    for _ in range(STEPS):
        clock.move_to(clock.now() + STEP)
        later = list(_recorded(provider, twin, person, clock))
        if any(Verdict.ABSENT in one.truth.of.values() for one in later):
            yield from later
            return


def _ask(provider: Provider, twin: Any, person: Subject, clock: VirtualClock) -> None:
    """By hand where that is the way, and by the flow where it is."""
    with suppress(NotImplementedError):
        twin.person_does(person, f"https://{provider.domains[0]}/", clock.now())
    if isinstance(provider.submit, ApiStep):
        facts = facts_for(person, provider.submit.needs, on=clock.now().date())
        asyncio.run(run(provider, httpx.ASGITransport(twin.app), facts, Action.SUBMIT, clock))


def _recorded(
    provider: Provider, twin: Any, person: Subject, clock: VirtualClock
) -> Iterator[Recording]:
    """One search without any fault of the twin's; none where every one of them had some."""
    assert provider.search is not None
    facts = facts_for(person, provider.search.needs, on=clock.now().date())
    for _ in range(TRIES):
        before = len(twin.books.faults)
        outcome, seen = asyncio.run(run(provider, httpx.ASGITransport(twin.app), facts, clock=clock))
        if outcome.answer is Answer.PERSON:
            return
        if len(twin.books.faults) == before and seen.flow_ended and seen.exchanges:
            yield Recording(provider, facts, _wire(seen), said(provider, facts, outcome, seen))
            return


def _wire(seen: Capture) -> list[tuple[Asked, Response]]:
    return [
        (
            (one.method, one.url, one.request_body),
            Response(one.status, _end_to_end(one.response_headers), one.response_body),
        )
        for one in seen.exchanges
    ]


def _end_to_end(headers: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
    return tuple(one for one in headers if one[0].lower() not in ("content-length", "content-encoding"))


def said(provider: Provider, facts: Facts, outcome: Outcome, seen: Capture) -> Said:
    things = [Thing(one, value) for one in facts if one not in IMPERSONAL for value in facts.every(one)]
    found = verdicts(provider.slug, things, outcome, seen)
    absent = outcome.answer is Answer.ABSENT and outcome.complete
    return Said(absent, {thing: one.verdict for thing, one in zip(things, found, strict=True)})


async def run(
    provider: Provider,
    transport: Transport,
    facts: Facts,
    action: Action = Action.SEARCH,
    clock: VirtualClock | None = None,
    flow: type | None = None,
) -> tuple[Outcome, Capture]:
    """One attempt of the provider's flow or of ``flow``; it waits for nothing, and has every setting."""

    async def at_once(seconds: float) -> None:
        return None

    http, capture = HttpClient(transport), Capture()
    flow_of = load_catalog().flow_of if flow is None else lambda slug: flow
    channel = ApiChannel(http, flow_of, dict(settings_of(provider, facts)), at_once)
    now = clock.now() if clock else START
    try:
        return await channel.run(Attempt("a-1", provider, action, facts, now, "ref-1"), capture), capture
    finally:
        await http.close()


def settings_of(provider: Provider, facts: Facts) -> Iterator[tuple[str, str]]:
    """What the person of the recording has in their settings."""
    for step in (provider.search, provider.submit):
        if isinstance(step, ApiStep):
            yield from dict.fromkeys(step.settings, "rehearsal-key").items()
            if step.base_setting:
                yield step.base_setting, f"https://{provider.domains[0]}"
            if "aws_email" in step.settings and "email" in facts:
                yield "aws_email", facts.one("email") or ""


class Playback(httpx.AsyncBaseTransport):
    """Answers as recorded, but for the responses that are changed; what is new is a dead end."""

    def __init__(self, recording: Recording, changed: Mapping[int, Response]) -> None:
        self._left: dict[Asked, deque[Response]] = defaultdict(deque)
        for number, (asked, response) in enumerate(recording.wire):
            self._left[asked].append(changed.get(number, response))

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        asked = (request.method, str(request.url), await request.aread())
        left = self._left.get(asked)
        if not left:
            return httpx.Response(599, request=request)
        # A repeated question gets its last answer again.
        response = left.popleft() if len(left) > 1 else left[0]
        if response == LOST:
            raise httpx.ReadError("lost", request=request)
        return httpx.Response(
            response.status, headers=list(response.headers), content=response.body, request=request
        )


def seeds(seed: int, count: int) -> list[int]:
    rng = random.Random(seed)
    return [rng.randrange(1, 10_000) for _ in range(count)]
