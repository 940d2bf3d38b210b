"""The issue that asks: filed by program only with a token of the account that owns all it names."""

import json
from collections.abc import Callable
from typing import Any

import httpx
import pytest

from optout.catalog.catalog import load_catalog
from optout.catalog.steps import ApiStep, hand_step
from optout.channels.hand_address import hand_address
from optout.people.facts import Facts
from optout.requests.actions import Action
from optout.requests.failures import Failure
from optout.requests.outcome import Answer, Outcome, Sent

MINE = Facts({"x-github-account": ("Rosalind",), "x-repository": ("rosalind/notes",)})
ISSUES = "https://api.github.com/repos/bigcode-project/opt-out-v2/issues"
CREATED = httpx.Response(201, json={"number": 77, "state": "open"})


def github(
    filed: httpx.Response, login: Any = "rosalind", status: int = 200
) -> Callable[[httpx.Request], httpx.Response]:
    def answer(request: httpx.Request) -> httpx.Response:
        if request.url.path == "/user":
            return httpx.Response(status, json={"login": login})
        return filed

    return answer


@pytest.fixture
def stage(api_stage: Any) -> Any:
    made = api_stage("the_stack", github_token="t-1")
    made.action = Action.SUBMIT
    return made


def test_the_issue_lists_what_is_the_accounts_and_ticks_nothing(stage: Any) -> None:
    facts = Facts({"x-github-account": ("Rosalind",), "x-repository": ("rosalind/notes",)})
    outcome, seen = stage.scripted(github(CREATED), facts)
    assert outcome == Outcome(Answer.DONE, detail="issue 77", sent=Sent.YES)
    [user, filed] = seen.exchanges
    assert (user.method, user.url) == ("GET", "https://api.github.com/user")
    assert (filed.method, filed.url) == ("POST", ISSUES)
    assert {dict(one.request_headers)["authorization"] for one in seen.exchanges} == {"Bearer t-1"}
    assert json.loads(filed.request_body) == {
        "title": "Opt-out request",
        "body": "### Accounts and organizations to remove ENTIRELY\n\nRosalind\n\n"
        "### Specific repositories to remove\n\n_No response_\n",
    }
    told = [(one.meaning, one.recipient, one.value) for one in seen.disclosed]
    assert told == [("x-github-account", "api.github.com", "Rosalind")]


def test_repositories_are_named_where_the_account_is_not(stage: Any) -> None:
    facts = Facts({"x-repository": ("rosalind/notes", "rosalind/old")})
    _, seen = stage.scripted(github(CREATED), facts)
    body = json.loads(seen.exchanges[-1].request_body)["body"]
    assert body.endswith("to remove\n\nrosalind/notes\nrosalind/old\n")
    assert [one.value for one in seen.disclosed] == ["rosalind/notes", "rosalind/old"]


@pytest.mark.parametrize(
    "facts",
    [
        Facts({"x-github-account": ("rosalind", "rosalind-old")}),
        Facts({"x-github-account": ("rosalind",), "x-repository": ("club/site",)}),
        Facts({"x-repository": ("club/site",)}),
    ],
)
def test_what_another_account_owns_is_left_to_the_person(stage: Any, facts: Facts) -> None:
    outcome, seen = stage.scripted(github(CREATED), facts)
    assert (outcome.answer, outcome.failure, outcome.sent) == (Answer.PERSON, Failure.BY_HAND, Sent.NO)
    assert ([one.method for one in seen.exchanges], seen.disclosed) == (["GET"], [])


def test_without_a_token_nothing_leaves_and_the_filled_form_is_the_task(api_stage: Any) -> None:
    stage = api_stage("the_stack")
    stage.action = Action.SUBMIT
    outcome, seen = stage.scripted(github(CREATED), MINE)
    assert (outcome.answer, outcome.failure) == (Answer.PERSON, Failure.BY_HAND)
    assert seen.exchanges == []
    step = load_catalog().get("the_stack").submit
    assert isinstance(step, ApiStep)
    by_hand = hand_step(step)
    assert by_hand is not None
    assert by_hand.url.startswith("https://github.com/bigcode-project/opt-out-v2/issues/new?template=")
    facts = Facts({"x-github-account": ("ada", "ada-old"), "x-repository": ("club/site",)})
    link = hand_address(by_hand, load_catalog().get("the_stack"), facts).link or ""
    assert httpx.URL(link).params["remove_accounts"] == "ada\nada-old"
    assert httpx.URL(link).params["remove_repos"] == "club/site"
    assert httpx.URL(link).params["template"] == "opt-out-request.yml"
    assert any("nobody but you may say it" in line for line in by_hand.instructions)


@pytest.mark.parametrize(
    ("answer", "outcome", "failure", "sent"),
    [
        (httpx.Response(401, json={}), Answer.PERSON, Failure.NOT_AUTHORISED, Sent.NO),
        (httpx.Response(403, json={}), Answer.BLOCKED, Failure.FORBIDDEN, Sent.NO),
        (httpx.Response(422, json={}), Answer.UNREACHABLE, Failure.BAD_ANSWER, Sent.NO),
        (httpx.Response(429, json={}), Answer.UNREACHABLE, Failure.RATE_LIMITED, Sent.NO),
        (httpx.Response(502, html="<p>"), Answer.UNREACHABLE, Failure.SERVER_ERROR, Sent.MAYBE),
        (httpx.Response(200, json={"number": 1}), Answer.UNREACHABLE, Failure.BAD_ANSWER, Sent.NO),
        (httpx.Response(201, json={}), Answer.UNREACHABLE, Failure.BAD_ANSWER, Sent.MAYBE),
        (httpx.Response(201, json={"number": "1"}), Answer.UNREACHABLE, Failure.BAD_ANSWER, Sent.MAYBE),
        (httpx.Response(201, text="{"), Answer.UNREACHABLE, Failure.BAD_ANSWER, Sent.MAYBE),
    ],
)
def test_no_other_answer_means_that_it_was_filed(
    stage: Any, answer: httpx.Response, outcome: Answer, failure: Failure, sent: Sent
) -> None:
    came, _ = stage.scripted(github(answer), MINE)
    assert (came.answer, came.failure, came.sent) == (outcome, failure, sent)


@pytest.mark.parametrize(("login", "status"), [(None, 200), ("", 200), ("rosalind", 401), ("x", 500)])
def test_without_knowing_whose_token_it_is_nothing_is_filed(stage: Any, login: Any, status: int) -> None:
    outcome, seen = stage.scripted(github(CREATED, login, status), MINE)
    assert outcome.answer in (Answer.UNREACHABLE, Answer.PERSON)
    assert outcome.sent is Sent.NO
    assert [one.method for one in seen.exchanges] == ["GET"]
