"""A complaint is the person's to make: put to them while there is a reason, and theirs to leave."""

import pytest

from optout.requests.actions import Action
from optout.requests.events import MailSays, PersonSays
from optout.requests.failures import Failure
from optout.requests.outcome import Sent
from optout.requests.silence import may_escalate
from optout.requests.state import State
from tests.requests.world import DAY, START, Story, failure, same, sent, story, written


def due_to_complain() -> Story:
    told = written()
    told.waits_for(None).deadline()
    told.waits_for(Action.REMIND).does(Action.REMIND, sent())
    told.waits_for(Action.ESCALATE).does(Action.ESCALATE, failure(Failure.COMPLAINT))
    return told


def test_a_complaint_that_is_not_made_yet_stays_the_same_task() -> None:
    told = due_to_complain()
    before = told.standing.task
    assert told.later(days=1).person(PersonSays.DID_NOT).task == before
    assert told.due() is None


def test_a_complaint_that_is_let_be_is_not_asked_for_again() -> None:
    told = due_to_complain()
    left = told.person(PersonSays.LETS_BE)
    assert (left.state, left.task, left.escalated, told.due()) == (State.OVERDUE, None, False, None)


def test_a_refusal_after_it_is_a_new_reason() -> None:
    told = due_to_complain()
    told.person(PersonSays.LETS_BE)
    told.mail("m1", MailSays.REFUSED)
    told.person(PersonSays.COMPLAINS)
    told.waits_for(Action.ESCALATE)


@pytest.mark.parametrize("refused", [True, False])
def test_an_appeal_after_it_is_a_new_reason_when_it_is_refused_or_met_with_silence(
    refused: bool,
) -> None:
    told = due_to_complain()
    told.person(PersonSays.LETS_BE)
    told.mail("m1", MailSays.REFUSED)
    told.person(PersonSays.APPEALS)
    told.does(Action.APPEAL, sent(), told.now + 45 * DAY)
    if refused:
        told.later(days=1).mail("m2", MailSays.REFUSED)
    else:
        told.waits_for(None).deadline()
    told.waits_for(Action.ESCALATE)


def test_a_complaint_wanted_against_a_refusal_can_still_be_let_be() -> None:
    told = written()
    told.mail("m1", MailSays.REFUSED)
    told.person(PersonSays.COMPLAINS)
    told.does(Action.ESCALATE, failure(Failure.COMPLAINT))
    left = told.person(PersonSays.LETS_BE)
    assert (left.state, left.task, told.due()) == (State.REFUSED, None, None)


def test_a_doubted_reminder_is_asked_about_again_after_another_listing_was_asked_about() -> None:
    told = story(by_mail=True)
    told.does(Action.SEARCH, same("l1"))
    told.does(Action.SUBMIT, sent(), START + 45 * DAY)
    told.now = START + 45 * DAY
    told.deadline()
    told.does(Action.REMIND, failure(Failure.MAIL_UNREACHABLE, Sent.MAYBE))
    told.later(days=1).does(Action.RECHECK, same("l1", "l2"))
    told.does(Action.SUBMIT, sent(), told.now + 45 * DAY)
    asked = told.standing.task
    assert asked is not None
    assert (asked.failure, asked.action) == (Failure.UNSURE, Action.REMIND)
    settled = told.person(PersonSays.DID_IT)
    assert (settled.state, settled.reminded_at is None) == (State.OVERDUE, False)
    assert may_escalate(settled)


def test_a_reminder_that_came_back_leaves_the_complaint_and_an_appeal_the_choice() -> None:
    told = written()
    told.waits_for(None).deadline()
    told.does(Action.REMIND, sent())
    told.mail("b1", MailSays.BOUNCED, about=Action.REMIND)
    told.waits_for(Action.ESCALATE)
    chosen = written()
    chosen.mail("m1", MailSays.REFUSED)
    chosen.person(PersonSays.APPEALS)
    chosen.does(Action.APPEAL, sent(), chosen.now + 45 * DAY)
    again = chosen.mail("b1", MailSays.BOUNCED, about=Action.APPEAL)
    assert again.task is not None
    assert (again.state, again.task.failure) == (State.NEEDS_YOU, Failure.REFUSED)
