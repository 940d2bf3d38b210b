"""What the flow asks the Training Data Registry, and what it takes the answers for."""

from collections.abc import Callable
from typing import Any

import httpx
import pytest

from optout.people.facts import Facts
from optout.requests.failures import Failure
from optout.requests.outcome import Answer, Outcome
from optout.requests.verdict import Verdict

SITE, PAGE = "https://rosalind.example/", "https://shared.example/~rosalind/"
IMAGE = "https://cdn.example/Rosalind.jpg"
FACTS = Facts({"url": (SITE,)})
API = "https://trainingdataregistry.org/api/v1/check"
ABSENT, DONE = Outcome(Answer.ABSENT), Outcome(Answer.DONE)


def entry(url: Any = SITE, source: Any = "url", training: Any = False, **more: Any) -> dict[str, Any]:
    told = {"registered": True, "url": url, "source": source, "allow_training": training}
    return {**told, "trust": "high", "registration_id": "r1", "verification_status": "verified", **more}


def says(body: Any, status: int = 200) -> httpx.Response:
    return httpx.Response(status, json=body)


@pytest.fixture
def stage(api_stage: Any) -> Any:
    return api_stage("training_data_registry", tdr_api_key="k-1")


@pytest.fixture
def asked(stage: Any) -> Callable[..., Any]:
    return lambda response, facts=FACTS: stage.scripted(lambda request: response, facts)


def test_it_asks_own_domains_then_pages_then_images_with_the_key(stage: Any) -> None:
    domains = ("rosalind.example", "shared.example")
    facts = Facts({"x-domain": domains, "url": (SITE, PAGE), "x-image-url": (IMAGE,)})
    outcome, seen = stage.scripted(lambda request: says({"registered": False}), facts)
    urls = [httpx.URL(one.url) for one in seen.exchanges]
    assert [(url.path, dict(url.params)) for url in urls] == [
        ("/api/v1/check/domain", {"domain": "rosalind.example"}),
        ("/api/v1/check", {"url": SITE}),
        ("/api/v1/check", {"url": PAGE}),
        ("/api/v1/check", {"url": IMAGE}),
    ]
    assert {dict(one.request_headers)["x-api-key"] for one in seen.exchanges} == {"k-1"}
    told = [(one.meaning, one.value) for one in seen.disclosed]
    assert told == [("x-domain", domains[0]), ("url", SITE), ("url", PAGE), ("x-image-url", IMAGE)]
    assert outcome == DONE
    assert [(one.key, one.fields) for one in seen.records] == [
        ("rosalind.example", {"url": SITE}),
        (SITE, {"url": SITE}),
        (PAGE, {"url": PAGE}),
        (IMAGE, {"x-image-url": IMAGE}),
    ]
    assert stage.pauses == [1.0, 1.0, 1.0]


@pytest.mark.parametrize(
    ("answer", "outcome", "verdict"),
    [
        (entry(), ABSENT, Verdict.ABSENT),
        (entry("https://rosalind.example"), ABSENT, Verdict.ABSENT),
        (entry("rosalind.example", "domain"), ABSENT, Verdict.ABSENT),
        (entry("https://rosalind.example/x", "domain"), ABSENT, Verdict.ABSENT),
        (entry(training=True), DONE, Verdict.PRESENT),
        ({"registered": False}, DONE, Verdict.PRESENT),
        ({"registered": False, "allow_training": False}, DONE, Verdict.PRESENT),
    ],
)
def test_only_registered_and_not_for_training_is_protected(
    asked: Any, answer: Any, outcome: Outcome, verdict: Verdict
) -> None:
    came, seen = asked(says(answer))
    assert came == outcome
    [look] = seen.looked_up
    assert (look.meaning, look.thing, look.verdict) == ("url", SITE, verdict)
    assert look.detail == {
        "opted_out": verdict == Verdict.ABSENT,
        "registered": answer["registered"],
    }


@pytest.mark.parametrize(
    ("response", "answer", "failure"),
    [
        (says(entry(), 401), Answer.PERSON, Failure.NOT_AUTHORISED),
        (says(entry(), 403), Answer.PERSON, Failure.NOT_AUTHORISED),
        (says(entry(), 404), Answer.UNREACHABLE, Failure.BAD_ANSWER),
        (says(entry(), 429), Answer.UNREACHABLE, Failure.RATE_LIMITED),
        (says(entry(), 500), Answer.UNREACHABLE, Failure.SERVER_ERROR),
        (httpx.Response(200, html="<p>Maintenance</p>"), Answer.UNREACHABLE, Failure.BAD_ANSWER),
        (httpx.Response(200, text=""), Answer.UNREACHABLE, Failure.BAD_ANSWER),
        (says([]), Answer.UNREACHABLE, Failure.BAD_ANSWER),
        (says({}), Answer.UNREACHABLE, Failure.BAD_ANSWER),
        (says({**entry(), "registered": "true"}), Answer.UNREACHABLE, Failure.BAD_ANSWER),
        (says(entry(training=None)), Answer.UNREACHABLE, Failure.BAD_ANSWER),
        (says(entry(training="false")), Answer.UNREACHABLE, Failure.BAD_ANSWER),
        (says(entry("https://other.example/")), Answer.UNREACHABLE, Failure.BAD_ANSWER),
        (says(entry(SITE + "deeper")), Answer.UNREACHABLE, Failure.BAD_ANSWER),
        (says(entry("other.example", "domain")), Answer.UNREACHABLE, Failure.BAD_ANSWER),
        (says(entry("lind.example", "domain")), Answer.UNREACHABLE, Failure.BAD_ANSWER),
        (says(entry(None)), Answer.UNREACHABLE, Failure.BAD_ANSWER),
        (says(entry(source="guess")), Answer.UNREACHABLE, Failure.BAD_ANSWER),
    ],
)
def test_no_other_answer_proves_anything(
    asked: Any, response: httpx.Response, answer: Answer, failure: Failure
) -> None:
    outcome, seen = asked(response)
    assert (outcome.answer, outcome.failure, seen.records) == (answer, failure, [])
    assert [(one.verdict, one.failure) for one in seen.looked_up] == [(Verdict.ERROR, failure)]


@pytest.mark.parametrize(
    ("after", "asked_for"), [(says({}, 429), 2), (says({}, 401), 2), (says({}, 502), 3), (says({}), 3)]
)
def test_what_was_found_stays_found_whatever_comes_after(
    stage: Any, after: httpx.Response, asked_for: int
) -> None:
    images = tuple(f"https://rosalind.example/{number}.jpg" for number in range(3))
    replies = iter([says({"registered": False}), after, says(entry(images[2]))])
    outcome, seen = stage.scripted(lambda request: next(replies), Facts({"x-image-url": images}))
    assert (outcome.answer, outcome.complete) == (Answer.DONE, False)
    assert [one.key for one in seen.records] == [images[0]]
    assert len(seen.exchanges) == asked_for
    third = Verdict.ABSENT if asked_for == 3 else Verdict.ERROR
    assert [one.verdict for one in seen.looked_up] == [Verdict.PRESENT, Verdict.ERROR, third]


def test_more_than_its_share_of_the_allowance_is_not_asked_for(stage: Any) -> None:
    images = tuple(f"https://rosalind.example/{number}.jpg" for number in range(43))

    def answer(request: httpx.Request) -> httpx.Response:
        return says(entry(request.url.params["url"]))

    outcome, seen = stage.scripted(answer, Facts({"x-image-url": images}))
    assert (outcome.answer, outcome.failure) == (Answer.UNREACHABLE, Failure.PARTIAL_ANSWER)
    assert len(seen.exchanges) == 40
    verdicts = [one.verdict for one in seen.looked_up]
    assert verdicts == [Verdict.ABSENT] * 40 + [Verdict.ERROR] * 3


def test_without_a_key_or_an_address_nothing_leaves(api_stage: Any, stage: Any) -> None:
    for outcome, seen, failure in (
        (
            *api_stage("training_data_registry").scripted(lambda request: says({}), FACTS),
            Failure.SETTING_MISSING,
        ),
        (*stage.scripted(lambda request: says({}), Facts()), Failure.FACT_MISSING),
    ):
        assert (outcome.answer, outcome.failure) == (Answer.PERSON, failure)
        assert (seen.exchanges, seen.disclosed) == ([], [])
