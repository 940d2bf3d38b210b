"""Who is looked up as listed: when they are there, when they may be gone, and what is kept of it."""

from datetime import timedelta

import pytest

from optout.catalog.health import HealthState, Probe, Verdict
from optout.channels.attempt import Record
from optout.requests.actions import Action
from optout.requests.events import PersonSays
from optout.running.answering import answer
from optout.running.planning import open_requests
from optout.running.proving import verify_installation
from optout.storage.traces import disclosures_of
from tests.running.checked_site import STRANGER, checkups, of, pauses, site
from tests.running.conftest import MakeWorkshop
from tests.running.workshop import (
    ABSENT,
    LISTING,
    NAMESAKE,
    PERHAPS,
    PERSON,
    SEARCH,
    SOMEBODY_ELSE,
    START,
    Answering,
    Workshop,
    definition,
    sees,
    sends,
)


def test_a_search_that_has_a_code_mailed_is_not_tried(make_workshop: MakeWorkshop) -> None:
    mailing = SEARCH.replace("    - {id: see", "    - {id: mail, await_mail: code}\n    - {id: see")
    codes = "codes: {senders: [acme.example], expects: code, code: '([0-9]{6})'}\n"
    text = definition().replace(SEARCH, mailing) + codes
    workshop = make_workshop({"acme": text})
    site(workshop)
    workshop.worker.run_due()
    workshop.reach.attempts.clear()
    for canary in (None, PERSON):
        health = checkups(workshop).check("acme", canary)
        for probe in (Probe.UNLISTED, Probe.LISTED):
            assert of(health, probe).verdict == Verdict.NOT_CHECKED
            assert "has a mail sent" in of(health, probe).reason
    assert [one.action for one in workshop.reach.attempts] == [Action.SUBMIT] * 2


OWN_PAGE = "Zephyrine  QUANDOLIN, age 45\nOstergrove"


@pytest.mark.parametrize("answer", [ABSENT, sees(NAMESAKE)], ids=["nobody", "only others"])
def test_no_results_though_the_listings_own_page_stands_pauses_the_provider(
    listed: Workshop, answer: Answering
) -> None:
    site(listed, listed=answer, own_page=OWN_PAGE)
    health = checkups(listed).check("acme")
    assert health.state == HealthState.UNHEALTHY
    assert "own page still stands" in of(health, Probe.LISTED).reason
    assert pauses(listed) == {"acme": "unhealthy"}
    assert listed.row.state == "needs you"  # nothing was concluded about the person


@pytest.mark.parametrize("own_page", ["", "Zephyrine Quandolin is not here"], ids=["404", "an echo"])
def test_one_listing_that_went_by_itself_is_read_again_and_pauses_nobody(
    listed: Workshop, own_page: str
) -> None:
    site(listed, listed=ABSENT, own_page=own_page)
    health = checkups(listed).check("acme")
    assert of(health, Probe.LISTED).verdict == Verdict.NOT_CHECKED
    assert pauses(listed) == {}
    assert listed.row.state == "clear"
    assert of(checkups(listed).check("acme"), Probe.LISTED).reason.startswith("Nobody is known")
    assert verify_installation(listed.installation).ok


def test_two_people_who_are_not_shown_any_more_pause_the_provider_for_a_while_only(
    listed: Workshop,
) -> None:
    other = listed.enrol(SOMEBODY_ELSE)
    theirs = Record("https://acme.example/p/2", {**LISTING.fields, "name": "Barnabus Tindleworth"})
    site(listed, listed=sees(LISTING, theirs))
    open_requests(listed.installation, other, listed.installation.catalog)
    listed.clock.move_to(START + timedelta(minutes=1))
    listed.worker.run_due()
    site(listed, listed=ABSENT)
    checks = checkups(listed)
    health = checks.check("acme")
    assert "no results to everything" in of(health, Probe.LISTED).reason
    assert pauses(listed) == {"acme": "unhealthy"}
    for _ in range(30):
        listed.clock.move_to(listed.clock.now() + timedelta(days=1))
        checks.run_due()
        listed.worker.run_due()
    assert pauses(listed) == {}
    assert listed.row.state == "clear"


def test_a_record_that_the_person_said_is_theirs_is_their_listing(workshop: Workshop) -> None:
    site(workshop, listed=sees(PERHAPS))
    workshop.worker.run_due()
    answer(workshop.installation, workshop.journal, workshop.request, PersonSays.IS_ME)
    workshop.worker.run_due()
    assert (workshop.row.state, workshop.row.task) == ("needs you", "challenge")
    assert of(checkups(workshop).check("acme"), Probe.LISTED).verdict == Verdict.GOOD


def test_whoever_a_parent_removes_may_be_gone(make_workshop: MakeWorkshop) -> None:
    child = definition("bolt")
    submit, cadence_ = child.index("submit:"), child.index("cadence:")
    child = child[:submit] + "parent: acme\nsubmit: {channel: parent}\n" + child[cadence_:]
    workshop = make_workshop({"acme": definition(), "bolt": child})
    site(workshop)
    workshop.worker.run_due()
    site(workshop, listed=ABSENT, own_page=OWN_PAGE)
    result = of(checkups(workshop).check("bolt"), Probe.LISTED)
    assert (result.verdict, "asked to be removed" in result.reason) == (Verdict.NOT_CHECKED, True)


def test_whom_the_user_brought_alone_pauses_nobody(workshop: Workshop) -> None:
    site(workshop, listed=ABSENT)
    health = checkups(workshop).check("acme", PERSON)
    assert of(health, Probe.LISTED).verdict == Verdict.BAD
    assert pauses(workshop) == {}
    site(workshop, listed=ABSENT, unlisted=sees(STRANGER))
    checkups(workshop).check("acme", PERSON)
    assert pauses(workshop) == {"acme": "unhealthy"}


def test_whoever_asked_to_be_removed_may_be_gone(workshop: Workshop) -> None:
    site(workshop, submit=sends)
    workshop.worker.run_due()
    assert workshop.row.state == "submitted"
    site(workshop, listed=ABSENT)
    health = checkups(workshop).check("acme")
    assert of(health, Probe.LISTED).verdict == Verdict.NOT_CHECKED
    assert health.state == HealthState.PARTIAL


def test_what_the_canary_of_the_installation_tells_is_in_the_ledger(listed: Workshop) -> None:
    before = _told(listed)
    checkups(listed).check("acme")
    after = _told(listed)
    assert len(after) == len(before) + 1
    assert verify_installation(listed.installation).ok


def test_somebody_who_consents_is_looked_up_and_nothing_is_kept(workshop: Workshop) -> None:
    site(workshop)
    before = _told(workshop)
    health = checkups(workshop).check("acme", PERSON)
    assert health.state == HealthState.HEALTHY
    assert _told(workshop) == before


def _told(workshop: Workshop) -> list[object]:
    with workshop.database.transaction(write=False) as tx:
        return list(disclosures_of(tx))
