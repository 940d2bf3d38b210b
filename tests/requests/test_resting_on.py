"""What a state rests on: which rung, which date, which edition; and nothing where nothing is proven."""

from dataclasses import replace

import pytest

from optout.requests.actions import Action
from optout.requests.events import MailSays
from optout.requests.failures import Failure
from optout.requests.proof import DOES_NOT_PROVE, Proof, Rung
from optout.requests.resting_on import proof_of
from optout.requests.state import State
from tests.requests.world import (
    DAY,
    START,
    Story,
    absent,
    failure,
    same,
    sent,
    story,
    submitted,
    switched,
    written,
)


def crawled(*editions: str) -> Story:
    """In a crawl, asked, then read as absent in these editions, ten days apart."""
    told = story(tracks="standing", absences=1, rung=Rung.ARTEFACT)
    told.does(Action.SEARCH, same("l1"))
    told.does(Action.SUBMIT, sent())
    for edition in editions:
        told.later(days=10).does(Action.RECHECK, absent(edition))
    return told


def test_every_rung_says_what_it_leaves_open() -> None:
    assert set(DOES_NOT_PROVE) == set(Rung)
    assert Proof(Rung.MAIL, START).does_not_prove == "that the provider did what it wrote"


def test_nothing_is_proven_by_planning_finding_or_asking() -> None:
    told = story(rung=Rung.PAGE)
    assert proof_of(told.standing) is None
    assert proof_of(told.does(Action.SEARCH, same("l1"))) is None
    assert proof_of(submitted().standing) is None


def test_absence_rests_on_the_read_that_proved_it() -> None:
    told = story(rung=Rung.PAGE)
    told.later(days=1).does(Action.SEARCH, absent())
    assert told.standing.state == State.CLEAR
    assert proof_of(told.standing) == Proof(Rung.PAGE, START + DAY)


def test_every_look_without_an_edition_is_a_new_one() -> None:
    told = submitted()
    for _ in range(3):
        told.later(days=5).does(Action.RECHECK, absent())
    assert told.standing.state == State.REMOVED
    assert proof_of(told.standing) == Proof(Rung.PAGE, START + 15 * DAY)


def test_the_same_edition_does_not_renew_the_date_and_a_new_one_does() -> None:
    told = crawled("e1", "e1", "e1")
    assert told.standing.state == State.HOLDING
    assert told.standing.read_at == START + 30 * DAY
    assert proof_of(told.standing) == Proof(Rung.ARTEFACT, START + 10 * DAY, "e1")
    told.later(days=10).does(Action.RECHECK, absent("e2"))
    assert proof_of(told.standing) == Proof(Rung.ARTEFACT, START + 40 * DAY, "e2")
    told.later(days=10).does(Action.RECHECK, absent("e1"))
    assert proof_of(told.standing) == Proof(Rung.ARTEFACT, START + 40 * DAY, "e2")


def test_a_new_edition_with_the_person_in_it_means_that_they_are_back() -> None:
    told = crawled("e1")
    told.waits_for(Action.RECHECK)
    back = told.does(Action.RECHECK, same("l1"))
    assert (back.state, back.reappearances, proof_of(back)) == (State.REAPPEARED, 1, None)
    told.waits_for(Action.SUBMIT).does(Action.SUBMIT, sent())
    told.later(days=10).does(Action.RECHECK, absent("e3"))
    assert proof_of(told.standing) == Proof(Rung.ARTEFACT, told.now, "e3")


@pytest.mark.parametrize("kind", Failure)
def test_a_failed_read_renews_nothing_and_takes_nothing_back(kind: Failure) -> None:
    told = crawled("e1")
    told.later(days=20).does(Action.RECHECK, failure(kind))
    assert proof_of(told.standing) == Proof(Rung.ARTEFACT, START + 10 * DAY, "e1")


def test_absence_that_is_not_proven_often_enough_has_its_date_all_the_same() -> None:
    told = submitted()
    told.later(days=5).does(Action.RECHECK, absent())
    assert told.standing.state == State.VERIFYING
    assert proof_of(told.standing) == Proof(Rung.PAGE, START + 5 * DAY)


def test_the_providers_mail_is_what_an_acknowledgement_rests_on() -> None:
    told = written()
    told.later(days=3).mail("m1", MailSays.ACKNOWLEDGED)
    assert proof_of(told.standing) == Proof(Rung.MAIL, START + 3 * DAY)
    told.later(days=3).mail("m2", MailSays.ACKNOWLEDGED)
    assert proof_of(told.standing) == Proof(Rung.MAIL, START + 3 * DAY), "said once, and once again"


@pytest.mark.parametrize("says", [MailSays.GRANTED, MailSays.NOT_FOUND])
def test_that_it_was_done_is_newer_than_that_it_arrived(says: MailSays) -> None:
    told = written()
    told.later(days=3).mail("m1", MailSays.ACKNOWLEDGED)
    told.later(days=4).mail("m2", says)
    assert told.standing.state == State.HOLDING
    assert proof_of(told.standing) == Proof(Rung.MAIL, START + 7 * DAY)


def test_what_is_overdue_or_refused_rests_on_nothing() -> None:
    late = written()
    late.later(days=3).mail("m1", MailSays.ACKNOWLEDGED)
    late.later(days=60).deadline()
    assert (late.standing.state, proof_of(late.standing)) == (State.OVERDUE, None)
    refused = written()
    refused.later(days=3).mail("m1", MailSays.REFUSED)
    assert (refused.standing.resting, proof_of(refused.standing)) == (State.REFUSED, None)


@pytest.mark.parametrize(
    ("tracks", "edition", "rung"),
    [
        ("listing", None, Rung.PAGE),
        ("standing", None, Rung.REGISTRY),
        ("standing", "e1", Rung.ARTEFACT),
        ("listing", "e1", Rung.ARTEFACT),
    ],
)
def test_what_was_planned_before_rungs_were_known_gets_one_that_fits(
    tracks: str, edition: str | None, rung: Rung
) -> None:
    told = story(tracks=tracks)
    told.does(Action.SEARCH, absent(edition))
    assert proof_of(told.standing) == Proof(rung, START, edition)


def test_a_task_and_a_pause_leave_the_proof_as_of_its_day() -> None:
    told = crawled("e1")
    told.later(days=5).does(Action.RECHECK, failure(Failure.LAYOUT_UNKNOWN))
    assert told.standing.state == State.PAUSED
    assert proof_of(told.standing) == Proof(Rung.ARTEFACT, START + 10 * DAY, "e1")


def test_a_mail_that_only_acknowledges_is_not_what_holding_rests_on() -> None:
    told = switched()
    held = replace(told.standing, confirmed=True, confirmed_at=told.now + DAY)
    assert proof_of(held) == Proof(Rung.ATTESTATION, told.now)
    done = replace(held, word=MailSays.GRANTED)
    assert proof_of(done) == Proof(Rung.MAIL, told.now + DAY)
