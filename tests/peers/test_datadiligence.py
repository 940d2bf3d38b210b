"""Spawning's published client reads our twin as our flow does; our flow reads what its mock answers."""

import asyncio
import random
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from datadiligence.exceptions import SpawningAIAPIError
from datadiligence.rules.spawning import SpawningAPI
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from optout.catalog.catalog import load_catalog
from optout.channels.api.channel import ApiChannel
from optout.channels.attempt import Attempt, Capture
from optout.clock import VirtualClock
from optout.http import HttpClient
from optout.people.facts import Facts
from optout.rehearsal.people import synthetic_people
from optout.rehearsal.twin import World
from optout.rehearsal.web import LocalWeb
from optout.requests.actions import Action
from optout.requests.failures import Failure
from optout.requests.outcome import Answer, Outcome
from optout.requests.verdict import Verdict
from tests.peers.plain_server import serving
from tests.providers.visitor import START, PostOffice

PATH = "/api/v2/query/urls/"
TRIES = 8


@pytest.fixture
def peer(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], SpawningAPI]:
    """The published client with a key, pointed at an address of this machine."""

    def pointed(base: str) -> SpawningAPI:
        monkeypatch.setenv("SPAWNING_OPTS_KEY", "k-1")
        monkeypatch.setattr(SpawningAPI, "SPAWNING_AI_API_URL", base + PATH)
        return SpawningAPI(user_agent="peer", max_retries=0)

    return pointed


async def _look(web: LocalWeb, images: tuple[str, ...]) -> tuple[Outcome, Capture]:
    async def no_pause(seconds: float) -> None:
        return None

    provider, capture, http = (
        load_catalog().get("spawning_registry"),
        Capture(),
        HttpClient(web.transport),
    )
    channel = ApiChannel(http, load_catalog().flow_of, {"spawning_api_key": "k-1"}, no_pause)
    facts = Facts({"x-image-url": images})
    attempt = Attempt("a-1", provider, Action.SEARCH, facts, START, "ref-1")
    try:
        return await channel.run(attempt, capture), capture
    finally:
        await http.close()


def read_by_us(web: LocalWeb, images: tuple[str, ...]) -> dict[str, bool]:
    """Which images are opted out, as our flow reads it, once it is answered."""
    for _ in range(TRIES):
        outcome, capture = asyncio.run(_look(web, images))
        if outcome.answer in (Answer.DONE, Answer.ABSENT):
            return {one.thing: one.verdict is Verdict.ABSENT for one in capture.looked_up}
    raise AssertionError("never answered")


def read_by_peer(api: SpawningAPI, images: tuple[str, ...]) -> dict[str, bool]:
    for _ in range(TRIES):
        try:
            return {image: not ok for image, ok in zip(images, api.is_allowed(urls=images), strict=True)}
        except SpawningAIAPIError:
            continue
    raise AssertionError("never answered")


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_both_clients_read_the_same_from_our_twin_before_and_after_claims_and_reset(
    peer: Callable[[str], SpawningAPI], seed: int
) -> None:
    people, clock = synthetic_people(seed, 3), VirtualClock(START)
    twin: Any = load_catalog().twin_of("spawning_registry")(
        World(clock, PostOffice(), START, seed, people, [])
    )
    web = LocalWeb({"spawningaiapi.com": twin.app})
    web.start()
    try:
        with serving(twin.app) as base:
            api = peer(base)
            for day in (0, 2, 58, 70):
                clock.move_to(START + timedelta(days=day))
                if day == 2:
                    twin.person_does(people[0], "", START + timedelta(days=0))
                for one in people:
                    assert read_by_peer(api, one.images) == read_by_us(web, one.images)
            mine = read_by_us(web, people[0].images)
            assert sorted(mine.values()) == [False, *[True] * (len(mine) - 1)]
    finally:
        web.stop()


def _entries(lines: list[str]) -> Response:
    """As upstream's mock does: every second address is opted out, in the order asked."""
    urls = [line for line in lines if line]
    marks = [{"url": url, "optOut": number % 2 == 0, "optIn": False} for number, url in enumerate(urls)]
    return JSONResponse({"urls": marks})


async def _opts(request: Request) -> Response:
    return _entries((await request.body()).decode().split("\n"))


async def _fails(request: Request) -> Response:
    return PlainTextResponse("fail", 500)


async def _not_json(request: Request) -> Response:
    return PlainTextResponse("not json", 200)


@pytest.fixture
def answering() -> Iterator[Callable[[Any], LocalWeb]]:
    """A server of Spawning's domain that answers every query in one way."""
    running: list[LocalWeb] = []

    def start(answer: Any) -> LocalWeb:
        web = LocalWeb({"spawningaiapi.com": Starlette(routes=[Route(PATH, answer, methods=["POST"])])})
        web.start()
        running.append(web)
        return web

    yield start
    for web in running:
        web.stop()


def test_addresses_in_any_script_are_read_alike(
    answering: Callable[[Any], LocalWeb], peer: Callable[[str], SpawningAPI]
) -> None:
    rng = random.Random(5)
    scripts = ("кот", "写真", "صورة", "größe", "a b".replace(" ", "%20"), "😀")
    images = tuple(f"https://rosalind.example/{rng.choice(scripts)}/{n}.jpg" for n in range(25))
    app = Starlette(routes=[Route(PATH, _opts, methods=["POST"])])
    with serving(app) as base:
        assert read_by_peer(peer(base), images) == read_by_us(answering(_opts), images)


@pytest.mark.parametrize(
    ("answer", "failure"), [(_fails, Failure.SERVER_ERROR), (_not_json, Failure.BAD_ANSWER)]
)
def test_what_is_an_error_to_the_published_client_is_one_to_us(
    answering: Callable[[Any], LocalWeb],
    peer: Callable[[str], SpawningAPI],
    answer: Any,
    failure: Failure,
) -> None:
    images = ("https://rosalind.example/1.jpg", "https://rosalind.example/2.jpg")
    with (
        serving(Starlette(routes=[Route(PATH, answer, methods=["POST"])])) as base,
        pytest.raises(SpawningAIAPIError),
    ):
        peer(base).is_allowed(urls=images)
    outcome, capture = asyncio.run(_look(answering(answer), images))
    assert (outcome.answer, outcome.failure, capture.looked_up) == (Answer.UNREACHABLE, failure, [])
