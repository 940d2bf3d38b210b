"""Mails that only the person can read: each is put to them, until they have read that very mail."""

import pytest

from optout.requests.actions import Action
from optout.requests.events import MailSays, PersonSays
from optout.requests.failures import Failure
from optout.requests.outcome import Sent
from optout.requests.state import State, Task
from tests.requests.world import Story, absent, failure, found, same, sent, story, submitted, written

UNREAD = {
    MailSays.OTHER: Failure.MAIL_UNCLEAR,
    MailSays.SUSPICIOUS: Failure.MAIL_SUSPICIOUS,
}
ANSWERS = (PersonSays.DID_IT, PersonSays.DID_NOT)


def task(told: Story) -> Task:
    assert told.standing.task is not None
    return told.standing.task


@pytest.mark.parametrize("answer", ANSWERS)
def test_a_second_unclear_mail_is_put_to_the_person_after_the_first(answer: PersonSays) -> None:
    told = written()
    told.mail("m1", MailSays.OTHER)
    told.later(hours=1).mail("m2", MailSays.OTHER)
    assert task(told).mail == "m1"
    told.person(answer)
    assert (task(told).mail, task(told).since) == ("m2", told.now)
    assert told.person(answer).state == State.SUBMITTED


@pytest.mark.parametrize("says", UNREAD)
def test_a_mail_to_read_waits_behind_a_question_and_is_not_lost(says: MailSays) -> None:
    told = written()
    told.mail("m1", MailSays.REFUSED)
    told.mail("m2", MailSays.OTHER)
    assert task(told).failure == Failure.REFUSED
    told.person(PersonSays.LETS_BE)
    assert (task(told).failure, task(told).mail) == (Failure.MAIL_UNCLEAR, "m2")


def test_the_warning_of_an_imitation_comes_before_a_question_and_before_an_unclear_mail() -> None:
    told = written()
    told.mail("m1", MailSays.NEEDS_DATA)
    told.mail("m2", MailSays.OTHER)
    told.mail("m3", MailSays.SUSPICIOUS)
    assert task(told).failure == Failure.MAIL_SUSPICIOUS
    told.person(PersonSays.DID_IT)
    assert task(told).failure == Failure.NEEDS_DATA
    told.person(PersonSays.DID_IT)
    assert task(told).mail == "m2"
    assert told.person(PersonSays.DID_IT).state == State.ACKNOWLEDGED


@pytest.mark.parametrize("says", UNREAD)
def test_a_mail_that_comes_while_another_listing_is_found_is_read_later(says: MailSays) -> None:
    told = submitted()
    told.later(days=8).does(Action.RECHECK, same("l1", "l2"))
    told.mail("m1", says)
    assert told.standing.state == State.FOUND
    told.does(Action.SUBMIT, sent())
    assert task(told).failure == UNREAD[says]


@pytest.mark.parametrize("says", UNREAD)
def test_a_mail_that_comes_during_a_pause_is_put_to_the_person_after_it(says: MailSays) -> None:
    told = submitted()
    told.later(days=8).does(Action.RECHECK, failure(Failure.LAYOUT_UNKNOWN))
    assert told.mail("m1", says).state == State.PAUSED
    told.resumed()
    assert task(told).failure == UNREAD[says]


@pytest.mark.parametrize("says", UNREAD)
def test_a_mail_waits_behind_the_question_whether_a_letter_left(says: MailSays) -> None:
    told = story(tracks="standing", searchable=False, by_mail=True)
    told.does(Action.SUBMIT, failure(Failure.MAIL_UNREACHABLE, Sent.MAYBE))
    told.mail("m1", says)
    assert task(told).failure == Failure.UNSURE
    told.person(PersonSays.DID_IT)
    assert task(told).failure == UNREAD[says]


@pytest.mark.parametrize("says", UNREAD)
def test_a_mail_is_read_also_after_the_provider_did_what_it_was_asked(says: MailSays) -> None:
    told = written()
    told.mail("m1", MailSays.GRANTED)
    told.mail("m2", says)
    assert (task(told).failure, told.standing.resting) == (UNREAD[says], State.HOLDING)
    assert told.person(PersonSays.DID_IT).state == State.HOLDING


def test_a_mail_to_read_outlives_a_proof_and_another_try() -> None:
    told = submitted()
    told.mail("m1", MailSays.OTHER)
    told.does(Action.RECHECK, absent())
    told.later(days=5).does(Action.RECHECK, absent())
    assert (told.resumed().resting, task(told).mail) == (State.REMOVED, "m1")


def test_a_mail_to_read_is_not_lost_where_the_person_withdraws_for_a_while() -> None:
    told = written()
    told.mail("m1", MailSays.OTHER)
    told.withdrawn()
    told.resumed()
    assert task(told).mail == "m1"


def test_no_mail_keeps_a_listing_from_being_asked_about() -> None:
    told = found("l1", "l2")
    told.does(Action.SUBMIT, sent())
    told.mail("m1", MailSays.OTHER)
    told.waits_for(Action.SUBMIT)
