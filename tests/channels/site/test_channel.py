"""What is published on an own site, what is taken for it, and what is never concluded."""

import asyncio
import socket
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from optout.catalog.catalog import load_catalog
from optout.catalog.definition import Provider
from optout.channels.attempt import Attempt, Capture, Record
from optout.channels.site.channel import SiteChannel
from optout.http import HttpClient
from optout.people.facts import Facts
from optout.requests.actions import Action
from optout.requests.failures import MEANING, Disposition, Failure
from optout.requests.outcome import Answer, Outcome, Sent
from optout.requests.verdict import Verdict

CATALOG = load_catalog()
GPTBOT = CATALOG.get("openai_gptbot")
HOME = "https://rosalind.example/"
FACTS = Facts({"x-domain": ("rosalind.example",), "url": (HOME,)})
REFUSED = "User-agent: GPTBot\nDisallow: /\n"
WHERE = "https://rosalind.example, https://www.rosalind.example"
ERROR_PAGE = "<!doctype html><title>Oops</title>"
Answering = Callable[[httpx.Request], httpx.Response]


def serving(text: str, status: int = 200, kind: str = "text/plain") -> Answering:
    return lambda request: httpx.Response(status, text=text, headers={"Content-Type": kind})


def unknown(request: httpx.Request) -> httpx.Response:
    """As where the name service knows no such host."""
    raise httpx.ConnectError("unknown", request=request) from socket.gaierror(socket.EAI_NONAME, "")


async def _run(channel: SiteChannel, attempt: Attempt, http: HttpClient) -> tuple[Outcome, Capture]:
    capture = Capture()
    try:
        return await channel.run(attempt, capture), capture
    finally:
        await http.close()


PAUSES: list[float] = []


def run(
    answering: Answering,
    action: Action = Action.SEARCH,
    facts: Facts = FACTS,
    sites: Mapping[str, Path] | None = None,
    provider: Provider = GPTBOT,
    listing: Record | None = None,
    with_www: bool = False,
) -> tuple[Outcome, Capture]:
    """``with_www``: there are hosts with ``www.`` besides those that the profile names."""

    async def no_pause(seconds: float) -> None:
        PAUSES.append(seconds)

    PAUSES.clear()

    def answer(request: httpx.Request) -> httpx.Response:
        host = request.url.host
        is_there = not host.startswith("www.") or with_www or f"//{host}/" in str(facts.values)
        return answering(request) if is_there else unknown(request)

    http = HttpClient(httpx.MockTransport(answer))
    at = datetime(2026, 3, 1, tzinfo=UTC)
    attempt = Attempt("a-1", provider, action, facts, at, "ref-1", listing=listing)
    return asyncio.run(_run(SiteChannel(http, sites or {}, no_pause), attempt, http))


def test_a_served_refusal_protects_and_nothing_is_told_to_anybody() -> None:
    outcome, capture = run(serving(REFUSED))
    assert outcome == Outcome(Answer.ABSENT)
    assert [exchange.url for exchange in capture.exchanges] == [f"{HOME}robots.txt"]
    assert (capture.records, capture.disclosed) == ([], [])
    [look] = capture.looked_up
    assert (look.meaning, look.thing, look.verdict) == ("x-domain", "rosalind.example", Verdict.ABSENT)
    assert dict(look.detail) == {"opted_out": True, "looked_at": WHERE}


@pytest.mark.parametrize(
    ("answering", "why"),
    [
        (serving("", 404), "robots.txt is not there"),
        (serving("", 410), "robots.txt is not there"),
        (serving("", 200), "GPTBot is allowed: no line refuses it the whole site"),
        (serving("User-agent: *\nAllow: /\n"), "GPTBot is allowed: line 2"),
        (serving(REFUSED + "Allow: /\n"), "GPTBot is allowed: line 3"),
    ],
)
def test_what_leaves_the_robot_in_is_found_with_the_reason(answering: Answering, why: str) -> None:
    outcome, capture = run(answering)
    assert (outcome.answer, outcome.complete) == (Answer.DONE, True)
    assert [(one.key, dict(one.fields)) for one in capture.records] == [(HOME, {"url": HOME})]
    assert capture.looked_up[0].verdict is Verdict.PRESENT
    assert dict(capture.looked_up[0].detail) == {
        "opted_out": False,
        "looked_at": WHERE,
        "why": why,
        "seen_at": f"{HOME}robots.txt",
    }


@pytest.mark.parametrize(
    ("answering", "answer", "failure"),
    [
        (serving(REFUSED, 500), Answer.UNREACHABLE, Failure.SERVER_ERROR),
        (serving(REFUSED, 503), Answer.UNREACHABLE, Failure.SERVER_ERROR),
        (serving(REFUSED, 429), Answer.UNREACHABLE, Failure.RATE_LIMITED),
        (serving(REFUSED, 403), Answer.BLOCKED, Failure.FORBIDDEN),
        (serving(REFUSED, 401), Answer.BLOCKED, Failure.FORBIDDEN),
        (serving(REFUSED, 418), Answer.UNREACHABLE, Failure.BAD_ANSWER),
        (serving(REFUSED, 206), Answer.UNREACHABLE, Failure.BAD_ANSWER),
        (serving(ERROR_PAGE), Answer.UNREACHABLE, Failure.BAD_ANSWER),
        (serving(REFUSED, kind="text/html"), Answer.UNREACHABLE, Failure.BAD_ANSWER),
        (lambda _: httpx.Response(200, content=b"\xff\xfe"), Answer.UNREACHABLE, Failure.BAD_ANSWER),
    ],
)
def test_a_broken_site_says_nothing_and_is_never_protected(
    answering: Answering, answer: Answer, failure: Failure
) -> None:
    outcome, capture = run(answering)
    assert (outcome.answer, outcome.failure) == (answer, failure)
    assert capture.records == []
    assert capture.looked_up[0].verdict in (Verdict.ERROR, Verdict.BLOCKED)


def test_a_site_that_asks_to_be_left_alone_is_left_alone_for_so_long() -> None:
    busy = httpx.Response(429, headers={"Retry-After": "120"})
    assert run(lambda _: busy)[0].wait_s == 120


def test_a_redirect_to_another_host_is_not_followed_and_stops_nobody_elses_request() -> None:
    asked = []

    def elsewhere(request: httpx.Request) -> httpx.Response:
        asked.append(request.url.host)
        return httpx.Response(302, headers={"Location": "https://evil.example/robots.txt"})

    outcome, _ = run(elsewhere)
    assert (outcome.answer, outcome.failure) == (Answer.UNREACHABLE, Failure.BAD_ANSWER)
    assert MEANING[Failure.BAD_ANSWER].disposition is Disposition.RETRY
    assert set(asked) == {"rosalind.example"}


def test_a_redirect_to_www_is_followed() -> None:
    def to_www(request: httpx.Request) -> httpx.Response:
        if request.url.host == "rosalind.example":
            return httpx.Response(301, headers={"Location": "https://www.rosalind.example/robots.txt"})
        return serving(REFUSED)(request)

    assert run(to_www, with_www=True)[0].answer is Answer.ABSENT


def test_every_host_is_read_with_a_pause_between_and_one_that_is_open_counts() -> None:
    facts = Facts({"x-domain": ("rosalind.example",), "url": ("https://www.rosalind.example/", HOME)})
    answers = {"rosalind.example": serving(REFUSED), "www.rosalind.example": serving("", 404)}
    outcome, capture = run(lambda request: answers[request.url.host](request), facts=facts)
    assert outcome.answer is Answer.DONE
    assert [one.url for one in capture.exchanges] == [
        "https://www.rosalind.example/robots.txt",
        f"{HOME}robots.txt",
    ]
    assert PAUSES == [1.0]


def test_one_open_domain_is_found_beside_one_that_is_protected_and_one_that_is_unknown() -> None:
    answers = {
        "a.example": serving(REFUSED),
        "b.example": serving("", 404),
        "c.example": serving("", 500),
    }
    facts = Facts({"x-domain": tuple(answers)})
    outcome, capture = run(lambda request: answers[request.url.host](request), facts=facts)
    assert (outcome.answer, outcome.complete) == (Answer.DONE, False)
    assert [one.key for one in capture.records] == ["https://b.example/"]
    verdicts = [one.verdict for one in capture.looked_up]
    assert verdicts == [Verdict.ABSENT, Verdict.PRESENT, Verdict.ERROR]


def test_a_page_on_somebody_elses_host_is_never_asked() -> None:
    facts = Facts({"x-domain": ("pages.example",), "url": ("https://pages.example/~rosalind",)})
    outcome, capture = run(serving(REFUSED), facts=facts)
    assert (outcome.answer, outcome.failure) == (Answer.PERSON, Failure.FACT_MISSING)
    assert capture.exchanges == []


@given(
    status=st.sampled_from([200, 204, 206, 301, 400, 403, 404, 429, 500, 502, 503]),
    body=st.one_of(
        st.binary(max_size=80), st.sampled_from([b"", b"<html>", b"User-agent: GPTBot\nDis"])
    ),
)
@settings(max_examples=150, deadline=None)
def test_no_answer_without_a_refusal_is_taken_for_protection(status: int, body: bytes) -> None:
    outcome, _ = run(lambda _: httpx.Response(status, content=body))
    assert outcome.answer is not Answer.ABSENT


def test_a_submission_writes_the_folder_and_says_that_it_is_served(tmp_path: Path) -> None:
    (tmp_path / "robots.txt").write_text("User-agent: *\nDisallow: /drafts/\n", "utf-8")

    def served(request: httpx.Request) -> httpx.Response:
        return httpx.Response(200, content=(tmp_path / "robots.txt").read_bytes())

    assert run(served)[0].answer is Answer.DONE
    outcome, capture = run(served, Action.SUBMIT, sites={"rosalind.example": tmp_path})
    assert outcome == Outcome(Answer.DONE, detail="served", sent=Sent.NO)
    assert (capture.records, capture.disclosed) == ([], [])
    assert run(served)[0].answer is Answer.ABSENT


def test_a_folder_that_is_not_deployed_yet_is_written_and_said_to_be_so(tmp_path: Path) -> None:
    sites = {"rosalind.example": tmp_path}
    outcome, capture = run(serving("", 404), Action.SUBMIT, sites=sites)
    assert (outcome.answer, outcome.detail) == (Answer.DONE, "written, but not served so yet")
    assert "User-agent: GPTBot" in (tmp_path / "robots.txt").read_text("utf-8")
    assert capture.looked_up[0].verdict is Verdict.PRESENT


@pytest.mark.parametrize("sites", [{}, {"rosalind.example": Path("/nowhere/at/all")}])
def test_without_a_folder_the_person_is_asked_and_no_site_is_contacted(sites: dict[str, Path]) -> None:
    outcome, capture = run(serving(REFUSED), Action.SUBMIT, sites=sites)
    assert (outcome.answer, outcome.failure) == (Answer.PERSON, Failure.BY_HAND)
    assert "/nowhere" not in outcome.detail
    assert capture.exchanges == []


def test_a_submission_about_one_domain_touches_no_other(tmp_path: Path) -> None:
    facts = Facts({"x-domain": ("a.example", "b.example")})
    sites = {"a.example": tmp_path / "a", "b.example": tmp_path / "b"}
    for folder in sites.values():
        folder.mkdir()
    listing = Record("https://b.example/", {"url": "https://b.example/"})
    run(serving("", 404), Action.SUBMIT, facts, sites, listing=listing)
    assert not (tmp_path / "a/robots.txt").exists()
    assert (tmp_path / "b/robots.txt").exists()


def test_a_file_that_cannot_be_merged_is_left_to_the_person(tmp_path: Path) -> None:
    broken = "# BEGIN optout (this part is replaced)\nUser-agent: GPTBot\n"
    (tmp_path / "robots.txt").write_text(broken, "utf-8")
    outcome, _ = run(serving("", 404), Action.SUBMIT, sites={"rosalind.example": tmp_path})
    assert (outcome.answer, outcome.failure) == (Answer.PERSON, Failure.BY_HAND)
    assert (tmp_path / "robots.txt").read_text("utf-8") == broken


PAGE = "https://www.deviantart.com/rosalind/art/a-garden-1"
PAGE_FACTS = Facts({"x-profile-url": (PAGE, "https://elsewhere.example/rosalind")})


@pytest.mark.parametrize(
    ("text", "headers", "answer"),
    [
        ('<meta name="robots" content="NOAI, noimageai">', {}, Answer.ABSENT),
        ("<p>art</p>", {"X-Robots-Tag": "noai, noimageai"}, Answer.ABSENT),
        ('<meta name="robots" content="noai">', {}, Answer.DONE),
        ("<p>art</p>", {"X-Robots-Tag": "somebot: noai, noimageai"}, Answer.DONE),
        ("<p>noai noimageai</p>", {}, Answer.DONE),
        ("", {}, Answer.UNREACHABLE),
    ],
)
def test_the_own_page_on_a_platform_is_read_and_no_other(
    text: str, headers: dict[str, str], answer: Answer
) -> None:
    asked = []

    def page(request: httpx.Request) -> httpx.Response:
        asked.append(str(request.url))
        return httpx.Response(200, html=text, headers=headers)

    outcome, capture = run(page, facts=PAGE_FACTS, provider=CATALOG.get("deviantart"))
    assert outcome.answer is answer
    assert asked == [PAGE]
    found = [dict(one.fields) for one in capture.records]
    assert found == ([{"url": PAGE, "x-profile-url": PAGE}] if answer is Answer.DONE else [])


@pytest.mark.parametrize("status", [403, 404, 429, 500, 503])
def test_a_page_that_is_not_shown_proves_nothing(status: int) -> None:
    outcome, capture = run(serving("noai", status), facts=PAGE_FACTS, provider=CATALOG.get("deviantart"))
    assert outcome.failure is not None
    assert capture.records == []


def test_what_is_no_site_step_is_a_fault_of_ours() -> None:
    outcome, _ = run(serving(""), provider=CATALOG.get("spawning_registry"))
    assert (outcome.answer, outcome.failure) == (Answer.UNREACHABLE, Failure.OWN_FAULT)
