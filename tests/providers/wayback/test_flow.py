"""What the flow asks the Wayback Machine's index, and what it takes the answers for."""

import json
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qsl

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from optout.people.facts import Facts
from optout.requests.failures import Failure
from optout.requests.outcome import Answer, Outcome
from optout.requests.verdict import Verdict

SITE, DOMAIN = "https://rosalind.example/", "rosalind.example"
FACTS = Facts({"url": (SITE,)})
INDEX = "https://web.archive.org/cdx/search/cdx"
MATTER = "https://web.archive.org/web/*/rosalind.example/*"
HEAD = ["timestamp", "original", "statuscode"]
ROW = ["20080328041443", "http://www.rosalind.example:80/", "200"]
ABOUT = ["20190328041443", "https://rosalind.example/about", "200"]
SAID = (
    "org.archive.util.io.RuntimeIOException: "
    "org.archive.wayback.exception.AdministrativeAccessControlException: Blocked Site Error"
)
ROBOTS = SAID.replace("Administrative", "Robot").replace("Blocked Site Error", "Blocked By Robots")
NAME = "X-Archive-Wayback-Runtime-Error"
Answering = Callable[[httpx.Request], httpx.Response]


def rows(*found: Any, key: str | None = None) -> httpx.Response:
    return httpx.Response(200, json=[HEAD, *found, *([[], [key]] if key else [])])


def refused(said: str = SAID, body: str | None = None, status: int = 403) -> httpx.Response:
    text = f"{said}\n" if body is None else body
    return httpx.Response(status, text=text, headers={NAME: said})


NOTHING = httpx.Response(200, json=[])


def server(*pages: httpx.Response) -> Answering:
    left = list(pages)
    return lambda request: left.pop(0)


@pytest.fixture
def stage(api_stage: Any) -> Any:
    return api_stage("wayback")


def asked(seen: Any) -> list[dict[str, str]]:
    return [dict(parse_qsl(exchange.url.partition("?")[2])) for exchange in seen.exchanges]


def looked(seen: Any) -> list[tuple[str, str, Verdict, Failure | None]]:
    return [(one.meaning, one.thing, one.verdict, one.failure) for one in seen.looked_up]


def test_it_asks_for_each_page_once_and_goes_on_with_the_key(stage: Any) -> None:
    outcome, seen = stage.scripted(server(rows(ROW, key="example,rosalind)/ 2008"), rows(ABOUT)), FACTS)
    assert outcome == Outcome(Answer.DONE)
    first = {
        "url": "rosalind.example/*",
        "output": "json",
        "fl": "timestamp,original,statuscode",
        "collapse": "urlkey",
        "limit": "500",
        "showResumeKey": "true",
    }
    assert asked(seen) == [first, {**first, "resumeKey": "example,rosalind)/ 2008"}]
    assert {exchange.url.partition("?")[0] for exchange in seen.exchanges} == {INDEX}
    assert {exchange.method for exchange in seen.exchanges} == {"GET"}


def test_it_waits_six_seconds_between_two_calls(stage: Any) -> None:
    two = Facts({"url": ("https://rosalind.example/a", "https://rosalind.example/b")})
    stage.scripted(server(NOTHING, NOTHING), two)
    assert stage.pauses == [6.0]


def test_all_captures_of_a_person_are_one_matter(stage: Any) -> None:
    _, seen = stage.scripted(server(rows(ROW, ABOUT)), FACTS)
    assert [(one.key, one.fields) for one in seen.records] == [(MATTER, {"url": SITE})]
    [look] = seen.looked_up
    assert (look.verdict, look.failure) == (Verdict.PRESENT, None)
    assert look.detail == {
        "pages": 2,
        "first_capture": "20080328041443",
        "seen_at": "https://web.archive.org/web/*/http://www.rosalind.example:80/",
        "excluded": False,
    }


def test_an_empty_list_proves_that_nothing_is_shown(stage: Any) -> None:
    outcome, seen = stage.scripted(server(NOTHING), FACTS)
    assert outcome == Outcome(Answer.ABSENT)
    assert looked(seen) == [("url", SITE, Verdict.ABSENT, None)]
    assert seen.looked_up[0].detail["excluded"] is False


@pytest.mark.parametrize(
    ("said", "by"), [(SAID, "the archive, on request"), (ROBOTS, "robots.txt of the site")]
)
def test_the_archives_own_words_prove_an_exclusion_and_say_by_whom(
    stage: Any, said: str, by: str
) -> None:
    outcome, seen = stage.scripted(server(refused(said)), FACTS)
    assert outcome == Outcome(Answer.ABSENT)
    assert looked(seen) == [("url", SITE, Verdict.ABSENT, None)]
    detail = seen.looked_up[0].detail
    assert (detail["excluded"], detail["excluded_by"], detail["means"]) == (True, by, "not shown")


@pytest.mark.parametrize(
    "refusal",
    [
        httpx.Response(403),
        httpx.Response(403, html="<h1>403 Forbidden</h1>"),
        httpx.Response(403, text=SAID),
        refused("java.lang.NullPointerException"),
        refused("org.archive.wayback.exception.AccessControlException: no"),
        refused("SomethingAdministrativeAccessControlException: no"),
        refused(body=""),
        refused(body=SAID[:40]),
        refused(body=f"<p>{SAID}</p>"),
        refused(ROBOTS, body=SAID),
    ],
)
def test_any_other_403_is_a_refusal_and_proves_nothing(stage: Any, refusal: httpx.Response) -> None:
    outcome, seen = stage.scripted(server(refusal), FACTS)
    assert (outcome.answer, outcome.failure) == (Answer.BLOCKED, Failure.FORBIDDEN)
    assert looked(seen) == [("url", SITE, Verdict.BLOCKED, Failure.FORBIDDEN)]


FAULTS = [
    (refused(status=200), Failure.BAD_ANSWER),
    (refused(status=500), Failure.SERVER_ERROR),
    (httpx.Response(429, headers={"Retry-After": "60"}), Failure.RATE_LIMITED),
    (httpx.Response(503, html="<h1>Service Unavailable</h1>"), Failure.SERVER_ERROR),
    (httpx.Response(504, html="<h1>504</h1>"), Failure.SERVER_ERROR),
    (httpx.Response(400, text="[]"), Failure.BAD_ANSWER),
    (httpx.Response(404, json=[]), Failure.BAD_ANSWER),
    (httpx.Response(200, text=""), Failure.BAD_ANSWER),
    (httpx.Response(200, html="[]"), Failure.BAD_ANSWER),
    (httpx.Response(200, text="[]]"), Failure.BAD_ANSWER),
    (httpx.Response(200, json={}), Failure.BAD_ANSWER),
    (httpx.Response(200, json=None), Failure.BAD_ANSWER),
    (httpx.Response(200, json=[[]]), Failure.BAD_ANSWER),
    (httpx.Response(200, json=[HEAD[:2], ROW[:2]]), Failure.BAD_ANSWER),
    (rows(), Failure.BAD_ANSWER),
    (rows(ROW[:2]), Failure.BAD_ANSWER),
    (rows([20080328041443, ROW[1], "200"]), Failure.BAD_ANSWER),
    (rows(["2008", ROW[1], "200"]), Failure.BAD_ANSWER),
    (rows(["20080328041443", "https://stranger.example/", "200"]), Failure.BAD_ANSWER),
    (rows(["20080328041443", "https://not-rosalind.example/", "200"]), Failure.BAD_ANSWER),
    (rows(ROW, [], [1]), Failure.BAD_ANSWER),
    (rows(ROW, [], []), Failure.BAD_ANSWER),
]


@pytest.mark.parametrize(("fault", "failure"), FAULTS)
def test_no_other_answer_proves_anything(stage: Any, fault: httpx.Response, failure: Failure) -> None:
    outcome, seen = stage.scripted(server(fault), FACTS)
    assert (outcome.answer, outcome.failure) == (Answer.UNREACHABLE, failure)
    assert (looked(seen), seen.records) == ([("url", SITE, Verdict.ERROR, failure)], [])


def test_what_was_read_before_a_fault_stays_found(stage: Any) -> None:
    for fault in (httpx.Response(503), httpx.Response(200, text="?")):
        outcome, seen = stage.scripted(server(rows(ROW, key="k"), fault), FACTS)
        assert (outcome.answer, outcome.complete) == (Answer.DONE, False)
        assert [one.verdict for one in seen.looked_up] == [Verdict.PRESENT]


def test_more_than_three_pages_are_not_read(stage: Any) -> None:
    outcome, seen = stage.scripted(server(*[rows(ROW, key="k")] * 4), FACTS)
    assert (outcome.answer, outcome.complete, len(seen.exchanges)) == (Answer.DONE, False, 3)


def test_of_a_domain_each_own_page_on_it_gets_its_own_verdict(stage: Any) -> None:
    other = "https://rosalind.example/diary/"
    facts = Facts({"x-domain": (DOMAIN,), "url": (SITE, other)})
    _, seen = stage.scripted(server(rows(ROW, ABOUT)), facts)
    assert asked(seen)[0]["url"] == "*.rosalind.example"
    assert looked(seen) == [
        ("x-domain", DOMAIN, Verdict.PRESENT, None),
        ("url", SITE, Verdict.PRESENT, None),
        ("url", other, Verdict.ABSENT, None),
    ]
    cut = [rows(ROW, key="k"), rows(ROW, key="k"), rows(ROW, key="k")]
    _, seen = stage.scripted(server(*cut), facts)
    assert looked(seen)[2] == ("url", other, Verdict.UNPROVEN, Failure.PARTIAL_ANSWER)


@pytest.mark.parametrize(
    ("page", "verdict", "failure"),
    [
        ("about/", Verdict.PRESENT, None),
        ("About", Verdict.UNPROVEN, Failure.PARTIAL_ANSWER),
        ("abouts", Verdict.ABSENT, None),
    ],
)
def test_an_own_page_is_absent_only_where_nothing_like_it_is_held(
    stage: Any, page: str, verdict: Verdict, failure: Failure | None
) -> None:
    facts = Facts({"x-domain": (DOMAIN,), "url": (SITE, f"{SITE}about")})
    _, seen = stage.scripted(server(rows(ROW, [ROW[0], SITE + page, "200"])), facts)
    assert looked(seen)[2] == ("url", f"{SITE}about", verdict, failure)


def test_an_image_elsewhere_is_looked_up_by_its_own_address(stage: Any) -> None:
    image = "https://cdn.example/u/7/me.jpg"
    captured = rows(["20200101000000", image, "200"])
    facts = Facts({"url": (SITE,), "x-image-url": (image,)})
    outcome, seen = stage.scripted(server(NOTHING, captured), facts)
    assert asked(seen)[1]["url"] == "cdn.example/u/7/me.jpg"
    assert looked(seen)[1] == ("x-image-url", image, Verdict.PRESENT, None)
    assert [(one.meaning, one.value) for one in seen.disclosed] == [
        ("url", SITE),
        ("x-image-url", image),
    ]
    assert (outcome, seen.records) == (Outcome(Answer.ABSENT), [])


def test_with_images_alone_there_is_nothing_that_could_be_asked_for(stage: Any) -> None:
    image = "https://cdn.example/u/7/me.jpg"
    outcome, seen = stage.scripted(server(NOTHING), Facts({"x-image-url": (image,)}))
    assert (outcome.answer, outcome.failure) == (Answer.PERSON, Failure.FACT_MISSING)
    assert looked(seen) == [("x-image-url", image, Verdict.ABSENT, None)]


def test_more_addresses_than_there_is_time_for_are_never_absent(stage: Any) -> None:
    many = Facts({"url": tuple(f"https://rosalind.example/{number}" for number in range(9))})
    outcome, seen = stage.scripted(server(*[NOTHING] * 9), many)
    assert (outcome.failure, len(seen.exchanges), len(seen.looked_up)) == (Failure.PARTIAL_ANSWER, 8, 8)


def test_ten_calls_are_the_most(stage: Any) -> None:
    many = Facts({"url": tuple(f"https://rosalind.example/{number}" for number in range(8))})
    paged = [rows(["20080328041443", SITE, "200"], key="k")] * 10
    outcome, seen = stage.scripted(server(*paged), many)
    assert (outcome.complete, len(seen.exchanges)) == (False, 10)
    assert looked(seen)[-1][2:] == (Verdict.UNPROVEN, Failure.PARTIAL_ANSWER)


@pytest.mark.parametrize("facts", [{}, {"url": ("https://rosälind.example/",)}])
def test_what_cannot_be_asked_for_is_the_persons_to_mend(stage: Any, facts: Any) -> None:
    outcome, seen = stage.scripted(server(), Facts(facts))
    assert (outcome.answer, outcome.failure) == (Answer.PERSON, Failure.FACT_MISSING)
    assert seen.exchanges == []


@given(status=st.sampled_from([200, 403, 500]), cut=st.integers(0, 400), noise=st.binary(max_size=40))
@settings(max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_no_broken_answer_is_an_absence(stage: Any, status: int, cut: int, noise: bytes) -> None:
    whole = json.dumps([HEAD, ROW, ABOUT]).encode()
    pieces = (whole[: min(cut, len(whole) - 1)], SAID.encode()[: cut % len(SAID)], b"<p>" + whole, noise)
    for content in pieces:
        said = {NAME: SAID} if status == 403 else {}
        broken = httpx.Response(status, content=content, headers=said)
        outcome, seen = stage.scripted(server(broken), FACTS)
        assert outcome.answer in (Answer.UNREACHABLE, Answer.BLOCKED)
        assert {one.verdict for one in seen.looked_up} <= {Verdict.ERROR, Verdict.BLOCKED}
