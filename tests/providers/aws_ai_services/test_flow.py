"""What the flow asks of AWS Organizations, and what it takes the answers for."""

import json
from collections.abc import Callable
from typing import Any

import httpx
import pytest

from optout.people.facts import Facts
from optout.requests.actions import Action
from optout.requests.failures import Failure
from optout.requests.outcome import Answer, Sent

FACTS = Facts({"email": ("rosalind@rosalind.example",)})
KEYS = {"aws_access_key_id": "AKIDEXAMPLE", "aws_secret_access_key": "secret-of-mine"}
ENABLED = [{"Type": "AISERVICES_OPT_OUT_POLICY", "Status": "ENABLED"}]
Replies = dict[str, httpx.Response]


def refused(name: str, status: int = 400) -> httpx.Response:
    return httpx.Response(
        status, json={"__type": f"com.amazonaws.organizations#{name}", "Message": name}
    )


def effective(content: object) -> httpx.Response:
    text = content if isinstance(content, str) else json.dumps(content)
    return httpx.Response(200, json={"EffectivePolicy": {"PolicyContent": text}})


def services(**choices: str) -> dict[str, object]:
    return {"services": {name: {"opt_out_policy": choice} for name, choice in choices.items()}}


class Organisation:
    """Answers by the action in the target header; keeps what it was asked."""

    def __init__(self, **replies: httpx.Response) -> None:
        summary = {"Id": "p-1", "Name": "optout-ai-services"}
        self.replies: Replies = {
            "ListRoots": httpx.Response(200, json={"Roots": [{"Id": "r-1", "PolicyTypes": ENABLED}]}),
            "ListPolicies": httpx.Response(200, json={"Policies": []}),
            "CreatePolicy": httpx.Response(200, json={"Policy": {"PolicySummary": summary}}),
            "AttachPolicy": httpx.Response(200),
            "EnablePolicyType": httpx.Response(200, json={}),
            "DescribeEffectivePolicy": refused("EffectivePolicyNotFoundException"),
        } | replies
        self.asked: list[tuple[str, Any]] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        assert str(request.url) == "https://organizations.us-east-1.amazonaws.com/"
        assert request.headers["content-type"] == "application/x-amz-json-1.1"
        assert request.headers["x-amz-date"] == "20260302T090000Z"
        action = request.headers["x-amz-target"].removeprefix("AWSOrganizationsV20161128.")
        self.asked.append((action, json.loads(request.content)))
        return self.replies[action]

    @property
    def actions(self) -> list[str]:
        return [action for action, _ in self.asked]


@pytest.fixture
def stage(api_stage: Callable[..., Any]) -> Any:
    return api_stage("aws_ai_services", **KEYS)


def test_a_policy_that_opts_out_of_all_is_protection(stage: Any) -> None:
    there = Organisation(DescribeEffectivePolicy=effective(services(default="optOut", lex="optOut")))
    outcome, seen = stage.scripted(there, FACTS)
    assert outcome.answer is Answer.ABSENT
    assert there.asked == [
        ("DescribeEffectivePolicy", {"PolicyType": "AISERVICES_OPT_OUT_POLICY"}),
    ]
    assert (seen.records, seen.disclosed) == ([], [])


@pytest.mark.parametrize(
    "answer",
    [
        refused("EffectivePolicyNotFoundException"),
        effective(services(default="optIn")),
        effective(services(lex="optOut")),
        effective(services(default="optOut", lex="optIn")),
    ],
)
def test_whatever_leaves_a_service_open_is_found(stage: Any, answer: httpx.Response) -> None:
    outcome, seen = stage.scripted(Organisation(DescribeEffectivePolicy=answer), FACTS)
    assert outcome.answer is Answer.DONE
    assert [dict(one.fields) for one in seen.records] == [{"email": FACTS.one("email")}]
    assert seen.disclosed == []


@pytest.mark.parametrize(
    ("answer", "expected", "failure"),
    [
        (refused("AccessDeniedException"), Answer.PERSON, Failure.NOT_AUTHORISED),
        (refused("UnrecognizedClientException", 403), Answer.PERSON, Failure.NOT_AUTHORISED),
        (refused("AWSOrganizationsNotInUseException"), Answer.PERSON, Failure.BY_HAND),
        (refused("TooManyRequestsException"), Answer.UNREACHABLE, Failure.RATE_LIMITED),
        (refused("ServiceException", 500), Answer.UNREACHABLE, Failure.SERVER_ERROR),
        (refused("SomethingNewException"), Answer.UNREACHABLE, Failure.BAD_ANSWER),
        (effective("no json"), Answer.UNREACHABLE, Failure.BAD_ANSWER),
        (effective([]), Answer.UNREACHABLE, Failure.BAD_ANSWER),
        (httpx.Response(200, json={}), Answer.UNREACHABLE, Failure.BAD_ANSWER),
        (httpx.Response(200, text="<html>"), Answer.UNREACHABLE, Failure.BAD_ANSWER),
        (httpx.Response(400, json={}), Answer.UNREACHABLE, Failure.BAD_ANSWER),
    ],
)
def test_any_other_answer_proves_nothing(
    stage: Any, answer: httpx.Response, expected: Answer, failure: Failure
) -> None:
    outcome, seen = stage.scripted(Organisation(DescribeEffectivePolicy=answer), FACTS)
    assert (outcome.answer, outcome.failure) == (expected, failure)
    assert seen.records == []


def test_it_makes_the_policy_to_the_letter_and_attaches_it_to_the_root(stage: Any) -> None:
    stage.action = Action.SUBMIT
    there = Organisation()
    outcome, _ = stage.scripted(there, FACTS)
    assert (outcome.answer, outcome.sent) == (Answer.DONE, Sent.YES)
    assert there.actions == ["ListRoots", "ListPolicies", "CreatePolicy", "AttachPolicy"]
    made = there.asked[2][1]
    assert made["Type"] == "AISERVICES_OPT_OUT_POLICY"
    assert made["Content"] == '{"services":{"default":{"opt_out_policy":{"@@assign":"optOut"}}}}'
    assert there.asked[3][1] == {"PolicyId": "p-1", "TargetId": "r-1"}


def test_a_policy_of_its_own_is_attached_again_and_not_made_twice(stage: Any) -> None:
    stage.action = Action.SUBMIT
    known = httpx.Response(200, json={"Policies": [{"Id": "p-7", "Name": "optout-ai-services"}]})
    there = Organisation(ListPolicies=known, AttachPolicy=refused("DuplicatePolicyAttachmentException"))
    assert stage.scripted(there, FACTS)[0].answer is Answer.DONE
    assert there.actions == ["ListRoots", "ListPolicies", "AttachPolicy"]
    assert there.asked[2][1]["PolicyId"] == "p-7"


@pytest.mark.parametrize(("said", "enabled"), [(None, False), ("no", False), ("yes", True)])
def test_the_type_is_enabled_only_where_the_person_said_so(
    stage: Any, said: str | None, enabled: bool
) -> None:
    stage.action = Action.SUBMIT
    stage.secrets |= {"aws_enable_policy_type": said} if said else {}
    there = Organisation(ListRoots=httpx.Response(200, json={"Roots": [{"Id": "r-1"}]}))
    outcome, _ = stage.scripted(there, FACTS)
    assert ("EnablePolicyType" in there.actions) is enabled
    assert (outcome.answer is Answer.DONE) is enabled
    assert (outcome.failure is Failure.BY_HAND) is not enabled


def test_without_keys_nothing_is_asked_and_the_commands_are_there(stage: Any) -> None:
    stage.secrets.clear()
    for action in (Action.SEARCH, Action.SUBMIT):
        stage.action = action
        there = Organisation()
        outcome, _ = stage.scripted(there, FACTS)
        assert (outcome.answer, outcome.failure) == (Answer.PERSON, Failure.BY_HAND)
        assert there.asked == []
    steps = " ".join(stage.provider.search.by_hand.instructions)
    assert '{"services":{"default":{"opt_out_policy":{"@@assign":"optOut"}}}}' in steps


def test_the_secret_leaves_in_no_form(stage: Any) -> None:
    stage.action = Action.SUBMIT
    sent: list[httpx.Request] = []
    there = Organisation()

    def listening(request: httpx.Request) -> httpx.Response:
        sent.append(request)
        return there(request)

    stage.scripted(listening, FACTS)
    for request in sent:
        assert b"secret-of-mine" not in request.content
        assert "secret-of-mine" not in str(request.headers.raw)


def test_the_twin_is_found_changed_and_then_protected(stage: Any) -> None:
    twin, [subject] = stage.twin()
    twin._calm = 1000
    assert stage.search(twin, subject)[0].answer is Answer.DONE
    stage.action = Action.SUBMIT
    assert stage.search(twin, subject)[0].answer is Answer.DONE
    stage.action = Action.RECHECK
    assert stage.search(twin, subject)[0].answer is Answer.ABSENT
