"""What stays open long after it was asked for is counted where nobody did or said anything."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from optout.catalog.catalog import load_catalog
from optout.rehearsal.books import Books, Listed
from optout.rehearsal.claims import Story, story
from optout.rehearsal.left_open import left_open
from optout.requests.actions import Action
from optout.requests.events import Concluded, DeadlinePassed, Event, Intended, Planned
from optout.requests.failures import Failure
from optout.requests.outcome import Answer, Decision, Outcome, Sent, Sighting
from optout.requests.rights import Right

START = datetime(2026, 3, 2, 9, tzinfo=UTC)
WHO = "ada@mail.example"
SLACK = timedelta(days=37)
END = START + timedelta(days=120)
FOUND = Outcome(Answer.DONE, sightings=(Sighting("l1", Decision.SAME),))
SENT = Outcome(Answer.DONE, sent=Sent.YES)
REDEPLOYED = Listed(WHO, START + timedelta(days=1.5))


def day(number: float) -> datetime:
    return START + timedelta(days=number)


def listing(*attempts: tuple[float, Action, Outcome], by: float | None = None) -> Story:
    """A request for a listing: this is the history that nothing follows from by itself."""
    events: list[Event] = [Planned(START, Right.OPT_OUT_OF_SALE, "listing", 2, True, False)]
    first = (0.0, Action.SEARCH, FOUND), (0.0, Action.SUBMIT, SENT)
    for number, (at, action, outcome) in enumerate((*first, *attempts)):
        deadline = day(by) if by is not None and action == Action.SUBMIT else None
        events += [
            Intended(day(at), f"a{number}", action),
            Concluded(day(at), f"a{number}", outcome, deadline),
        ]
    return story(load_catalog().get("county_ledger"), WHO, events)


def count(told: Story, *periods: Listed) -> int:
    return left_open(told, Books(listed=list(periods)), END, SLACK)


LOOKS = tuple((float(at), Action.RECHECK, FOUND) for at in (8, 45, 80, 110))


def test_what_was_undone_at_once_and_only_looked_at_is_left() -> None:
    assert count(listing(*LOOKS), REDEPLOYED) == 1
    assert count(listing(*LOOKS), replace(REDEPLOYED, since=day(-3))) == 1, "never worked at all"


def test_it_is_not_left_where_it_ended_or_began_a_short_while_ago() -> None:
    assert count(listing(*LOOKS), replace(REDEPLOYED, until=END)) == 0
    assert count(listing(*LOOKS), replace(REDEPLOYED, until=day(120.1))) == 1
    assert count(listing(*LOOKS), replace(REDEPLOYED, since=day(83))) == 0
    assert count(listing(*LOOKS), replace(REDEPLOYED, since=day(82.9))) == 1
    assert count(listing(*LOOKS), replace(REDEPLOYED, person="somebody else")) == 0


def test_a_task_a_passed_deadline_and_one_that_runs_are_not_silence() -> None:
    asked = (30.0, Action.RECHECK, Outcome(Answer.PERSON, Failure.CHALLENGE))
    assert count(listing(LOOKS[0], asked), REDEPLOYED) == 0
    assert count(listing(*LOOKS, by=130), REDEPLOYED) == 0
    late = listing(*LOOKS[:2], by=60)
    events = [*(moment.event for moment in late.moments), DeadlinePassed(day(60))]
    assert count(story(late.provider, WHO, events), REDEPLOYED) == 0


@pytest.mark.parametrize(("again", "left"), [(100.0, 0), (60.0, 1)])
def test_time_counts_from_the_last_submission(again: float, left: int) -> None:
    reads = ((again, Action.RECHECK, two()), (again, Action.SUBMIT, SENT))
    assert count(listing(*reads), REDEPLOYED) == left


def two() -> Outcome:
    return Outcome(Answer.DONE, sightings=(*FOUND.sightings, Sighting("l2", Decision.SAME)))


def test_what_nobody_asked_for_or_nobody_can_read_is_not_counted() -> None:
    provider = load_catalog().get("county_ledger")
    search = listing(*LOOKS).moments[:3]
    assert count(story(provider, WHO, [moment.event for moment in search]), REDEPLOYED) == 0
    blind: list[Event] = [Planned(START, Right.OPT_OUT_OF_SALE, "standing", 1, False, False)]
    blind += [Intended(START, "a0", Action.SUBMIT), Concluded(START, "a0", SENT)]
    assert count(story(provider, WHO, blind), REDEPLOYED) == 0
