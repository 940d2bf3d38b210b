"""What a flow may do at a provider, and what it may not."""

import asyncio
from collections.abc import Callable
from typing import Any

import httpx
import pytest

from optout.catalog.definition import Provider
from optout.catalog.steps import ApiStep
from optout.channels.api.visit import MAX_CALLS, WITHHELD, Visit
from optout.channels.attempt import Capture, Disclosed, Record
from optout.http import HttpClient, Limits, Unanswered
from optout.people.facts import Facts
from optout.requests.failures import Failure
from optout.requests.outcome import Answer, Outcome, Sent

HOME = "https://rosalind.example/"
ASK = "https://api.registry.example/ask"


@pytest.fixture
def visiting(provider: Provider, pauses: Any) -> Callable[..., Visit]:
    def make(
        capture: Capture,
        answering: Callable[[httpx.Request], httpx.Response],
        secrets: dict[str, str] | None = None,
        limits: Limits | None = None,
    ) -> Visit:
        assert isinstance(provider.search, ApiStep)
        facts = Facts({"url": (HOME,), "username": ("rosalind", "roz")})
        http = HttpClient(httpx.MockTransport(answering), limits or Limits())
        return Visit(provider, provider.search, facts, capture, http, secrets or {}, pauses)

    return make


def fine(request: httpx.Request) -> httpx.Response:
    return httpx.Response(200, json={"ok": True})


def test_a_get_sends_its_parameters_encoded_and_in_order(visiting: Callable[..., Visit]) -> None:
    capture = Capture()
    asked = visiting(capture, fine).get(ASK, {"q": "a b&c=ü*", "n": "1"}, telling={"url": HOME})
    assert asyncio.run(asked).json() == {"ok": True}
    [exchange] = capture.exchanges
    assert (exchange.method, exchange.url) == ("GET", f"{ASK}?q=a+b%26c%3D%C3%BC%2A&n=1")
    assert exchange.request_body == b""
    assert capture.disclosed == [Disclosed("url", "api.registry.example", HOME)]


def test_a_post_sends_its_body_and_headers_as_they_are(visiting: Callable[..., Visit]) -> None:
    capture = Capture()
    visit = visiting(capture, fine)
    headers = {"Authorization": "API k", "Content-Type": "text/plain"}
    assert not visit.posted
    asyncio.run(visit.post(ASK, b"a\nb", headers, telling={"username": ["rosalind", "roz"]}))
    [exchange] = capture.exchanges
    sent = {name.lower(): value for name, value in exchange.request_headers}
    assert (exchange.method, exchange.url, exchange.request_body) == ("POST", ASK, b"a\nb")
    assert (sent["authorization"], sent["content-type"]) == ("API k", "text/plain")
    assert [told.value for told in capture.disclosed] == ["rosalind", "roz"]
    assert visit.posted


@pytest.mark.parametrize(
    "url",
    [
        "https://elsewhere.example/",
        "https://registry.example.evil.example/",
        "https://notregistry.example/",
        "http://registry.example/",
        "ftp://registry.example/",
        "https:///ask",
        "",
    ],
)
def test_nothing_leaves_for_an_address_that_is_not_the_providers(
    visiting: Callable[..., Visit], url: str
) -> None:
    capture = Capture()
    with pytest.raises(Unanswered) as caught:
        asyncio.run(visiting(capture, fine).get(url, telling={"url": HOME}))
    assert caught.value.failure is Failure.OFF_DOMAIN
    assert (capture.exchanges, capture.disclosed) == ([], [])


def test_only_declared_facts_may_be_told(visiting: Callable[..., Visit]) -> None:
    capture = Capture()
    with pytest.raises(ValueError, match="only the facts") as caught:
        asyncio.run(visiting(capture, fine).get(ASK, telling={"email": "roz@rosalind.example"}))
    assert "rosalind" not in str(caught.value)
    assert capture.exchanges == []


def test_a_fact_counts_as_told_even_where_no_answer_came(visiting: Callable[..., Visit]) -> None:
    def silent(request: httpx.Request) -> httpx.Response:
        raise httpx.ReadTimeout("silent", request=request)

    capture = Capture()
    with pytest.raises(Unanswered):
        asyncio.run(visiting(capture, silent).get(ASK, telling={"url": HOME}))
    assert len(capture.disclosed) == 1


def test_it_pauses_a_second_before_every_further_call_to_a_host(
    visiting: Callable[..., Visit], pauses: Any
) -> None:
    async def calls(visit: Visit) -> None:
        await visit.get(ASK)
        await visit.get("https://registry.example/")
        assert pauses.seconds == []
        await visit.get(ASK)
        await visit.post(ASK, b"")

    asyncio.run(calls(visiting(Capture(), fine)))
    assert pauses.seconds == [1.0, 1.0]


def test_the_number_of_calls_is_bounded(visiting: Callable[..., Visit]) -> None:
    async def endless(visit: Visit) -> None:
        while True:
            await visit.get(ASK)

    capture = Capture()
    with pytest.raises(Unanswered) as caught:
        asyncio.run(endless(visiting(capture, fine)))
    assert caught.value.failure is Failure.PARTIAL_ANSWER
    assert len(capture.exchanges) == MAX_CALLS == 400


def test_the_size_of_an_answer_is_bounded(visiting: Callable[..., Visit]) -> None:
    def large(request: httpx.Request) -> httpx.Response:
        return httpx.Response(200, content=b" " * 2000)

    with pytest.raises(Unanswered) as caught:
        asyncio.run(visiting(Capture(), large, limits=Limits(bytes=1999)).get(ASK))
    assert caught.value.failure is Failure.TOO_LARGE


def redirecting(to: str) -> Callable[[httpx.Request], httpx.Response]:
    def answer(request: httpx.Request) -> httpx.Response:
        return fine(request) if str(request.url) == to else httpx.Response(307, headers={"Location": to})

    return answer


def test_it_follows_a_redirect_within_the_provider(visiting: Callable[..., Visit]) -> None:
    capture = Capture()
    visit = visiting(capture, redirecting("https://registry.example/new"))
    assert asyncio.run(visit.get(ASK)).status == 200
    assert [exchange.status for exchange in capture.exchanges] == [307, 200]


def test_a_key_is_never_carried_to_another_host(visiting: Callable[..., Visit]) -> None:
    seen: list[str] = []

    def answer(request: httpx.Request) -> httpx.Response:
        seen.append(request.url.host)
        return redirecting("https://registry.example/new")(request)

    visit = visiting(Capture(), answer)
    with pytest.raises(Unanswered) as caught:
        asyncio.run(visit.get(ASK, headers={"Authorization": "API k"}))
    assert caught.value.failure is Failure.OFF_DOMAIN
    assert seen == ["api.registry.example"]


@pytest.mark.parametrize("private", [False, True])
@pytest.mark.parametrize("status", [301, 303, 307, 308])
def test_what_is_posted_with_a_key_or_in_private_is_carried_nowhere_else(
    visiting: Callable[..., Visit], private: bool, status: int
) -> None:
    seen: list[str] = []

    def answer(request: httpx.Request) -> httpx.Response:
        seen.append(str(request.url))
        return httpx.Response(status, headers={"Location": "https://api.registry.example/elsewhere"})

    visit = visiting(Capture(), answer)
    headers = {} if private else {"Authorization": "API k"}
    with pytest.raises(Unanswered) as caught:
        asyncio.run(visit.post(ASK, b"password", headers, private=private))
    assert (caught.value.failure, caught.value.sent) == (Failure.OFF_DOMAIN, Sent.MAYBE)
    assert seen == [ASK]


def test_of_a_private_answer_only_the_status_is_kept(visiting: Callable[..., Visit]) -> None:
    capture = Capture()
    reply = asyncio.run(visiting(capture, fine).get(ASK, private=True))
    assert reply.exchange.response_body == fine(httpx.Request("GET", ASK)).content
    [kept] = capture.exchanges
    assert (kept.status, kept.response_body) == (200, b"[redacted]")


def test_what_the_step_keeps_untold_cannot_be_told(
    visiting: Callable[..., Visit], provider: Provider
) -> None:
    capture = Capture()
    visit = visiting(capture, fine)
    visit._step = visit._step.model_copy(update={"untold": ("url",)})
    with pytest.raises(ValueError, match="only the facts that its step declares"):
        asyncio.run(visit.get(ASK, telling={"url": HOME}))
    assert (capture.exchanges, capture.disclosed) == ([], [])


def test_a_setting_is_given_only_if_the_step_declares_it(visiting: Callable[..., Visit]) -> None:
    secrets = {"registry_key": "k", "another_key": "secret"}
    visit = visiting(Capture(), fine, secrets)
    assert visit.setting("registry_key") == "k"
    with pytest.raises(KeyError):
        visit.setting("another_key")
    assert visiting(Capture(), fine, {"registry_key": ""}).setting("registry_key") is None


def test_a_record_counts_once_and_records_are_bounded(visiting: Callable[..., Visit]) -> None:
    capture = Capture()
    visit = visiting(capture, fine)
    for number in range(300):
        visit.record(f"row {number // 2}", {"url": str(number)})
    assert capture.records[0] == Record("row 0", {"url": "0"})
    assert len(capture.records) == 150
    for number in range(300):
        visit.record(f"more {number}", {})
    assert len(capture.records) == 200


DOUBT = Outcome(Answer.UNREACHABLE, Failure.SERVER_ERROR)


@pytest.mark.parametrize(
    ("found", "asked", "doubts", "expected"),
    [
        (False, 1, [], Outcome(Answer.ABSENT, revision="e")),
        (False, 2, [DOUBT], DOUBT),
        (True, 2, [], Outcome(Answer.DONE, revision="e")),
        (
            True,
            2,
            [DOUBT],
            Outcome(Answer.DONE, revision="e", detail="1 of 2 questions stayed open", complete=False),
        ),
    ],
)
def test_it_concludes_absence_only_without_find_and_doubt(
    visiting: Callable[..., Visit], found: bool, asked: int, doubts: list[Outcome], expected: Outcome
) -> None:
    visit = visiting(Capture(), fine)
    visit.edition = "e"
    if found:
        visit.record("row", {})
    assert visit.conclude(asked, doubts) == expected


def test_it_concludes_nothing_where_nothing_was_asked(visiting: Callable[..., Visit]) -> None:
    assert visiting(Capture(), fine).conclude(0, []).failure is Failure.OWN_FAULT


def test_of_a_private_exchange_neither_body_is_kept(visiting: Callable[..., Visit]) -> None:
    capture = Capture()
    visit = visiting(capture, lambda _: httpx.Response(200, json={"accessJwt": "a-key"}))
    reply = asyncio.run(visit.post(ASK, b'{"password": "hunter2"}', private=True))
    assert reply.json() == {"accessJwt": "a-key"}
    [exchange] = capture.exchanges
    assert (exchange.status, exchange.url) == (200, ASK)
    assert (exchange.request_body, exchange.response_body) == (WITHHELD, WITHHELD)
    assert "hunter2" not in repr(capture)
