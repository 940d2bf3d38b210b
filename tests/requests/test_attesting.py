"""What only the person can see: their dated word, how it grows old, and what they find then."""

from datetime import timedelta

import pytest

from optout.requests.actions import Action
from optout.requests.events import LookAgain, MailSays, PersonAnswered, PersonSays
from optout.requests.failures import Failure
from optout.requests.lifecycle import ImpossibleEvent, apply
from optout.requests.outcome import Answer, Outcome
from optout.requests.proof import Proof, Rung
from optout.requests.resting_on import proof_of
from optout.requests.state import State
from tests.requests.world import DAY, START, Story, absent, failure, same, story, switched

BY_HAND = Outcome(Answer.PERSON, Failure.BY_HAND)


def asked_again() -> Story:
    told = switched(again_days=180)
    told.waits_for(None).passes()
    return told


def readable() -> Story:
    """A switch whose setting a machine can read as well; it was read as off, and pressed."""
    told = story(tracks="standing", absences=1, rung=Rung.REGISTRY)
    told.does(Action.SEARCH, same("l1"))
    told.does(Action.SUBMIT, BY_HAND)
    told.later(days=1).attests(180)
    return told


def test_a_switch_is_a_task_and_then_the_persons_word_holds_from_that_day() -> None:
    told = story(tracks="standing", searchable=False)
    asked = told.does(Action.SUBMIT, BY_HAND)
    assert (asked.state, asked.task and asked.task.failure) == (State.NEEDS_YOU, Failure.BY_HAND)
    assert proof_of(asked) is None
    held = told.later(days=2).attests(180)
    assert (held.state, held.submissions, held.answer_by) == (State.HOLDING, 1, None)
    assert proof_of(held) == Proof(Rung.ATTESTATION, START + 2 * DAY)
    assert held.removals == 0


def test_it_is_dated_by_the_day_on_which_they_did_it() -> None:
    told = story(tracks="standing", searchable=False)
    told.does(Action.SUBMIT, BY_HAND)
    told.later(days=40).attests(again_days=180, ago_days=30)
    assert told.standing.attested_at == START + 10 * DAY
    assert told.waits_for(None).now == START + 190 * DAY


def test_the_person_is_asked_again_when_it_is_over_and_not_before() -> None:
    told = switched(again_days=180)
    with pytest.raises(ImpossibleEvent, match="grows old when its time is over"):
        apply(told.standing, LookAgain(told.now + 180 * DAY - timedelta(microseconds=1)))
    asked = told.waits_for(None).passes()
    assert told.now == START + 182 * DAY
    assert (asked.state, asked.resting) == (State.NEEDS_YOU, State.HOLDING)
    assert asked.task is not None
    assert asked.task.failure == Failure.ATTEST_AGAIN
    assert proof_of(asked) == Proof(Rung.ATTESTATION, START + 2 * DAY), "old, and said to be"
    assert told.due() is None, "asked once, until they answer"
    with pytest.raises(ImpossibleEvent, match="grows old"):
        apply(asked, LookAgain(told.now + DAY))


@pytest.mark.parametrize("says", [PersonSays.ATTESTS, PersonSays.DID_IT])
def test_still_so_renews_the_word_and_the_time(says: PersonSays) -> None:
    told = asked_again()
    told.later(days=3)
    held = told.person(says)
    assert (held.state, held.submissions, held.reappearances) == (State.HOLDING, 1, 0)
    assert proof_of(held) == Proof(Rung.ATTESTATION, told.now)
    assert told.now + 180 * DAY == told.waits_for(None).now


def test_a_setting_that_was_reset_is_counted_and_done_anew() -> None:
    told = asked_again()
    again = told.later(days=3).person(PersonSays.DID_NOT)
    assert (again.state, again.reappearances, again.task) == (State.REAPPEARED, 1, None)
    assert proof_of(again) is None
    told.waits_for(Action.SUBMIT).does(Action.SUBMIT, BY_HAND)
    held = told.later(days=1).attests(180)
    assert (held.state, held.submissions, held.reappearances) == (State.HOLDING, 2, 1)
    assert proof_of(held) == Proof(Rung.ATTESTATION, told.now)


def test_giving_up_ends_it() -> None:
    assert asked_again().person(PersonSays.GAVE_UP).state == State.WITHDRAWN


@pytest.mark.parametrize("says", [PersonSays.APPEALS, PersonSays.COMPLAINS, PersonSays.LETS_BE])
def test_what_is_no_answer_to_it_leaves_it_open(says: PersonSays) -> None:
    told = asked_again()
    before = told.standing.task
    assert told.person(says).task == before


def test_nobody_is_asked_again_where_no_time_was_set() -> None:
    told = switched(again_days=None)
    assert told.due() is None


def test_it_waits_while_paused_or_withdrawn_and_comes_back_after() -> None:
    told = asked_again()
    told.withdrawn()
    assert told.due() is None
    back = told.later(days=30).resumed()
    assert back.task is not None
    assert back.task.failure == Failure.ATTEST_AGAIN


def test_a_mail_to_read_comes_first_and_the_question_after_it() -> None:
    told = asked_again()
    told.later(days=1).mail("m1", MailSays.SUSPICIOUS)
    assert told.standing.task
    assert told.standing.task.failure == Failure.MAIL_SUSPICIOUS
    told.person(PersonSays.DID_IT)
    assert told.standing.task
    assert told.standing.task.failure == Failure.ATTEST_AGAIN


def test_where_a_machine_reads_its_reading_decides() -> None:
    told = readable()
    assert told.standing.state == State.SUBMITTED
    assert proof_of(told.standing) == Proof(Rung.ATTESTATION, told.now)
    told.later(days=1).does(Action.RECHECK, absent("etag-2"))
    assert told.standing.state == State.HOLDING
    assert proof_of(told.standing) == Proof(Rung.REGISTRY, told.now, "etag-2")


def test_the_word_counts_no_more_once_a_read_saw_that_it_is_not_so() -> None:
    told = readable()
    seen = told.later(days=1).does(Action.RECHECK, same("l1"))
    assert (seen.state, proof_of(seen)) == (State.SUBMITTED, None)


def test_nobody_is_asked_for_what_reads_prove_and_is_once_they_stop() -> None:
    told = readable()
    for day in range(1, 30):
        told.later(days=10).does(Action.RECHECK, absent(f"e{day}"))
    assert told.standing.asked_again_at is None
    assert told.standing.again_at is not None
    assert told.now > told.standing.again_at
    last = told.now
    for _day in range(17):
        told.later(days=9.9).does(Action.RECHECK, failure(Failure.TIMEOUT))
    due = told.due()
    assert due is not None
    assert due.action is not None, "reading goes on"
    told.now = last + 180 * DAY
    assert told.passes().task is not None
    assert told.standing.task
    assert told.standing.task.failure == Failure.ATTEST_AGAIN


def test_a_read_that_proves_it_ends_the_question() -> None:
    told = readable()
    told.now += 180 * DAY
    told.passes()
    assert told.standing.state == State.NEEDS_YOU
    held = told.later(days=1).does(Action.RECHECK, absent("e1"))
    assert (held.state, held.task, held.asked_again_at) == (State.HOLDING, None, None)


def test_a_person_who_finds_it_reset_is_believed_where_a_machine_reads_too() -> None:
    told = readable()
    told.now += 180 * DAY
    told.passes()
    again = told.person(PersonSays.DID_NOT)
    assert (again.state, again.reappearances) == (State.REAPPEARED, 1)
    told.waits_for(Action.SUBMIT)


def test_where_there_is_no_opt_out_nothing_counts_as_asked() -> None:
    told = story(tracks="standing", searchable=False)
    told.does(Action.SUBMIT, BY_HAND)
    again = told.now + 300 * DAY
    looked = told.happens(PersonAnswered(told.now, PersonSays.LOOKED, again_at=again))
    assert (looked.state, looked.submissions, proof_of(looked)) == (State.PLANNED, 0, None)
    assert told.waits_for(Action.SUBMIT).now == again
    assert told.does(Action.SUBMIT, BY_HAND).state == State.NEEDS_YOU


@pytest.mark.parametrize("says", [PersonSays.ATTESTS, PersonSays.LOOKED])
@pytest.mark.parametrize("kind", [Failure.FACT_MISSING, Failure.NOT_AUTHORISED])
def test_it_is_no_answer_to_a_task_that_only_makes_our_attempt_possible(
    kind: Failure, says: PersonSays
) -> None:
    told = story(tracks="standing", searchable=False)
    before = told.does(Action.SUBMIT, Outcome(Answer.PERSON, kind))
    after = told.happens(PersonAnswered(told.now, says))
    assert (after.state, after.submissions, after.task) == (State.NEEDS_YOU, 0, before.task)


def test_a_read_that_finds_it_reset_ends_the_word_and_its_time() -> None:
    told = readable()
    assert told.later(days=1).does(Action.RECHECK, absent("e1")).state == State.HOLDING
    assert told.standing.attested_at is not None
    back = told.later(days=1).does(Action.RECHECK, same("l1"))
    assert back.state == State.REAPPEARED
    assert (back.attested_at, back.again_at, back.asked_again_at) == (None, None, None)
