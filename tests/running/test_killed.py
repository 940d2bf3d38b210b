"""``kill -9`` at each point of a submission: nothing is lost and nothing is sent twice."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from optout.clock import VirtualClock
from optout.people.mandate import Mandate
from optout.requests.events import Event, Intended, Interrupted
from optout.requests.lifecycle import standing_after
from optout.requests.state import State
from optout.running.ids import RandomIds
from optout.running.planning import open_requests
from optout.running.proving import verify_installation
from optout.storage.database import Database
from optout.storage.migrating import migrate
from optout.storage.requests import events_of, find_requests
from tests.running.receiver import Receiver
from tests.running.workshop import PERSON, START, catalog_of, definition, install

WITHIN_S = 90


@pytest.fixture
def home(database_url: str, tmp_path: Path) -> Path:
    """A home with one person and one open request, as a command would have left it."""
    database = Database(database_url)
    migrate(database)
    catalog = catalog_of(tmp_path / "data_brokers", acme=definition())
    installation = install(database, tmp_path, catalog, VirtualClock(START), ids=RandomIds())
    person = installation.roster.enrol(PERSON, Mandate(kind="self"))
    open_requests(installation, person, catalog)
    database.close()
    return tmp_path


def _start(home: Path, url: str, receiver: Receiver, point: str) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-m", "tests.running.mortal", str(home), url, str(receiver.port), point],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def _killed_at(home: Path, url: str, receiver: Receiver, point: str) -> None:
    first = _start(home, url, receiver, point)
    if point == "mid-send":
        assert receiver.arrived.wait(timeout=WITHIN_S)
        first.kill()
    first.communicate(timeout=WITHIN_S)
    assert first.returncode == -signal.SIGKILL


def _lived_on(home: Path, url: str, receiver: Receiver, end: str) -> None:
    second = _start(home, url, receiver, "never")
    said, complaints = second.communicate(timeout=WITHIN_S)
    assert (second.returncode, said) == (0, f"{end}\n"), complaints


def _history(url: str) -> list[Event]:
    database = Database(url)
    with database.transaction(write=False) as tx:
        [row] = find_requests(tx)
        events = events_of(tx, row.id)
    database.close()
    return events


def _states(events: list[Event]) -> list[State]:
    return [standing_after(events[:many]).state for many in range(1, len(events) + 1)]


def _refuse_what_does_not_verify(home: Path, url: str) -> None:
    database = Database(url)
    catalog = catalog_of(home / "data_brokers", acme=definition())
    installation = install(database, home, catalog, VirtualClock(START), ids=RandomIds())
    verification = verify_installation(installation)
    database.close()
    assert verification.problems == ()
    assert verification.entries > 10


@pytest.mark.parametrize("point", ["mid-send", "after-send", "before-evidence"])
def test_what_had_arrived_is_looked_for_and_never_sent_again(
    home: Path, database_url: str, point: str
) -> None:
    with Receiver(answers_submissions=point != "mid-send") as receiver:
        _killed_at(home, database_url, receiver, point)
        assert receiver.calls == ["search", "submit"]
        # absent, but nobody knows whether because of us: *removed* would be a claim without proof
        _lived_on(home, database_url, receiver, "clear")

    assert receiver.submissions == 1
    assert receiver.calls[2:] == ["search"] * (len(receiver.calls) - 2)
    events = _history(database_url)
    assert sum(isinstance(event, Interrupted) for event in events) == 1
    assert State.UNSURE in _states(events)
    _refuse_what_does_not_verify(home, database_url)


def test_what_was_only_intended_is_looked_at_again_before_it_is_sent(
    home: Path, database_url: str
) -> None:
    with Receiver() as receiver:
        _killed_at(home, database_url, receiver, "after-intent")
        assert receiver.calls == ["search"]
        assert isinstance(_history(database_url)[-1], Intended)
        _lived_on(home, database_url, receiver, "removed")

    assert receiver.calls[:3] == ["search", "search", "submit"]
    assert receiver.submissions == 1
    assert State.UNSURE in _states(_history(database_url))
    _refuse_what_does_not_verify(home, database_url)


def test_what_was_not_even_intended_is_simply_done(home: Path, database_url: str) -> None:
    with Receiver() as receiver:
        _killed_at(home, database_url, receiver, "before-intent")
        assert receiver.calls == ["search"]
        _lived_on(home, database_url, receiver, "removed")

    assert receiver.calls[:2] == ["search", "submit"]
    assert receiver.submissions == 1
    assert State.UNSURE not in _states(_history(database_url))
    _refuse_what_does_not_verify(home, database_url)
