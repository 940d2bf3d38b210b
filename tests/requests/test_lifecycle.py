"""Each event in each state: what it changes, and what it must not change."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from optout.requests.actions import Action
from optout.requests.events import Concluded, Intended, Interrupted, MailSays, PersonSays
from optout.requests.failures import MEANING, Disposition, Failure
from optout.requests.lifecycle import ImpossibleEvent, apply, standing_after
from optout.requests.outcome import Answer, Decision, Outcome, Sent, Sighting
from optout.requests.state import State
from tests.requests.world import (
    START,
    Story,
    absent,
    failure,
    found,
    planned,
    possible,
    same,
    sent,
    story,
    submitted,
)


def test_it_refuses_a_history_that_does_not_begin_with_a_plan() -> None:
    for history in ([], [Intended(START, "a1", Action.SEARCH)]):
        with pytest.raises(ImpossibleEvent, match="a request begins with being planned"):
            standing_after(history)


def test_it_refuses_a_second_plan_and_a_plan_without_proof() -> None:
    with pytest.raises(ImpossibleEvent, match="a request is planned once"):
        standing_after([planned(), planned()])
    with pytest.raises(ImpossibleEvent, match="without a proven absence"):
        standing_after([planned(absences=0)])


def test_it_refuses_time_that_goes_backwards() -> None:
    with pytest.raises(ImpossibleEvent, match="time never goes backwards"):
        apply(story().standing, Intended(START - timedelta(microseconds=1), "a1", Action.SEARCH))


def test_it_refuses_two_attempts_at_once() -> None:
    told = story()
    told.intend(Action.SEARCH)
    with pytest.raises(ImpossibleEvent, match="one attempt at a time"):
        told.intend(Action.SEARCH)


@pytest.mark.parametrize("attempt", ["a1", "a2"])
def test_it_refuses_an_outcome_or_interruption_without_its_attempt(attempt: str) -> None:
    told = story()
    if attempt == "a2":
        told.intend(Action.SEARCH)
    with pytest.raises(ImpossibleEvent, match="an outcome belongs to the attempt that is running"):
        apply(told.standing, Concluded(START, attempt, absent()))
    with pytest.raises(ImpossibleEvent, match="only a running attempt can be interrupted"):
        apply(told.standing, Interrupted(START, attempt))


def _overdue() -> Story:
    told = submitted(answer_by=START)
    told.deadline()
    return told


def _removed() -> Story:
    told = submitted()
    told.does(Action.RECHECK, absent())
    told.later(days=5).does(Action.RECHECK, absent())
    return told


def _unsure() -> Story:
    told = found()
    told.intend(Action.SUBMIT)
    told.killed()
    return told


def _awaiting() -> Story:
    told = found(confirms=True)
    told.does(Action.SUBMIT, sent(awaits="link"))
    return told


def _clear() -> Story:
    told = story()
    told.does(Action.SEARCH, absent())
    return told


ALLOWED: dict[str, tuple[Callable[[], Story], set[Action]]] = {
    "planned": (story, set()),
    "found": (found, {Action.SUBMIT}),
    "clear": (_clear, set()),
    "submitted": (submitted, {Action.CONFIRM}),
    "awaiting": (_awaiting, {Action.CONFIRM}),
    "overdue": (_overdue, {Action.CONFIRM, Action.ESCALATE}),
    "unsure": (_unsure, set()),
    "removed": (_removed, set()),
}


@pytest.mark.parametrize("name", ALLOWED)
@pytest.mark.parametrize("action", Action)
def test_each_state_allows_its_actions_only(name: str, action: Action) -> None:
    make, effects = ALLOWED[name]
    told = make()
    if action in effects or not action.has_effect:
        told.intend(action)
    else:
        with pytest.raises(ImpossibleEvent):
            told.intend(action)


@pytest.mark.parametrize("name", ALLOWED)
def test_withdrawing_stops_everything_and_taking_up_again_sends_nothing(name: str) -> None:
    told = ALLOWED[name][0]()
    assert told.withdrawn().state == State.WITHDRAWN
    assert told.due() is None
    with pytest.raises(ImpossibleEvent, match="withdrawn request"):
        told.intend(Action.SEARCH)
    told.mail("m1", MailSays.LINK)
    assert told.person(PersonSays.DID_IT).state == State.WITHDRAWN
    due = (told.resumed(), told.due())[1]
    assert due is not None
    assert due.action != Action.SUBMIT


def test_nothing_is_read_where_nothing_can_be_read() -> None:
    with pytest.raises(ImpossibleEvent, match="nothing to read"):
        story(searchable=False).intend(Action.RECHECK)


@pytest.mark.parametrize("kind", Failure)
@pytest.mark.parametrize("make", [story, submitted, _removed, _unsure])
def test_a_failed_read_goes_where_its_disposition_says_and_proves_nothing(kind: Failure, make) -> None:  # type: ignore[no-untyped-def]
    told = make()
    before = told.standing
    after = told.does(Action.RECHECK, failure(kind))
    expected = {
        Disposition.ASK_USER: State.NEEDS_YOU,
        Disposition.ASK_MAINTAINER: State.PAUSED,
        Disposition.PAUSE_PROVIDER: State.PAUSED,
    }.get(MEANING[kind].disposition, before.state)
    assert (after.state, after.resting, after.trouble) == (expected, before.state, kind)
    assert (after.absences, after.removals, after.seen) == (
        before.absences,
        before.removals,
        before.seen,
    )
    assert told.resumed().state == before.state


def test_done_without_any_listing_is_our_own_fault_and_not_an_absence() -> None:
    after = story().does(Action.SEARCH, Outcome(Answer.DONE))
    assert (after.state, after.trouble) == (State.PLANNED, Failure.OWN_FAULT)


def test_the_most_cautious_of_two_decisions_about_one_listing_counts() -> None:
    twice = (Sighting("l1", Decision.SAME), Sighting("l1", Decision.DIFFERENT))
    assert story().does(Action.SEARCH, Outcome(Answer.DONE, sightings=twice)).state == State.FOUND


@pytest.mark.parametrize("left", [Sent.YES, Sent.MAYBE])
@pytest.mark.parametrize("kind", [Failure.TIMEOUT, Failure.FORM_CHANGED, Failure.CHALLENGE])
def test_a_submission_that_may_have_left_is_unsure_whatever_else_happened(
    left: Sent, kind: Failure
) -> None:
    after = found().does(Action.SUBMIT, failure(kind, left))
    assert (after.state, after.submissions, after.trouble) == (State.UNSURE, 0, kind)


def test_an_open_task_is_not_pushed_aside_by_a_read_that_fails() -> None:
    told = found()
    asked = told.does(Action.SUBMIT, failure(Failure.BY_HAND))
    assert told.does(Action.RECHECK, failure(Failure.CHALLENGE)).task == asked.task
    paused = told.does(Action.RECHECK, failure(Failure.LAYOUT_UNKNOWN))
    assert (paused.state, paused.task) == (State.PAUSED, asked.task)
    resumed = told.resumed()
    assert (resumed.state, resumed.task) == (State.NEEDS_YOU, asked.task)
    assert told.does(Action.RECHECK, absent()).task is None


def test_a_missing_fact_that_was_added_is_tried_again_and_not_counted_as_sent() -> None:
    told = found()
    told.does(Action.SUBMIT, failure(Failure.FACT_MISSING))
    after = told.person(PersonSays.DID_IT)
    assert (after.state, after.submissions) == (State.FOUND, 0)


def test_a_read_that_needed_the_person_says_nothing_about_a_doubtful_sending() -> None:
    told = _unsure()
    told.does(Action.RECHECK, failure(Failure.CHALLENGE))
    assert told.person(PersonSays.DID_NOT).state == State.UNSURE


def test_a_listing_seen_as_possible_does_not_renew_the_doubtful_one() -> None:
    told = _unsure()
    told.later(days=60).does(Action.RECHECK, possible("l2"))
    assert told.person(PersonSays.IS_ME).next_listing == "l2"
    assert told.standing.listings == ("l2",)


def test_a_late_answer_about_another_listing_is_remembered_and_moves_nothing() -> None:
    told = found()
    asked = told.does(Action.SUBMIT, failure(Failure.BY_HAND))
    after = told.person(PersonSays.IS_ME, "l7")
    assert (after.state, after.task, after.decided) == (
        State.NEEDS_YOU,
        asked.task,
        {"l7": Decision.SAME},
    )
    assert told.person(PersonSays.NOT_ME, "l1").next_listing is None
    assert told.standing.state == State.PLANNED


def test_a_deadline_passes_once_and_not_early() -> None:
    told = submitted(answer_by=START + timedelta(days=1))
    with pytest.raises(ImpossibleEvent, match="a deadline passes when it is over, not before"):
        told.deadline()
    told.later(days=1).deadline()
    told.does(Action.ESCALATE, sent())
    assert told.deadline().state == State.ESCALATED


def test_a_deadline_that_passes_while_absence_is_being_proven_accuses_nobody_yet() -> None:
    told = submitted(answer_by=START + timedelta(days=1))
    told.later(days=1).does(Action.RECHECK, absent())
    assert told.deadline().state == State.VERIFYING
    assert told.does(Action.RECHECK, same("l1")).state == State.OVERDUE


@pytest.mark.parametrize("kind", [Failure.MAIL_MISSING, Failure.LAYOUT_UNKNOWN])
def test_a_deadline_passes_behind_a_task_or_a_pause_as_well(kind: Failure) -> None:
    told = found(confirms=True)
    told.does(Action.SUBMIT, sent(awaits="link"), START)
    told.does(Action.CONFIRM, failure(kind))
    after = told.deadline()
    assert (after.overdue, after.back_to) == (True, State.OVERDUE)


def test_a_mail_to_confirm_is_kept_while_the_provider_is_paused() -> None:
    told = _awaiting()
    told.does(Action.RECHECK, failure(Failure.LAYOUT_UNKNOWN))
    assert told.mail("m1", MailSays.LINK).state == State.PAUSED
    assert (told.resumed().state, told.standing.mail) == (State.AWAITING_CONFIRMATION, "m1")


def test_a_mail_is_understood_once_and_confirmed_once() -> None:
    told = story(tracks="standing", searchable=False)
    told.does(Action.SUBMIT, sent())
    assert told.mail("m1", MailSays.ACKNOWLEDGED).state == State.ACKNOWLEDGED
    assert told.mail("m1", MailSays.ACKNOWLEDGED).state == State.ACKNOWLEDGED
    again = _awaiting()
    again.mail("m1", MailSays.LINK)
    again.does(Action.CONFIRM, sent())
    assert again.mail("m2", MailSays.LINK).state == State.ACKNOWLEDGED


def test_an_unclear_mail_asks_the_person_and_stays_open_over_a_re_check() -> None:
    told = submitted()
    asked = told.mail("m1", MailSays.OTHER)
    assert asked.task is not None
    assert asked.task.failure == Failure.MAIL_UNCLEAR
    assert told.does(Action.RECHECK, same("l1")).task == asked.task
    assert told.person(PersonSays.DID_IT).state == State.SUBMITTED


def test_a_try_that_somebody_asked_for_does_not_wait_for_the_last_failure() -> None:
    told = story()
    told.does(Action.SEARCH, failure(Failure.TIMEOUT))
    told.resumed()
    due = told.due()
    assert due is not None
    assert due.at == told.now


def test_an_absence_from_before_a_proven_submission_does_not_count_for_it() -> None:
    told = _unsure()
    told.does(Action.RECHECK, absent())
    assert told.mail("m1", MailSays.ACKNOWLEDGED).state == State.ACKNOWLEDGED
    assert told.later(days=1).does(Action.RECHECK, absent()).state == State.VERIFYING


def test_an_interrupted_look_for_a_mail_that_did_not_come_is_no_doubt() -> None:
    told = _awaiting()
    told.intend(Action.CONFIRM)
    assert told.killed().state == State.AWAITING_CONFIRMATION
    assert told.standing.doubt is None


def test_an_acknowledgement_that_may_be_for_another_listing_proves_no_doubtful_submission() -> None:
    told = found("l1", "l2")
    told.does(Action.SUBMIT, sent())
    told.intend(Action.SUBMIT)
    told.killed()
    after = told.mail("m1", MailSays.ACKNOWLEDGED)
    assert (after.state, after.submissions, after.asked) == (State.UNSURE, 1, frozenset({"l1"}))
