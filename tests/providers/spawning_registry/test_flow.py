"""What the flow asks Spawning's registry, and what it takes the answers for."""

import json
from collections.abc import Callable
from typing import Any

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from optout.people.facts import Facts
from optout.requests.failures import Failure
from optout.requests.outcome import Answer, Outcome

ONE, TWO = "https://rosalind.example/1.jpg", "https://rosalind.example/ü.jpg"
FACTS = Facts({"x-image-url": (ONE, TWO)})
URL = "https://opts-api.spawningaiapi.com/api/v2/query/urls/"
ABSENT, DONE = Outcome(Answer.ABSENT), Outcome(Answer.DONE)


def entry(url: Any, out: Any) -> dict[str, Any]:
    return {"url": url, "optOut": out, "optIn": False}


def says(*entries: Any, status: int = 200) -> httpx.Response:
    return httpx.Response(status, json={"urls": list(entries)})


@pytest.fixture
def stage(api_stage: Any) -> Any:
    return api_stage("spawning_registry", spawning_api_key="k-1")


@pytest.fixture
def asked(stage: Any) -> Callable[..., Any]:
    def ask(response: httpx.Response, facts: Facts = FACTS) -> Any:
        return stage.scripted(lambda request: response, facts)

    return ask


def test_it_sends_exactly_the_documented_request(asked: Any) -> None:
    _, seen = asked(says(entry(ONE, True), entry(TWO, True)))
    [exchange] = seen.exchanges
    headers = {name.lower(): value for name, value in exchange.request_headers}
    assert (exchange.method, exchange.url) == ("POST", URL)
    assert exchange.request_body == f"{ONE}\n{TWO}".encode()
    assert headers["authorization"] == "API k-1"
    assert headers["content-type"] == "text/plain"
    assert headers["user-agent"].startswith("optout/")
    told = [(one.meaning, one.recipient, one.value) for one in seen.disclosed]
    assert told == [("x-image-url", "opts-api.spawningaiapi.com", image) for image in (ONE, TWO)]


@pytest.mark.parametrize("answers", [[entry(ONE, True)], [entry(ONE, True), entry("", False)]])
def test_a_single_address_is_padded_with_an_empty_line(asked: Any, answers: list[Any]) -> None:
    outcome, seen = asked(says(*answers), Facts({"x-image-url": (ONE,)}))
    assert seen.exchanges[0].request_body == f"{ONE}\n".encode()
    assert outcome == ABSENT


@pytest.mark.parametrize(
    ("marks", "expected", "unprotected"),
    [
        ((True, True), ABSENT, []),
        ((True, False), DONE, [TWO]),
        ((False, True), DONE, [ONE]),
        ((False, False), DONE, [ONE, TWO]),
    ],
)
def test_what_is_not_opted_out_is_recorded(
    asked: Any, marks: tuple[bool, bool], expected: Outcome, unprotected: list[str]
) -> None:
    outcome, seen = asked(says(entry(ONE, marks[0]), entry(TWO, marks[1])))
    assert outcome == expected
    assert [(one.key, one.fields) for one in seen.records] == [
        (image, {"x-image-url": image}) for image in unprotected
    ]


def test_opted_out_and_in_at_once_is_opted_out(asked: Any) -> None:
    both = {"url": ONE, "optOut": True, "optIn": True}
    assert asked(says(both), Facts({"x-image-url": (ONE,)}))[0] == ABSENT


@pytest.mark.parametrize(
    ("response", "answer", "failure"),
    [
        (says(status=401), Answer.PERSON, Failure.NOT_AUTHORISED),
        (says(status=403), Answer.PERSON, Failure.NOT_AUTHORISED),
        (says(status=429), Answer.UNREACHABLE, Failure.RATE_LIMITED),
        (says(entry(ONE, True), entry(TWO, True), status=500), Answer.UNREACHABLE, Failure.SERVER_ERROR),
        (says(entry(ONE, True), entry(TWO, True), status=503), Answer.UNREACHABLE, Failure.SERVER_ERROR),
        (says(entry(ONE, True), entry(TWO, True), status=404), Answer.UNREACHABLE, Failure.BAD_ANSWER),
        (says(entry(ONE, True), entry(TWO, True), status=202), Answer.UNREACHABLE, Failure.BAD_ANSWER),
        (httpx.Response(200, text="not json"), Answer.UNREACHABLE, Failure.BAD_ANSWER),
        (httpx.Response(200, html="<p>Maintenance</p>"), Answer.UNREACHABLE, Failure.BAD_ANSWER),
        (httpx.Response(200, text=""), Answer.UNREACHABLE, Failure.BAD_ANSWER),
        (httpx.Response(200, json=[]), Answer.UNREACHABLE, Failure.BAD_ANSWER),
        (httpx.Response(200, json={}), Answer.UNREACHABLE, Failure.BAD_ANSWER),
        (httpx.Response(200, json={"urls": {}}), Answer.UNREACHABLE, Failure.BAD_ANSWER),
        (says(), Answer.UNREACHABLE, Failure.BAD_ANSWER),
        (says(entry(ONE, True)), Answer.UNREACHABLE, Failure.BAD_ANSWER),
        (says(entry(TWO, True), entry(ONE, True)), Answer.UNREACHABLE, Failure.BAD_ANSWER),
        (says(entry(ONE, True), entry(ONE, True)), Answer.UNREACHABLE, Failure.BAD_ANSWER),
        (
            says(entry(ONE, True), entry(TWO, True), entry("x", True)),
            Answer.UNREACHABLE,
            Failure.BAD_ANSWER,
        ),
        (
            says(entry(ONE, True), entry(TWO, True), entry("", True)),
            Answer.UNREACHABLE,
            Failure.BAD_ANSWER,
        ),
        (says(entry(ONE, True), entry(TWO, "true")), Answer.UNREACHABLE, Failure.BAD_ANSWER),
        (says(entry(ONE, True), entry(TWO, None)), Answer.UNREACHABLE, Failure.BAD_ANSWER),
        (says(entry(ONE, True), entry(TWO, 1)), Answer.UNREACHABLE, Failure.BAD_ANSWER),
        (says(entry(ONE, True), {"url": TWO}), Answer.UNREACHABLE, Failure.BAD_ANSWER),
        (says(entry(ONE, True), {"optOut": True}), Answer.UNREACHABLE, Failure.BAD_ANSWER),
        (says(entry(ONE, True), TWO), Answer.UNREACHABLE, Failure.BAD_ANSWER),
        (says(entry(ONE, True), entry(None, True)), Answer.UNREACHABLE, Failure.BAD_ANSWER),
    ],
)
def test_no_other_answer_proves_anything(
    asked: Any, response: httpx.Response, answer: Answer, failure: Failure
) -> None:
    outcome, seen = asked(response)
    assert (outcome.answer, outcome.failure, seen.records) == (answer, failure, [])


def test_without_a_key_nothing_leaves_and_the_person_is_asked(api_stage: Any) -> None:
    outcome, seen = api_stage("spawning_registry").scripted(lambda request: says(), FACTS)
    assert (outcome.answer, outcome.failure) == (Answer.PERSON, Failure.SETTING_MISSING)
    assert (seen.exchanges, seen.disclosed) == ([], [])


def test_an_address_that_would_become_two_lines_is_not_sent(asked: Any) -> None:
    outcome, seen = asked(says(), Facts({"x-image-url": (f"{ONE}\n{TWO}",)}))
    assert (outcome.answer, outcome.failure) == (Answer.PERSON, Failure.FACT_MISSING)
    assert seen.exchanges == []


def test_without_an_image_nothing_leaves(asked: Any) -> None:
    outcome, seen = asked(says(), Facts())
    assert outcome == Outcome(Answer.PERSON, Failure.FACT_MISSING, detail="needs x-image-url")
    assert seen.exchanges == []


def test_more_than_ten_thousand_addresses_are_asked_in_turns(stage: Any) -> None:
    images = tuple(f"https://rosalind.example/{number}.jpg" for number in range(10_001))

    def answer(request: httpx.Request) -> httpx.Response:
        lines = [line for line in request.content.decode().split("\n") if line]
        return says(*(entry(line, True) for line in lines))

    outcome, seen = stage.scripted(answer, Facts({"x-image-url": images}))
    assert outcome == ABSENT
    assert [len(exchange.request_body.split(b"\n")) for exchange in seen.exchanges] == [10_000, 2]
    assert stage.pauses == [1.0]


@given(
    cut=st.integers(0, 200), flip=st.binary(max_size=40), status=st.sampled_from([200, 201, 404, 500])
)
@settings(max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_no_broken_answer_is_an_absence(asked: Any, cut: int, flip: bytes, status: int) -> None:
    whole = json.dumps({"urls": [entry(ONE, True), entry(TWO, True)]}).encode()
    for content in (whole[: min(cut, len(whole) - 1)], flip, whole + b"}", b"<p>" + whole):
        outcome, _ = asked(httpx.Response(status, content=content))
        assert outcome.answer is Answer.UNREACHABLE
