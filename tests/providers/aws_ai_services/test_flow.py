"""What the flow asks of AWS Organizations, and what it takes the answers for."""

import json
from collections.abc import Callable
from typing import Any

import httpx
import pytest

from optout.catalog.learning import learning
from optout.people.facts import Facts
from optout.requests.actions import Action
from optout.requests.failures import Failure
from optout.requests.outcome import Answer, Sent

FACTS = Facts({"email": ("rosalind@rosalind.example",)})
KEYS = {
    "aws_access_key_id": "AKIDEXAMPLE",
    "aws_secret_access_key": "secret-of-mine",
    "aws_email": "Rosalind@rosalind.example",
}
TYPE = "AISERVICES_OPT_OUT_POLICY"
ENABLED = [{"Type": TYPE, "Status": "ENABLED"}]
Replies = dict[str, httpx.Response]


def refused(name: str, status: int = 400) -> httpx.Response:
    return httpx.Response(
        status, json={"__type": f"com.amazonaws.organizations#{name}", "Message": name}
    )


def effective(content: object) -> httpx.Response:
    text = content if isinstance(content, str) else json.dumps(content)
    return httpx.Response(200, json={"EffectivePolicy": {"PolicyContent": text, "PolicyType": TYPE}})


def of_another_type() -> httpx.Response:
    text = json.dumps(services(default="optOut"))
    told = {"PolicyContent": text, "PolicyType": "TAG_POLICY"}
    return httpx.Response(200, json={"EffectivePolicy": told})


def services(**choices: str) -> dict[str, object]:
    return {"services": {name: {"opt_out_policy": choice} for name, choice in choices.items()}}


OURS = '{"services":{"default":{"opt_out_policy":{"@@assign":"optOut"}}}}'


def describing(content: str) -> httpx.Response:
    return httpx.Response(200, json={"Policy": {"PolicySummary": {"Id": "p-7"}, "Content": content}})


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
    assert [(one.key, dict(one.fields)) for one in seen.records] == [
        ("aws:organisation", {"email": FACTS.one("email")})
    ]
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
        (of_another_type(), Answer.UNREACHABLE, Failure.BAD_ANSWER),
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
    there = Organisation(
        ListPolicies=known,
        DescribePolicy=describing(OURS),
        AttachPolicy=refused("DuplicatePolicyAttachmentException"),
    )
    assert stage.scripted(there, FACTS)[0].answer is Answer.DONE
    assert there.actions == ["ListRoots", "ListPolicies", "DescribePolicy", "AttachPolicy"]
    assert there.asked[3][1]["PolicyId"] == "p-7"


def test_a_policy_of_our_name_that_says_something_else_is_not_attached(stage: Any) -> None:
    stage.action = Action.SUBMIT
    known = httpx.Response(200, json={"Policies": [{"Id": "p-7", "Name": "optout-ai-services"}]})
    there = Organisation(ListPolicies=known, DescribePolicy=describing(OURS.replace("optOut", "optIn")))
    outcome, _ = stage.scripted(there, FACTS)
    assert (outcome.answer, outcome.failure) == (Answer.PERSON, Failure.BY_HAND)
    assert there.actions == ["ListRoots", "ListPolicies", "DescribePolicy"]


@pytest.mark.parametrize("pages", [2, 20, 21])
def test_the_list_of_policies_is_read_to_its_end_within_bounds(stage: Any, pages: int) -> None:
    stage.action = Action.SUBMIT
    there = Organisation(DescribePolicy=describing(OURS))
    last = {"Policies": [{"Id": "p-7", "Name": "optout-ai-services"}]}

    def paging(request: httpx.Request) -> httpx.Response:
        answer = there(request)
        if there.actions[-1] != "ListPolicies" or there.actions.count("ListPolicies") == pages:
            return httpx.Response(200, json=last) if there.actions[-1] == "ListPolicies" else answer
        return httpx.Response(200, json={"Policies": [], "NextToken": f"n-{len(there.asked)}"})

    outcome, _ = stage.scripted(paging, FACTS)
    assert there.asked[2][1]["NextToken"] == "n-2"
    assert "CreatePolicy" not in there.actions
    assert (outcome.answer is Answer.DONE) is (pages <= 20)
    assert outcome.failure is (None if pages <= 20 else Failure.PARTIAL_ANSWER)


@pytest.mark.parametrize("whose", [None, "ada@rosalind.example", "rosalind"])
@pytest.mark.parametrize("action", [Action.SEARCH, Action.SUBMIT])
def test_the_keys_are_used_for_the_one_person_that_they_are_said_to_be_of(
    stage: Any, action: Action, whose: str | None
) -> None:
    stage.action, there = action, Organisation()
    stage.secrets = {**KEYS, "aws_email": whose} if whose else KEYS | {"aws_email": ""}
    outcome, seen = stage.scripted(there, FACTS)
    assert (outcome.answer, outcome.failure) == (Answer.PERSON, Failure.BY_HAND)
    assert "aws_email" in outcome.detail
    assert "@" not in outcome.detail
    assert (there.asked, seen.records, seen.looked_up) == ([], [], [])


def test_a_new_key_of_the_same_organisation_makes_no_new_listing(stage: Any) -> None:
    keys = []
    for key_id in ("AKIDEXAMPLE", "AKIDANOTHER"):
        stage.secrets["aws_access_key_id"] = key_id
        keys.append(stage.scripted(Organisation(), FACTS)[1].records[0].key)
    assert keys[0] == keys[1]
    assert all("AKID" not in key for key in keys)


def test_the_plan_tells_nobody_the_address_that_is_only_compared(stage: Any) -> None:
    assert learning(stage.provider).meanings == ()


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
    twin, [subject, other] = stage.twin(people=2)
    stage.secrets["aws_email"] = subject.emails[0]
    twin._calm = 1000
    assert stage.search(twin, subject)[0].answer is Answer.DONE
    stage.action = Action.SUBMIT
    assert stage.search(twin, subject)[0].answer is Answer.DONE
    stage.action = Action.RECHECK
    assert stage.search(twin, subject)[0].answer is Answer.ABSENT
    assert stage.search(twin, other)[0].answer is Answer.PERSON
    assert [one.until is None for one in twin.books.listed] == [False, True]
