"""The first wave of one person over 100 brokers: search everywhere, submit where listed, confirm.

Run with ``python -m tests.bench.wave``. The brokers are twins on this machine, so the network takes
no time; worker, engine, channels, evidence and rate limits are those of production. What was sent
is read from the twins' books.
"""

import json
import os
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from time import perf_counter

from optout.catalog.catalog import Catalog
from optout.channels.mail.inbox import Inbox
from optout.channels.web.browser_path import require_browser
from optout.evidence.files import EvidenceFiles
from optout.evidence.ledger import SigningKey
from optout.people.mandate import Mandate
from optout.people.vault import new_key
from optout.rehearsal.books import Books
from optout.rehearsal.stage import START, Scene, Stage
from optout.running.attempting import Attempting
from optout.running.dbos_engine import DbosEngine
from optout.running.ids import SeededIds
from optout.running.installation import Installation
from optout.running.journal import Journal
from optout.running.letterbox import Letterbox
from optout.running.planning import open_requests
from optout.running.reach import Reach
from optout.running.roster import Roster
from optout.running.schedules import load_schedule
from optout.running.worker import Worker
from optout.storage.database import Database
from optout.storage.migrating import migrate
from optout.storage.requests import find_requests
from tests.bench.processes import cpu_seconds
from tests.bench.wave_brokers import write_brokers

BROKERS = 100
SEED = 11
LIMIT_S = 180.0
ENDS = START + timedelta(days=3)
"""Before the first re-check; the day's limit on submissions spreads a wave over two days."""


@dataclass(slots=True)
class Ground:
    """A stage with a production worker on it."""

    stage: Stage
    installation: Installation
    journal: Journal
    worker: Worker
    letterbox: Letterbox

    def play(self) -> None:
        """Enrol the person, plan, and do what is due until the wave is over."""
        for subject in self.stage.people:
            person = self.installation.roster.enrol(subject, Mandate(kind="self"))
            open_requests(self.installation, person, self.stage.providers)
        while self.stage.clock.now() < ENDS:
            if self.stage.mail.deliver_due(self.stage.clock.now()):
                self.letterbox.read_new()
            self.worker.run_due()
            moments = (self.worker.next_moment(), self.stage.mail.next_due())
            self.stage.clock.move_to(min(moment for moment in (*moments, ENDS) if moment))


@contextmanager
def ground(catalog: Catalog, home: Path) -> Iterator[Ground]:
    """Everything started; stopped at the end."""
    with ExitStack() as closing:
        stage = Stage(catalog, Scene(seed=SEED))
        closing.callback(stage.stop)
        network = stage.start()
        installation = _installation(catalog, stage, home)
        closing.callback(installation.database.close)
        journal = Journal(installation)
        reach = Reach(network, catalog, lambda: require_browser(None).path)
        closing.callback(reach.close)
        engine = DbosEngine(f"sqlite:///{home / 'engine.sqlite3'}", "bench")
        closing.callback(engine.close)
        worker = Worker(installation, journal, Attempting(installation, journal, reach), engine)
        worker.start()
        inbox = closing.enter_context(Inbox(stage.mail.mailbox))
        letterbox = Letterbox(installation, journal, inbox)
        letterbox.begin()
        yield Ground(stage, installation, journal, worker, letterbox)


def _installation(catalog: Catalog, stage: Stage, home: Path) -> Installation:
    database = Database(f"sqlite:///{home / 'optout.sqlite3'}")
    migrate(database)
    ids = SeededIds(SEED)
    return Installation(
        database=database,
        catalog=catalog,
        cadence=load_schedule("everyday"),
        clock=stage.clock,
        ids=ids,
        roster=Roster(database, new_key(), stage.clock, ids),
        files=EvidenceFiles(home / "evidence"),
        signing_key=SigningKey.generate(),
    )


def measure(brokers: int) -> dict[str, object]:
    """Wall and CPU seconds of the wave, from enrolling to the last confirmation, and the books."""
    with tempfile.TemporaryDirectory(prefix="optout-wave-") as folder:
        catalog = write_brokers(Path(folder, "providers"), brokers, SEED)
        with ground(catalog, Path(folder)) as played:
            began, cpu = perf_counter(), cpu_seconds(os.getpid())
            played.play()
            wall, cpu = perf_counter() - began, cpu_seconds(os.getpid()) - cpu
            return {
                "brokers": brokers,
                "wall_s": round(wall, 1),
                "cpu_s": round(cpu, 1),
                **_told(played),
            }


def _told(played: Ground) -> dict[str, object]:
    """What the books hold, and at which brokers it is not what should have come."""
    twins = played.stage.twins
    wrong = sorted(slug for slug in twins if not _as_it_should_be(slug, twins[slug].books, played))
    received = [one for twin in twins.values() for one in twin.books.received]
    with played.installation.database.transaction(write=False) as tx:
        states = Counter(row.state for row in find_requests(tx))
    return {
        "searches": sum(len(twin.books.searched) for twin in twins.values()),
        "submissions": len(received),
        "duplicates": sum(one.duplicate for one in received),
        "confirmed": sum(one.confirmed_at is not None for one in received),
        "states": dict(sorted(states.items())),
        "wrong_at": wrong,
    }


def _as_it_should_be(slug: str, books: Books, played: Ground) -> bool:
    """One search; one accepted submission, confirmed where the broker mails; none past a challenge."""
    provider = played.installation.catalog.get(slug)
    challenged = any(fault.kind == "challenge" for fault in books.faults)
    accepted = [one.accepted and not one.honeypots_filled for one in books.received]
    confirmed = [one.confirmed_at is not None for one in books.received]
    return (
        len(books.searched) == 1
        and accepted == ([] if challenged else [True])
        and (challenged or provider.confirm is None or confirmed == [True])
    )


def bench() -> dict[str, object]:
    """The wave over ``BROKERS`` brokers against its limit."""
    told = measure(BROKERS)
    ok = float(str(told["wall_s"])) <= LIMIT_S and not told["wrong_at"]
    return {**told, "limit_s": LIMIT_S, "ok": ok}


if __name__ == "__main__":
    print(json.dumps(bench(), indent=2))
