"""What the flow asks Trainspot's register, and that nothing unexpected is an answer."""

import json
from collections.abc import Callable
from typing import Any

import httpx
import pytest

from optout.people.facts import Facts
from optout.requests.failures import Failure
from optout.requests.outcome import Answer, Outcome
from optout.requests.verdict import Verdict

SITE = "https://rosalind.example/"
FACTS = Facts({"url": (SITE,)})
ABSENT, DONE = Outcome(Answer.ABSENT), Outcome(Answer.DONE)


def line(policy: Any = "blocked", url: Any = SITE, **more: Any) -> str:
    kind = "github" if str(url).startswith("https://github.com/") else "website"
    return json.dumps({"type": kind, "url": url, "policy": policy, **more}) + "\n"


def says(text: str, status: int = 200) -> httpx.Response:
    return httpx.Response(status, text=text, headers={"content-type": "application/jsonl"})


@pytest.fixture
def stage(api_stage: Any) -> Any:
    return api_stage("trainspot")


@pytest.fixture
def asked(stage: Any) -> Callable[..., Any]:
    return lambda response, facts=FACTS: stage.scripted(lambda request: response, facts)


def test_it_asks_for_one_thing_in_each_call_as_a_line_of_json(stage: Any) -> None:
    facts = Facts({"url": (SITE,), "x-repository": ("rosalind/notes",)})

    def answer(request: httpx.Request) -> httpx.Response:
        return says(line(url=json.loads(request.content)["url"]))

    outcome, seen = stage.scripted(answer, facts)
    assert [(one.method, one.url) for one in seen.exchanges] == [
        ("POST", "https://api.trainspot.ai/policy")
    ] * 2
    assert [one.request_body.decode() for one in seen.exchanges] == [
        '{"type": "website", "url": "https://rosalind.example/"}\n',
        '{"type": "github", "url": "https://github.com/rosalind/notes"}\n',
    ]
    types = {dict(one.request_headers)["content-type"] for one in seen.exchanges}
    assert (outcome, types, stage.pauses) == (ABSENT, {"application/jsonl"}, [1.0])
    told = [(one.meaning, one.value) for one in seen.disclosed]
    assert told == [("url", SITE), ("x-repository", "rosalind/notes")]


@pytest.mark.parametrize(
    ("policy", "outcome", "verdict"),
    [
        ("blocked", ABSENT, Verdict.ABSENT),
        ("open", DONE, Verdict.PRESENT),
        ("licensable", DONE, Verdict.PRESENT),
        ("not set", DONE, Verdict.PRESENT),
    ],
)
def test_only_blocked_is_protected(asked: Any, policy: str, outcome: Outcome, verdict: Verdict) -> None:
    came, seen = asked(says(line(policy)))
    [look] = seen.looked_up
    assert (came, look.verdict) == (outcome, verdict)
    assert look.detail == {"opted_out": policy == "blocked", "policy": policy}
    assert bool(seen.records) == (verdict == Verdict.PRESENT)


@pytest.mark.parametrize(
    "response",
    [
        says(line("Blocked")),
        says(line(type="github")),
        says(line("forbidden")),
        says(line(None)),
        says(line(["blocked"])),
        says(line(url="https://other.example/")),
        says(json.dumps({"policy": "blocked"})),
        says(json.dumps({"url": SITE, "policy": "blocked"})),
        says(json.dumps([{"url": SITE, "policy": "blocked"}])),
        says(line() + line()),
        says(line()[:-4]),
        says(""),
        says('"blocked"'),
        says(line(), 202),
        says(line(), 404),
        httpx.Response(200, html="<p>blocked</p>"),
    ],
)
def test_no_other_answer_is_a_protection(asked: Any, response: httpx.Response) -> None:
    outcome, seen = asked(response)
    assert (outcome.answer, outcome.failure) == (Answer.UNREACHABLE, Failure.BAD_ANSWER)
    assert seen.records == []
    assert [one.verdict for one in seen.looked_up] == [Verdict.ERROR]


@pytest.mark.parametrize(("status", "asked_for"), [(429, 2), (403, 2), (500, 3)])
def test_what_was_found_stays_found_whatever_comes_after(
    stage: Any, status: int, asked_for: int
) -> None:
    sites = tuple(f"https://rosalind.example/{number}" for number in range(3))
    replies = iter([says(line("open", sites[0])), says("", status), says(line(url=sites[2]))])
    outcome, seen = stage.scripted(lambda request: next(replies), Facts({"url": sites}))
    assert (outcome.answer, outcome.complete) == (Answer.DONE, False)
    assert ([one.key for one in seen.records], len(seen.exchanges)) == ([sites[0]], asked_for)


def test_more_than_forty_things_are_not_asked_for_at_once(stage: Any) -> None:
    sites = tuple(f"https://rosalind.example/{number}" for number in range(42))

    def answer(request: httpx.Request) -> httpx.Response:
        return says(line(url=json.loads(request.content)["url"]))

    outcome, seen = stage.scripted(answer, Facts({"url": sites}))
    assert outcome.failure is Failure.PARTIAL_ANSWER
    assert [one.verdict for one in seen.looked_up[-3:]] == [Verdict.ABSENT, *[Verdict.ERROR] * 2]


def test_without_a_page_nothing_leaves(asked: Any) -> None:
    outcome, seen = asked(says(line()), Facts())
    assert (outcome.answer, outcome.failure) == (Answer.PERSON, Failure.FACT_MISSING)
    assert seen.exchanges == []
