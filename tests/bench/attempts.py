"""Attempts per second through claim, intent, send, evidence, outcome and ledger, on both databases.

Run with ``python -m tests.bench.attempts``. The sending does nothing. Compared with the same
statements written by hand (``by_hand``), in interleaved rounds of one run; the hand-written side
may use one thread or as many as the worker, whichever is faster.
"""

import json
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import timedelta
from pathlib import Path
from statistics import median
from time import perf_counter

from optout.catalog.steps import Step
from optout.channels.attempt import Attempt, Capture, Disclosed
from optout.clock import VirtualClock
from optout.people.mandate import Mandate
from optout.requests.outcome import Answer, Outcome, Sent
from optout.running.attempting import Attempting
from optout.running.dbos_engine import DbosEngine
from optout.running.engine import batches_at_once
from optout.running.ids import RandomIds
from optout.running.installation import Installation
from optout.running.journal import Journal
from optout.running.planning import open_requests
from optout.running.worker import Worker
from optout.storage.database import Database
from optout.storage.migrating import migrate
from tests.bench.by_hand import ByHand
from tests.postgres import NoPostgres, running_postgres
from tests.requests.world import cadence
from tests.running.workshop import PERSON, SIGNING_KEY, START, catalog_of, definition, exchange, install

ROUNDS = 4
PROVIDERS = 5
PEOPLE = 20  # per round
TARGET = 0.5
THREADS = batches_at_once()


def fill(capture: Capture) -> None:
    """A small page and one disclosed fact."""
    capture.exchanges.append(exchange(body=b"<h1>Received</h1>" * 40))
    capture.disclosed.append(Disclosed("email", "acme.example", PERSON.emails[0]))


class NoSending:
    """Answers at once that the submission was made."""

    def prepare(self, step: Step) -> Outcome | None:
        return None

    def run(self, step: Step, attempt: Attempt, capture: Capture) -> Outcome:
        fill(capture)
        return Outcome(Answer.DONE, sent=Sent.YES)


class Side:
    """One database with an installation of its own, in which each round is planned anew."""

    def __init__(self, url: str, home: Path) -> None:
        self.url = url
        self.home = home
        self.clock = VirtualClock(START)
        database = Database(url)
        migrate(database)
        slugs = [f"p{number}" for number in range(PROVIDERS)]
        catalog = catalog_of(
            home / "data_brokers", **{slug: definition(slug, searchable=False) for slug in slugs}
        )
        self.installation: Installation = install(
            database,
            home,
            catalog,
            self.clock,
            cadence=cadence(submissions_per_day=1_000_000),
            ids=RandomIds(),
        )

    def plan(self) -> None:
        """A day later: people whose requests are all due. What was due before is so no more."""
        self.clock.move_to(self.clock.now() + timedelta(hours=1))
        for _ in range(PEOPLE):
            person = self.installation.roster.enrol(PERSON, Mandate(kind="self"))
            open_requests(self.installation, person, self.installation.catalog)
        with self.installation.database.transaction() as tx:
            tx.run("UPDATE provider SET burst = 100000, tat = 0")
            tx.run("UPDATE request SET due_action = 'submit' WHERE events = 1")
            tx.run("UPDATE request SET due_at = NULL WHERE events > 1")

    def made(self) -> int:
        """How many attempts have an outcome; and every one of them is in the ledger."""
        with self.installation.database.transaction(write=False) as tx:
            concluded = tx.value("SELECT COUNT(*) FROM event WHERE kind = 'Concluded'")
            placed = tx.value("SELECT COUNT(*) FROM ledger WHERE what = 'disclosure'")
        assert concluded == placed
        return int(concluded)


@contextmanager
def _working(side: Side, system_database: str) -> Iterator[Worker]:
    journal = Journal(side.installation)
    engine = DbosEngine(system_database, "bench")
    attempting = Attempting(side.installation, journal, NoSending())
    worker = Worker(side.installation, journal, attempting, engine)
    worker.start()
    yield worker
    engine.close()


def _timed(side: Side, run: object) -> float:
    """Attempts per second of one round."""
    side.plan()
    before, began = side.made(), perf_counter()
    run()  # type: ignore[operator]
    seconds = perf_counter() - began
    made = side.made() - before
    assert made == PEOPLE * PROVIDERS, made
    return made / seconds


def compare(ours: Side, theirs: Side, system_database: str) -> dict[str, object]:
    """Attempts per second of both, and the median of the rounds' ratios."""
    hand = ByHand(theirs.url, theirs.installation.files, b"\x05" * 32, SIGNING_KEY, fill)
    rates: dict[str, list[float]] = {"worker": [], "hand_1": [], "hand_many": []}
    with _working(ours, system_database) as worker:
        worker.run_due()
        for _ in range(ROUNDS):
            rates["worker"].append(_timed(ours, worker.run_due))
            rates["hand_1"].append(_timed(theirs, lambda: hand.run(theirs.clock.now(), 1)))
            rates["hand_many"].append(_timed(theirs, lambda: hand.run(theirs.clock.now(), THREADS)))
    best = "hand_1" if median(rates["hand_1"]) > median(rates["hand_many"]) else "hand_many"
    ratios = [ours / theirs for ours, theirs in zip(rates["worker"], rates[best], strict=True)]
    return {
        "attempts_per_s": round(median(rates["worker"]), 1),
        "by_hand_per_s": round(median(rates[best]), 1),
        "by_hand_threads": 1 if best == "hand_1" else THREADS,
        "ratio": round(median(ratios), 2),
        "target": TARGET,
        "ok": median(ratios) >= TARGET,
    }


def bench() -> dict[str, object]:
    """The figures for SQLite and, where its binaries are, PostgreSQL."""
    figures: dict[str, object] = {"attempts": ROUNDS * PEOPLE * PROVIDERS}
    with ExitStack() as closing:
        home = Path(closing.enter_context(tempfile.TemporaryDirectory(prefix="optout-bench-")))
        sides = [_side(f"sqlite:///{home / name}.sqlite3", home / name) for name in ("ours", "theirs")]
        figures["sqlite"] = compare(sides[0], sides[1], f"sqlite:///{home / 'engine.sqlite3'}")
        try:
            server = closing.enter_context(running_postgres())
        except NoPostgres as why:
            figures["postgresql"] = {"skipped": str(why)}
            return figures
        urls = [server.new_database() for _ in range(2)]
        sides = [_side(url, home / f"postgres-{number}") for number, url in enumerate(urls)]
        figures["postgresql"] = compare(sides[0], sides[1], urls[0])
        for side in sides:
            side.installation.database.close()
    return figures


def _side(url: str, home: Path) -> Side:
    home.mkdir()
    return Side(url, home)


if __name__ == "__main__":
    print(json.dumps(bench(), indent=1))
