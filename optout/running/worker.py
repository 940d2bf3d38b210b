"""The worker: claims what is due, has it executed, and stops cleanly when asked."""

import threading
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta

from optout.running.attempting import Attempting
from optout.running.engine import Engine
from optout.running.installation import Installation
from optout.running.journal import Journal
from optout.running.resuming import resume
from optout.storage import providers
from optout.storage.claim import Batch, Limits, claim, lease_one, letters_wait_until, next_moment
from optout.storage.letters import NO_LIMITS, LetterLimits
from optout.storage.requests import Overtaken
from optout.storage.subjects import Forgotten

BATCH = 20


class Worker:
    """Runs what is due until nothing is due any more. ``letters`` are the mailbox's limits."""

    def __init__(
        self,
        installation: Installation,
        journal: Journal,
        attempting: Attempting,
        engine: Engine,
        tell: Callable[[int], None] = lambda _done: None,
        letters: LetterLimits = NO_LIMITS,
    ) -> None:
        self._installation = installation
        self._journal = journal
        self._attempting = attempting
        self._engine = engine
        self._tell = tell
        self._stop = threading.Event()
        self._done = 0
        self._visited: dict[str, str] = {}  # by lease: no provider gets a second visitor from here
        self._counting = threading.Lock()
        a_day = installation.cadence.submissions_per_day
        self._limits = Limits(BATCH, a_day, timedelta(minutes=10), letters)

    def start(self) -> None:
        """Seal what an earlier process left unsealed, and begin."""
        self._journal.seal(self._installation.clock.now())
        self._engine.start(self.run_batch)

    def stop(self) -> None:
        """Finish what is under way and take nothing new. Safe from a signal's context."""
        self._stop.set()

    @property
    def stopping(self) -> bool:
        return self._stop.is_set()

    def run_due(self) -> int:
        """Do everything that is due now; returns how many requests were looked after."""
        before = self._done
        self.resume_providers()
        while not self._stop.is_set():
            batch = self._claim() if self._engine.in_flight < self._engine.at_once else None
            if batch is not None:
                self._visited[batch.lease] = batch.provider
                self._engine.dispatch(batch)
            elif self._engine.in_flight:
                self._engine.wait_for_one()
            else:
                break
        while self._engine.in_flight:
            self._engine.wait_for_one()
        return self._done - before

    def run_batch(self, batch: Batch) -> None:
        """Make the attempts of one claimed batch, then seal the ledger over them."""
        self._visited[batch.lease] = batch.provider  # known already, unless it is a recovered one
        try:
            for request_id in batch.requests:
                if self._stop.is_set():
                    self._journal.release(request_id, batch.lease)
                    continue
                self._look_after(request_id, batch.lease)
        finally:
            self._visited.pop(batch.lease)
            self._journal.seal(self._installation.clock.now())

    def _look_after(self, request_id: str, lease: str) -> None:
        """Another process may answer for a request meanwhile, or forget whose it is.

        Then it is looked at next time, or never again.
        """
        with suppress(Overtaken, Forgotten):
            self._attempting.attempt(request_id, lease)
        with self._counting:
            self._done += 1
            self._tell(self._done)

    def look_again(self, request_id: str) -> bool:
        """Read one request's provider now; False where there is nothing to read or another has it."""
        now = self._installation.clock.now()
        lease = self._installation.ids.new("b")
        with self._installation.database.transaction() as tx:
            leased = lease_one(tx, request_id, now, self._limits, lease)
        if not leased or self._stop.is_set():
            return False
        read = False
        try:
            with suppress(Overtaken, Forgotten):
                read = self._attempting.look_again(request_id)
        finally:
            self._journal.release(request_id, lease)
            self._journal.seal(now)
        self._done += read
        self._tell(self._done)
        return read

    def next_moment(self) -> datetime | None:
        """When something will be due; None where nothing ever will be by itself."""
        with self._installation.database.transaction(write=False) as tx:
            return next_moment(tx, self._installation.clock.now(), self._limits)

    def letters_wait_until(self) -> datetime | None:
        """When the mailbox's pace lets the next of the letters leave that are due; None without any."""
        with self._installation.database.transaction(write=False) as tx:
            return letters_wait_until(tx, self._installation.clock.now(), self._limits)

    def resume_providers(self) -> None:
        """Try providers again whose pause is over: their waiting requests go on."""
        now = self._installation.clock.now()
        with self._installation.database.transaction(write=False) as tx:
            over = [pause.provider for pause in providers.pauses(tx) if pause.until <= now]
        for slug in over:
            self.resume(slug)

    def resume(self, slug: str) -> None:
        """End a provider's pause now."""
        resume(self._installation, self._journal, slug)

    def _claim(self) -> Batch | None:
        lease = self._installation.ids.new("b")
        with self._installation.database.transaction() as tx:
            return claim(
                tx, self._installation.clock.now(), self._limits, lease, self._visited.copy().values()
            )
