"""At night nobody is contacted, and that is said; what the person does contacts nobody."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from optout.catalog.catalog import load_catalog
from optout.clock import VirtualClock
from optout.network import Network
from optout.people.mandate import Mandate
from optout.requests.actions import Action
from optout.running.attempting import Attempting
from optout.running.installation import Installation
from optout.running.journal import Journal
from optout.running.planning import open_requests
from optout.running.quiet_hours import Quiet, waiting_in_quiet
from optout.running.reach import Reach
from optout.running.schedules import load_schedule
from optout.running.worker import Worker
from optout.storage.database import Database
from optout.storage.migrating import migrate
from optout.storage.requests import RequestRow, find_requests
from tests.running.workshop import PERSON, START, AtOnce, install

CATALOG = load_catalog()
NIGHT = START.replace(hour=0, minute=5)
MORNING = START.replace(hour=6)


@pytest.fixture
def by_night(tmp_path: Path) -> Iterator[Installation]:
    """Two requests that were opened at night: one asks a provider, one is a switch of the person's."""
    database = Database(f"sqlite:///{tmp_path / 'optout.sqlite3'}")
    migrate(database)
    schedule = load_schedule("everyday")
    made = install(database, tmp_path, CATALOG, VirtualClock(NIGHT), cadence=schedule)
    person = made.roster.enrol(PERSON, Mandate(kind="self"))
    open_requests(made, person, [CATALOG.get(slug) for slug in ("common_crawl", "dropbox")])
    yield made
    database.close()


def rows(of: Installation) -> dict[str, RequestRow]:
    with of.database.transaction(write=False) as tx:
        return {row.provider: row for row in find_requests(tx)}


def test_by_night_only_the_persons_own_steps_are_looked_after(by_night: Installation) -> None:
    reach = Reach(Network(), CATALOG, lambda: None)
    journal = Journal(by_night)
    worker = Worker(by_night, journal, Attempting(by_night, journal, reach), AtOnce())
    worker.start()
    try:
        assert worker.run_due() == 1
        after = rows(by_night)
        assert after["dropbox"].task == "by-hand"
        waits = after["common_crawl"]
        assert (waits.task, waits.due_action, waits.due_at) == (None, Action.SEARCH, MORNING)
        assert waiting_in_quiet(by_night) == Quiet(1, MORNING)
        assert worker.run_due() == 0
    finally:
        reach.close()


def test_outside_of_the_quiet_hours_nothing_waits_for_their_end(by_night: Installation) -> None:
    assert isinstance(by_night.clock, VirtualClock)
    by_night.clock.move_to(MORNING + timedelta(hours=1))
    assert waiting_in_quiet(by_night) is None
