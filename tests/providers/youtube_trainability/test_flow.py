"""What the flow asks YouTube's interface, and what it takes the answers for."""

from collections.abc import Callable
from typing import Any

import httpx
import pytest

from optout.people.facts import Facts
from optout.requests.failures import Failure
from optout.requests.outcome import Answer, Outcome
from optout.requests.verdict import Verdict

ONE, TWO = "aB3_-567890", "zzzzzzzzzzz"
FACTS = Facts({"x-video-id": (ONE,)})
ABSENT, DONE = Outcome(Answer.ABSENT), Outcome(Answer.DONE)


def entry(permitted: Any, video: Any = ONE, kind: Any = "youtube#videoTrainability") -> dict[str, Any]:
    return {"kind": kind, "etag": "x", "videoId": video, "permitted": permitted}


def says(body: Any, status: int = 200) -> httpx.Response:
    return httpx.Response(status, json=body)


@pytest.fixture
def stage(api_stage: Any) -> Any:
    return api_stage("youtube_trainability")


@pytest.fixture
def asked(stage: Any) -> Callable[..., Any]:
    return lambda response, facts=FACTS: stage.scripted(lambda request: response, facts)


def test_it_sends_the_id_alone_and_no_key(asked: Any) -> None:
    _, seen = asked(says(entry(["none"])))
    [exchange] = seen.exchanges
    assert exchange.url == f"https://youtube.googleapis.com/youtube/v3/videoTrainability?id={ONE}"
    names = {name.lower() for name, _ in exchange.request_headers}
    assert names.isdisjoint({"authorization", "cookie", "x-goog-api-key"})
    assert [(one.meaning, one.value) for one in seen.disclosed] == [("x-video-id", ONE)]


@pytest.mark.parametrize(
    ("permitted", "outcome", "verdict", "words"),
    [
        (["none"], ABSENT, Verdict.ABSENT, "none"),
        (["None"], ABSENT, Verdict.ABSENT, "none"),
        (["all"], DONE, Verdict.PRESENT, "all"),
        (["Example Models, Inc."], DONE, Verdict.PRESENT, "Example Models, Inc."),
        (["Example Models, Inc.", "Another"], DONE, Verdict.PRESENT, "2 parties"),
    ],
)
def test_only_none_is_protected(
    asked: Any, permitted: list[str], outcome: Outcome, verdict: Verdict, words: str
) -> None:
    came, seen = asked(says(entry(permitted)))
    [look] = seen.looked_up
    assert (came, look.verdict) == (outcome, verdict)
    assert look.detail == {"opted_out": verdict == Verdict.ABSENT, "permitted": words}
    keys = [(one.key, one.fields) for one in seen.records]
    unprotected = [(f"https://www.youtube.com/watch?v={ONE}", {"x-video-id": ONE})]
    assert keys == ([] if verdict == Verdict.ABSENT else unprotected)


@pytest.mark.parametrize(
    "response",
    [
        says(entry(["none"], kind="youtube#video")),
        says(entry(["none"], video=TWO)),
        says(entry(["none"], video=ONE.lower())),
        says(entry([])),
        says(entry("none")),
        says(entry(["none", "all"])),
        says(entry(["none", "Example Models, Inc."])),
        says(entry(["none", ""])),
        says(entry([None])),
        says(entry(None)),
        says([]),
        says({"items": [entry(["none"])]}),
        httpx.Response(200, html="<p>Sorry</p>"),
        httpx.Response(200, text=""),
        says(entry(["none"]), 203),
        says({"error": {"code": 404}}, 404),
    ],
)
def test_no_other_answer_is_a_protection(asked: Any, response: httpx.Response) -> None:
    outcome, seen = asked(response)
    assert (outcome.answer, outcome.failure) == (Answer.UNREACHABLE, Failure.BAD_ANSWER)
    assert {one.verdict for one in seen.looked_up} <= {Verdict.ERROR}


def test_a_video_that_is_not_known_leaves_the_others_known(stage: Any) -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        known = request.url.params["id"] == ONE
        return says(entry(["none"])) if known else says({"error": {"code": 404}}, 404)

    outcome, seen = stage.scripted(answer, Facts({"x-video-id": (TWO, ONE)}))
    assert (outcome.answer, outcome.failure) == (Answer.UNREACHABLE, Failure.BAD_ANSWER)
    looks = [(one.thing, one.verdict, one.failure) for one in seen.looked_up]
    assert looks == [(TWO, Verdict.ERROR, Failure.BAD_ANSWER), (ONE, Verdict.ABSENT, None)]
    assert stage.pauses == [1.0]


def test_what_two_minutes_do_not_suffice_for_is_an_error(asked: Any, stage: Any) -> None:
    videos = tuple(f"{number:011d}" for number in range(62))
    answer: Any = lambda request: says(entry(["none"], request.url.params["id"]))  # noqa: E731
    outcome, seen = stage.scripted(answer, Facts({"x-video-id": videos}))
    assert outcome.failure is Failure.PARTIAL_ANSWER
    assert [one.verdict for one in seen.looked_up[-3:]] == [Verdict.ABSENT, *[Verdict.ERROR] * 2]
