"""A read-back that becomes possible later, or turns out not to be, and requests of before."""

from dataclasses import replace

import pytest

from optout.requests.actions import Action
from optout.requests.codec import decode, encode
from optout.requests.events import Agreed
from optout.requests.failures import Failure
from optout.requests.outcome import Answer, Outcome
from optout.requests.state import Standing, State
from tests.requests.world import START, Story, absent, failure, same, story, switched

BY_HAND = Outcome(Answer.PERSON, Failure.BY_HAND)


def agreed(told: Story, searchable: bool | None) -> Standing:
    return told.happens(Agreed(told.now, (), (), searchable))


def test_what_was_agreed_to_before_is_written_as_it_was() -> None:
    before = Agreed(START, ("email",), ("acme.example",))
    assert "searchable" not in encode(before)[1]
    assert decode("Agreed", START, encode(before)[1]) == before


@pytest.mark.parametrize("searchable", [True, False])
def test_whether_it_can_be_read_is_kept(searchable: bool) -> None:
    event = Agreed(START, ("email",), (), searchable)
    kind, body = encode(event)
    assert decode(kind, START, body) == event


@pytest.mark.parametrize("kind", [Failure.SETTING_MISSING, Failure.FACT_MISSING, Failure.NOT_AUTHORISED])
def test_a_request_that_stands_before_its_search_goes_on_to_what_the_person_does(kind: Failure) -> None:
    told = story(tracks="standing", absences=1)
    stuck = told.does(Action.SEARCH, failure(kind))
    assert (stuck.state, stuck.task and stuck.task.failure) == (State.NEEDS_YOU, kind)
    free = agreed(told, False)
    assert (free.state, free.task, free.searchable) == (State.PLANNED, None, False)
    assert told.waits_for(Action.SUBMIT).now == stuck.at


def test_with_the_key_it_is_read_first_and_the_task_is_over() -> None:
    told = story(tracks="standing", absences=1, searchable=False)
    assert told.does(Action.SUBMIT, BY_HAND).state == State.NEEDS_YOU
    free = agreed(told, True)
    assert (free.state, free.task, free.searchable) == (State.PLANNED, None, True)
    assert told.does(Action.SEARCH, same("l1")).state == State.FOUND


def test_the_persons_word_is_read_back_once_that_can_be_done() -> None:
    told = switched(again_days=180)
    assert agreed(told, True).state == State.HOLDING
    read = told.waits_for(Action.RECHECK).does(Action.RECHECK, absent())
    assert read.proven_at == told.now


def test_what_was_read_goes_on_being_read() -> None:
    told = story(tracks="standing", absences=1)
    told.does(Action.SEARCH, same("l1"))
    assert agreed(told, False).searchable


def test_nothing_said_about_it_changes_nothing() -> None:
    told = story(tracks="standing", absences=1)
    before = told.does(Action.SEARCH, failure(Failure.SETTING_MISSING))
    after = agreed(told, None)
    assert replace(after, events=before.events) == before
