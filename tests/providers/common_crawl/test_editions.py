"""Each crawl is noted by itself; the newest alone decides about the request."""

import json
from collections.abc import Callable, Mapping
from typing import Any

import httpx
import pytest

from optout.people.facts import Facts
from optout.requests.actions import Action
from optout.requests.failures import Failure
from optout.requests.outcome import Answer, Outcome
from optout.requests.verdict import Verdict

SITE, DIARY = "https://rosalind.example/", "https://rosalind.example/diary/"
FACTS = Facts({"url": (SITE,)})
IDS = ("CC-MAIN-2026-08", "CC-MAIN-2026-04", "CC-MAIN-2025-51", "CC-MAIN-2025-47", "CC-MAIN-2025-43")
NEWEST, BEFORE = IDS[0], IDS[1]
END = {"message": "Page 1 invalid: First Page is 0, Last Page is 0"}


def crawl(name: str) -> dict[str, str]:
    return {
        "id": name,
        "cdx-api": f"https://index.commoncrawl.org/{name}-index",
        "to": f"{name[8:12]}-01-31T00:00:00",
    }


def captures(of: str, **places: str) -> list[httpx.Response]:
    """The first page with one capture of each place, and the end."""
    lines = [
        json.dumps({"url": url, "filename": f"crawl-data/{of}/segments/1/{place}/{of}-1.warc.gz"})
        for place, url in places.items()
    ]
    return [
        httpx.Response(200, text="".join(f"{line}\n" for line in lines)),
        httpx.Response(400, json=END),
    ]


def nothing(query: str) -> httpx.Response:
    return httpx.Response(404, json={"message": f"No Captures found for: {query}"})


def index(held: Mapping[str, list[httpx.Response]]) -> Callable[[httpx.Request], httpx.Response]:
    """Crawls that hold what is given, page after page; others hold nothing."""
    left = {name: list(pages) for name, pages in held.items()}

    def answer(request: httpx.Request) -> httpx.Response:
        if request.url.path == "/collinfo.json":
            return httpx.Response(200, json=[crawl(name) for name in IDS])
        pages = left.get(request.url.path.removeprefix("/").removesuffix("-index"), [])
        return pages.pop(0) if pages else nothing(request.url.params["url"])

    return answer


@pytest.fixture
def stage(api_stage: Any) -> Any:
    return api_stage("common_crawl")


def looked(seen: Any) -> list[tuple[str, str | None, Verdict, Failure | None]]:
    return [(one.thing, one.edition, one.verdict, one.failure) for one in seen.looked_up]


def test_a_first_look_reads_the_newest_crawl_and_three_before_it(stage: Any) -> None:
    held = {BEFORE: captures(BEFORE, warc=SITE, robotstxt=f"{SITE}robots.txt")}
    outcome, seen = stage.scripted(index(held), FACTS)
    assert outcome == Outcome(Answer.ABSENT, revision=NEWEST)
    assert seen.records == []
    assert looked(seen) == [
        (SITE, NEWEST, Verdict.ABSENT, None),
        (SITE, BEFORE, Verdict.PRESENT, None),
        (SITE, IDS[2], Verdict.ABSENT, None),
        (SITE, IDS[3], Verdict.ABSENT, None),
    ]
    assert seen.looked_up[1].detail == {
        "copies": 1,
        "robots_txt": 1,
        "visits_without_copy": 0,
        "crawled_until": "2026-01-31T00:00:00",
        "seen_at": SITE,
    }


def test_a_recheck_reads_the_newest_crawl_alone(stage: Any) -> None:
    stage.action = Action.RECHECK
    outcome, seen = stage.scripted(index({BEFORE: captures(BEFORE, warc=SITE)}), FACTS)
    assert outcome == Outcome(Answer.ABSENT, revision=NEWEST)
    assert looked(seen) == [(SITE, NEWEST, Verdict.ABSENT, None)]


@pytest.mark.parametrize(
    ("fault", "verdict", "failure"),
    [
        (httpx.Response(504, html="<h1>504</h1>"), Verdict.ERROR, Failure.SERVER_ERROR),
        (httpx.Response(429), Verdict.ERROR, Failure.RATE_LIMITED),
        (httpx.Response(403), Verdict.BLOCKED, Failure.FORBIDDEN),
        (httpx.Response(200, text=""), Verdict.UNPROVEN, Failure.PARTIAL_ANSWER),
        (httpx.Response(200, text="?"), Verdict.ERROR, Failure.BAD_ANSWER),
    ],
)
def test_where_the_newest_crawl_stays_open_nothing_more_is_asked(
    stage: Any, fault: httpx.Response, verdict: Verdict, failure: Failure
) -> None:
    outcome, seen = stage.scripted(index({NEWEST: [fault]}), FACTS)
    assert outcome.failure is failure
    assert looked(seen) == [(SITE, NEWEST, verdict, failure)]
    assert len(seen.exchanges) == 2


def test_a_fault_of_an_older_crawl_is_noted_and_changes_nothing_else(stage: Any) -> None:
    held = {BEFORE: [httpx.Response(504)], IDS[2]: [httpx.Response(200, text="?")]}
    outcome, seen = stage.scripted(index(held), FACTS)
    assert outcome == Outcome(Answer.ABSENT, revision=NEWEST)
    assert looked(seen) == [
        (SITE, NEWEST, Verdict.ABSENT, None),
        (SITE, BEFORE, Verdict.ERROR, Failure.SERVER_ERROR),
        (SITE, IDS[2], Verdict.ERROR, Failure.BAD_ANSWER),
    ]


def test_pages_that_were_read_before_a_fault_stay_found(stage: Any) -> None:
    first, _ = captures(NEWEST, warc=SITE)
    outcome, seen = stage.scripted(index({NEWEST: [first, httpx.Response(200, text="?")]}), FACTS)
    assert (outcome.answer, outcome.complete) == (Answer.DONE, False)
    assert [one.key for one in seen.records] == [SITE]
    assert looked(seen) == [(SITE, NEWEST, Verdict.PRESENT, None)]


def test_of_a_domain_each_own_page_on_it_gets_its_own_verdict(stage: Any) -> None:
    stage.action = Action.RECHECK
    facts = Facts({"x-domain": ("rosalind.example",), "url": (SITE, DIARY)})
    held = {NEWEST: captures(NEWEST, warc=f"{SITE}about")}
    _, seen = stage.scripted(index(held), facts)
    assert looked(seen) == [
        ("rosalind.example", NEWEST, Verdict.PRESENT, None),
        (SITE, NEWEST, Verdict.PRESENT, None),
        (DIARY, NEWEST, Verdict.ABSENT, None),
    ]


def test_many_addresses_leave_no_calls_for_older_crawls(stage: Any) -> None:
    many = Facts({"url": tuple(f"{SITE}{number}" for number in range(20))})
    _, seen = stage.scripted(index({}), many)
    assert len(seen.exchanges) == 1 + 30
    assert {edition for _, edition, _, _ in looked(seen)} == {NEWEST, BEFORE}


@pytest.mark.parametrize(
    ("held", "verdict", "failure"),
    [
        (f"{SITE}about/", Verdict.PRESENT, None),
        (f"{SITE}%61bout", Verdict.PRESENT, None),
        (f"{SITE}About", Verdict.UNPROVEN, Failure.PARTIAL_ANSWER),
        (f"{SITE}abouts", Verdict.ABSENT, None),
    ],
)
def test_an_own_page_is_absent_only_where_nothing_like_it_is_held(
    stage: Any, held: str, verdict: Verdict, failure: Failure | None
) -> None:
    about = f"{SITE}about"
    facts = Facts({"x-domain": ("rosalind.example",), "url": (SITE, about)})
    _, seen = stage.scripted(index({NEWEST: captures(NEWEST, warc=held)}), facts)
    newest = [one for one in seen.looked_up if one.edition == NEWEST and one.thing == about]
    assert [(one.verdict, one.failure) for one in newest] == [(verdict, failure)]
