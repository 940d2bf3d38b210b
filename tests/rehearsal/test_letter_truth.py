"""Every figure about letters can be something else than zero, and is zero for the right reason."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest

from optout.catalog.catalog import load_catalog
from optout.catalog.definition import Provider
from optout.rehearsal.books import Books, Listed, Received, Said, Stage, Word
from optout.rehearsal.claims import Story, story
from optout.rehearsal.letter_truth import LetterTruth, compare_letters
from optout.requests.actions import Action
from optout.requests.events import (
    VOLUNTARY,
    Concluded,
    DeadlinePassed,
    Event,
    Intended,
    Mailed,
    MailSays,
    PersonAnswered,
    PersonSays,
    Planned,
)
from optout.requests.failures import Failure
from optout.requests.outcome import Answer, Outcome, Sent
from optout.requests.rights import Right

START = datetime(2026, 3, 2, 9, tzinfo=UTC)
END = START + timedelta(days=120)
SLUG, WHO = "mute_metrics", "ada@mail.example"
SENT = Outcome(Answer.DONE, sent=Sent.YES)
TRUE = LetterTruth(0, 0, 0, 0, 0, 0)


def day(number: float) -> datetime:
    return START + timedelta(days=number)


@pytest.fixture(scope="module")
def provider() -> Provider:
    return load_catalog().get(SLUG)


def asked(law: str = "tdpsa", answer_by: float | None = 45) -> list[Event]:
    by = None if answer_by is None else day(answer_by)
    planned = Planned(START, Right.DELETE, "standing", 1, False, False, law=law, by_mail=True)
    return [planned, Intended(day(0), "a0", Action.SUBMIT), Concluded(day(0), "a0", SENT, by)]


def mailed(at: float, says: MailSays, **more: datetime) -> Mailed:
    return Mailed(day(at), f"m{at}", says, **more)


def sent(at: float, action: Action, answer_by: float | None = None) -> list[Event]:
    by = None if answer_by is None else day(answer_by)
    name = f"a{at}"
    return [Intended(day(at), name, action), Concluded(day(at), name, SENT, by)]


def complaint(at: float) -> list[Event]:
    left = Outcome(Answer.PERSON, Failure.COMPLAINT)
    return [Intended(day(at), f"a{at}", Action.ESCALATE), Concluded(day(at), f"a{at}", left)]


def books(*said: tuple[float, Word], letters: Sequence[tuple[float, Stage]] = ()) -> Books:
    kept = Books()
    kept.listed = [Listed(WHO, day(-9), next((day(at) for at, word in said if word == "done"), None))]
    kept.said = [Said(day(at), WHO, word) for at, word in said]
    stages: list[tuple[float, Stage]] = [(0, "request"), *letters]
    kept.received = [Received(day(at), WHO, {}, {}, stage=stage) for at, stage in stages]
    return kept


def truth(provider: Provider, events: Sequence[Event], kept: Books) -> LetterTruth:
    told: Story = story(provider, WHO, events)
    return compare_letters([told], {SLUG: kept}, END)


def test_what_was_done_and_said_may_be_claimed(provider: Provider) -> None:
    events = [*asked(), mailed(20, MailSays.GRANTED)]
    assert truth(provider, events, books((20, "done"))) == TRUE


def test_done_is_false_where_nobody_said_so_or_it_is_not_so(provider: Provider) -> None:
    events = [*asked(), mailed(20, MailSays.GRANTED)]
    assert truth(provider, events, books((20, "received"))).false_done == 1
    assert truth(provider, events, books((21, "done"))).false_done == 1
    lying = books((20, "done"))
    lying.listed = [Listed(WHO, day(-9))]
    assert truth(provider, events, lying).false_done == 1


def test_nothing_held_may_be_said_of_whoever_said_it_but_is_no_done(provider: Provider) -> None:
    said = books((20, "not-found"))
    assert truth(provider, [*asked(), mailed(20, MailSays.NOT_FOUND)], said) == TRUE
    assert truth(provider, [*asked(), mailed(20, MailSays.GRANTED)], said).false_done == 1


def silent(late: float = 46, complained: float = 61) -> list[Event]:
    return [
        *asked(),
        DeadlinePassed(day(late)),
        *sent(late, Action.REMIND),
        *complaint(complained),
    ]


def test_silence_is_overdue_after_the_laws_last_moment(provider: Provider) -> None:
    assert truth(provider, silent(), books(letters=[(46, "reminder")])) == TRUE


def test_overdue_is_false_before_it(provider: Provider) -> None:
    early = [*asked(answer_by=40), DeadlinePassed(day(41))]
    assert truth(provider, early, books()).false_overdue == 1


def test_overdue_and_a_complaint_are_false_after_the_answer(provider: Provider) -> None:
    answered = books((30, "done"), letters=[(46, "reminder")])
    assert truth(provider, silent(), answered).false_overdue == 2


def test_overdue_is_false_where_no_law_sets_a_time(provider: Provider) -> None:
    voluntary = [*asked(VOLUNTARY), DeadlinePassed(day(46))]
    assert truth(provider, voluntary, books()).false_overdue == 1


@pytest.mark.parametrize(("said_on", "false"), [(30, 1), (44, 1), (50, 0)])
def test_an_extension_counts_where_it_was_said_in_time(
    provider: Provider, said_on: float, false: int
) -> None:
    events = [*asked(), DeadlinePassed(day(60))]
    assert truth(provider, events, books((said_on, "extended"))).false_overdue == false


def test_after_the_longer_time_it_is_overdue_all_the_same(provider: Provider) -> None:
    moved = mailed(30, MailSays.EXTENDED, extended_to=day(90))
    events = [*asked(), moved, DeadlinePassed(day(91))]
    assert truth(provider, events, books((30, "extended"))) == TRUE


def refused() -> list[Event]:
    return [*asked(), mailed(9, MailSays.REFUSED)]


def test_a_refusal_that_is_known_was_not_missed(provider: Provider) -> None:
    assert truth(provider, refused(), books((9, "refused"))) == TRUE


def test_a_refusal_that_no_standing_knows_of_was_missed(provider: Provider) -> None:
    unread = [*asked(), mailed(9, MailSays.ACKNOWLEDGED)]
    assert truth(provider, unread, books((9, "refused"))).missed_refusal == 1
    assert truth(provider, refused(), books((9, "refused"), (30, "refused"))).missed_refusal == 1


def test_a_refusal_within_the_last_day_may_be_unread_still(provider: Provider) -> None:
    assert truth(provider, asked(), books((119.5, "refused"))).missed_refusal == 0


def test_a_complaint_about_a_refusal_is_due_at_once(provider: Provider) -> None:
    wants = PersonAnswered(day(12), PersonSays.COMPLAINS)
    events = [*refused(), wants, *complaint(12)]
    assert truth(provider, events, books((9, "refused"))) == TRUE
    assert truth(provider, events, books()).false_overdue == 1


def appealed(passed: float) -> list[Event]:
    wants = PersonAnswered(day(12), PersonSays.APPEALS)
    return [*refused(), wants, *sent(12, Action.APPEAL, 72), DeadlinePassed(day(passed))]


def test_an_appeal_has_a_time_of_its_own(provider: Provider) -> None:
    kept = books((9, "refused"), letters=[(12, "appeal")])
    assert truth(provider, appealed(73), kept) == TRUE
    assert truth(provider, appealed(72), kept).false_overdue == 1


def test_whoever_opens_a_lure_a_second_reminder_and_a_letter_to_the_dead_count(
    provider: Provider,
) -> None:
    kept = books(letters=[(46, "reminder"), (60, "reminder")])
    kept.received[-1].duplicate = True
    kept.phished = [day(1), day(2)]
    kept.dead_since, kept.knocked = day(46), [day(46), day(47)]
    found = truth(provider, asked(), kept)
    assert found == LetterTruth(0, 0, 0, 2, 1, 2)


def test_a_second_request_is_no_second_reminder(provider: Provider) -> None:
    kept = books(letters=[(5, "request")])
    kept.received[-1].duplicate = True
    assert truth(provider, asked(), kept).second_reminders == 0


def test_what_one_asks_at_a_form_is_not_about_letters() -> None:
    form = load_catalog().get("county_ledger")
    told = story(form, WHO, [*asked(), DeadlinePassed(day(46))])
    assert compare_letters([told], {"county_ledger": books()}, END) == TRUE
