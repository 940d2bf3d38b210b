"""What only the person can do and nobody can look up: their dated word, also after a cut-off."""

from datetime import UTC, date, datetime, timedelta

import pytest

from optout.requests.actions import Action
from optout.requests.events import Intended, MailSays, PersonSays
from optout.requests.failures import Failure
from optout.requests.outcome import Answer, Outcome
from optout.requests.proof import Proof, Rung
from optout.requests.resting_on import proof_of
from optout.requests.state import State
from optout.running.own_word import Shown
from tests.requests.world import DAY, story
from tests.running.conftest import MakeWorkshop
from tests.running.test_own_word import SWITCH, Switched
from tests.running.workshop import START, Workshop

BY_HAND = SWITCH.replace("channel: attest", "channel: hand").replace("  again_months: 6\n", "")


def noon(year: int, month: int, day: int) -> datetime:
    return datetime(year, month, day, 12, tzinfo=UTC)


def by_hand(make: MakeWorkshop, more: str = "") -> Switched:
    return Switched(make({"acme": BY_HAND + more}))


def test_done_by_hand_is_a_dated_word_that_they_asked_and_not_that_it_holds(
    make_workshop: MakeWorkshop,
) -> None:
    made = by_hand(make_workshop)
    standing = made.says()
    assert (standing.state, standing.submissions) == (State.SUBMITTED, 1)
    assert made.workshop.row.proof == Proof(Rung.ATTESTATION, START)
    assert standing.again_at == noon(2027, 1, 5), "the facts are of 2026-01-05 and expire in a year"


def test_they_are_asked_to_look_again_and_renew_it(make_workshop: MakeWorkshop) -> None:
    made = by_hand(make_workshop, "expires_after_months: 6\n")
    made.says()
    assert made.grows_old() == noon(2026, 7, 5)
    assert made.workshop.row.task == Failure.ATTEST_AGAIN
    again = made.says()
    assert (again.state, again.again_at) == (State.SUBMITTED, noon(2026, 10, 5))


def test_nobody_is_asked_sooner_than_after_three_months(make_workshop: MakeWorkshop) -> None:
    made = by_hand(make_workshop, "expires_after_months: 3\n")
    standing = made.says(shown=Shown(date(2026, 2, 28)))
    assert (standing.attested_at, standing.again_at) == (noon(2026, 2, 28), noon(2026, 5, 28))


def test_the_providers_own_word_is_stronger() -> None:
    told = story(tracks="standing", searchable=False)
    told.does(Action.SUBMIT, Outcome(Answer.PERSON, Failure.BY_HAND))
    asked = told.person(PersonSays.DID_IT, again=told.now + 90 * DAY)
    assert proof_of(asked) == Proof(Rung.ATTESTATION, told.now)
    held = told.later(days=1).mail("m1", MailSays.GRANTED)
    assert (held.state, proof_of(held)) == (State.HOLDING, Proof(Rung.MAIL, told.now))


@pytest.mark.parametrize("definition", [SWITCH, BY_HAND])
def test_nothing_left_where_an_attempt_at_a_step_of_theirs_was_cut_off(
    make_workshop: MakeWorkshop, definition: str
) -> None:
    shop = make_workshop({"acme": definition})
    begin(shop, assisted=False)
    shop.attempt()
    standing = shop.journal.read(shop.request).standing
    assert (standing.task, standing.doubt, standing.trouble) == (None, None, Failure.OWN_FAULT)


@pytest.mark.parametrize(("definition", "rests"), [(SWITCH, "holding"), (BY_HAND, "submitted")])
def test_done_is_their_word_too_where_they_were_cut_off_at_the_window(
    make_workshop: MakeWorkshop, definition: str, rests: str
) -> None:
    made = Switched(make_workshop({"acme": definition}))
    begin(made.workshop, assisted=True)
    made.workshop.attempt()
    assert made.workshop.row.task == Failure.UNSURE
    standing = made.says()
    assert (standing.state, standing.attested_at) == (rests, made.workshop.clock.now())
    assert standing.again_at is not None


def begin(shop: Workshop, *, assisted: bool) -> None:
    known = shop.journal.read(shop.request)
    intent = Intended(shop.clock.now(), "cut", Action.SUBMIT, assisted)
    shop.journal.append(known, [intent], hold=timedelta())
