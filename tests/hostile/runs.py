"""Runs an attempt against a hostile page, and says what was right and what leaked."""

import asyncio
import ssl
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from time import monotonic
from urllib.parse import parse_qsl

import httpx

from optout.channels.attempt import Capture
from optout.channels.web.bounds import Bounds
from optout.channels.web.browser import Browser
from optout.channels.web.channel import WebChannel
from optout.http import HttpClient
from optout.requests.actions import Action
from optout.requests.outcome import Answer, Outcome, Sent
from tests.channels.web.acme import EXECUTABLE, HOST, RECEIPT, a_provider, an_attempt
from tests.hostile.page import PLACES, Hostile, Right, html, opt_out
from tests.hostile.person import PERSON, facts_in
from tests.hostile.recorder import Heard, Recorder, Reply

_ACTIONS = {"form": Action.SUBMIT, "answer": Action.SUBMIT, "search": Action.SEARCH}
_SETTLING_S = 0.15  # what a closing page still sends has arrived by then: it is all on this machine


@dataclass(frozen=True, slots=True)
class Ran:
    """One attempt on one page; ``wrongs`` and ``leaks`` are sentences, none if all is well."""

    outcome: Outcome | None
    seconds: float
    wrongs: tuple[str, ...]
    leaks: tuple[str, ...]


class Range:
    """A recorder, a browser that reaches nothing but it, and one event loop for all attempts."""

    def __init__(self, recorder: Recorder, runner: asyncio.Runner, browser: Browser) -> None:
        self._recorder = recorder
        self._runner = runner
        self._browser = browser

    def run(self, page: Hostile, place: str, way: str, bounds: Bounds) -> Ran:
        capture, start = Capture(), monotonic()
        self._recorder.serve(_site(page, place))
        try:
            outcome = self._runner.run(self._attempt(page, place, way, bounds, capture))
        except Exception as error:
            return Ran(None, monotonic() - start, (f"the channel raised {error!r}",), ())
        seconds = monotonic() - start
        if way == "browser":
            self._runner.run(asyncio.sleep(_SETTLING_S))
        heard = list(self._recorder.heard)
        wrongs = tuple(_wrongs(page, place, way, outcome)) + tuple(self._excesses(page, place))
        return Ran(outcome, seconds, wrongs, tuple(_leaks(page, place, way, heard, capture)))

    async def _attempt(
        self, page: Hostile, place: str, way: str, bounds: Bounds, capture: Capture
    ) -> Outcome:
        provider = a_provider(browser=way == "browser", **page.changes)
        attempt = an_attempt(provider, _ACTIONS[place], PERSON)
        http = HttpClient(_ToRecorder(self._recorder.port))
        return await WebChannel(self._browser, http, bounds).run(attempt, capture)

    def _excesses(self, page: Hostile, place: str) -> list[str]:
        posts = len(self._recorder.requests("POST", PLACES["answer"]))
        wanted = 1 if place == "answer" else page.posts
        found = [] if wanted in (None, posts) else [f"the form arrived {posts} times, not {wanted}"]
        found += [f"the trap {name!r} was filled" for name in self._sprung()]
        if self._recorder.given > page.max_bytes:
            found.append(f"{self._recorder.given} bytes were taken")
        return found

    def _sprung(self) -> list[str]:
        """Fields that a person cannot see are named trap... on all pages: they have to stay empty."""
        bodies = [one.request.body for one in self._recorder.heard if one.request]
        pairs = [pair for body in bodies for pair in parse_qsl(body.decode("latin-1"))]
        return [name for name, value in pairs if name.startswith("trap") and value]


def _site(page: Hostile, place: str) -> Mapping[str, Reply]:
    honest = {
        PLACES["form"]: opt_out(),
        PLACES["answer"]: html(RECEIPT),
        PLACES["search"]: html("<h1>Acme search</h1><p>No results for this name</p>"),
    }
    return {**honest, **page.others, PLACES[place]: page.page}


def _wrongs(page: Hostile, place: str, way: str, outcome: Outcome) -> list[str]:
    right = (page.plainly or page.right) if way == "plain" else page.right
    found = (outcome.answer, outcome.failure)
    wrongs = []
    if found not in ((right.answer, right.failure), *right.also):
        told = f"{outcome.answer}/{outcome.failure} at {outcome.step} ({outcome.detail})"
        wrongs.append(f"{told}, not {right.answer}/{right.failure}")
    if not _may_say(right, place, outcome):
        wrongs.append(f"sent: {outcome.sent}")
    return wrongs


def _may_say(right: Right, place: str, outcome: Outcome) -> bool:
    """Unless the page says more: nothing was sent before the answer, and by then something was."""
    if place == "search":
        return outcome.sent == Sent.NO
    if right.sent is None and right.also:
        return place != "answer" or outcome.sent != Sent.NO
    if right.sent is not None:
        return outcome.sent == right.sent
    if place == "answer" or right.answer == Answer.DONE:
        return outcome.sent in (Sent.YES, Sent.MAYBE)
    return outcome.sent == Sent.NO


def _leaks(page: Hostile, place: str, way: str, heard: list[Heard], capture: Capture) -> list[str]:
    """Everything that left and should not have: a sentence each, quoting no fact."""
    leaks = []
    may_learn = page.learns or place != "form"
    told = {(one.meaning, one.recipient) for one in capture.disclosed}
    for one in heard:
        facts = facts_in(bytes(one.data) + b" " + one.name.encode())
        if not _is_home(one):
            leaks.append(
                f"{one.host or 'somebody'} heard {len(one.data)} bytes of us, with {sorted(facts)}"
            )
        elif facts and not one.encrypted:
            leaks.append(f"{sorted(facts)} unencrypted")
        elif facts and not may_learn:
            leaks.append(f"{sorted(facts)} before the form was accepted")
        elif undeclared := facts - _declared(place):
            leaks.append(f"{sorted(undeclared)}, which no step declares")
        elif unrecorded := {fact for fact in facts if not _is_recorded(fact, one.host, told)}:
            leaks.append(f"{sorted(unrecorded)}, which the ledger does not record")
    return leaks


def _is_recorded(fact: str, host: str, told: set[tuple[str, str]]) -> bool:
    whole = "name" if fact in ("given-name", "family-name") else fact
    return (fact, host) in told or (whole, host) in told


def _declared(place: str) -> set[str]:
    names = {"given-name", "family-name"}
    return names if place == "search" else {*names, "email", "address-level1"}


def _is_home(one: Heard) -> bool:
    """Even an empty connection has to be one to the provider."""
    if not one.data and not one.name:
        return True
    return one.host == HOST or one.host.endswith("." + HOST)


class _ToRecorder(httpx.AsyncHTTPTransport):
    """Every host and both schemes lead to the recorder, who hears whatever would have left."""

    def __init__(self, port: int) -> None:
        context = ssl.create_default_context()
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
        super().__init__(
            verify=context, trust_env=False, limits=httpx.Limits(max_keepalive_connections=0)
        )
        self._port = port

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        local = httpx.Request(
            request.method,
            request.url.copy_with(host="127.0.0.1", port=self._port),
            headers=request.headers,
            stream=request.stream,
            extensions={**request.extensions, "sni_hostname": request.url.host},
        )
        return await super().handle_async_request(local)


def browser_args(port: int) -> tuple[str, ...]:
    """Switches that lead every host and port to the recorder, whose certificate is good everywhere."""
    return (f"--host-resolver-rules=MAP * 127.0.0.1:{port}", "--ignore-certificate-errors")


@contextmanager
def running_range() -> Iterator[Range]:
    """Start everything, and stop it afterwards."""
    recorder = Recorder()
    recorder.start()
    try:
        with asyncio.Runner() as runner:
            browser = runner.run(
                Browser.start(EXECUTABLE, browser_args(recorder.port), ignore_tls_errors=True)
            )
            yield Range(recorder, runner, browser)
            runner.run(browser.close())
    finally:
        recorder.stop()
