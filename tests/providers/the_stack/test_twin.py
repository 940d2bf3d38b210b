"""The flows and the twin of The Stack agree, by hand and with a token."""

from datetime import timedelta
from typing import Any

import pytest

from optout.people.disclosure import facts_for
from optout.rehearsal.twin import person_key
from optout.requests.actions import Action
from optout.requests.failures import Failure
from optout.requests.outcome import Answer


def looked(stage: Any, twin: Any, subject: Any) -> Answer:
    for _ in range(8):
        outcome, _ = stage.search(twin, subject)
        if outcome.answer in (Answer.DONE, Answer.ABSENT):
            return outcome.answer
        assert outcome.failure in (Failure.SERVER_ERROR, Failure.RATE_LIMITED)
    raise AssertionError("the twin never answers")


@pytest.mark.parametrize("by_program", [True, False])
def test_the_code_is_there_until_the_issue_is_processed(api_stage: Any, by_program: bool) -> None:
    stage = api_stage("the_stack", github_token="t-1")
    twin, [subject, *_] = stage.twin(people=2)
    assert looked(stage, twin, subject) is Answer.DONE
    start = stage.clock.now()
    if by_program:
        stage.action = Action.SUBMIT
        assert stage.search(twin, subject)[0].answer is Answer.DONE
        stage.action = Action.RECHECK
        [received] = twin.books.received
        assert (received.person, received.duplicate) == (person_key(subject), False)
        assert received.fields == {"remove_accounts": subject.github_accounts[0]}
        assert received.meanings == {"remove_accounts": "x-github-account"}
    else:
        twin.person_does(subject, "https://github.com/", start)
    answers = []
    for day in range(0, 36, 5):
        stage.clock.move_to(start + timedelta(days=day))
        answers.append(looked(stage, twin, subject))
        listed = twin.books.lists(person_key(subject), stage.clock.now())
        assert (answers[-1] is Answer.DONE) == listed
    assert (answers[0], answers[-1]) == (Answer.DONE, Answer.ABSENT)


def test_the_token_of_another_person_files_nothing(api_stage: Any) -> None:
    stage = api_stage("the_stack", github_token="t-1")
    twin, [_, other] = stage.twin(people=2)
    stage.action = Action.SUBMIT
    outcome, seen = stage.search(twin, other)
    assert (outcome.answer, outcome.failure) == (Answer.PERSON, Failure.BY_HAND)
    assert twin.books.received == []
    assert seen.disclosed == []


def test_its_books_hold_every_fault_and_what_was_told(api_stage: Any) -> None:
    stage = api_stage("the_stack")
    twin, [subject] = stage.twin()
    failed = [stage.search(twin, subject)[0].failure for _ in range(120)]
    assert len([one for one in failed if one]) == len(twin.books.faults) > 0
    assert {one.kind for one in twin.books.faults} == {"429", "503", "event-error"}
    needs = {"x-github-account": "required"}
    told = facts_for(subject, needs, on=stage.clock.now().date()).every("x-github-account")  # type: ignore[arg-type]
    assert {one.fields["data"] for one in twin.books.searched} == set(told)
