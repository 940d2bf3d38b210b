"""An opt-out that looks afterwards find undone: asked anew a few times, then put to the person."""

from datetime import timedelta

import pytest

from optout.requests.actions import Action
from optout.requests.due import Due
from optout.requests.events import MailSays, PersonSays
from optout.requests.failures import Failure
from optout.requests.outcome import Answer, Outcome
from optout.requests.proof import Rung
from optout.requests.resting_on import proof_of
from optout.requests.state import State
from tests.requests.world import (
    DAY,
    START,
    Story,
    absent,
    cadence,
    failure,
    same,
    sent,
    story,
    submitted,
)


def asked(rung: Rung | None = Rung.SIGNAL, *, by_mail: bool = False) -> Story:
    told = story(tracks="standing", absences=1, rung=rung, by_mail=by_mail)
    told.does(Action.SEARCH, same("l1"))
    told.waits_for(Action.SUBMIT).does(Action.SUBMIT, sent())
    return told


def undone(told: Story, times: int) -> Story:
    for _time in range(times):
        told.waits_for(Action.RECHECK).does(Action.RECHECK, same("l1"))
    return told


def test_it_is_done_again_after_two_looks_that_contradict_it() -> None:
    told = undone(asked(), 1)
    assert (told.standing.state, told.standing.contradictions) == (State.SUBMITTED, 1)
    told = undone(told, 1)
    assert (told.standing.state, told.standing.rounds) == (State.FOUND, 1)
    assert told.waits_for(Action.SUBMIT).does(Action.SUBMIT, sent()).state == State.SUBMITTED
    assert (told.standing.submissions, told.standing.contradictions) == (2, 0)
    assert told.waits_for(Action.RECHECK).does(Action.RECHECK, absent()).state == State.HOLDING


def test_two_looks_within_a_day_are_one() -> None:
    told = undone(asked(), 1)
    told.later(hours=19).does(Action.RECHECK, same("l1"))
    assert (told.standing.state, told.standing.contradictions) == (State.SUBMITTED, 1)
    told.later(hours=1).does(Action.RECHECK, same("l1"))
    assert told.standing.state == State.FOUND


def test_a_look_that_failed_contradicts_nothing_and_one_that_proves_it_begins_anew() -> None:
    told = undone(asked(), 1)
    told.later(days=9).does(Action.RECHECK, failure(Failure.TIMEOUT))
    assert told.standing.contradictions == 1
    two = story(tracks="standing", absences=2, rung=Rung.REGISTRY)
    two.does(Action.SEARCH, same("l1"))
    two.does(Action.SUBMIT, sent())
    undone(two, 1).later(days=9).does(Action.RECHECK, absent())
    assert (two.standing.state, two.standing.contradictions) == (State.VERIFYING, 0)
    assert undone(two, 1).standing.state == State.SUBMITTED


def test_after_three_submissions_the_person_is_told_why() -> None:
    told = asked()
    for _round in range(2):
        undone(told, 2).waits_for(Action.SUBMIT).does(Action.SUBMIT, sent())
    last = undone(told, 2).standing
    assert (last.state, last.resting, last.submissions) == (State.NEEDS_YOU, State.SUBMITTED, 3)
    assert last.task is not None
    assert (last.task.failure, last.task.since) == (Failure.NOT_LASTING, told.now)
    since = told.now
    again = undone(told, 3).standing
    assert (again.submissions, again.task and again.task.since) == (3, since), "asked once, still open"


def told_at_last() -> Story:
    told = asked()
    for _round in range(2):
        undone(told, 2).waits_for(Action.SUBMIT).does(Action.SUBMIT, sent())
    return undone(told, 2)


def test_the_task_is_over_once_a_look_finds_it_in_force() -> None:
    told = told_at_last()
    held = told.waits_for(Action.RECHECK).does(Action.RECHECK, absent())
    assert (held.state, held.task, held.contradicted_at) == (State.HOLDING, None, None)


def test_what_the_person_then_did_is_looked_at_and_put_to_them_again_where_it_did_not_last() -> None:
    told = told_at_last()
    done = told.later(days=1).person(PersonSays.DID_IT)
    assert (done.state, done.submissions, done.contradictions) == (State.SUBMITTED, 4, 0)
    assert undone(told, 1).standing.task is None
    again = undone(told, 1).standing
    assert again.task is not None
    assert (again.task.failure, again.task.since) == (Failure.NOT_LASTING, told.now)


def test_not_done_submits_nothing_by_itself() -> None:
    told = told_at_last()
    assert told.person(PersonSays.DID_NOT).state == State.SUBMITTED
    assert undone(told, 1).standing.state == State.NEEDS_YOU


def test_once_it_held_a_return_has_its_own_rounds() -> None:
    told = undone(asked(), 2).waits_for(Action.SUBMIT)
    told.does(Action.SUBMIT, sent())
    told.waits_for(Action.RECHECK).does(Action.RECHECK, absent())
    back = undone(told, 1).standing
    assert (back.state, back.rounds, back.contradictions) == (State.REAPPEARED, 0, 0)


def test_a_step_by_hand_with_a_read_back_is_put_to_the_person_again() -> None:
    told = story(tracks="standing", absences=1, rung=Rung.REGISTRY)
    told.does(Action.SEARCH, same("l1"))
    by_hand = Outcome(Answer.PERSON, Failure.BY_HAND)
    told.does(Action.SUBMIT, by_hand)
    told.later(days=1).attests(180)
    undone(told, 2)
    assert (told.standing.attested_at, proof_of(told.standing)) == (None, None)
    asked_again = told.waits_for(Action.SUBMIT).does(Action.SUBMIT, by_hand)
    assert asked_again.task is not None
    assert (asked_again.task.failure, asked_again.submissions) == (Failure.BY_HAND, 1)


def test_a_listing_is_left_to_the_provider_and_its_deadline() -> None:
    told = submitted("l1", answer_by=START + 45 * DAY)
    for _look in range(5):
        told.later(days=3).does(Action.RECHECK, same("l1"))
    assert (told.standing.state, told.standing.submissions) == (State.SUBMITTED, 1)
    assert told.standing.task is None


@pytest.mark.parametrize(("rung", "by_mail"), [(Rung.ARTEFACT, False), (Rung.REGISTRY, True)])
def test_what_takes_effect_later_is_not_done_again(rung: Rung, by_mail: bool) -> None:
    told = asked(rung, by_mail=by_mail)
    for _look in range(5):
        told.later(days=3).does(Action.RECHECK, same("l1"))
    assert (told.standing.state, told.standing.submissions) == (State.SUBMITTED, 1)


def test_a_refusal_is_not_answered_by_asking_again() -> None:
    told = asked()
    told.later(days=1).mail("m1", MailSays.REFUSED)
    for _look in range(4):
        told.later(days=3).does(Action.RECHECK, same("l1"))
    assert told.standing.submissions == 1
    assert told.standing.resting == State.REFUSED


def test_a_look_before_the_submission_does_not_count() -> None:
    told = story(tracks="standing", absences=1)
    told.does(Action.SEARCH, same("l1"))
    told.later(days=30).does(Action.SUBMIT, sent())
    assert told.standing.contradicted_at is None
    told.later(days=1).does(Action.RECHECK, same("l1"))
    assert told.standing.contradictions == 1
    told.now += timedelta(hours=20)
    assert told.does(Action.RECHECK, same("l1")).state == State.FOUND


def test_an_edition_that_contradicted_itself_proves_nothing_any_more() -> None:
    told = story(tracks="listing", absences=1, rung=Rung.ARTEFACT)
    told.does(Action.SEARCH, absent("e1"))
    assert proof_of(told.standing) is not None
    seen = Outcome(Answer.DONE, sightings=same("l1").sightings, revision="e1")
    told.later(days=1).does(Action.SEARCH, seen)
    told.does(Action.SUBMIT, sent())
    again = told.later(days=1).does(Action.RECHECK, absent("e1"))
    assert (again.state, again.trouble, again.proven_at) == (
        State.SUBMITTED,
        Failure.BAD_ANSWER,
        None,
    )
    proven = told.later(days=10).does(Action.RECHECK, absent("e2"))
    assert (proven.state, proven.proven_edition) == (State.REMOVED, "e2")


def test_an_edition_that_only_another_one_contradicts_still_proves() -> None:
    told = story(tracks="standing", absences=1, rung=Rung.REGISTRY)
    told.does(Action.SEARCH, absent("e1"))
    seen = Outcome(Answer.DONE, sightings=same("l1").sightings, revision="e2")
    assert told.later(days=1).does(Action.RECHECK, seen).state == State.REAPPEARED
    back = told.later(days=1).does(Action.RECHECK, absent("e1"))
    assert (back.state, back.trouble) == (State.HOLDING, None)


def test_the_second_look_comes_as_soon_as_the_first_did() -> None:
    slow = cadence(first_recheck="7d", recheck_every="30d", jitter_percent=0)
    told = undone(asked(), 1)
    assert told.due(slow) == Due(Action.RECHECK, told.now + 7 * DAY)
    listing = submitted("l1")
    listing.later(days=7).does(Action.RECHECK, same("l1"))
    assert listing.due(slow) == Due(Action.RECHECK, listing.now + 30 * DAY)
