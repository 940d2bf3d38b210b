"""Forgetting: what is gone is gone from the files too, and what remains is said."""

from pathlib import Path

import pytest

from optout.channels.attempt import Attempt, Capture
from optout.requests.actions import Action
from optout.requests.events import Intended, Interrupted, Planned, Withdrawn
from optout.requests.outcome import Outcome
from optout.running.attempting import Attempting
from optout.running.forgetting import forget_subject
from optout.running.planning import open_requests
from optout.storage.subjects import Forgotten
from tests.running.conftest import MakeWorkshop
from tests.running.workshop import LISTING, START, Workshop, install, sees


def test_nothing_sealed_or_wrapped_stays_in_the_files_of_a_laptop(make_workshop: MakeWorkshop) -> None:
    workshop = make_workshop()
    path = workshop.database.path
    if path is None:
        pytest.skip("a database server's files are its own; that they remain is said, see below")
    with workshop.database.transaction(write=False) as tx:
        row = tx.row("SELECT wrapped_key, sealed_profile FROM subject")
    assert row is not None
    secrets = [bytes(row["wrapped_key"])[-32:], bytes(row["sealed_profile"])[-32:]]
    assert all(_lies_in_files(secret, path.parent) for secret in secrets)

    forget_subject(workshop.installation, workshop.person.id)

    assert not any(_lies_in_files(secret, path.parent) for secret in secrets)


def test_it_says_what_remains_and_more_on_a_server(make_workshop: MakeWorkshop) -> None:
    workshop = make_workshop()
    remains = forget_subject(workshop.installation, workshop.person.id)
    assert remains.requests == 1
    assert any("ledger" in line for line in remains.remains)
    assert any("server" in line for line in remains.remains) == workshop.database.postgres


def _lies_in_files(secret: bytes, folder: Path) -> bool:
    return any(secret in file.read_bytes() for file in folder.glob("*.sqlite3*"))


def _forget_elsewhere(workshop: Workshop) -> None:
    """As another process does it, which shares nothing with the workshop but the database."""
    catalog = workshop.installation.catalog
    forget_subject(
        install(workshop.database, workshop.home, catalog, workshop.clock), workshop.person.id
    )


def test_a_worker_that_knew_the_person_sends_nothing_any_more(workshop: Workshop) -> None:
    workshop.attempt()
    _forget_elsewhere(workshop)

    with pytest.raises(Forgotten):
        workshop.attempting.attempt(workshop.request)

    assert workshop.worker.run_due() == 0
    assert [attempt.action for attempt in workshop.reach.attempts] == [Action.SEARCH]
    assert workshop.events[-1] == Withdrawn(START)


def test_who_is_forgotten_just_before_the_send_is_told_to_nobody(make_workshop: MakeWorkshop) -> None:
    workshop = make_workshop()

    def forget(name: str) -> None:
        if name == "before-intent":
            _forget_elsewhere(workshop)

    attempting = Attempting(workshop.installation, workshop.journal, workshop.reach, forget)
    with pytest.raises(Forgotten):
        attempting.attempt(workshop.request)

    assert workshop.reach.attempts == []


def test_an_attempt_that_was_running_leaves_nothing_behind_and_stops_no_other(
    workshop: Workshop,
) -> None:
    def forgotten_meanwhile(attempt: Attempt, capture: Capture) -> Outcome:
        _forget_elsewhere(workshop)
        return sees(LISTING)(attempt, capture)

    workshop.reach.will(search=forgotten_meanwhile)
    assert workshop.worker.run_due() == 1

    assert [type(event) for event in workshop.events] == [Planned, Intended, Interrupted, Withdrawn]
    assert (workshop.row.state, workshop.row.lease, workshop.row.due_at) == ("withdrawn", None, None)
    assert [path for path in (workshop.home / "evidence").rglob("*") if path.is_file()] == []


def test_nothing_is_opened_or_postponed_for_somebody_who_is_gone(workshop: Workshop) -> None:
    known = workshop.journal.read(workshop.request)
    _forget_elsewhere(workshop)

    with pytest.raises(Forgotten):
        open_requests(workshop.installation, workshop.person, workshop.installation.catalog)
    with pytest.raises(Forgotten):
        workshop.journal.postpone(known)
    assert workshop.row.due_at is None


def test_the_farewell_stands_in_the_ledger(workshop: Workshop) -> None:
    before = _ledger(workshop)
    forget_subject(workshop.installation, workshop.person.id)

    assert _ledger(workshop)[len(before) :] == ["event", "event", "subject-forgotten"]


def test_a_damaged_history_keeps_nobody_from_being_forgotten(workshop: Workshop) -> None:
    with workshop.database.transaction() as tx:
        tx.run("UPDATE event SET kind = 'Nonsense'")

    forget_subject(workshop.installation, workshop.person.id)

    assert workshop.row.state == "withdrawn"


def _ledger(workshop: Workshop) -> list[str]:
    with workshop.database.transaction(write=False) as tx:
        return [row["what"] for row in tx.rows("SELECT what FROM ledger ORDER BY idx")]
