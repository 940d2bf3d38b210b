"""What the flow asks the look-up of The Stack and GitHub, and what it takes the answers for."""

import json
from collections.abc import Callable
from typing import Any

import httpx
import pytest

from optout.people.facts import Facts
from optout.requests.actions import Action
from optout.requests.failures import Failure
from optout.requests.outcome import Answer, Outcome
from optout.requests.verdict import Verdict

FACTS = Facts({"x-github-account": ("Rosalind",)})
BOTH = Facts({"x-github-account": ("Rosalind",), "x-repository": ("rosalind/notes", "rosalind/old")})
SPACE = "https://huggingfacecode-in-the-stack.hf.space/gradio_api/call/check_username"
ISSUES = "https://api.github.com/repos/bigcode-project/opt-out-v2/issues"
NO = "**No**, there is no code of this account in The Stack v3."
EDITION = "the-stack-v3"


def yes(*names: str, count: int | None = None) -> str:
    links = "\n".join(f"- [{name}](https://github.com/{name})" for name in names)
    return f"**Yes**, there is code from **{count or len(names)} repositories** in it:\n{links}"


def stream(text: Any, event: str = "complete", before: str = "event: heartbeat\ndata: null\n\n") -> str:
    return f"{before}event: {event}\ndata: {json.dumps([text, None])}\n\n"


def server(*streams: str) -> Callable[[httpx.Request], httpx.Response]:
    left = list(streams)

    def answer(request: httpx.Request) -> httpx.Response:
        if request.method == "POST":
            return httpx.Response(200, json={"event_id": "t-1"})
        if request.url.host == "api.github.com":
            return httpx.Response(200, json=[{"number": 12, "state": "closed"}])
        return httpx.Response(200, text=left.pop(0))

    return answer


@pytest.fixture
def stage(api_stage: Any) -> Any:
    return api_stage("the_stack")


def test_it_asks_for_the_account_as_spelt_and_in_small_letters_before_it_believes_a_no(
    stage: Any,
) -> None:
    outcome, seen = stage.scripted(server(stream(NO), stream(NO)), FACTS)
    assert [(one.method, one.url, one.request_body) for one in seen.exchanges] == [
        ("POST", SPACE, b'{"data": ["Rosalind"]}'),
        ("GET", f"{SPACE}/t-1", b""),
        ("POST", SPACE, b'{"data": ["rosalind"]}'),
        ("GET", f"{SPACE}/t-1", b""),
    ]
    assert outcome == Outcome(Answer.ABSENT, revision=EDITION)
    [look] = seen.looked_up
    assert (look.thing, look.verdict, look.edition) == ("Rosalind", Verdict.ABSENT, EDITION)
    told = {(one.meaning, one.recipient, one.value) for one in seen.disclosed}
    assert told == {("x-github-account", "huggingfacecode-in-the-stack.hf.space", "Rosalind")}
    assert stage.pauses == [1.0] * 3


def test_a_yes_is_one_listing_whatever_it_names(stage: Any) -> None:
    text = yes("rosalind/notes", "rosalind/dotfiles")
    outcome, seen = stage.scripted(server(stream(text)), BOTH)
    assert outcome == Outcome(Answer.DONE, revision=EDITION)
    looks = [(one.meaning, one.thing, one.verdict) for one in seen.looked_up]
    assert looks == [
        ("x-github-account", "Rosalind", Verdict.PRESENT),
        ("x-repository", "rosalind/notes", Verdict.PRESENT),
        ("x-repository", "rosalind/old", Verdict.ABSENT),
    ]
    assert seen.looked_up[0].detail["repositories"] == 2
    page = "https://huggingface.co/spaces/HuggingFaceCode/in-the-stack"
    assert [(one.key, one.fields) for one in seen.records] == [(page, {"x-github-account": "Rosalind"})]


def test_a_repository_is_not_absent_from_a_list_that_may_not_be_whole(stage: Any) -> None:
    outcome, seen = stage.scripted(server(stream(yes("rosalind/notes", count=9))), BOTH)
    assert (outcome.answer, outcome.complete) == (Answer.DONE, False)
    assert seen.looked_up[-1].verdict is Verdict.UNPROVEN


def test_another_version_in_the_answer_is_another_edition(stage: Any) -> None:
    text = NO.replace("v3", "v4.1")
    outcome, _ = stage.scripted(server(stream(text), stream(text)), FACTS)
    assert outcome.revision == "the-stack-v4.1"


@pytest.mark.parametrize(
    "text",
    [
        stream(NO, event="error"),
        "event: error\ndata: null\n\n",
        "event: heartbeat\ndata: null\n\n",
        stream(NO).rstrip("\n"),
        stream(NO)[:-20] + "\n",
        stream(""),
        stream("No"),
        stream("No such account"),
        stream("Sorry, **No** answer"),
        stream(f"{NO} [x](https://github.com/rosalind/x)"),
        stream(yes()),
        stream(yes("somebody/else")),
        stream("[x](https://github.com/rosalind/x)"),
        stream(5),
        f"event: complete\ndata: {json.dumps(NO)}\n\n",
        "event: complete\ndata: []\n\n",
        f"event: complete\nid: 1\ndata: {json.dumps([NO])}\n\n",
        json.dumps([NO]),
        "",
        "<html>Building</html>\n",
    ],
)
def test_no_other_stream_proves_anything(stage: Any, text: str) -> None:
    outcome, seen = stage.scripted(server(text, text), FACTS)
    assert outcome.answer is Answer.UNREACHABLE
    assert outcome.failure in (Failure.BAD_ANSWER, Failure.SERVER_ERROR)
    assert (seen.looked_up, seen.records) == ([], [])


@pytest.mark.parametrize("ticket", [{}, [], {"event_id": 1}, {"event_id": "../x"}, {"event_id": ""}])
def test_without_a_ticket_there_is_no_answer(stage: Any, ticket: Any) -> None:
    outcome, seen = stage.scripted(lambda request: httpx.Response(200, json=ticket), FACTS)
    assert outcome.failure is Failure.BAD_ANSWER
    assert len(seen.exchanges) == 1


def test_one_account_without_an_answer_leaves_the_other_known(stage: Any) -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        if request.method == "POST" and b"other" in request.content:
            return httpx.Response(503, html="<p>Building</p>")
        return server(stream(NO))(request)

    outcome, seen = stage.scripted(answer, Facts({"x-github-account": ("other", "rosalind")}))
    assert (outcome.answer, outcome.failure) == (Answer.UNREACHABLE, Failure.SERVER_ERROR)
    assert [(one.thing, one.verdict) for one in seen.looked_up] == [("rosalind", Verdict.ABSENT)]


def test_a_recheck_tells_what_became_of_the_issue(stage: Any) -> None:
    stage.action = Action.RECHECK
    _, seen = stage.scripted(server(stream(yes("rosalind/notes"))), FACTS)
    assert seen.exchanges[-1].url == f"{ISSUES}?creator=Rosalind&state=all&per_page=20"
    detail = seen.looked_up[0].detail
    assert (detail["issue"], detail["issue_state"]) == (12, "closed")
    assert seen.looked_up[0].verdict is Verdict.PRESENT


@pytest.mark.parametrize("facts", [Facts(), Facts({"x-github-account": tuple("abcdefghijklm")})])
def test_without_an_account_or_with_too_many_nothing_leaves(stage: Any, facts: Facts) -> None:
    outcome, seen = stage.scripted(server(), facts)
    assert (outcome.answer, outcome.failure) == (Answer.PERSON, Failure.FACT_MISSING)
    assert seen.exchanges == []
