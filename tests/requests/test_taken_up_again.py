"""Mails that come while nothing is wanted: kept, and read when the request is taken up again."""

import pytest

from optout.requests.actions import Action
from optout.requests.events import MailSays
from optout.requests.state import State
from tests.requests.world import Story, written


def withdrawn() -> Story:
    told = written()
    told.withdrawn()
    return told


def test_an_answer_to_a_withdrawn_request_moves_nothing_until_it_is_taken_up_again() -> None:
    told = withdrawn()
    kept = told.mail("m1", MailSays.GRANTED)
    assert (kept.state, kept.word, told.due()) == (State.WITHDRAWN, None, None)
    again = told.later(days=60).resumed()
    assert (again.state, again.word, again.held) == (State.HOLDING, MailSays.GRANTED, ())


@pytest.mark.parametrize("says", [MailSays.OTHER, MailSays.SUSPICIOUS, MailSays.REFUSED])
def test_what_only_the_person_can_answer_is_put_to_them_then(says: MailSays) -> None:
    told = withdrawn()
    told.mail("m1", says)
    assert told.standing.task is None
    assert told.resumed().task is not None


def test_the_same_mail_is_read_once() -> None:
    told = withdrawn()
    told.mail("m1", MailSays.OTHER)
    told.mail("m1", MailSays.OTHER)
    assert len(told.resumed().unread) == 1


def test_a_mail_is_kept_also_where_an_attempt_ends_after_the_withdrawal() -> None:
    told = written()
    told.waits_for(None).deadline()
    told.intend(Action.REMIND)
    told.withdrawn()
    told.mail("m1", MailSays.GRANTED)
    assert told.killed().state == State.WITHDRAWN
    assert told.resumed().word == MailSays.GRANTED
