"""A worker process that may be killed: ``python -m tests.running.mortal HOME DATABASE PORT POINT``.

It runs the real worker with the real engine until nothing is left to wait for, with a virtual
clock. At the checkpoint POINT of the submission (its second attempt) it kills itself.
"""

import http.client
import os
import signal
import sys
from datetime import timedelta
from pathlib import Path

from optout.catalog.steps import Step
from optout.channels.attempt import Attempt, Capture, Disclosed
from optout.clock import VirtualClock
from optout.requests.actions import Action
from optout.requests.outcome import Answer, Outcome, Sent
from optout.running.attempting import Attempting
from optout.running.dbos_engine import DbosEngine
from optout.running.ids import RandomIds
from optout.running.journal import Journal
from optout.running.worker import Worker
from optout.storage.database import Database
from optout.storage.requests import find_requests
from tests.running.workshop import LISTING, START, catalog_of, definition, exchange, install

EXECUTOR = "laptop"
ENDS = ("removed", "clear", "needs you", "withdrawn")


class LoopbackReach:
    """Reads and submits at the receiver, over plain HTTP."""

    def __init__(self, port: int) -> None:
        self._port = port

    def prepare(self, step: Step) -> Outcome | None:
        return None

    def run(self, step: Step, attempt: Attempt, capture: Capture) -> Outcome:
        if attempt.action == Action.SUBMIT:
            return self._submit(attempt, capture)
        words = self._call("GET", b"")
        capture.exchanges.append(exchange(body=words))
        if words == b"absent":
            return Outcome(Answer.ABSENT)
        capture.records.append(LISTING)
        return Outcome(Answer.DONE)

    def _submit(self, attempt: Attempt, capture: Capture) -> Outcome:
        email = attempt.facts.one("email") or ""
        words = self._call("POST", email.encode())
        capture.exchanges.append(exchange(body=words))
        capture.disclosed.append(Disclosed("email", "acme.example", email))
        return Outcome(Answer.DONE, sent=Sent.YES)

    def _call(self, method: str, body: bytes) -> bytes:
        connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=60)
        try:
            connection.request(method, "/", body)
            return connection.getresponse().read()
        finally:
            connection.close()


class Death:
    """Ends the process, as a power cut would, when a checkpoint is reached the second time."""

    def __init__(self, point: str) -> None:
        self._point = point
        self._times = 0

    def __call__(self, name: str) -> None:
        self._times += name == self._point
        if self._times == 2:
            os.kill(os.getpid(), signal.SIGKILL)


def system_database(home: Path, url: str) -> str:
    return url if url.startswith("postgres") else f"sqlite:///{home / 'engine.sqlite3'}"


def main(home: Path, url: str, port: int, point: str) -> str:
    """Run to the end; returns the state of the only request there."""
    database, clock = Database(url), VirtualClock(START)
    catalog = catalog_of(home / "data_brokers", acme=definition())
    installation = install(database, home, catalog, clock, ids=RandomIds())
    journal = Journal(installation)
    attempting = Attempting(installation, journal, LoopbackReach(port), Death(point))
    engine = DbosEngine(system_database(home, url), EXECUTOR)
    worker = Worker(installation, journal, attempting, engine)
    worker.start()
    state = _live(worker, database, clock)
    engine.close()
    database.close()
    return state


def _live(worker: Worker, database: Database, clock: VirtualClock) -> str:
    for _ in range(100):
        worker.run_due()
        with database.transaction(write=False) as tx:
            [row] = find_requests(tx)
        if row.state in ENDS:
            return row.state
        moment = worker.next_moment()
        if moment is None:
            break
        clock.move_to(max(moment, clock.now() + timedelta(minutes=1)))
    return f"stuck: {row.state}"


if __name__ == "__main__":
    print(main(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]), sys.argv[4]))
