"""Checks of health: what each answer says, what is paused for it, what goes on again, and when."""

from datetime import timedelta

import pytest

from optout.catalog.canaries import UNLISTED
from optout.catalog.health import Health, HealthState, Probe, ProbeResult, Verdict
from optout.channels.attempt import Attempt, Capture, Disclosed, FormSeen, Record
from optout.requests.actions import Action
from optout.requests.events import Resumed
from optout.requests.failures import Failure
from optout.requests.outcome import Answer, Outcome
from optout.running.health import LOOK_EVERY, Checkups
from optout.running.proving import verify_installation
from optout.running.reach import Reach
from optout.running.shift import Shift
from optout.storage import providers
from optout.storage.health import begin_check, healths
from optout.storage.traces import disclosures_of
from tests.requests.world import cadence
from tests.running.conftest import MakeWorkshop
from tests.running.workshop import (
    ABSENT,
    LISTING,
    NAMESAKE,
    PERSON,
    SEARCH,
    START,
    Answering,
    Workshop,
    definition,
    says,
    sees,
    sends,
)

CHALLENGE = says(Outcome(Answer.PERSON, Failure.CHALLENGE, step="press"))
STRANGER = Record("https://acme.example/p/1", {"name": UNLISTED["name"]})


def shown(key: str = "submit.press") -> Answering:
    """A look that sees the form of this press."""

    def answer(attempt: Attempt, capture: Capture) -> Outcome:
        capture.forms.append(FormSeen(key, "button"))
        return Outcome(Answer.DONE, detail="only looked at")

    return answer


SHOWN = shown()


def _site(
    workshop: Workshop,
    *,
    unlisted: Answering = ABSENT,
    listed: Answering | None = None,
    form: Answering = SHOWN,
    submit: Answering = CHALLENGE,
) -> None:
    """Answers the probes as told. Without ``listed`` the person's listing is there."""

    def search(attempt: Attempt, capture: Capture) -> Outcome:
        if attempt.facts.one("name") == UNLISTED["name"]:
            return unlisted(attempt, capture)
        capture.disclosed.append(Disclosed("name", "acme.example", attempt.facts.one("name") or ""))
        return (listed or sees(LISTING))(attempt, capture)

    def ask(attempt: Attempt, capture: Capture) -> Outcome:
        return (form if attempt.look_at is not None else submit)(attempt, capture)

    workshop.reach.will(search=search, recheck=search, submit=ask)


def _checkups(workshop: Workshop) -> Checkups:
    return Checkups(
        workshop.installation, workshop.journal, workshop.reach, lambda: workshop.worker.stopping
    )


def _pauses(workshop: Workshop) -> dict[str, str]:
    with workshop.database.transaction(write=False) as tx:
        return {one.provider: one.because for one in providers.pauses(tx)}


def _of(health: Health, probe: Probe) -> ProbeResult:
    return next(one for one in health.results if one.probe == probe)


@pytest.fixture
def listed(workshop: Workshop) -> Workshop:
    """The person's listing was found, and a challenge keeps the request from being sent."""
    _site(workshop)
    workshop.worker.run_due()
    assert workshop.row.state == "needs you"
    workshop.reach.attempts.clear()
    return workshop


def test_all_three_good_is_healthy_and_pauses_nobody(listed: Workshop) -> None:
    health = _checkups(listed).check("acme")
    assert health.state == HealthState.HEALTHY
    assert _pauses(listed) == {}
    assert [one.action for one in listed.reach.attempts] == [Action.SEARCH, Action.SUBMIT, Action.SEARCH]


def test_the_form_is_looked_at_without_any_fact(listed: Workshop) -> None:
    _checkups(listed).check("acme")
    (form,) = [one for one in listed.reach.attempts if one.action == Action.SUBMIT]
    assert (form.look_at, list(form.facts)) == ("", [])


def test_nobody_known_to_be_listed_is_never_healthy(workshop: Workshop) -> None:
    _site(workshop)
    health = _checkups(workshop).check("acme")
    assert health.state == HealthState.PARTIAL
    assert _of(health, Probe.LISTED).verdict == Verdict.NOT_CHECKED


def test_a_look_that_saw_no_form_says_nothing_about_it(listed: Workshop) -> None:
    _site(listed, form=says(Outcome(Answer.DONE)))
    health = _checkups(listed).check("acme")
    assert _of(health, Probe.FORM).verdict == Verdict.NOT_CHECKED
    assert health.state == HealthState.PARTIAL


def test_a_search_that_has_a_code_mailed_is_not_tried(make_workshop: MakeWorkshop) -> None:
    mailing = SEARCH.replace("    - {id: see", "    - {id: mail, await_mail: code}\n    - {id: see")
    codes = "codes: {senders: [acme.example], expects: code, code: '([0-9]{6})'}\n"
    text = definition().replace(SEARCH, mailing) + codes
    workshop = make_workshop({"acme": text})
    _site(workshop)
    workshop.worker.run_due()
    workshop.reach.attempts.clear()
    for canary in (None, PERSON):
        health = _checkups(workshop).check("acme", canary)
        for probe in (Probe.UNLISTED, Probe.LISTED):
            assert _of(health, probe).verdict == Verdict.NOT_CHECKED
            assert "has a mail sent" in _of(health, probe).reason
    assert [one.action for one in workshop.reach.attempts] == [Action.SUBMIT] * 2


def test_found_for_everything_pauses_the_provider(listed: Workshop) -> None:
    _site(listed, unlisted=sees(STRANGER))
    health = _checkups(listed).check("acme")
    assert health.state == HealthState.UNHEALTHY
    assert "found to everything" in _of(health, Probe.UNLISTED).reason
    assert _pauses(listed) == {"acme": "unhealthy"}


@pytest.mark.parametrize("answer", [ABSENT, sees(NAMESAKE)], ids=["nobody", "only others"])
def test_no_results_for_everything_pauses_the_provider(listed: Workshop, answer: Answering) -> None:
    _site(listed, listed=answer)
    health = _checkups(listed).check("acme")
    assert health.state == HealthState.UNHEALTHY
    assert "no results to everything" in _of(health, Probe.LISTED).reason
    assert _pauses(listed) == {"acme": "unhealthy"}
    assert listed.row.state == "needs you"  # nothing was concluded about the person


def test_whoever_asked_to_be_removed_may_be_gone(workshop: Workshop) -> None:
    _site(workshop, submit=sends)
    workshop.worker.run_due()
    assert workshop.row.state == "submitted"
    _site(workshop, listed=ABSENT)
    health = _checkups(workshop).check("acme")
    assert _of(health, Probe.LISTED).verdict == Verdict.NOT_CHECKED
    assert health.state == HealthState.PARTIAL


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
    _site(listed, form=says(Outcome(Answer.UNRECOGNISED, failure, step="press")))
    health = _checkups(listed).check("acme")
    assert _of(health, Probe.FORM).verdict == verdict
    assert (health.state == HealthState.UNHEALTHY) == (verdict == Verdict.BAD)
    assert bool(_pauses(listed)) == (verdict == Verdict.BAD)


def test_a_fault_of_our_own_is_not_the_providers(listed: Workshop) -> None:
    def breaks(attempt: Attempt, capture: Capture) -> Outcome:
        raise RuntimeError("something with a name in it")

    _site(listed, unlisted=breaks)
    result = _of(_checkups(listed).check("acme"), Probe.UNLISTED)
    assert result.verdict == Verdict.NOT_CHECKED
    assert "name in it" not in result.reason


def test_the_requests_of_a_paused_provider_wait_and_go_on_when_it_is_well(
    workshop: Workshop,
) -> None:
    _site(workshop, unlisted=sees(STRANGER))
    _checkups(workshop).check("acme")
    assert workshop.worker.run_due() == 0
    assert workshop.row.state == "planned"

    _site(workshop, submit=sends)
    workshop.clock.move_to(START + timedelta(days=7))
    _checkups(workshop).check("acme")
    assert _pauses(workshop) == {}
    assert workshop.worker.run_due() == 2
    assert workshop.row.state == "submitted"


def test_a_check_that_could_not_look_ends_no_pause(workshop: Workshop) -> None:
    _site(workshop, unlisted=sees(STRANGER))
    _checkups(workshop).check("acme")
    _site(workshop, unlisted=says(Outcome(Answer.BLOCKED, Failure.FORBIDDEN)))
    _checkups(workshop).check("acme")
    assert _pauses(workshop) == {"acme": "unhealthy"}


def test_a_healthy_check_ends_a_pause_for_a_changed_page(listed: Workshop) -> None:
    broken = says(Outcome(Answer.UNRECOGNISED, Failure.LAYOUT_UNKNOWN))
    _site(listed, listed=broken)
    listed.worker.look_again(listed.request)
    assert (listed.row.state, _pauses(listed)) == ("paused", {"acme": "layout-unknown"})

    _site(listed)
    assert _checkups(listed).check("acme").state == HealthState.HEALTHY
    assert _pauses(listed) == {}
    assert isinstance(listed.events[-1], Resumed)
    assert listed.row.state != "paused"


@pytest.mark.parametrize("because", ["mail-refused", "the person wants it so"])
def test_a_pause_for_another_reason_stays_as_it_is(listed: Workshop, because: str) -> None:
    until = START + timedelta(days=400)
    with listed.database.transaction() as tx:
        providers.pause(tx, "acme", until, because)
    _checkups(listed).check("acme")
    assert _pauses(listed) == {"acme": because}
    _site(listed, unlisted=sees(STRANGER))
    _checkups(listed).check("acme")
    with listed.database.transaction(write=False) as tx:
        assert [(one.because, one.until) for one in providers.pauses(tx)] == [(because, until)]


def test_what_the_canary_of_the_installation_tells_is_in_the_ledger(listed: Workshop) -> None:
    before = _told(listed)
    _checkups(listed).check("acme")
    after = _told(listed)
    assert len(after) == len(before) + 1
    assert verify_installation(listed.installation).ok


def test_somebody_who_consents_is_looked_up_and_nothing_is_kept(workshop: Workshop) -> None:
    _site(workshop)
    before = _told(workshop)
    health = _checkups(workshop).check("acme", PERSON)
    assert health.state == HealthState.HEALTHY
    assert _told(workshop) == before


def test_who_cannot_be_listed_is_never_submitted(listed: Workshop) -> None:
    _checkups(listed).check("acme")
    made_up = set(UNLISTED.values())
    for attempt in listed.reach.attempts:
        told = {value for one in attempt.facts for value in attempt.facts.every(one)}
        assert attempt.action == Action.SEARCH or not told & made_up


def test_each_provider_is_checked_once_in_its_interval(make_workshop: MakeWorkshop) -> None:
    workshop = make_workshop({slug: definition(slug) for slug in ("acme", "bolt", "clue")})
    _site(workshop)
    checkups = _checkups(workshop)
    days = [_after_a_day(workshop, checkups) for _ in range(16)]
    assert 2 * 3 <= sum(days) <= 3 * 3
    assert sum(days[:8]) == 3


def _after_a_day(workshop: Workshop, checkups: Checkups) -> int:
    workshop.clock.move_to(workshop.clock.now() + timedelta(days=1))
    return checkups.run_due()


def test_which_checks_are_due_is_not_asked_at_every_tick(workshop: Workshop) -> None:
    _site(workshop)
    checkups = _checkups(workshop)
    assert checkups.run_due() == 0
    workshop.clock.move_to(START + LOOK_EVERY / 2)
    with workshop.database.transaction() as tx:
        begin_check(tx, "acme", START, START + LOOK_EVERY / 2)
    assert checkups.run_due() == 0
    workshop.clock.move_to(START + LOOK_EVERY)
    assert checkups.run_due() == 1


def test_a_shift_checks_before_it_asks(workshop: Workshop) -> None:
    _site(workshop, unlisted=sees(STRANGER))
    workshop.clock.move_to(START + timedelta(days=8))
    reach = Reach.__new__(Reach)
    shift = Shift(workshop.installation, workshop.worker, None, reach, _checkups(workshop))
    assert shift.once() == 0
    with workshop.database.transaction(write=False) as tx:
        assert healths(tx)["acme"].state == HealthState.UNHEALTHY
    assert workshop.row.state == "planned"


def test_nobody_is_checked_while_stopping(workshop: Workshop) -> None:
    _site(workshop)
    workshop.clock.move_to(START + timedelta(days=8))
    workshop.worker.stop()
    _checkups(workshop).run_due()
    assert workshop.reach.attempts == []


def test_nobody_is_checked_in_the_quiet_hours(make_workshop: MakeWorkshop) -> None:
    quiet = {"start": "08:00", "end": "10:00"}
    workshop = make_workshop(cadence=cadence(quiet_hours=quiet))
    _site(workshop)
    workshop.clock.move_to(START + timedelta(days=8))
    assert _checkups(workshop).run_due() == 0
    workshop.clock.move_to(START + timedelta(days=8, hours=2))
    assert _checkups(workshop).run_due() == 1


def test_what_a_check_opens_counts_against_the_providers_rate(workshop: Workshop) -> None:
    _site(workshop)
    _checkups(workshop).check("acme")
    _checkups(workshop).check("acme")
    assert workshop.worker.run_due() == 0
    workshop.clock.move_to(START + timedelta(minutes=1))
    assert workshop.worker.run_due() == 2


def _told(workshop: Workshop) -> list[object]:
    with workshop.database.transaction(write=False) as tx:
        return list(disclosures_of(tx))
