"""Since when the time runs that the provider has."""

from optout.requests.actions import Action
from optout.requests.began import clock_began
from optout.requests.events import MailSays
from tests.requests.world import DAY, START, same, sent, story


def test_a_second_submission_leaves_the_clock_of_the_first_as_it_runs() -> None:
    told = story(by_mail=True)
    assert clock_began(told.events) is None
    told.does(Action.SEARCH, same("l1", "l2"))
    told.does(Action.SUBMIT, sent(), START + 45 * DAY)
    first = told.now
    told.later(days=20)
    told.does(Action.SUBMIT, sent(), told.now + 45 * DAY)

    assert told.standing.submitted_at != first
    assert clock_began(told.events) == first


def test_no_clock_runs_any_more_for_a_letter_that_came_back() -> None:
    told = story(tracks="standing", searchable=False, by_mail=True)
    told.does(Action.SUBMIT, sent(), START + 45 * DAY)
    told.later(hours=1).mail("b1", MailSays.BOUNCED, about=Action.SUBMIT)

    assert clock_began(told.events) is None
