"""Two readings of the capture indexes that were made apart from each other, held against one another.

``cdx_toolkit`` reads our twins over a real server; our flow reads answers as the real index gave them.
"""

import json
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import cdx_toolkit
import httpx
import pytest
import requests
from cdx_toolkit.commoncrawl import make_cc_maps
from cdx_toolkit.myrequests import retry_info

from optout.catalog.catalog import load_catalog
from optout.clock import VirtualClock
from optout.people.facts import Facts
from optout.people.subject import Subject
from optout.rehearsal.people import synthetic_people
from optout.rehearsal.twin import World
from optout.requests.actions import Action
from optout.requests.outcome import Answer, Outcome
from optout.requests.verdict import Verdict
from tests.peers.plain_server import serving
from tests.providers.conftest import START, ApiStage
from tests.providers.visitor import PostOffice

RECORDED = Path(__file__).parents[3] / "shared/data/recorded/cdx_toolkit"
EVERYBODY = "*.example"


@pytest.fixture
def api_stage() -> Callable[[str], ApiStage]:
    return lambda slug: ApiStage(load_catalog().get(slug), {})


@dataclass
class Peer:
    """A twin on a real server, and the one person who is enrolled there, among three strangers."""

    twin: Any
    address: str
    clock: VirtualClock
    subject: Subject
    strangers: list[Subject]

    @property
    def site(self) -> str:
        return self.subject.sites[0]

    @property
    def below(self) -> str:
        """The query for everything on the person's site."""
        return self.site.removeprefix("https://") + "*"

    def captures(self, path: str, query: str) -> list[dict[str, str]]:
        client = cdx_toolkit.CDXFetcher(source=f"{self.address}{path}")
        return [dict(one) for one in client.iter(query)]


@pytest.fixture
def peer(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], Peer]]:
    """Twins by slug. The client's pauses are for the real index; a server of ours needs none."""
    monkeypatch.setitem(retry_info["default"], "minimum_interval", 0)
    with ExitStack() as servers:

        def make(slug: str) -> Peer:
            first, *others = synthetic_people(7, 4)
            clock = VirtualClock(START)
            twin = load_catalog().twin_of(slug)(World(clock, PostOffice(), START, 7, [first], others))
            return Peer(twin, servers.enter_context(serving(twin.app)), clock, first, others)

        yield make


def crawls(of: Peer) -> list[dict[str, str]]:
    for _ in range(2):  # the twin stumbles now and then, but never twice in a row
        answer = requests.get(f"{of.address}/collinfo.json", timeout=10)
        if answer.status_code == 200:
            return list(answer.json())
    raise AssertionError("no list of crawls")


def test_it_dates_the_crawls_of_the_twin_as_the_twin_does(peer: Callable[[str], Peer]) -> None:
    listed = crawls(peer("common_crawl"))
    dates, ascending = make_cc_maps([one["cdx-api"] for one in listed])
    assert [dates[at] for at in reversed(ascending)] == [one["cdx-api"] for one in listed]
    weeks = [START.timestamp() - at for at in ascending]
    assert all(0 < ago < 70 * 86400 for ago in weeks)


def test_it_reads_the_twins_captures_page_after_page_to_the_end(peer: Callable[[str], Peer]) -> None:
    here = peer("common_crawl")
    newest = crawls(here)[0]["id"]
    own = here.captures(f"/{newest}-index", here.below)
    assert [one["url"] for one in own] == [here.site, f"{here.site}about", f"{here.site}photos/summer"]
    assert all(f"/{newest}/" in one["filename"] and "/warc/" in one["filename"] for one in own)
    assert len(here.captures(f"/{newest}-index", EVERYBODY)) == 3 * (1 + len(here.strangers))
    assert here.captures(f"/{newest}-index", "nobody.example/*") == []


def test_it_sees_the_site_leave_the_crawls_as_our_flow_does(
    peer: Callable[[str], Peer], api_stage: Any
) -> None:
    here = peer("common_crawl")
    stage = api_stage("common_crawl")
    stage.clock, stage.action = here.clock, Action.RECHECK
    here.twin.person_does(here.subject, "https://commoncrawl.org/ccbot", START)
    for day in (1, 40, 80):
        here.clock.move_to(START + timedelta(days=day))
        newest = crawls(here)[0]["id"]
        copies = [
            one["url"]
            for one in here.captures(f"/{newest}-index", here.below)
            if "/warc/" in one["filename"]
        ]
        outcome, seen = searched(stage, here)
        assert outcome.revision == newest
        assert {look.detail["copies"] for look in seen.looked_up} == {len(copies)}
        assert (outcome.answer is Answer.ABSENT) == (copies == [])


def searched(stage: Any, here: Peer) -> tuple[Outcome, Any]:
    """A retry follows a stumble of the twin's."""
    for _ in range(4):
        outcome, seen = stage.search(here.twin, here.subject)
        if outcome.answer in (Answer.DONE, Answer.ABSENT):
            return outcome, seen
    raise AssertionError("the twin never answers")


def test_it_reads_the_wayback_twin_as_our_flow_does(peer: Callable[[str], Peer], api_stage: Any) -> None:
    here = peer("wayback")
    here.twin._calm = 10**6
    read = here.captures("/cdx/search/cdx", here.below)
    assert {one["timestamp"][:4] for one in read} == {"2019", "2022", "2025"}
    _, seen = searched(api_stage("wayback"), here)
    site = next(one for one in seen.looked_up if one.meaning == "url")
    assert (site.verdict, site.detail["pages"]) == (
        Verdict.PRESENT,
        len({one["urlkey"] for one in read}),
    )
    assert here.captures("/cdx/search/cdx", "nobody.example/*") == []


def test_an_excluded_site_is_a_refusal_to_it_and_says_why(peer: Callable[[str], Peer]) -> None:
    here = peer("wayback")
    here.twin._calm = 10**6
    here.twin._excluded[here.subject.emails[0]] = START
    with pytest.raises(requests.HTTPError) as refusal:
        here.captures("/cdx/search/cdx", here.below)
    answer = refusal.value.response
    assert answer.status_code == 403
    assert "AdministrativeAccessControlException" in answer.headers["X-Archive-Wayback-Runtime-Error"]


OLD, CRAWL = "CC-MAIN-2025-33", {"id": "CC-MAIN-2025-33", "name": "August 2025 Index"}
WORLD = {
    **CRAWL,
    "timegate": f"https://index.commoncrawl.org/{OLD}/",
    "cdx-api": f"https://index.commoncrawl.org/{OLD}-index",
    "from": "2025-08-02T22:09:07",
    "to": "2025-08-15T23:42:38",
}


def line(url: str, status: str, place: str, **more: str) -> str:
    """A line of the index with every field that a real one of August 2025 has."""
    told = {
        "urlkey": "org,commoncrawl)/",
        "timestamp": "20250804145408",
        "url": url,
        "mime": "text/html",
        "mime-detected": "text/html",
        "status": status,
        "digest": "HLNR6AWVWYCU3YAENY3HYHLIPNWN66X7",
        "length": "570",
        "offset": "71720",
        "filename": f"crawl-data/{OLD}/segments/1754151279808.15/{place}/CC-MAIN-2025080-00905.warc.gz",
    }
    return json.dumps(told | more) + "\n"


REAL = "".join(
    (
        line("https://www.commoncrawl.org/", "200", "warc", languages="eng", encoding="UTF-8"),
        line("http://commoncrawl.org", "301", "robotstxt", redirect="https://commoncrawl.org/"),
        line("http://commoncrawl.org/", "301", "crawldiagnostics", redirect="https://commoncrawl.org/"),
    )
)
LAST = {"message": "Page 1 invalid: First Page is 0, Last Page is 0"}


def index(pages: list[httpx.Response]) -> Callable[[httpx.Request], httpx.Response]:
    left = [httpx.Response(200, json=[WORLD]), *pages]
    return lambda request: left.pop(0)


def test_our_flow_reads_lines_like_the_real_indexs(api_stage: Any) -> None:
    pages = [httpx.Response(200, text=REAL), httpx.Response(400, json=LAST)]
    facts = Facts({"x-domain": ("commoncrawl.org",)})
    outcome, seen = api_stage("common_crawl").scripted(index(pages), facts)
    assert outcome == Outcome(Answer.DONE, revision=OLD)
    [look] = seen.looked_up
    assert (look.verdict, look.detail["seen_at"]) == (Verdict.PRESENT, "https://www.commoncrawl.org/")
    counts = ("copies", "robots_txt", "visits_without_copy")
    assert [look.detail[name] for name in counts] == [1, 1, 1]


def recorded(name: str) -> list[dict[str, Any]]:
    file = RECORDED / name
    if not file.is_file():
        pytest.skip("the recorded answers are not in this clone; the test above holds without them")
    return [json.loads(text) for text in file.read_text().splitlines() if text.strip()]


@pytest.mark.parametrize("name", ["test_basics.jsonl", "test_multi_cc1_slow_2.jsonl"])
def test_our_flow_takes_every_recorded_answer_for_what_it_is(api_stage: Any, name: str) -> None:
    for one in recorded(name):
        status, text = one["response_status_code"], one["response_text"]
        # It names what was asked for, which was another address of the same site.
        text = text.replace(
            "found for: commoncrawl.org/thisurlneverdidexist", "found for: *.commoncrawl.org"
        )
        pages = [httpx.Response(status, text=text), httpx.Response(400, json=LAST)]
        facts = Facts({"x-domain": ("commoncrawl.org",)})
        _, seen = api_stage("common_crawl").scripted(index(pages), facts)
        expected = {
            200: {Verdict.PRESENT},
            404: {Verdict.ABSENT},
            400: {Verdict.ERROR},  # the end of the pages, where the first was asked for
        }
        assert {look.verdict for look in seen.looked_up} == expected[status]


def test_our_flow_knows_the_newest_of_the_recorded_crawls(api_stage: Any) -> None:
    [one] = recorded("test_get_cc_endpoints.jsonl")
    listed = json.loads(one["response_text"])

    def answer(request: httpx.Request) -> httpx.Response:
        known = request.url.path == "/collinfo.json"
        nothing = {"message": "No Captures found for: *.commoncrawl.org"}
        return httpx.Response(200, json=listed) if known else httpx.Response(404, json=nothing)

    facts = Facts({"x-domain": ("commoncrawl.org",)})
    outcome, seen = api_stage("common_crawl").scripted(answer, facts)
    assert outcome == Outcome(Answer.ABSENT, revision=listed[0]["id"])
    assert [look.edition for look in seen.looked_up] == [crawl["id"] for crawl in listed[:4]]
