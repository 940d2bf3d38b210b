import logging
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from optout.channels.attempt import Attempt, Capture
from optout.channels.mail.reference import mail_reference
from optout.errors import WrongInput
from optout.people.mandate import Mandate
from optout.requests.actions import Action
from optout.requests.events import (
    Concluded,
    DeadlinePassed,
    Intended,
    Interrupted,
    Planned,
)
from optout.requests.failures import Failure
from optout.requests.outcome import Answer, Decision, Outcome, Sent
from optout.running.attempting import step_for
from optout.running.keeping import open_record
from optout.running.planning import open_requests
from optout.running.proving import open_evidence, verify_installation
from optout.storage import providers, traces
from optout.storage.claim import LEASE, Limits, claim
from optout.storage.requests import Overtaken
from optout.storage.traces import DisclosureRow
from tests.running.conftest import MakeWorkshop
from tests.running.workshop import (
    ABSENT,
    LAST_DAY,
    LISTING,
    NAMESAKE,
    PERHAPS,
    PERSON,
    SOMEBODY_ELSE,
    START,
    ScriptedReach,
    Workshop,
    definition,
    says,
    sees,
)


def test_a_search_that_finds_the_person_makes_the_request_found(workshop: Workshop) -> None:
    row = workshop.attempt()

    assert (row.state, row.due_action) == ("found", Action.SUBMIT)
    planned, intended, concluded = workshop.events
    assert isinstance(planned, Planned)
    assert isinstance(intended, Intended)
    assert isinstance(concluded, Concluded)
    [sighting] = concluded.outcome.sightings
    assert sighting.decision == Decision.SAME


def test_the_listing_that_was_found_is_kept_sealed_and_opens_again(workshop: Workshop) -> None:
    workshop.attempt()
    listing = workshop.journal.read(workshop.request).standing.listings[0]
    with workshop.database.transaction(write=False) as tx:
        sealed = traces.sealed_listing(tx, listing)

    assert sealed is not None
    assert b"Quandolin" not in sealed
    assert open_record(workshop.person, listing, sealed) == LISTING


def test_other_peoples_records_are_not_kept(workshop: Workshop) -> None:
    workshop.reach.will(search=sees(NAMESAKE))

    row = workshop.attempt()

    assert row.state == "clear"
    with workshop.database.transaction(write=False) as tx:
        assert tx.value("SELECT COUNT(*) FROM listing") == 0


def test_a_record_that_may_be_the_person_is_asked_about(workshop: Workshop) -> None:
    workshop.reach.will(search=sees(PERHAPS))

    row = workshop.attempt()

    assert (row.state, row.task) == ("needs you", "possible-match")


@pytest.mark.parametrize(
    ("outcome", "state", "trouble"),
    [
        (Outcome(Answer.ABSENT), "clear", None),
        (Outcome(Answer.PERSON, Failure.CHALLENGE), "needs you", "challenge"),
        (Outcome(Answer.UNRECOGNISED, Failure.LAYOUT_UNKNOWN), "paused", "layout-unknown"),
        (Outcome(Answer.UNREACHABLE, Failure.TIMEOUT), "planned", "timeout"),
        (Outcome(Answer.BLOCKED, Failure.FORBIDDEN), "planned", "forbidden"),
        (Outcome(Answer.DONE), "planned", "own-fault"),  # "found", and nothing that was found
    ],
)
def test_each_answer_to_a_search_has_its_state(
    workshop: Workshop, outcome: Outcome, state: str, trouble: str | None
) -> None:
    workshop.reach.will(search=says(outcome))

    row = workshop.attempt()

    assert (row.state, row.trouble) == (state, trouble)


def test_what_a_maintainer_must_mend_pauses_the_provider(workshop: Workshop) -> None:
    workshop.reach.will(search=says(Outcome(Answer.UNRECOGNISED, Failure.FORM_CHANGED)))
    workshop.attempt()

    with workshop.database.transaction(write=False) as tx:
        [pause] = providers.pauses(tx)
    assert pause == providers.Pause("acme", START + timedelta(days=14), "form-changed")


@pytest.mark.parametrize(
    ("outcome", "state"),
    [
        (Outcome(Answer.DONE, sent=Sent.YES), "submitted"),
        (Outcome(Answer.UNREACHABLE, Failure.TIMEOUT, sent=Sent.MAYBE), "unsure"),
        (Outcome(Answer.UNRECOGNISED, Failure.LAYOUT_UNKNOWN, sent=Sent.YES), "unsure"),
        (Outcome(Answer.UNREACHABLE, Failure.TIMEOUT, sent=Sent.NO), "found"),
        (Outcome(Answer.PERSON, Failure.CHALLENGE), "needs you"),
        (Outcome(Answer.ABSENT), "planned"),
    ],
)
def test_each_answer_to_a_submission_has_its_state(
    workshop: Workshop, outcome: Outcome, state: str
) -> None:
    workshop.reach.will(submit=says(outcome))
    workshop.attempt()

    assert workshop.attempt().state == state


def test_a_submission_starts_the_legal_deadline(workshop: Workshop) -> None:
    workshop.attempt()
    workshop.attempt()

    last = workshop.events[-1]
    assert isinstance(last, Concluded)
    assert last.answer_by == LAST_DAY


def test_what_was_not_submitted_starts_no_deadline(workshop: Workshop) -> None:
    workshop.reach.will(submit=says(Outcome(Answer.UNREACHABLE, Failure.TIMEOUT)))
    workshop.attempt()
    workshop.attempt()

    last = workshop.events[-1]
    assert isinstance(last, Concluded)
    assert last.answer_by is None


def test_a_submission_gets_the_facts_it_needs_the_listing_and_nothing_else(workshop: Workshop) -> None:
    workshop.attempt()
    workshop.attempt()

    search, submit = workshop.reach.attempts
    assert dict(search.facts.values) == {"name": ("Zephyrine Ottoline Quandolin",)}
    assert search.listing is None
    assert dict(submit.facts.values) == {
        "email": ("zephyrine@quandolin-mail.example",),
        "x-listing-url": (LISTING.key,),
    }
    assert submit.listing == LISTING


def test_an_attempt_says_from_which_addresses_its_person_writes(workshop: Workshop) -> None:
    workshop.attempt()

    assert workshop.reach.attempts[0].own_addresses == frozenset(PERSON.emails)


def test_for_an_agent_any_address_may_write(make_workshop: MakeWorkshop) -> None:
    workshop = make_workshop({"acme": definition()})
    mandate = Mandate(
        kind="agent",
        agent_name="Orsolya Pennwright",
        agent_email="orsolya@agency.example",
        permission_sha256="0" * 64,
        permission_name="permission.pdf",
        signed_on=date(2026, 1, 2),
    )
    person = workshop.installation.roster.enrol(SOMEBODY_ELSE, mandate)
    [opened] = open_requests(workshop.installation, person, workshop.installation.catalog)

    workshop.attempting.attempt(opened.request_id)

    assert workshop.reach.attempts[0].own_addresses is None


def test_an_attempt_carries_the_token_that_answers_are_recognised_by(workshop: Workshop) -> None:
    workshop.attempt()

    assert workshop.reach.attempts[0].reference == mail_reference(workshop.request)


def test_an_attempt_says_whose_rows_may_be_the_persons(workshop: Workshop) -> None:
    workshop.attempt()

    may_be_of = workshop.reach.attempts[0].may_be_of
    assert may_be_of is not None
    assert [may_be_of(one.fields) for one in (LISTING, NAMESAKE)] == [True, True]
    assert may_be_of({"name": "Nobody Else"}) is False


def test_without_a_needed_fact_the_person_is_asked_and_nothing_is_sent(
    make_workshop: MakeWorkshop,
) -> None:
    needs = "{email: required, organization: required}"
    workshop = make_workshop({"acme": definition(needs=needs)})
    workshop.attempt()
    row = workshop.attempt()

    assert (row.state, row.task) == ("needs you", "fact-missing")
    assert workshop.reach.count(Action.SUBMIT) == 0
    last = workshop.events[-1]
    assert isinstance(last, Concluded)
    assert last.outcome.detail == "missing: organization"


def test_the_intent_is_stored_before_anything_leaves(workshop: Workshop) -> None:
    seen: list[tuple[object, str | None]] = []

    def look(attempt: Attempt, capture: Capture) -> Outcome:
        seen.append((workshop.events[-1], attempt.id))
        return Outcome(Answer.DONE, sent=Sent.YES)

    workshop.attempt()
    workshop.reach.will(submit=look)
    workshop.attempt()

    [(last, attempt_id)] = seen
    assert last == Intended(START, attempt_id or "", Action.SUBMIT)


def test_an_attempt_that_begins_holds_its_request_for_as_long_as_it_may_take(workshop: Workshop) -> None:
    long_lease = Limits(5, 10, lease=timedelta(seconds=1))
    with workshop.database.transaction() as tx:
        batch = claim(tx, START, long_lease, "b-1")
    assert batch is not None
    claimed: list[object] = []

    def look(attempt: Attempt, capture: Capture) -> Outcome:
        with workshop.database.transaction() as tx:
            claimed.append(claim(tx, START + LEASE - timedelta(seconds=1), long_lease, "b-2"))
        return Outcome(Answer.ABSENT)

    workshop.reach.will(search=look)
    workshop.attempting.attempt(workshop.request, "b-1")

    assert claimed == [None]


def test_a_request_that_another_batch_has_by_now_is_left_alone(workshop: Workshop) -> None:
    with workshop.database.transaction() as tx:
        assert claim(tx, START, Limits(5, 10), "b-2") is not None

    workshop.attempting.attempt(workshop.request, "b-1")

    assert workshop.reach.attempts == []
    assert len(workshop.events) == 1


def test_an_attempt_without_an_outcome_is_interrupted_and_not_made_again(workshop: Workshop) -> None:
    workshop.attempt()
    known = workshop.journal.read(workshop.request)
    workshop.journal.append(known, [Intended(START, "a-killed", Action.SUBMIT)])

    row = workshop.attempt()

    assert workshop.events[-1] == Interrupted(START, "a-killed")
    assert row.state == "unsure"
    assert workshop.reach.count(Action.SUBMIT) == 0


def test_two_workers_on_one_request_do_not_both_attempt_it(workshop: Workshop) -> None:
    def meanwhile(name: str) -> None:
        if name == "before-intent":
            workshop.attempting._checkpoint = lambda _name: None
            workshop.attempt()

    workshop.attempting._checkpoint = meanwhile
    with pytest.raises(Overtaken):
        workshop.attempt()

    assert workshop.reach.count(Action.SEARCH) == 1


def test_nothing_happens_before_its_time_and_the_lease_is_given_back(workshop: Workshop) -> None:
    workshop.attempt()
    submitted = workshop.attempt()
    with workshop.database.transaction() as tx:
        tx.run("UPDATE request SET lease = 'b-1', lease_until = 5, due_at = 0")

    assert workshop.attempt() == submitted
    assert len(workshop.reach.attempts) == 2


def test_a_deadline_that_passed_is_an_event_and_the_complaint_is_the_persons(
    make_workshop: MakeWorkshop,
) -> None:
    workshop = make_workshop({"acme": definition(searchable=False)})
    assert workshop.attempt().state == "submitted"
    workshop.clock.move_to(LAST_DAY)

    row = workshop.attempt()
    assert workshop.events[-1] == DeadlinePassed(LAST_DAY)
    assert (row.state, row.overdue) == ("overdue", True)

    row = workshop.attempt()
    assert (row.state, row.task) == ("needs you", "complaint")
    assert workshop.reach.count(Action.SUBMIT) == 1


def test_a_confirmation_waits_for_its_mail(make_workshop: MakeWorkshop) -> None:
    workshop = make_workshop({"acme": definition(confirms=True)})
    workshop.reach.will(submit=says(Outcome(Answer.DONE, sent=Sent.YES, awaits="link")))
    workshop.attempt()
    assert workshop.attempt().state == "awaiting confirmation"
    workshop.clock.move_to(START + timedelta(days=3))

    row = workshop.attempt()

    assert (row.state, row.task) == ("needs you", "mail-missing")
    assert workshop.reach.count(Action.CONFIRM) == 0


def test_evidence_and_disclosures_are_kept_and_verify(workshop: Workshop) -> None:
    workshop.attempt()
    workshop.attempt()
    attempt = workshop.reach.attempts[1].id
    with workshop.database.transaction(write=False) as tx:
        _, evidence = traces.evidence_of(tx, workshop.request)
        disclosures = traces.disclosures_of(tx, workshop.request)

    assert evidence.attempt == attempt
    parts = open_evidence(workshop.installation, workshop.person, evidence)
    assert sorted(parts) == ["disclosed.json", "traffic.warc.gz"]
    assert PERSON.emails[0].encode() in parts["disclosed.json"]
    assert [replace(one, commitment="") for one in disclosures] == [
        DisclosureRow(attempt, workshop.request, START, "email", "acme.example")
    ]
    verification = verify_installation(workshop.installation)
    assert verification.problems == ()
    assert verification.entries == 5 + 2 + 1  # events, evidence, disclosure


def test_two_attempts_that_saw_the_same_are_two_pieces_of_evidence(workshop: Workshop) -> None:
    workshop.reach.will(search=says(Outcome(Answer.UNREACHABLE, Failure.TIMEOUT)))
    workshop.attempt()
    workshop.clock.move_to(START + timedelta(days=1))
    workshop.attempt()

    assert verify_installation(workshop.installation).problems == ()
    assert workshop.reach.count(Action.SEARCH) == 2


def test_an_attempt_that_saw_nothing_leaves_no_evidence(workshop: Workshop) -> None:
    workshop.reach.will(search=lambda _a, _c: Outcome(Answer.UNREACHABLE, Failure.NO_CONNECTION))
    workshop.attempt()

    with workshop.database.transaction(write=False) as tx:
        assert traces.evidence_of(tx) == []


def test_a_fault_of_our_own_is_an_outcome_and_a_sending_is_then_in_doubt(workshop: Workshop) -> None:
    def breaks(attempt: Attempt, capture: Capture) -> Outcome:
        raise KeyError("Zephyrine")

    workshop.reach.will(search=breaks)
    workshop.attempt()
    assert workshop.row.trouble == "own-fault"
    workshop.reach.will(search=sees(LISTING), submit=breaks)
    workshop.clock.move_to(START + timedelta(days=1))
    workshop.attempt()

    row = workshop.attempt()

    assert (row.state, row.trouble) == ("unsure", "own-fault")
    last = workshop.events[-1]
    assert isinstance(last, Concluded)
    assert (last.outcome.detail, last.outcome.sent) == ("KeyError", Sent.MAYBE)


def test_a_failure_that_has_words_is_an_outcome_too(workshop: Workshop) -> None:
    def breaks(attempt: Attempt, capture: Capture) -> Outcome:
        raise WrongInput("The settings changed.")

    workshop.reach.will(search=breaks)

    assert workshop.attempt().trouble == "own-fault"


def test_a_channel_that_cannot_start_sends_nothing_and_leaves_no_doubt(workshop: Workshop) -> None:
    workshop.attempt()
    workshop.reach.cannot_start = Outcome(Answer.UNREACHABLE, Failure.NO_BROWSER)

    row = workshop.attempt()

    assert (row.state, row.trouble, row.lease) == ("found", "no-browser", None)
    assert workshop.reach.count(Action.SUBMIT) == 0
    last = workshop.events[-1]
    assert isinstance(last, Concluded)
    assert last.outcome.sent == Sent.NO


class _Clock:
    def __init__(self, *moments: datetime) -> None:
        self.moments = list(moments)

    def now(self) -> datetime:
        return self.moments.pop(0) if len(self.moments) > 1 else self.moments[0]


def test_a_clock_that_is_set_back_during_an_attempt_loses_nothing(workshop: Workshop) -> None:
    workshop.installation = replace(
        workshop.installation, clock=_Clock(START + timedelta(seconds=9), START)
    )
    workshop.attempting = type(workshop.attempting)(
        workshop.installation, type(workshop.journal)(workshop.installation), workshop.reach
    )

    assert workshop.attempt().state == "found"
    assert [event.at for event in workshop.events[1:]] == [START + timedelta(seconds=9)] * 2


def test_a_request_whose_provider_is_gone_waits_and_goes_on_when_it_is_back(
    make_workshop: MakeWorkshop,
) -> None:
    workshop = make_workshop()
    folders = workshop.installation.catalog._folders
    folder = folders.pop("acme")
    row = workshop.attempt()

    assert (row.state, row.due_at) == ("planned", START + timedelta(days=1))
    assert workshop.reach.attempts == []

    folders["acme"] = folder
    workshop.clock.move_to(START + timedelta(days=1))
    assert workshop.worker.run_due() >= 1
    assert workshop.reach.count(Action.SEARCH) == 1


def test_a_step_that_the_definition_does_not_have_is_a_fault(workshop: Workshop) -> None:
    provider = workshop.installation.catalog.get("acme")

    assert step_for(provider, Action.RECHECK) is provider.search
    with pytest.raises(ValueError, match="acme has no step for confirm"):
        step_for(provider, Action.CONFIRM)


_FULL_DISK = """
import resource, sys
from pathlib import Path
from optout.errors import StorageFailure
from optout.storage.database import Database
from optout.storage.migrating import migrate
from tests.running.workshop import Workshop, definition

home = Path(sys.argv[1])
database = Database(sys.argv[2])
migrate(database)
workshop = Workshop(database, home, {"acme": definition()})
workshop.attempt()
limit = 600_000

def large(attempt, capture):
    from tests.running.workshop import sends
    capture.screenshots.append(("before", b"x" * limit))
    return sends(attempt, capture)

workshop.reach.will(submit=large)
if database.path:
    with database.transaction(write=False) as tx:
        pass
resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
try:
    workshop.attempt()
except StorageFailure as failure:
    print(failure)
print(workshop.row.state)
print(workshop.events[-1].outcome.detail)
"""


def test_a_full_disk_loses_the_evidence_and_says_so_but_never_the_outcome(
    database_url: str, tmp_path: object
) -> None:
    done = subprocess.run(
        [sys.executable, "-c", _FULL_DISK, str(tmp_path), database_url],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        env={"PYTHONPATH": "."},
    )

    sentence, state, detail = done.stdout.splitlines()
    assert (done.returncode, done.stderr) == (0, "")
    assert sentence.startswith("The disk is full; evidence could not be stored.")
    assert (state, detail) == ("submitted", "the evidence could not be written")


def test_no_personal_data_reaches_the_log_or_an_error(
    workshop: Workshop, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        workshop.go_on_until("submitted")

    assert "Quandolin" not in caplog.text
    assert "quandolin" not in caplog.text


def test_absence_is_proven_on_the_required_number_of_rechecks(workshop: Workshop) -> None:
    workshop.go_on_until("submitted")
    workshop.reach.will(recheck=ABSENT)

    row = workshop.go_on_until("removed")

    assert workshop.reach.count(Action.RECHECK) == 2
    assert workshop.reach.count(Action.SUBMIT) == 1
    assert row.due_action == Action.RECHECK
    assert verify_installation(workshop.installation).ok


def test_what_is_given_to_a_search_is_as_of_that_day(make_workshop: MakeWorkshop) -> None:
    reach = ScriptedReach()
    text = definition().replace("needs: {name: required}", "needs: {x-age: required}")
    workshop = make_workshop({"acme": text}, reach=reach)
    workshop.attempt()

    assert reach.attempts[0].facts.one("x-age") == "45"
    assert date(2026, 3, 2) == START.astimezone(UTC).date()


def test_a_provider_that_answers_with_an_error_is_left_alone_as_long_as_it_needs(
    make_workshop: MakeWorkshop,
) -> None:
    slow = definition().replace("cadence: {", "cadence: {retry_hours: 480, ")
    workshop = make_workshop(definitions={"acme": slow})
    workshop.reach.will(search=says(Outcome(Answer.UNREACHABLE, Failure.TIMEOUT)))

    due = workshop.attempt().due_at

    assert due is not None
    assert due >= START + timedelta(hours=480)


def test_a_provider_is_asked_no_more_often_than_its_definition_allows(
    make_workshop: MakeWorkshop,
) -> None:
    once = definition().replace("cadence: {", "cadence: {max_attempts: 1, ")
    workshop = make_workshop(definitions={"acme": once})
    workshop.go_on_until("submitted")
    workshop.reach.will(recheck=ABSENT)
    workshop.go_on_until("removed")
    workshop.reach.will(recheck=sees(LISTING))

    row = workshop.go_on_until("needs you")

    assert row.task == "asked-often"
    assert workshop.reach.count(Action.SUBMIT) == 1
