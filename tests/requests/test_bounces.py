"""Letters that come back: what was counted as asked is not, and the address is left alone."""

import pytest

from optout.requests.actions import Action
from optout.requests.codec import decode, encode
from optout.requests.events import Mailed, MailSays, PersonSays
from optout.requests.failures import Failure
from optout.requests.outcome import Sent
from optout.requests.state import State
from tests.requests.world import DAY, START, Story, failure, same, sent, story, written


def bounced(told: Story, about: Action = Action.SUBMIT) -> Story:
    told.later(hours=1).mail(f"b{len(told.events)}", MailSays.BOUNCED, about=about)
    return told


def test_a_request_that_came_back_was_never_made() -> None:
    after = bounced(written()).standing
    assert (after.state, after.trouble, after.back_to) == (
        State.PAUSED,
        Failure.ADDRESS_DEAD,
        State.PLANNED,
    )
    assert (after.submissions, after.submitted_at, after.answer_by) == (0, None, None)


def test_it_is_written_again_only_after_the_pause() -> None:
    told = bounced(written())
    assert told.due() is None
    told.resumed()
    told.waits_for(Action.SUBMIT)


def test_a_listing_whose_letter_came_back_was_not_asked_about() -> None:
    told = story(by_mail=True)
    told.does(Action.SEARCH, same("l1", "l2"))
    told.does(Action.SUBMIT, sent(), START + 45 * DAY)
    told.does(Action.SUBMIT, sent(), START + 45 * DAY)
    after = bounced(told).standing
    assert (after.asked, after.submissions, after.back_to) == (frozenset({"l1"}), 1, State.FOUND)
    assert (after.next_listing, after.answer_by) == ("l2", START + 45 * DAY)


def test_a_doubtful_letter_that_came_back_is_in_doubt_no_more() -> None:
    told = story(tracks="standing", searchable=False, by_mail=True)
    told.does(Action.SUBMIT, failure(Failure.MAIL_UNREACHABLE, Sent.MAYBE))
    after = bounced(told).standing
    assert (after.doubt, after.task, after.submissions) == (None, None, 0)
    assert (after.state, after.back_to) == (State.PAUSED, State.PLANNED)


@pytest.mark.parametrize("says", [MailSays.ACKNOWLEDGED, MailSays.REFUSED, MailSays.NEEDS_DATA])
def test_the_bounce_of_a_letter_that_was_answered_is_noted_only(says: MailSays) -> None:
    told = written()
    before = told.mail("m1", says)
    after = bounced(told).standing
    assert (after.state, after.submissions, after.answer_by) == (before.state, 1, before.answer_by)


def test_a_second_bounce_of_the_same_letter_takes_nothing_more_back() -> None:
    told = bounced(written())
    assert bounced(told).standing.submissions == 0


def test_a_reminder_that_came_back_counts_as_made() -> None:
    told = written()
    told.waits_for(None).deadline()
    told.does(Action.REMIND, sent())
    after = bounced(told, Action.REMIND).standing
    assert (after.state, after.back_to, after.submissions) == (State.OVERDUE, State.OVERDUE, 1)
    told.waits_for(Action.ESCALATE)


def test_an_appeal_that_came_back_lets_the_person_choose_again() -> None:
    told = written()
    told.mail("m1", MailSays.REFUSED)
    told.person(PersonSays.APPEALS)
    told.does(Action.APPEAL, sent(), told.now + 45 * DAY)
    after = bounced(told, Action.APPEAL).standing
    assert (after.state, after.back_to, after.appealed_at, after.answer_by) == (
        State.NEEDS_YOU,
        State.REFUSED,
        None,
        None,
    )
    assert after.task is not None
    assert after.task.failure == Failure.REFUSED


def test_a_letter_that_was_rejected_says_nothing_of_the_address() -> None:
    told = written()
    rejected = Mailed(told.now, "b1", MailSays.BOUNCED, about=Action.SUBMIT, rejected=True)
    after = told.happens(rejected)
    assert (after.state, after.trouble, after.submissions) == (State.PAUSED, Failure.MAIL_REFUSED, 0)
    assert decode(encode(rejected)[0], rejected.at, encode(rejected)[1]) == rejected


@pytest.mark.parametrize("about", [Action.ESCALATE, Action.CONFIRM])
def test_what_is_no_letter_of_ours_never_comes_back(about: Action) -> None:
    told = written()
    before = told.standing
    after = bounced(told, about).standing
    assert (after.state, after.submissions) == (before.state, 1)


def test_a_letter_that_is_only_delayed_is_still_on_its_way() -> None:
    told = written()
    before = told.standing
    after = told.mail("b1", MailSays.DELAYED)
    assert (after.state, after.submissions, after.answer_by) == (State.SUBMITTED, 1, before.answer_by)
