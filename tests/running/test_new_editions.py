"""A new crawl, a new revision of a data set: the question is asked again by itself."""

from datetime import datetime

import pytest

from optout.channels.attempt import Attempt, Capture
from optout.requests.outcome import Answer, Outcome
from optout.requests.proof import Proof, Rung
from tests.running.conftest import MakeWorkshop
from tests.running.workshop import LISTING, Answering, Workshop, definition, exchange

CRAWL = definition().replace(
    "tier: rehearsed", "tier: rehearsed\nconfidence: A\nproof: {rung: public-artefact}"
)


@pytest.fixture
def shop(make_workshop: MakeWorkshop) -> Workshop:
    return make_workshop({"acme": CRAWL})


def edition(name: str, *, holds: bool) -> Answering:
    """A read of this edition, which holds the person's record or does not."""

    def answer(attempt: Attempt, capture: Capture) -> Outcome:
        capture.exchanges.append(exchange())
        if not holds:
            return Outcome(Answer.ABSENT, revision=name)
        capture.records.append(LISTING)
        return Outcome(Answer.DONE, revision=name)

    return answer


def absent_from(shop: Workshop, *names: str) -> datetime:
    """Found, asked, and then absent from these editions; the moment of the last read."""
    shop.reach.will(search=edition("e0", holds=True))
    shop.go_on_until("submitted")
    for name in names:
        shop.reach.will(recheck=edition(name, holds=False))
        looks_once(shop)
    return shop.clock.now()


def looks_once(shop: Workshop) -> None:
    """Let time pass until the next look."""
    before = len(shop.reach.attempts)
    while len(shop.reach.attempts) == before:
        moment = shop.worker.next_moment()
        assert moment is not None
        shop.clock.move_to(max(moment, shop.clock.now()))
        shop.worker.run_due()


def test_each_edition_is_looked_through_by_itself_and_dates_the_proof_once(shop: Workshop) -> None:
    last = absent_from(shop, "e1", "e2")
    assert shop.row.state == "removed"
    assert shop.row.proof == Proof(Rung.ARTEFACT, last, "e2")
    looks_once(shop)
    looks_once(shop)
    assert shop.clock.now() > last
    assert shop.row.proof == Proof(Rung.ARTEFACT, last, "e2"), "the same edition proves nothing new"
    shop.reach.will(recheck=edition("e3", holds=False))
    looks_once(shop)
    assert shop.row.proof == Proof(Rung.ARTEFACT, shop.clock.now(), "e3")


def test_the_same_edition_read_twice_is_not_two_proofs(shop: Workshop) -> None:
    absent_from(shop, "e1", "e1", "e1")
    assert shop.row.state == "verifying"


def test_a_new_edition_that_holds_the_person_means_that_they_are_back(shop: Workshop) -> None:
    last = absent_from(shop, "e1", "e2")
    shop.reach.will(recheck=edition("e3", holds=True))
    looks_once(shop)
    standing = shop.journal.read(shop.request).standing
    assert (standing.reappearances, shop.row.proof) == (1, None)
    assert shop.row.state == "submitted", "asked for anew at once"
    assert shop.clock.now() - last <= shop.cadence.watch_every * 1.2, "within the watch of the schedule"
    shop.reach.will(recheck=edition("e4", holds=False))
    shop.go_on_until("verifying")
    assert shop.row.proof == Proof(Rung.ARTEFACT, shop.clock.now(), "e4")
