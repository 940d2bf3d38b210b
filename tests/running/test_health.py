"""Checks of health: what each answer says, and when each is due."""

from datetime import timedelta

import pytest

from optout.catalog.canaries import UNLISTED
from optout.catalog.health import HealthState, Probe, Verdict
from optout.channels.attempt import Attempt, Capture
from optout.requests.actions import Action
from optout.requests.failures import Failure
from optout.requests.outcome import Answer, Outcome
from optout.running.health import LOOK_EVERY, Checkups
from optout.running.reach import Reach
from optout.running.shift import Shift
from optout.storage.health import begin_check, healths
from tests.requests.world import cadence
from tests.running.checked_site import STRANGER, checkups, of, pauses, site
from tests.running.conftest import MakeWorkshop
from tests.running.workshop import (
    START,
    Workshop,
    definition,
    says,
    sees,
)


def test_all_three_good_is_healthy_and_pauses_nobody(listed: Workshop) -> None:
    health = checkups(listed).check("acme")
    assert health.state == HealthState.HEALTHY
    assert pauses(listed) == {}
    assert [one.action for one in listed.reach.attempts] == [Action.SEARCH, Action.SUBMIT, Action.SEARCH]


def test_the_form_is_looked_at_without_any_fact(listed: Workshop) -> None:
    checkups(listed).check("acme")
    (form,) = [one for one in listed.reach.attempts if one.action == Action.SUBMIT]
    assert (form.look_at, list(form.facts)) == ("", [])


def test_nobody_known_to_be_listed_is_never_healthy(workshop: Workshop) -> None:
    site(workshop)
    health = checkups(workshop).check("acme")
    assert health.state == HealthState.PARTIAL
    assert of(health, Probe.LISTED).verdict == Verdict.NOT_CHECKED


def test_a_look_that_saw_no_form_says_nothing_about_it(listed: Workshop) -> None:
    site(listed, form=says(Outcome(Answer.DONE)))
    health = checkups(listed).check("acme")
    assert of(health, Probe.FORM).verdict == Verdict.NOT_CHECKED
    assert health.state == HealthState.PARTIAL


def test_found_for_everything_pauses_the_provider(listed: Workshop) -> None:
    site(listed, unlisted=sees(STRANGER))
    health = checkups(listed).check("acme")
    assert health.state == HealthState.UNHEALTHY
    assert "found to everything" in of(health, Probe.UNLISTED).reason
    assert pauses(listed) == {"acme": "unhealthy"}


@pytest.mark.parametrize(
    ("failure", "verdict"),
    [
        (Failure.LAYOUT_UNKNOWN, Verdict.BAD),
        (Failure.FORM_CHANGED, Verdict.BAD),
        (Failure.OFF_DOMAIN, Verdict.BAD),
        (Failure.FORBIDDEN, Verdict.NOT_CHECKED),
        (Failure.CHALLENGE, Verdict.NOT_CHECKED),
        (Failure.TIMEOUT, Verdict.NOT_CHECKED),
        (Failure.FACT_MISSING, Verdict.NOT_CHECKED),
        (Failure.NO_BROWSER, Verdict.NOT_CHECKED),
    ],
)
def test_a_refusal_is_not_a_changed_page(listed: Workshop, failure: Failure, verdict: Verdict) -> None:
    site(listed, form=says(Outcome(Answer.UNRECOGNISED, failure, step="press")))
    health = checkups(listed).check("acme")
    assert of(health, Probe.FORM).verdict == verdict
    assert (health.state == HealthState.UNHEALTHY) == (verdict == Verdict.BAD)
    assert bool(pauses(listed)) == (verdict == Verdict.BAD)


def test_a_fault_of_our_own_is_not_the_providers(listed: Workshop) -> None:
    def breaks(attempt: Attempt, capture: Capture) -> Outcome:
        raise RuntimeError("something with a name in it")

    site(listed, unlisted=breaks)
    result = of(checkups(listed).check("acme"), Probe.UNLISTED)
    assert result.verdict == Verdict.NOT_CHECKED
    assert "name in it" not in result.reason


def test_who_cannot_be_listed_is_never_submitted(listed: Workshop) -> None:
    checkups(listed).check("acme")
    made_up = set(UNLISTED.values())
    for attempt in listed.reach.attempts:
        told = {value for one in attempt.facts for value in attempt.facts.every(one)}
        assert attempt.action == Action.SEARCH or not told & made_up


def test_each_provider_is_checked_once_in_its_interval(make_workshop: MakeWorkshop) -> None:
    workshop = make_workshop({slug: definition(slug) for slug in ("acme", "bolt", "clue")})
    site(workshop)
    checks = checkups(workshop)
    days = [_after_a_day(workshop, checks) for _ in range(16)]
    assert 2 * 3 <= sum(days) <= 3 * 3
    assert sum(days[:8]) == 3


def _after_a_day(workshop: Workshop, checks: Checkups) -> int:
    workshop.clock.move_to(workshop.clock.now() + timedelta(days=1))
    return checks.run_due()


def test_which_checks_are_due_is_not_asked_at_every_tick(workshop: Workshop) -> None:
    site(workshop)
    checks = checkups(workshop)
    assert checks.run_due() == 0
    workshop.clock.move_to(START + LOOK_EVERY / 2)
    with workshop.database.transaction() as tx:
        begin_check(tx, "acme", START, START + LOOK_EVERY / 2)
    assert checks.run_due() == 0
    workshop.clock.move_to(START + LOOK_EVERY)
    assert checks.run_due() == 1


def test_a_shift_checks_before_it_asks(workshop: Workshop) -> None:
    site(workshop, unlisted=sees(STRANGER))
    workshop.clock.move_to(START + timedelta(days=8))
    reach = Reach.__new__(Reach)
    shift = Shift(workshop.installation, workshop.worker, None, reach, checkups(workshop))
    assert shift.once() == 0
    with workshop.database.transaction(write=False) as tx:
        assert healths(tx)["acme"].state == HealthState.UNHEALTHY
    assert workshop.row.state == "planned"


def test_nobody_is_checked_while_stopping(workshop: Workshop) -> None:
    site(workshop)
    workshop.clock.move_to(START + timedelta(days=8))
    workshop.worker.stop()
    checkups(workshop).run_due()
    assert workshop.reach.attempts == []


def test_nobody_is_checked_in_the_quiet_hours(make_workshop: MakeWorkshop) -> None:
    quiet = {"start": "08:00", "end": "10:00"}
    workshop = make_workshop(cadence=cadence(quiet_hours=quiet))
    site(workshop)
    workshop.clock.move_to(START + timedelta(days=8))
    assert checkups(workshop).run_due() == 0
    workshop.clock.move_to(START + timedelta(days=8, hours=2))
    assert checkups(workshop).run_due() == 1


def test_what_a_check_opens_counts_against_the_providers_rate(workshop: Workshop) -> None:
    site(workshop)
    checkups(workshop).check("acme")
    checkups(workshop).check("acme")
    assert workshop.worker.run_due() == 0
    workshop.clock.move_to(START + timedelta(minutes=1))
    assert workshop.worker.run_due() == 2
