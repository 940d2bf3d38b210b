from dataclasses import replace
from datetime import timedelta

import pytest

from optout.channels.attempt import Attempt, Capture
from optout.requests.actions import Action
from optout.requests.events import Resumed
from optout.requests.failures import Failure
from optout.requests.outcome import Answer, Outcome
from optout.running.engine import RunBatch
from optout.running.journal import Journal, Known
from optout.running.planning import open_requests
from optout.running.worker import BATCH, Worker
from optout.storage import providers
from optout.storage.claim import Batch
from optout.storage.requests import Overtaken, find_requests
from tests.running.conftest import MakeWorkshop
from tests.running.workshop import ABSENT, PERSON, SOMEBODY_ELSE, START, Workshop, definition, says, sees

BROKEN = says(Outcome(Answer.UNRECOGNISED, Failure.LAYOUT_UNKNOWN))


def _another_person(workshop: Workshop) -> str:
    person = workshop.enrol(SOMEBODY_ELSE)
    return open_requests(workshop.installation, person, workshop.installation.catalog)[0].request_id


def test_everything_that_is_due_is_done_and_then_nothing_is(workshop: Workshop) -> None:
    assert workshop.worker.run_due() == 2  # a search, and the submission that it makes due
    assert workshop.row.state == "submitted"
    assert workshop.worker.run_due() == 0


def test_a_batch_is_no_larger_than_the_providers_rate(make_workshop: MakeWorkshop) -> None:
    workshop = make_workshop({"acme": definition(per_minute=1)})
    workshop.reach.will(search=ABSENT)
    for number in range(8):
        email = f"p{number}@mail.example"
        person = workshop.enrol(PERSON.model_copy(update={"emails": (email,)}))
        open_requests(workshop.installation, person, workshop.installation.catalog)

    assert workshop.worker.run_due() == providers.BURST
    assert workshop.worker.next_moment() == START + timedelta(minutes=1)
    workshop.clock.move_to(START + timedelta(minutes=2))
    assert workshop.worker.run_due() == 2


class _Later:
    """An engine with room for many batches, which it runs one by one when waited for."""

    at_once = 10

    def __init__(self) -> None:
        self.waiting: list[Batch] = []
        self.together: list[list[str]] = []

    @property
    def in_flight(self) -> int:
        return len(self.waiting)

    def start(self, run: RunBatch) -> None:
        self._run = run

    def dispatch(self, batch: Batch) -> None:
        self.waiting.append(batch)
        self.together.append([each.provider for each in self.waiting])

    def wait_for_one(self) -> None:
        self._run(self.waiting.pop(0))

    def close(self) -> None:
        pass


def test_a_provider_has_one_visitor_at_a_time(make_workshop: MakeWorkshop) -> None:
    workshop = make_workshop({"acme": definition(), "zenith": definition("zenith")})
    for number in range(BATCH + 5):
        email = f"p{number}@mail.example"
        person = workshop.enrol(PERSON.model_copy(update={"emails": (email,)}))
        open_requests(workshop.installation, person, workshop.installation.catalog)
    with workshop.database.transaction() as tx:
        tx.run("UPDATE provider SET burst = 1000")  # room for more than one batch
    engine = _Later()
    worker = Worker(workshop.installation, workshop.journal, workshop.attempting, engine)
    worker.start()

    worker.run_due()

    assert max(map(len, engine.together)) == 2
    assert all(len(set(providers)) == len(providers) for providers in engine.together)
    assert workshop.reach.count(Action.SUBMIT) == 2 * (BATCH + 6)


def test_a_days_submissions_are_limited(make_workshop: MakeWorkshop) -> None:
    workshop = make_workshop({"acme": definition()}, cadence=_cadence_of(submissions_per_day=1))
    other = _another_person(workshop)

    workshop.worker.run_due()
    with workshop.database.transaction(write=False) as tx:
        states = sorted(row.state for row in find_requests(tx))
    assert workshop.reach.count(Action.SUBMIT) == 1
    assert "submitted" in states
    assert other != workshop.request


def _cadence_of(**changes: object) -> object:
    from tests.requests.world import cadence

    return cadence(**changes)


def test_what_is_told_counts_every_request(workshop: Workshop) -> None:
    told: list[int] = []
    workshop.worker._tell = told.append

    workshop.worker.run_due()

    assert told == [1, 2]


def test_after_stop_nothing_new_is_taken(workshop: Workshop) -> None:
    workshop.worker.stop()

    assert workshop.worker.run_due() == 0
    assert workshop.reach.attempts == []


def test_a_batch_that_is_stopped_gives_its_leases_back(workshop: Workshop) -> None:
    _another_person(workshop)

    def stopping(attempt: Attempt, capture: Capture) -> Outcome:
        workshop.worker.stop()
        return Outcome(Answer.ABSENT)

    workshop.reach.will(search=stopping)
    assert workshop.worker.run_due() == 1

    with workshop.database.transaction(write=False) as tx:
        assert [row.lease for row in find_requests(tx)] == [None, None]


def test_the_ledger_is_sealed_after_every_batch(workshop: Workshop) -> None:
    workshop.worker.run_due()

    with workshop.database.transaction(write=False) as tx:
        assert tx.value("SELECT COUNT(*) FROM ledger_inbox") == 0
        assert tx.value("SELECT COUNT(*) FROM ledger") == 8


def test_one_request_that_was_overtaken_does_not_keep_the_others_waiting(workshop: Workshop) -> None:
    other = _another_person(workshop)
    made: list[str] = []

    class Overtaking:
        def attempt(self, request_id: str, lease: str | None = None) -> None:
            made.append(request_id)
            if len(made) == 1:
                raise Overtaken("somebody was quicker")

    workshop.worker._attempting = Overtaking()  # type: ignore[assignment]
    workshop.worker.run_batch(Batch("acme", "b-1", (workshop.request, other)))

    assert made == [workshop.request, other]


def test_a_paused_provider_is_resumed_when_its_time_is_over(workshop: Workshop) -> None:
    workshop.reach.will(search=BROKEN)
    workshop.worker.run_due()
    assert workshop.row.state == "paused"
    assert workshop.worker.next_moment() == START + timedelta(days=14)

    workshop.clock.move_to(START + timedelta(days=14) - timedelta(seconds=1))
    assert workshop.worker.run_due() == 0
    workshop.clock.move_to(START + timedelta(days=14))
    workshop.reach.will(search=ABSENT)
    assert workshop.worker.run_due() == 1

    assert workshop.row.state == "clear"
    assert Resumed(START + timedelta(days=14)) in workshop.events
    with workshop.database.transaction(write=False) as tx:
        assert providers.pauses(tx) == []


def test_what_a_crash_left_paused_is_resumed_the_next_time(
    workshop: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    workshop.reach.will(search=BROKEN)
    workshop.worker.run_due()
    workshop.clock.move_to(START + timedelta(days=14))

    def crash(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(Journal, "append", crash)
        with pytest.raises(KeyboardInterrupt):
            workshop.worker.resume_providers()

    workshop.reach.will(search=ABSENT)
    workshop.worker.run_due()
    assert workshop.row.state == "clear"


def test_what_another_worker_resumed_meanwhile_is_not_resumed_again(
    workshop: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    workshop.reach.will(search=BROKEN)
    workshop.worker.run_due()
    read = workshop.journal.read

    def late(request_id: str) -> Known:
        if read(request_id).standing.state == "paused":
            Journal(workshop.installation).append(read(request_id), [Resumed(START)])
        return read(request_id)

    monkeypatch.setattr(workshop.journal, "read", late)
    workshop.worker.resume("acme")

    assert workshop.events.count(Resumed(START)) == 1


def test_only_the_paused_requests_are_resumed(workshop: Workshop) -> None:
    workshop.worker.run_due()
    before = workshop.events
    with workshop.database.transaction() as tx:
        providers.pause(tx, "acme", START, "form-changed")

    workshop.worker.resume("acme")

    assert workshop.events == before


def test_one_look_reads_now_and_gives_the_request_back(workshop: Workshop) -> None:
    workshop.worker.run_due()

    assert workshop.worker.look_again(workshop.request)
    assert workshop.reach.attempts[-1].action == Action.RECHECK
    assert workshop.row.lease is None


def test_nobody_looks_at_what_another_worker_has(workshop: Workshop) -> None:
    with workshop.database.transaction() as tx:
        tx.run("UPDATE request SET lease = 'b-9', lease_until = 9000000000000000")

    assert not workshop.worker.look_again(workshop.request)
    assert workshop.reach.attempts == []


def test_what_is_sealed_between_people_stays_between_them(workshop: Workshop) -> None:
    other = _another_person(workshop)
    workshop.reach.will(search=sees())
    workshop.worker.run_due()

    known = workshop.journal.read(other)
    assert known.row.subject_id != workshop.person.id
    assert replace(known.row, id="") != replace(workshop.row, id="")
