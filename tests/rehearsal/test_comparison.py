"""Every figure of the comparison can be something else than zero, and is zero for the right reason."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from optout.catalog.catalog import load_catalog
from optout.catalog.definition import Provider
from optout.rehearsal.books import Books, Fault, Listed, Received
from optout.rehearsal.claims import Story, story
from optout.rehearsal.comparison import (
    Disclosure,
    Logged,
    Truth,
    compare_disclosure,
    compare_sends,
    compare_truth,
)
from optout.requests.actions import Action
from optout.requests.events import (
    Concluded,
    Event,
    Intended,
    Mailed,
    MailSays,
    PersonAnswered,
    PersonSays,
    Planned,
)
from optout.requests.failures import Failure
from optout.requests.outcome import Answer, Decision, Outcome, Sent, Sighting
from optout.requests.rights import Right

START = datetime(2026, 3, 2, 9, tzinfo=UTC)
SLUG, WHO = "county_ledger", "ada@mail.example"
SLACK = timedelta(days=20)
END = START + timedelta(days=120)

FOUND = Outcome(Answer.DONE, sightings=(Sighting("l1", Decision.SAME),))
ABSENT = Outcome(Answer.ABSENT)
SENT = Outcome(Answer.DONE, sent=Sent.YES)
REFUSED = Outcome(Answer.BLOCKED, Failure.FORBIDDEN)


def day(number: float) -> datetime:
    return START + timedelta(days=number)


@pytest.fixture(scope="module")
def provider() -> Provider:
    return load_catalog().get(SLUG)


def told(provider: Provider, *attempts: tuple[float, Action, Outcome]) -> Story:
    events: list[Event] = [Planned(START, Right.OPT_OUT_OF_SALE, "listing", 2, True, False)]
    for number, (at, action, outcome) in enumerate(attempts):
        events.append(Intended(day(at), f"a{number}", action))
        events.append(Concluded(day(at), f"a{number}", outcome))
    return story(provider, WHO, events)


def removed(provider: Provider, *more: tuple[float, Action, Outcome]) -> Story:
    return told(
        provider,
        (0, Action.SEARCH, FOUND),
        (0, Action.SUBMIT, SENT),
        (10, Action.RECHECK, ABSENT),
        (20, Action.RECHECK, ABSENT),
        *more,
    )


def books(*periods: tuple[float, float | None]) -> Books:
    kept = Books()
    kept.listed = [Listed(WHO, day(a), day(b) if b is not None else None) for a, b in periods]
    kept.received = [Received(day(0), WHO, {"email": WHO}, {"email": "email"})]
    return kept


def truth(told_story: Story, kept: Books) -> Truth:
    return compare_truth([told_story], {SLUG: kept}, END, SLACK)


def test_a_true_story_has_only_zeros(provider: Provider) -> None:
    assert truth(removed(provider), books((0, 5))) == Truth(0, 0, 0, 0)


def test_a_removal_claimed_while_the_twin_lists_is_false(provider: Provider) -> None:
    assert truth(removed(provider), books((0, None))).false_removed == 1
    again = removed(provider, (40, Action.RECHECK, ABSENT))
    assert truth(again, books((0, 5), (39, None))).false_removed == 1


def test_an_absence_that_is_not_claimed_as_removal_yet_is_no_false_removal(provider: Provider) -> None:
    early = told(
        provider, (0, Action.SEARCH, FOUND), (0, Action.SUBMIT, SENT), (10, Action.RECHECK, ABSENT)
    )
    assert truth(early, books((0, None))).false_removed == 0


def test_clear_while_the_twin_lists_is_false(provider: Provider) -> None:
    clear = told(provider, (1, Action.SEARCH, ABSENT))
    unasked = replace_received(books((0, None)))
    assert truth(clear, unasked).false_clear == 1
    assert truth(clear, replace_received(books((2, None)))).false_clear == 0


def test_a_return_that_nobody_noticed_is_missed(provider: Provider) -> None:
    kept = books((0, 5), (60, None))
    assert truth(removed(provider), kept).missed_reappearance == 1
    noticed = removed(provider, (70, Action.RECHECK, FOUND))
    assert truth(noticed, kept).missed_reappearance == 0


def test_a_return_that_ended_before_the_next_look_could_not_be_noticed(provider: Provider) -> None:
    looked = removed(provider, (70, Action.RECHECK, ABSENT))
    assert truth(looked, books((0, 5), (60, 65))).missed_reappearance == 0


def test_a_return_shortly_before_the_end_is_not_missed_yet(provider: Provider) -> None:
    assert truth(removed(provider), books((0, 5), (110, None))).missed_reappearance == 0


def test_what_stays_open_unseen_to_is_left_open(provider: Provider) -> None:
    waits = told(
        provider, (0, Action.SEARCH, FOUND), (0, Action.SUBMIT, SENT), (9, Action.RECHECK, FOUND)
    )
    assert truth(waits, books((0, None))) == Truth(0, 0, 0, 0, left_open=1)
    assert truth(waits, books((0, 19))).left_open == 0


def test_a_fault_that_was_taken_for_absence_is_not_reported(provider: Provider) -> None:
    kept = books((0, 5))
    kept.faults = [Fault(day(10), WHO, "forbidden")]
    assert truth(removed(provider), kept).unreported_failures == 1


def test_a_fault_that_the_person_met_by_hand_is_known_to_them(provider: Provider) -> None:
    kept = books((0, 5))
    kept.faults = [Fault(day(30), WHO, "550 5.1.1")]
    events = [moment.event for moment in removed(provider).moments]
    gave_up = story(provider, WHO, [*events, PersonAnswered(day(30), PersonSays.GAVE_UP)])
    assert truth(gave_up, kept).unreported_failures == 0
    later = story(provider, WHO, [*events, PersonAnswered(day(31), PersonSays.GAVE_UP)])
    assert truth(later, kept).unreported_failures == 1


def test_a_fault_that_an_attempt_owned_up_to_is_reported(provider: Provider) -> None:
    kept = books((0, 5))
    kept.faults = [Fault(day(30), WHO, "forbidden"), Fault(day(30), None, "forbidden")]
    owned = removed(provider, (30, Action.RECHECK, REFUSED))
    assert truth(owned, kept).unreported_failures == 0
    assert truth(removed(provider), kept).unreported_failures == 2


def test_a_submission_that_never_arrived_is_not_reported(provider: Provider) -> None:
    assert truth(removed(provider), replace_received(books((0, 5)))).unreported_failures == 1


def test_what_a_child_claims_is_held_against_its_parents_books_alone() -> None:
    child = load_catalog().get("us_phone_book")
    unheard = told(child, (0, Action.SEARCH, FOUND), (0, Action.SUBMIT, SENT))
    assert compare_truth([unheard], {child.slug: Books()}, END, SLACK) == Truth(0, 0, 0, 0)


def test_sends_and_duplicates_are_counted_from_the_books() -> None:
    kept = books((0, 5))
    kept.received.append(replace(kept.received[0], duplicate=True))
    sends = compare_sends({SLUG: kept, "other": books((0, 1))})
    assert (sends.total, sends.duplicates) == (3, 1)


def disclosure(provider: Provider, kept: Books, *meanings: str, enrolled: str = WHO) -> Disclosure:
    logged = [Logged(SLUG, day(0), meaning) for meaning in meanings]
    return compare_disclosure([provider], {SLUG: kept}, logged, {enrolled})


def test_a_field_that_no_step_declares_is_undeclared(provider: Provider) -> None:
    kept = books((0, 5))
    assert disclosure(provider, kept, "email").undeclared == 0
    kept.received[0].fields |= {"phone": "555-0100", "offers": "on"}
    kept.received[0].meanings |= {"phone": "tel"}
    told = disclosure(provider, kept, "email", "tel")
    assert (told.fields_sent, told.undeclared) == (3, 2)


def test_a_field_that_optout_has_no_record_of_is_undeclared(provider: Provider) -> None:
    assert disclosure(provider, books((0, 5))).undeclared == 1
    kept = books((0, 5))
    kept.received[0].at = day(1)
    assert disclosure(provider, kept, "email").undeclared == 1


def test_what_is_told_about_somebody_else_is_undeclared(provider: Provider) -> None:
    assert disclosure(provider, books((0, 5)), "email", enrolled="other@mail.example").undeclared == 1


def test_what_a_search_told_is_held_against_the_search_alone(provider: Provider) -> None:
    kept = books((0, 5))
    kept.searched = [Received(day(0), WHO, {"mail": WHO}, {"mail": "email"})]
    assert disclosure(provider, kept, "email").undeclared == 1


def test_filled_honeypots_are_counted(provider: Provider) -> None:
    kept = books((0, 5))
    kept.received[0].honeypots_filled = 2
    assert disclosure(provider, kept, "email").hidden_filled == 2


def test_a_provider_word_that_nobody_gave_is_a_false_claim(provider: Provider) -> None:
    events: list[Event] = [
        Planned(START, Right.OBJECT, "standing", 1, False, False),
        Intended(START, "a0", Action.SUBMIT),
        Concluded(START, "a0", SENT),
        Mailed(day(1), "m1", MailSays.GRANTED),
    ]
    granted = story(provider, WHO, events)
    assert granted.history.standing.state.value == "holding"
    kept = books()
    assert truth(granted, kept).false_removed == 1
    kept.received[0].confirmed_at = day(0.5)
    assert truth(granted, kept).false_removed == 0


def replace_received(kept: Books) -> Books:
    kept.received = []
    return kept
