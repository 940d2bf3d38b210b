"""What mails from providers prove, and what they do not."""

from datetime import timedelta

import pytest

from optout.requests.actions import Action
from optout.requests.events import MailSays
from optout.requests.state import State
from tests.requests.world import Story, sent, story, submitted

DAY = timedelta(days=1)


def _asked_blindly(*, confirms: bool = False) -> Story:
    told = story(tracks="standing", searchable=False, confirms=confirms)
    told.waits_for(Action.SUBMIT).does(Action.SUBMIT, sent(awaits="code" if confirms else None))
    return told


def test_receipts_never_hold_however_many_come() -> None:
    told = _asked_blindly()
    for number in range(4):
        assert told.mail(f"m{number}", MailSays.ACKNOWLEDGED).state == State.ACKNOWLEDGED


def test_the_word_that_it_was_done_holds_without_an_acknowledgement_before() -> None:
    granted = _asked_blindly().mail("m1", MailSays.GRANTED)
    assert (granted.state, granted.answer_by, granted.task) == (State.HOLDING, None, None)


def test_the_word_that_it_was_done_holds_nothing_that_can_be_read_back() -> None:
    assert submitted().mail("m1", MailSays.GRANTED).state == State.ACKNOWLEDGED


def test_the_word_that_it_was_done_does_not_replace_a_confirmation() -> None:
    told = _asked_blindly(confirms=True)
    assert told.mail("m1", MailSays.GRANTED).state == State.AWAITING_CONFIRMATION


@pytest.mark.parametrize(
    ("says", "state"),
    [(MailSays.ACKNOWLEDGED, State.ACKNOWLEDGED), (MailSays.GRANTED, State.HOLDING)],
)
def test_either_word_settles_the_doubt_about_a_submission(says: MailSays, state: State) -> None:
    told = story(tracks="standing", searchable=False)
    told.intend(Action.SUBMIT)
    told.killed()
    proven = told.later(hours=1).mail("m1", says, told.now + 45 * DAY)
    assert (proven.state, proven.submissions, proven.doubt) == (state, 1, None)


def test_the_word_that_it_was_done_settles_the_doubt_about_a_confirmation() -> None:
    told = _asked_blindly(confirms=True)
    told.mail("m1", MailSays.CODE)
    told.waits_for(Action.CONFIRM).intend(Action.CONFIRM)
    told.killed()
    proven = told.mail("m2", MailSays.GRANTED)
    assert (proven.state, proven.doubt, proven.confirmation_made) == (State.HOLDING, None, True)
