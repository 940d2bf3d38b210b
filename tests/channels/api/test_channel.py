"""The API channel turns whatever a flow or the outside world does into one outcome."""

import asyncio
from collections.abc import Callable
from typing import Any

import httpx
import pytest

from optout.channels.api.channel import ApiChannel
from optout.channels.attempt import Attempt, Capture
from optout.http import Unanswered
from optout.people.facts import Facts
from optout.requests.actions import Action
from optout.requests.failures import Failure
from optout.requests.outcome import Answer, Outcome, Sent

ASK = "https://registry.example/ask"
ABSENT = Outcome(Answer.ABSENT)
Make = Callable[..., Any]


def run(channel: ApiChannel, attempt: Attempt) -> tuple[Outcome, Capture]:
    capture = Capture()
    return asyncio.run(channel.run(attempt, capture)), capture


@pytest.mark.parametrize("action", [Action.SEARCH, Action.RECHECK])
def test_a_search_and_a_recheck_run_the_flows_search(
    channel: Make, attempt: Make, action: Action
) -> None:
    async def search(visit: Any) -> Outcome:
        await visit.get(ASK, telling={"url": visit.facts.one("url")})
        return ABSENT

    outcome, capture = run(channel(search=search), attempt(action))
    assert outcome == ABSENT
    assert len(capture.exchanges) == 1


def test_a_submission_runs_the_flows_submit(channel: Make, attempt: Make) -> None:
    async def submit(visit: Any) -> Outcome:
        await visit.post(ASK, b"please")
        return Outcome(Answer.DONE, sent=Sent.YES)

    outcome, _ = run(channel(submit=submit), attempt(Action.SUBMIT))
    assert outcome == Outcome(Answer.DONE, sent=Sent.YES)


@pytest.mark.parametrize("action", [Action.CONFIRM, Action.ESCALATE])
def test_other_actions_are_no_api_steps(channel: Make, attempt: Make, action: Action) -> None:
    outcome, _ = run(channel(), attempt(action))
    assert (outcome.answer, outcome.failure) == (Answer.UNREACHABLE, Failure.OWN_FAULT)


def test_a_missing_required_fact_is_asked_of_the_person_before_anything_leaves(
    channel: Make, attempt: Make
) -> None:
    async def search(visit: Any) -> Outcome:
        await visit.get(ASK)
        return ABSENT

    outcome, capture = run(channel(search=search), attempt(facts=Facts({"username": ("roz",)})))
    assert outcome == Outcome(Answer.PERSON, Failure.FACT_MISSING, detail="needs url")
    assert capture.exchanges == []


@pytest.mark.parametrize(
    "failure", [Failure.TIMEOUT, Failure.NO_CONNECTION, Failure.TOO_LARGE, Failure.BAD_ANSWER]
)
def test_an_unanswered_search_is_unreachable_with_its_failure(
    channel: Make, attempt: Make, failure: Failure
) -> None:
    async def search(visit: Any) -> Outcome:
        raise Unanswered(failure, "why", Sent.MAYBE)

    outcome, _ = run(channel(search=search), attempt())
    assert outcome == Outcome(Answer.UNREACHABLE, failure, detail="why", sent=Sent.NO)


def test_a_submission_that_died_on_the_way_may_have_been_sent(channel: Make, attempt: Make) -> None:
    def dies(request: httpx.Request) -> httpx.Response:
        raise httpx.ReadError("reset", request=request)

    async def submit(visit: Any) -> Outcome:
        await visit.post(ASK, b"please")
        return Outcome(Answer.DONE, sent=Sent.YES)

    outcome, _ = run(channel(dies, submit=submit), attempt(Action.SUBMIT))
    assert (outcome.failure, outcome.sent) == (Failure.NO_CONNECTION, Sent.MAYBE)


def test_what_was_found_before_a_failure_stays_found(channel: Make, attempt: Make) -> None:
    async def search(visit: Any) -> Outcome:
        visit.edition = "crawl 7"
        visit.record("row", {"url": "u"})
        raise Unanswered(Failure.TIMEOUT, "why")

    outcome, capture = run(channel(search=search), attempt())
    found = Outcome(Answer.DONE, revision="crawl 7", detail="cut short: timeout", complete=False)
    assert outcome == found
    assert len(capture.records) == 1


def test_it_notes_whether_a_flow_came_to_its_own_end(channel: Make, attempt: Make) -> None:
    async def asks(visit: Any) -> Outcome:
        await visit.get(ASK)
        return ABSENT

    async def is_cut_short(visit: Any) -> Outcome:
        raise Unanswered(Failure.TIMEOUT, "why")

    async def claims_too_much(visit: Any) -> Outcome:
        return ABSENT

    ended = [run(channel(search=flow), attempt())[1].flow_ended for flow in (asks, is_cut_short)]
    assert ended == [True, False]
    assert not run(channel(search=claims_too_much), attempt())[1].flow_ended


@pytest.mark.parametrize(
    "error", [ValueError("Rosalind"), KeyError("x"), RecursionError(), AssertionError()]
)
def test_a_fault_in_a_flow_is_ours_and_names_only_its_kind(
    channel: Make, attempt: Make, error: Exception
) -> None:
    async def search(visit: Any) -> Outcome:
        raise error

    outcome, _ = run(channel(search=search), attempt())
    assert outcome == Outcome(Answer.UNREACHABLE, Failure.OWN_FAULT, detail=type(error).__name__)


@pytest.mark.parametrize(("posts", "sent"), [(True, Sent.MAYBE), (False, Sent.NO)])
def test_a_fault_after_sending_leaves_it_open_whether_it_arrived(
    channel: Make, attempt: Make, posts: bool, sent: Sent
) -> None:
    async def submit(visit: Any) -> Outcome:
        if posts:
            await visit.post(ASK, b"please")
        raise ValueError

    outcome, _ = run(channel(submit=submit), attempt(Action.SUBMIT))
    assert outcome == Outcome(Answer.UNREACHABLE, Failure.OWN_FAULT, detail="ValueError", sent=sent)


def test_a_flow_that_is_not_there_is_our_fault(attempt: Make, channel: Make) -> None:
    outcome, _ = run(channel(), attempt())
    assert (outcome.failure, outcome.detail) == (Failure.OWN_FAULT, "AttributeError")


async def _absent_without_asking(visit: Any) -> Outcome:
    return ABSENT


async def _absent_with_a_record(visit: Any) -> Outcome:
    await visit.get(ASK)
    visit.record("row", {})
    return ABSENT


async def _absent_on_submitting(visit: Any) -> Outcome:
    await visit.get(ASK)
    return ABSENT


async def _a_bare_boolean(visit: Any) -> bool:
    return True


@pytest.mark.parametrize(
    ("action", "flow"),
    [
        (Action.SEARCH, _absent_without_asking),
        (Action.SEARCH, _absent_with_a_record),
        (Action.SUBMIT, _absent_on_submitting),
        (Action.SEARCH, _a_bare_boolean),
    ],
)
def test_an_answer_that_nothing_proves_is_not_believed(
    channel: Make, attempt: Make, action: Action, flow: Any
) -> None:
    outcome, _ = run(channel(search=flow, submit=flow), attempt(action))
    assert (outcome.answer, outcome.failure) == (Answer.UNREACHABLE, Failure.OWN_FAULT)


def test_cancelling_passes_through(channel: Make, attempt: Make) -> None:
    async def search(visit: Any) -> Outcome:
        raise asyncio.CancelledError

    async def cancelled() -> None:
        with pytest.raises(asyncio.CancelledError):
            await channel(search=search).run(attempt(), Capture())

    asyncio.run(cancelled())
