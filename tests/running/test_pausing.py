"""What a check pauses a provider for, and what it must have seen for a pause to end."""

from datetime import datetime, timedelta

import pytest

from optout.catalog.health import HealthState, Probe
from optout.requests.events import Resumed
from optout.requests.failures import Failure
from optout.requests.outcome import Answer, Outcome
from optout.storage import providers
from tests.running.checked_site import (
    CHALLENGE,
    SHOWN,
    STRANGER,
    checkups,
    of,
    pauses,
    shown,
    site,
)
from tests.running.workshop import (
    START,
    Workshop,
    says,
    sees,
    sends,
)


def test_the_requests_of_a_paused_provider_wait_and_go_on_when_it_is_well(
    workshop: Workshop,
) -> None:
    site(workshop, unlisted=sees(STRANGER))
    checkups(workshop).check("acme")
    assert workshop.worker.run_due() == 0
    assert workshop.row.state == "planned"

    site(workshop, submit=sends)
    workshop.clock.move_to(START + timedelta(days=7))
    checkups(workshop).check("acme")
    assert pauses(workshop) == {}
    assert workshop.worker.run_due() == 2
    assert workshop.row.state == "submitted"


def test_a_check_that_could_not_look_ends_no_pause(workshop: Workshop) -> None:
    site(workshop, unlisted=sees(STRANGER))
    checkups(workshop).check("acme")
    site(workshop, unlisted=says(Outcome(Answer.BLOCKED, Failure.FORBIDDEN)))
    checkups(workshop).check("acme")
    assert pauses(workshop) == {"acme": "unhealthy"}


def test_a_healthy_check_ends_a_pause_for_a_changed_page(listed: Workshop) -> None:
    broken = says(Outcome(Answer.UNRECOGNISED, Failure.LAYOUT_UNKNOWN))
    site(listed, listed=broken)
    listed.worker.look_again(listed.request)
    assert (listed.row.state, pauses(listed)) == ("paused", {"acme": "layout-unknown"})

    site(listed)
    assert checkups(listed).check("acme").state == HealthState.HEALTHY
    assert pauses(listed) == {}
    assert isinstance(listed.events[-1], Resumed)
    assert listed.row.state != "paused"


CHANGED = says(Outcome(Answer.UNRECOGNISED, Failure.FORM_CHANGED, step="press"))


@pytest.mark.parametrize(
    ("key", "left"),
    [("submit.press", {}), ("submit.other", {"acme": "form-changed"})],
    ids=["that form", "another form"],
)
def test_a_pause_for_a_form_ends_only_where_that_form_is_seen(
    workshop: Workshop, key: str, left: dict[str, str]
) -> None:
    site(workshop, submit=CHANGED, form=shown(key))
    workshop.worker.run_due()
    assert pauses(workshop) == {"acme": "form-changed"}
    assert checkups(workshop).check("acme").state == HealthState.HEALTHY
    assert pauses(workshop) == left


def test_a_check_that_fails_does_not_take_the_place_of_what_a_pause_is_for(workshop: Workshop) -> None:
    site(workshop, submit=CHANGED)
    workshop.worker.run_due()
    site(workshop, unlisted=sees(STRANGER))
    checkups(workshop).check("acme")
    site(workshop, form=CHALLENGE)
    checkups(workshop).check("acme")
    assert (pauses(workshop), workshop.row.state) == ({"acme": "form-changed"}, "paused")


def test_what_was_bad_stays_bad_until_it_is_seen_to_be_good(workshop: Workshop) -> None:
    refused = says(Outcome(Answer.BLOCKED, Failure.FORBIDDEN))
    site(workshop, unlisted=sees(STRANGER))
    checkups(workshop).check("acme")
    for form in (CHANGED, SHOWN, SHOWN):
        site(workshop, unlisted=refused, form=form)
        health = checkups(workshop).check("acme")
        assert health.state == HealthState.UNHEALTHY
        assert of(health, Probe.UNLISTED).reason.count("could not be looked at since") == 1
        assert pauses(workshop) == {"acme": "unhealthy"}
    site(workshop)
    checkups(workshop).check("acme")
    assert pauses(workshop) == {}


def test_no_check_makes_a_pause_longer(workshop: Workshop) -> None:
    site(workshop, unlisted=sees(STRANGER))
    checkups(workshop).check("acme")
    until = _until(workshop)
    workshop.clock.move_to(START + timedelta(days=7))
    checkups(workshop).check("acme")
    assert _until(workshop) == until


def _until(workshop: Workshop) -> list[datetime]:
    with workshop.database.transaction(write=False) as tx:
        return [one.until for one in providers.pauses(tx)]


@pytest.mark.parametrize("because", ["mail-refused", "the person wants it so"])
def test_a_pause_for_another_reason_stays_as_it_is(listed: Workshop, because: str) -> None:
    until = START + timedelta(days=400)
    with listed.database.transaction() as tx:
        providers.pause(tx, "acme", until, because)
    checkups(listed).check("acme")
    assert pauses(listed) == {"acme": because}
    site(listed, unlisted=sees(STRANGER))
    checkups(listed).check("acme")
    with listed.database.transaction(write=False) as tx:
        assert [(one.because, one.until) for one in providers.pauses(tx)] == [(because, until)]
