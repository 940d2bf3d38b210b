"""What follows silence and refusals: a reminder, an appeal, a complaint, each once and in its time."""

from datetime import timedelta

import pytest

from optout.requests.actions import Action
from optout.requests.events import DeadlinePassed, Mailed, MailSays, PersonSays
from optout.requests.failures import Failure
from optout.requests.lifecycle import ImpossibleEvent
from optout.requests.outcome import Sent
from optout.requests.state import State
from tests.requests.world import (
    CADENCE,
    DAY,
    START,
    Story,
    absent,
    cadence,
    failure,
    same,
    sent,
    written,
)
from tests.requests.world import story as planned_story

DEADLINE = START + 45 * DAY


def overdue() -> Story:
    told = written()
    told.waits_for(None).deadline()
    return told


def refused() -> Story:
    told = written()
    told.later(days=10).mail("m1", MailSays.REFUSED)
    return told


def test_a_deadline_that_passes_in_silence_brings_a_reminder_and_then_the_complaint() -> None:
    told = overdue()
    reminded = told.waits_for(Action.REMIND).does(Action.REMIND, sent())
    assert (told.now, reminded.state, reminded.reminded_at) == (DEADLINE, State.OVERDUE, DEADLINE)

    told.waits_for(Action.ESCALATE)
    assert told.now == DEADLINE + CADENCE.remind_wait
    asked = told.does(Action.ESCALATE, failure(Failure.COMPLAINT))
    assert asked.task is not None
    assert asked.task.failure == Failure.COMPLAINT
    assert told.person(PersonSays.DID_IT).state == State.ESCALATED


def test_nobody_complains_before_the_reminder_had_its_time() -> None:
    with pytest.raises(ImpossibleEvent, match="a complaint needs a deadline that passed"):
        overdue().intend(Action.ESCALATE)


def test_a_reminder_is_sent_once() -> None:
    told = overdue()
    told.does(Action.REMIND, sent())
    with pytest.raises(ImpossibleEvent, match="is sent once"):
        told.intend(Action.REMIND)


def test_where_nothing_is_sent_by_mail_the_complaint_comes_at_once() -> None:
    told = planned_story(tracks="standing", searchable=False)
    told.does(Action.SUBMIT, sent(), DEADLINE)
    told.waits_for(None).deadline()
    assert told.waits_for(Action.ESCALATE).now == DEADLINE


def test_an_answer_to_the_reminder_leaves_nothing_to_complain_about() -> None:
    told = overdue()
    told.does(Action.REMIND, sent())
    assert told.later(days=3).mail("m1", MailSays.GRANTED).state == State.HOLDING
    assert told.due() is None


def test_a_doubtful_reminder_is_the_persons_to_settle_and_never_sent_again_by_itself() -> None:
    told = overdue()
    unsure = told.does(Action.REMIND, failure(Failure.MAIL_UNREACHABLE, Sent.MAYBE))
    assert unsure.task is not None
    assert (unsure.state, unsure.task.failure, unsure.resting) == (
        State.NEEDS_YOU,
        Failure.UNSURE,
        State.OVERDUE,
    )
    assert told.due() is None
    done = told.later(days=2).person(PersonSays.DID_IT)
    assert (done.state, done.reminded_at, done.doubt) == (State.OVERDUE, DEADLINE, None)


def test_a_reminder_that_did_not_leave_may_leave() -> None:
    told = overdue()
    told.intend(Action.REMIND)
    told.killed()
    assert told.person(PersonSays.DID_NOT).reminded_at is None
    told.waits_for(Action.REMIND)


def test_the_late_word_that_a_reminder_left_settles_it() -> None:
    told = overdue()
    told.intend(Action.REMIND)
    told.killed()
    known = told.conclude(sent())
    assert (known.state, known.doubt, known.reminded_at) == (State.OVERDUE, None, told.now)


def test_without_a_law_silence_brings_one_courteous_reminder_and_no_complaint() -> None:
    told = written(answer_by=None)
    told.waits_for(Action.REMIND)
    assert told.now == START + CADENCE.courtesy_wait
    assert told.does(Action.REMIND, sent()).state == State.SUBMITTED
    assert told.due() is None


def test_the_courtesy_time_is_the_schedules() -> None:
    due = written(answer_by=None).due(cadence(courtesy_wait="10d"))
    assert due is not None
    assert (due.action, due.at) == (Action.REMIND, START + 10 * DAY)


def test_re_checks_go_on_while_a_complaint_waits_for_the_reminder() -> None:
    told = planned_story(by_mail=True)
    told.does(Action.SEARCH, same("l1"))
    told.does(Action.SUBMIT, sent(), START + 8 * DAY)
    told.waits_for(Action.RECHECK).does(Action.RECHECK, same("l1"))
    told.waits_for(None).deadline()
    told.waits_for(Action.REMIND).does(Action.REMIND, sent())
    assert told.waits_for(Action.RECHECK).does(Action.RECHECK, absent()).state == State.VERIFYING


def test_a_refusal_is_put_to_the_person_and_stops_the_deadline() -> None:
    told = refused()
    task = told.standing.task
    assert task is not None
    assert (told.standing.state, task.failure, told.standing.resting) == (
        State.NEEDS_YOU,
        Failure.REFUSED,
        State.REFUSED,
    )
    assert told.due() is None


def test_an_appeal_has_its_own_deadline_and_then_the_complaint_without_a_reminder() -> None:
    told = refused()
    told.person(PersonSays.APPEALS)
    until = told.now + 45 * DAY
    appealed = told.waits_for(Action.APPEAL).does(Action.APPEAL, sent(), until)
    assert (appealed.state, appealed.answer_by) == (State.REFUSED, until)
    assert told.waits_for(None).deadline().state == State.OVERDUE
    assert told.waits_for(Action.ESCALATE).now == until


def test_a_second_refusal_leaves_the_complaint() -> None:
    told = refused()
    told.person(PersonSays.APPEALS)
    told.does(Action.APPEAL, sent(), told.now + 45 * DAY)
    again = told.later(days=5).mail("m2", MailSays.REFUSED)
    assert (again.state, again.task) == (State.REFUSED, None)
    told.waits_for(Action.ESCALATE)


def test_nothing_is_appealed_twice() -> None:
    told = refused()
    told.person(PersonSays.APPEALS)
    told.does(Action.APPEAL, sent(), told.now + 45 * DAY)
    with pytest.raises(ImpossibleEvent, match="an appeal needs a refusal"):
        told.intend(Action.APPEAL)


def test_a_complaint_against_a_refusal_needs_no_deadline() -> None:
    told = refused()
    told.person(PersonSays.COMPLAINS)
    assert told.waits_for(Action.ESCALATE).now == told.standing.at
    assert told.does(Action.ESCALATE, sent()).state == State.ESCALATED


def test_a_refusal_that_is_let_be_rests_and_is_still_looked_at_where_that_is_possible() -> None:
    told = refused()
    assert told.person(PersonSays.LETS_BE).state == State.REFUSED
    assert told.due() is None
    listed = planned_story(by_mail=True)
    listed.does(Action.SEARCH, same("l1"))
    listed.does(Action.SUBMIT, sent(), DEADLINE)
    listed.mail("m1", MailSays.REFUSED)
    listed.person(PersonSays.LETS_BE)
    listed.waits_for(Action.RECHECK).does(Action.RECHECK, absent())
    removed = listed.waits_for(Action.RECHECK).does(Action.RECHECK, absent())
    assert (removed.state, removed.refused_at) == (State.REMOVED, None)


@pytest.mark.parametrize("says", [PersonSays.DID_IT, PersonSays.DID_NOT])
def test_a_refusal_is_answered_with_a_choice_only(says: PersonSays) -> None:
    told = refused()
    asked = told.standing.task
    assert told.person(says).task == asked


@pytest.mark.parametrize("says", [PersonSays.APPEALS, PersonSays.COMPLAINS, PersonSays.LETS_BE])
def test_nothing_else_is_appealed_or_complained_about(says: PersonSays) -> None:
    told = written()
    told.mail("m1", MailSays.OTHER)
    before = told.standing.task
    assert told.person(says).task == before
    assert not told.standing.appeal_wanted
    assert not told.standing.complaint_wanted


def test_a_refusal_is_not_lost_behind_another_question() -> None:
    told = overdue()
    told.does(Action.REMIND, failure(Failure.MAIL_UNREACHABLE, Sent.MAYBE))
    told.mail("m1", MailSays.REFUSED)
    assert told.standing.task is not None
    assert told.standing.task.failure == Failure.UNSURE
    after = told.person(PersonSays.DID_IT)
    assert after.task is not None
    assert after.task.failure == Failure.REFUSED


def test_a_provider_that_grants_after_all_is_taken_at_its_word() -> None:
    told = refused()
    granted = told.later(days=1).mail("m2", MailSays.GRANTED)
    assert (granted.state, granted.refused_at, granted.question) == (State.HOLDING, None, None)


def test_an_extension_moves_the_deadline_once() -> None:
    told = written()
    longer = START + 90 * DAY
    moved = told.later(days=40).mail("m1", MailSays.EXTENDED, extended_to=longer)
    assert (moved.answer_by, moved.extended, moved.state) == (longer, True, State.ACKNOWLEDGED)
    again = told.later(days=1).mail("m2", MailSays.EXTENDED, extended_to=longer + 90 * DAY)
    assert again.answer_by == longer
    assert told.waits_for(None).now == longer


def test_an_extension_that_no_law_allows_changes_nothing() -> None:
    told = written()
    assert told.later(days=40).mail("m1", MailSays.EXTENDED).answer_by == DEADLINE


@pytest.mark.parametrize(("days", "moved"), [(-1, True), (0, True), (1, False)])
def test_an_extension_counts_by_the_day_it_was_written_on(days: int, moved: bool) -> None:
    told = overdue()
    longer = START + 90 * DAY
    said = DEADLINE + timedelta(days=days)
    after = told.later(days=5).mail("m1", MailSays.EXTENDED, extended_to=longer, written_at=said)
    assert (after.answer_by == longer) is moved
    assert after.overdue is not moved


def test_a_doubtful_complaint_is_not_made_again() -> None:
    told = overdue()
    told.does(Action.REMIND, sent())
    told.does(Action.ESCALATE, failure(Failure.MAIL_UNREACHABLE, Sent.MAYBE))
    with pytest.raises(ImpossibleEvent, match="is made once"):
        told.intend(Action.ESCALATE)


def test_an_appeal_against_a_late_refusal_is_not_overdue_from_the_start() -> None:
    told = overdue()
    told.later(days=2).mail("m1", MailSays.REFUSED)
    told.person(PersonSays.APPEALS)
    appealed = told.does(Action.APPEAL, sent(), told.now + 45 * DAY)
    assert (appealed.state, appealed.overdue) == (State.REFUSED, False)


def test_a_refusal_after_the_appeals_deadline_is_the_answer_that_stands() -> None:
    told = refused()
    told.person(PersonSays.APPEALS)
    told.does(Action.APPEAL, sent(), told.now + 5 * DAY)
    told.waits_for(None).deadline()
    again = told.later(days=1).mail("m2", MailSays.REFUSED)
    assert (again.state, again.overdue) == (State.REFUSED, False)
    told.waits_for(Action.ESCALATE)


def test_nothing_is_extended_after_a_refusal_an_appeal_or_a_complaint() -> None:
    longer = START + 200 * DAY
    told = refused()
    assert told.mail("m2", MailSays.EXTENDED, extended_to=longer).answer_by == DEADLINE
    told.person(PersonSays.APPEALS)
    until = told.now + 45 * DAY
    told.does(Action.APPEAL, sent(), until)
    assert told.mail("m3", MailSays.EXTENDED, extended_to=longer).answer_by == until
    complained = overdue()
    complained.does(Action.REMIND, sent())
    complained.later(days=14).does(Action.ESCALATE, sent())
    early = DEADLINE - DAY
    after = complained.mail("m4", MailSays.EXTENDED, extended_to=longer, written_at=early)
    assert (after.answer_by, after.state) == (DEADLINE, State.ESCALATED)


def test_what_was_complained_about_is_not_complained_about_again_after_a_refusal() -> None:
    told = overdue()
    told.does(Action.REMIND, sent())
    told.later(days=14).does(Action.ESCALATE, sent())
    told.later(days=1).mail("m1", MailSays.REFUSED)
    after = told.person(PersonSays.COMPLAINS)
    assert (after.state, after.complaint_wanted) == (State.ESCALATED, False)
    assert told.due() is None


def test_whoever_complains_about_a_refusal_does_not_wait_for_a_reminders_time() -> None:
    told = overdue()
    told.does(Action.REMIND, sent())
    told.later(days=1).mail("m1", MailSays.REFUSED)
    told.person(PersonSays.COMPLAINS)
    assert told.waits_for(Action.ESCALATE).now == told.standing.at


def test_a_refusal_matters_more_than_a_mail_to_read() -> None:
    told = written()
    told.mail("m1", MailSays.OTHER)
    after = told.mail("m2", MailSays.REFUSED)
    assert after.task is not None
    assert after.task.failure == Failure.REFUSED


def test_a_new_submission_after_a_refusal_that_was_let_be_has_its_own_deadline() -> None:
    told = planned_story(by_mail=True)
    told.does(Action.SEARCH, same("l1"))
    told.does(Action.SUBMIT, sent(), DEADLINE)
    told.mail("m1", MailSays.REFUSED)
    told.person(PersonSays.LETS_BE)
    told.later(days=20).does(Action.RECHECK, same("l1", "l2"))
    after = told.does(Action.SUBMIT, sent(), told.now + 45 * DAY)
    assert (after.refused_at, after.answer_by) == (None, told.now + 45 * DAY)


def test_a_signature_is_for_one_letter_and_for_no_other_kind() -> None:
    told = overdue()
    unsigned = failure(Failure.SIGNATURE)
    told.waits_for(Action.REMIND).does(Action.REMIND, unsigned)
    signed = told.person(PersonSays.SIGNS)
    assert (signed.signed(Action.REMIND), signed.signed(Action.APPEAL)) == (told.now, None)

    sent_off = told.waits_for(Action.REMIND).does(Action.REMIND, sent())
    assert (sent_off.signed(Action.REMIND), sent_off.signed_at) == (None, None)


@pytest.mark.parametrize("how", [Sent.YES, Sent.MAYBE])
def test_a_signed_appeal_that_left_or_may_have_left_is_signed_no_more(how: Sent) -> None:
    told = refused()
    told.person(PersonSays.APPEALS)
    told.waits_for(Action.APPEAL).does(Action.APPEAL, failure(Failure.SIGNATURE))
    told.person(PersonSays.SIGNS)
    assert told.standing.signed(Action.APPEAL) is not None
    left = sent() if how == Sent.YES else failure(Failure.MAIL_UNREACHABLE, Sent.MAYBE)
    assert told.waits_for(Action.APPEAL).does(Action.APPEAL, left).signed_at is None


def test_a_signature_that_was_given_for_the_reminder_signs_no_appeal() -> None:
    told = overdue()
    told.waits_for(Action.REMIND).does(Action.REMIND, failure(Failure.SIGNATURE))
    told.person(PersonSays.SIGNS)
    told.mail("m1", MailSays.REFUSED)
    assert told.person(PersonSays.APPEALS).signed(Action.APPEAL) is None


def test_a_submission_that_was_signed_is_sent_once() -> None:
    told = planned_story(tracks="standing", searchable=False, by_mail=True)
    told.waits_for(Action.SUBMIT).does(Action.SUBMIT, failure(Failure.SIGNATURE))
    assert told.person(PersonSays.SIGNS).signed(Action.SUBMIT) is not None
    assert told.waits_for(Action.SUBMIT).does(Action.SUBMIT, sent()).signed(Action.SUBMIT) is None


def test_a_complaint_is_asked_for_only_while_there_is_a_reason() -> None:
    told = refused()
    told.person(PersonSays.COMPLAINS)
    told.waits_for(Action.ESCALATE).does(Action.ESCALATE, failure(Failure.COMPLAINT))
    assert told.standing.task is not None
    after = told.mail("m2", MailSays.GRANTED)
    assert after.task is None


def test_a_copy_of_the_refusal_is_no_refusal_of_the_appeal() -> None:
    told = refused()
    told.person(PersonSays.APPEALS)
    written_at = told.now
    told.later(days=1).does(Action.APPEAL, sent(), told.now + 45 * DAY)
    copy = Mailed(told.later(days=1).now, "m2", MailSays.REFUSED, written_at=written_at)
    assert not told.happens(copy).complaint_wanted
    again = Mailed(told.later(days=1).now, "m3", MailSays.REFUSED, written_at=told.now)
    assert told.happens(again).complaint_wanted


def test_a_doubtful_appeal_whose_refusal_came_leaves_the_complaint() -> None:
    told = refused()
    told.person(PersonSays.APPEALS)
    told.does(Action.APPEAL, failure(Failure.MAIL_UNREACHABLE, Sent.MAYBE))
    told.later(days=5).mail("m2", MailSays.REFUSED)
    after = told.person(PersonSays.DID_IT)
    assert (after.appealed_at is not None, after.complaint_wanted) == (True, True)
    told.waits_for(Action.ESCALATE)


def test_a_confirmation_that_waits_for_us_is_not_silence() -> None:
    told = written(confirms=True)
    told.mail("m1", MailSays.LINK)
    told.later(days=46)
    after = told.happens(DeadlinePassed(told.now))
    assert (after.state, after.overdue) == (State.AWAITING_CONFIRMATION, True)
    assert told.due() is not None
    assert told.due().action == Action.CONFIRM  # type: ignore[union-attr]
