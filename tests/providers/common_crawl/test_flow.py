"""What the flow asks Common Crawl's index, and what it takes the answers for."""

import json
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from optout.people.facts import Facts
from optout.requests.actions import Action
from optout.requests.failures import Failure
from optout.requests.outcome import Answer, Outcome

SITE = "https://rosalind.example/"
FACTS = Facts({"url": (SITE,)})
CRAWL = "CC-MAIN-2026-08"
INDEX = f"https://index.commoncrawl.org/{CRAWL}-index"
WORDS = b'{"message":"No Captures found for: rosalind.example/*"}'
NONE = {"message": "No Captures found for: rosalind.example/*"}
END = {"message": "Page 1 invalid: First Page is 0, Last Page is 0"}
GATEWAY = "<html><head><title>504 Gateway Time-out</title></head></html>"
Answering = Callable[[httpx.Request], httpx.Response]


def crawl(name: str) -> dict[str, str]:
    index = f"https://index.commoncrawl.org/{name}-index"
    return {"id": name, "cdx-api": index, "from": "2026-02-01T00:00:00", "to": "2026-02-14T00:00:00"}


CRAWLS = [crawl(CRAWL), crawl("CC-MAIN-2026-04"), crawl("CC-MAIN-2025-51")]


def capture(url: str = SITE, place: str = "warc", of: str = CRAWL) -> str:
    file = f"crawl-data/{of}/segments/1754151279781.29/{place}/{of}-00340.warc.gz"
    return json.dumps({"urlkey": "example,rosalind)/", "url": url, "status": "200", "filename": file})


def lines(*captures: str) -> httpx.Response:
    return httpx.Response(200, text="".join(line + "\n" for line in captures))


def nothing(request: httpx.Request) -> httpx.Response:
    """The index names what it was asked for, as in every recorded answer."""
    return httpx.Response(404, json={"message": f"No Captures found for: {request.url.params['url']}"})


def index(*pages: httpx.Response, crawls: Any = CRAWLS) -> Answering:
    """A server that gives ``pages`` of the newest crawl one after the other; older ones hold nothing."""
    left = list(pages)

    def answer(request: httpx.Request) -> httpx.Response:
        if request.url.path == "/collinfo.json":
            return crawls if isinstance(crawls, httpx.Response) else httpx.Response(200, json=crawls)
        if request.url.path != f"/{CRAWL}-index":
            return nothing(request)
        page = left.pop(0)
        return nothing(request) if page.status_code == 404 and page.content == WORDS else page

    return answer


@pytest.fixture
def stage(api_stage: Any) -> Any:
    made = api_stage("common_crawl")
    made.action = Action.RECHECK
    return made


@pytest.fixture
def first_look(api_stage: Any) -> Any:
    return api_stage("common_crawl")


def test_it_asks_the_newest_crawl_page_after_page(stage: Any) -> None:
    pages = index(lines(capture()), httpx.Response(400, json=END), crawls=CRAWLS[::-1])
    outcome, seen = stage.scripted(pages, FACTS)
    assert outcome == Outcome(Answer.DONE, revision=CRAWL)
    assert [exchange.url for exchange in seen.exchanges] == [
        "https://index.commoncrawl.org/collinfo.json",
        f"{INDEX}?url=rosalind.example%2F%2A&output=json&limit=1000&page=0",
        f"{INDEX}?url=rosalind.example%2F%2A&output=json&limit=1000&page=1",
    ]
    assert {exchange.method for exchange in seen.exchanges} == {"GET"}
    assert all(exchange.request_body == b"" for exchange in seen.exchanges)
    assert stage.pauses == [1.0, 1.0]


def test_it_tells_the_index_the_own_address_and_nothing_else(stage: Any) -> None:
    _, seen = stage.scripted(index(httpx.Response(404, json=NONE)), FACTS)
    told = [(one.meaning, one.recipient, one.value) for one in seen.disclosed]
    assert told == [("url", "index.commoncrawl.org", SITE)]


def test_all_captured_pages_of_a_site_are_one_listing(stage: Any) -> None:
    pages = (lines(capture(f"{SITE}about"), capture(), capture(SITE)), httpx.Response(400, json=END))
    _, seen = stage.scripted(index(*pages), FACTS)
    assert [(one.key, one.fields) for one in seen.records] == [(SITE, {"url": SITE})]


@pytest.mark.parametrize(
    ("facts", "queries"),
    [
        ({"url": ("https://rosalind.example",)}, ["rosalind.example/*"]),
        ({"url": ("https://rosalind.example/blog/",)}, ["rosalind.example/blog/*"]),
        ({"url": ("https://rosalind.example/blog#me",)}, ["rosalind.example/blog"]),
        ({"url": ("http://rosalind.example:8080/a?b=c&d=e",)}, ["rosalind.example:8080/a?b=c&d=e"]),
        ({"url": ("https://rosalind.example/a*",)}, ["rosalind.example/a%2A"]),
        ({"url": ("https://rosalind.example/é",)}, ["rosalind.example/%C3%A9"]),
        ({"x-domain": ("rosalind.example",)}, ["*.rosalind.example"]),
        ({"url": (SITE,), "x-domain": ("rosalind.example",)}, ["*.rosalind.example"]),
        (
            {"url": ("https://www.rosalind.example/",), "x-domain": ("rosalind.example",)},
            ["*.rosalind.example"],
        ),
        (
            {"url": ("https://pages.example/~rosalind",), "x-domain": ("pages.example",)},
            ["pages.example/~rosalind"],
        ),
    ],
)
def test_it_asks_for_what_is_the_persons_and_not_for_the_neighbours(
    stage: Any, facts: dict[str, tuple[str, ...]], queries: list[str]
) -> None:
    nothing = [httpx.Response(404, json=NONE) for _ in queries]
    outcome, seen = stage.scripted(index(*nothing), Facts(facts))
    asked = [parse_qs(exchange.url.partition("?")[2])["url"][0] for exchange in seen.exchanges[1:]]
    assert asked == queries
    assert outcome == Outcome(Answer.ABSENT, revision=CRAWL)


def test_a_page_found_by_its_domain_is_recorded_as_the_persons_own(stage: Any) -> None:
    pages = (lines(capture("https://blog.rosalind.example/")), httpx.Response(400, json=END))
    _, seen = stage.scripted(index(*pages), Facts({"x-domain": ("rosalind.example",)}))
    assert seen.records[0].fields == {"url": SITE}
    assert [(one.meaning, one.value) for one in seen.disclosed] == [("x-domain", "rosalind.example")] * 2


@pytest.mark.parametrize("words", [NONE, {"error": NONE["message"]}])
def test_the_indexs_own_404_proves_absence_in_that_crawl(stage: Any, words: dict[str, str]) -> None:
    outcome, seen = stage.scripted(index(httpx.Response(404, json=words)), FACTS)
    assert outcome == Outcome(Answer.ABSENT, revision=CRAWL)
    assert len(seen.exchanges) == 2


@pytest.mark.parametrize("place", ["robotstxt", "crawldiagnostics"])
def test_a_visit_of_the_robot_is_no_copy(stage: Any, place: str) -> None:
    pages = (lines(capture(place=place)), httpx.Response(400, json=END))
    outcome, seen = stage.scripted(index(*pages), FACTS)
    assert outcome == Outcome(Answer.ABSENT, revision=CRAWL)
    assert seen.records == []


REFUSALS = [
    (httpx.Response(504, html=GATEWAY), Failure.SERVER_ERROR),
    (httpx.Response(500), Failure.SERVER_ERROR),
    (httpx.Response(503, headers={"Retry-After": "9"}), Failure.RATE_LIMITED),
    (httpx.Response(429), Failure.RATE_LIMITED),
    (httpx.Response(403), Failure.FORBIDDEN),
    (httpx.Response(404, html="<h1>Not Found</h1>"), Failure.BAD_ANSWER),
    (httpx.Response(404, json={"message": "No such crawl"}), Failure.BAD_ANSWER),
    (httpx.Response(404, json=["No Captures found for: x"]), Failure.BAD_ANSWER),
    (httpx.Response(404, json={"message": None}), Failure.BAD_ANSWER),
    (httpx.Response(404), Failure.BAD_ANSWER),
    (httpx.Response(400, json={"message": "Page 0 invalid: First Page is 0"}), Failure.BAD_ANSWER),
    (httpx.Response(400, json={"message": "No Captures found for: x"}), Failure.BAD_ANSWER),
    (httpx.Response(200, json=NONE), Failure.BAD_ANSWER),
    (httpx.Response(200, html=GATEWAY), Failure.BAD_ANSWER),
    (httpx.Response(200, text="not json"), Failure.BAD_ANSWER),
    (httpx.Response(200, text=""), Failure.PARTIAL_ANSWER),
    (httpx.Response(204), Failure.BAD_ANSWER),
    (httpx.Response(302), Failure.BAD_ANSWER),
    (lines(capture(of="CC-MAIN-2026-04")), Failure.BAD_ANSWER),
    (lines(capture(place="wet")), Failure.BAD_ANSWER),
    (lines(capture(place="warc-draft")), Failure.BAD_ANSWER),
    (lines('{"url": 1, "filename": "x"}'), Failure.BAD_ANSWER),
    (lines(capture(place="robotstxt")[:-1]), Failure.BAD_ANSWER),
    (lines(*[capture(place="robotstxt")] * 1000), Failure.PARTIAL_ANSWER),
]


@pytest.mark.parametrize(("refusal", "failure"), REFUSALS)
def test_no_other_answer_proves_anything(stage: Any, refusal: httpx.Response, failure: Failure) -> None:
    outcome, seen = stage.scripted(index(refusal), FACTS)
    assert outcome.answer in (Answer.UNREACHABLE, Answer.BLOCKED)
    assert (outcome.failure, seen.records) == (failure, [])


@pytest.mark.parametrize(
    ("crawls", "failure"),
    [
        ([], Failure.BAD_ANSWER),
        ({}, Failure.BAD_ANSWER),
        ([{"id": "CC-MAIN-2026-08"}], Failure.BAD_ANSWER),
        ([{"id": "latest", "cdx-api": INDEX}], Failure.BAD_ANSWER),
        ([None, 1], Failure.BAD_ANSWER),
        (httpx.Response(200, html="<h1>Welcome</h1>"), Failure.BAD_ANSWER),
        (httpx.Response(404, json=NONE), Failure.BAD_ANSWER),
        (httpx.Response(502), Failure.SERVER_ERROR),
        ([{"id": CRAWL, "cdx-api": "https://elsewhere.example/"}], Failure.OFF_DOMAIN),
        ([{"id": CRAWL, "cdx-api": INDEX.replace("https", "http")}], Failure.OFF_DOMAIN),
    ],
)
def test_without_a_list_of_crawls_nothing_is_known(stage: Any, crawls: Any, failure: Failure) -> None:
    outcome, seen = stage.scripted(index(httpx.Response(404, json=NONE), crawls=crawls), FACTS)
    assert (outcome.answer, outcome.failure) == (Answer.UNREACHABLE, failure)
    assert len(seen.exchanges) == 1
    assert seen.disclosed == []


def test_a_later_page_that_fails_leaves_it_open(stage: Any) -> None:
    pages = (lines(capture(place="robotstxt")), httpx.Response(404, json=NONE))
    outcome, _ = stage.scripted(index(*pages), FACTS)
    assert outcome.failure is Failure.BAD_ANSWER


def test_more_than_five_pages_are_not_read_and_prove_nothing(stage: Any) -> None:
    outcome, seen = stage.scripted(index(*[lines(capture(place="robotstxt"))] * 9), FACTS)
    assert outcome.failure is Failure.PARTIAL_ANSWER
    assert len(seen.exchanges) == 6


def test_one_address_found_counts_although_another_stayed_open(stage: Any) -> None:
    pages = (httpx.Response(504, html=GATEWAY), lines(capture()), httpx.Response(400, json=END))
    facts = Facts({"url": ("https://rosalind.example/a", "https://rosalind.example/b")})
    outcome, _ = stage.scripted(index(*pages), facts)
    open_question = "1 of 2 questions stayed open"
    assert outcome == Outcome(Answer.DONE, revision=CRAWL, detail=open_question, complete=False)


def test_one_address_absent_is_not_enough_where_another_stayed_open(stage: Any) -> None:
    pages = (httpx.Response(404, json=NONE), httpx.Response(504, html=GATEWAY))
    facts = Facts({"url": ("https://rosalind.example/a", "https://rosalind.example/b")})
    outcome, _ = stage.scripted(index(*pages), facts)
    assert outcome.failure is Failure.SERVER_ERROR


def test_more_than_twenty_addresses_are_never_absent(stage: Any) -> None:
    many = Facts({"url": tuple(f"https://rosalind.example/{number}" for number in range(21))})
    outcome, seen = stage.scripted(index(*[httpx.Response(404, json=NONE)] * 21), many)
    assert outcome.failure is Failure.PARTIAL_ANSWER
    assert len(seen.exchanges) == 21


@pytest.mark.parametrize(
    "facts",
    [
        {},
        {"url": ("https://rosälind.example/",)},
        {"url": (SITE, "https://rosalind/")},
        {"x-domain": ("https://rosalind.example",)},
        {"x-domain": ("*.example",)},
    ],
)
def test_what_cannot_be_asked_for_is_the_persons_to_mend(stage: Any, facts: dict[str, Any]) -> None:
    outcome, seen = stage.scripted(index(), Facts(facts))
    assert (outcome.answer, outcome.failure) == (Answer.PERSON, Failure.FACT_MISSING)
    assert seen.exchanges == []


@given(
    status=st.sampled_from([200, 400, 404, 500]), body=st.binary(max_size=60), cut=st.integers(0, 100)
)
@settings(max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_no_broken_answer_is_an_absence(stage: Any, status: int, body: bytes, cut: int) -> None:
    whole = json.dumps(NONE).encode()
    for content in (body, whole[: min(cut, len(whole) - 1)], f"[{whole.decode()}]".encode()):
        outcome, _ = stage.scripted(index(httpx.Response(status, content=content)), FACTS)
        assert outcome.answer in (Answer.UNREACHABLE, Answer.BLOCKED)


@pytest.mark.parametrize(
    ("named", "absent"),
    [
        ("rosalind.example/*", True),
        ("rosalind.example/", True),
        ("rosalind.example/ (prefix query)", True),
        ("ROSALIND.example/*", True),
        ("other.example/*", False),
        ("rosalind.example/other", False),
        ("", False),
    ],
)
def test_a_404_is_an_absence_only_of_what_it_names(stage: Any, named: str, absent: bool) -> None:
    told = {"message": f"No Captures found for: {named}"}

    def answer(request: httpx.Request) -> httpx.Response:
        known = request.url.path == "/collinfo.json"
        return httpx.Response(200, json=CRAWLS) if known else httpx.Response(404, json=told)

    outcome, _ = stage.scripted(answer, FACTS)
    assert (outcome.answer is Answer.ABSENT) is absent
    assert outcome.failure is (None if absent else Failure.BAD_ANSWER)
