"""Appending events: one transaction for the event, its row, its commitments and its consequences."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from optout.catalog.steps import AttestStep, HandStep
from optout.people.vault import commitment
from optout.requests.actions import Action
from optout.requests.cadence import Cadence
from optout.requests.codec import encode
from optout.requests.due import Due, next_due, passing
from optout.requests.events import DeadlinePassed, Event, LookAgain, Resumed
from optout.requests.failures import Failure
from optout.requests.lifecycle import apply, standing_after
from optout.requests.state import Standing, State
from optout.running.installation import Installation
from optout.running.pausing import stops_provider, without_address
from optout.storage import ledger, providers, requests
from optout.storage.claim import LEASE
from optout.storage.database import Transaction
from optout.storage.health import healths, keep_health
from optout.storage.requests import Overtaken, RequestRow
from optout.storage.subjects import Forgotten, require_remembered

_OFTEN = 20  # others add to one request's history a few times a day
_CODES_AGAIN_HOURS = 24  # each attempt has a code mailed to the person
DEAD_WAIT = timedelta(days=180)
"""Until an address that is proven to be dead is written to again; everything else goes on."""
MISSING_WAIT = timedelta(days=1)
"""Until a provider is looked for again whose definition is gone."""


@dataclass(frozen=True, slots=True)
class Known:
    """A request as it stands, read from its history."""

    row: RequestRow
    standing: Standing


class Journal:
    """Reads standings and appends events for the requests of an installation."""

    def __init__(self, installation: Installation) -> None:
        self._installation = installation
        self._dated: set[str] = set()

    def read(self, request_id: str) -> Known:
        with self._installation.database.transaction(write=False) as tx:
            return self.read_in(tx, request_id)

    def read_in(self, tx: Transaction, request_id: str) -> Known:
        row = requests.find_request(tx, request_id)
        return Known(row, standing_after(requests.events_of(tx, request_id)))

    def cadence(self, provider: str, trouble: Failure | None = None) -> Cadence:
        """The installation's cadence, slowed to what the provider is known to need.

        What is looked for here at home (``trouble``: a parent's request) does not wait for a provider.
        """
        definition = self._installation.catalog.get(provider)
        hints = definition.cadence
        again = max(hints.retry_hours or 0, _CODES_AGAIN_HOURS if definition.codes else 0)
        again = 0 if trouble == Failure.PARENT_PENDING else again
        return self._installation.cadence.with_hints(hints.first_recheck_days, hints.recheck_days, again)

    def due(self, known: Known) -> Due | None:
        """What comes next: by the request itself, or the end of a pause that is its own.

        While the provider's definition is missing: to look for it again.
        """
        if known.row.provider not in self._installation.catalog:
            stopped = known.standing.running or known.standing.state == State.WITHDRAWN
            return None if stopped else Due(None, self._installation.clock.now() + MISSING_WAIT)
        ends = self._own_pause_ends(known.standing)
        due = self._next_due(known)
        return Due(None, ends) if ends is not None and (due is None or ends < due.at) else due

    def passing(self, known: Known, now: datetime) -> DeadlinePassed | LookAgain | Resumed:
        """What has come where no attempt is due: what passes by itself, or the end of a pause."""
        return passing(known.standing, now) or Resumed(now)

    def _next_due(self, known: Known) -> Due | None:
        cadence = self.cadence(known.row.provider, known.standing.trouble)
        due = next_due(known.standing, cadence, known.row.id)
        if due is None or due.action is None or not self._is_the_persons(known, due.action):
            return due
        at_any_hour = cadence.model_copy(update={"quiet_hours": None})
        return next_due(known.standing, at_any_hour, known.row.id)

    def _is_the_persons(self, known: Known, action: Action) -> bool:
        """Whether the step is done by the person: it contacts nobody, so quiet hours are not for it."""
        provider = self._installation.catalog.get(known.row.provider)
        steps = {Action.SUBMIT: provider.submit, Action.CONFIRM: provider.confirm}
        return isinstance(steps.get(action, provider.search), HandStep | AttestStep)

    def _own_pause_ends(self, standing: Standing) -> datetime | None:
        """When a request goes on that was stopped by a mail of its own, and its provider was not."""
        if standing.running is not None or standing.state != State.PAUSED or standing.failed_at is None:
            return None
        own = standing.trouble == Failure.MAIL_REFUSED
        return standing.failed_at + self._installation.cadence.resume_after if own else None

    def moment(self, known: Known) -> datetime:
        """Now, or the last event's moment where this machine's clock is behind it."""
        return max(self._installation.clock.now(), known.standing.at)

    def append(
        self,
        known: Known,
        events: Sequence[Event],
        extra: Callable[[Transaction], None] | None = None,
        hold: timedelta = LEASE,
    ) -> Known:
        """Add events and what goes with them (``extra``), or nothing at all.

        An attempt that begins is left alone by others for as long as ``hold``.

        Raises ``Overtaken`` where somebody else added to the history since ``known`` was read,
        ``Forgotten`` where the person was forgotten meanwhile, by any process.
        """
        key = self._installation.roster.key(known.row.subject_id)
        standing = known.standing
        for event in events:
            standing = apply(standing, event)
        after = Known(known.row, standing)
        running = standing.running is not None
        hold_until = standing.at + hold if running else None
        with self._writing(known) as tx:
            requests.append(tx, known.row.id, known.standing.events, events, hold_until)
            if not running:
                requests.settle(tx, known.row.id, standing, self.due(after))
            self._date(tx, known.row.provider)
            ledger.drop(tx, standing.at, commitments_of(key, known, events))
            trouble = stops_provider(known.standing, standing, events)
            if trouble is not None:
                self._pause(tx, known.row.provider, standing.at, trouble)
            if extra:
                extra(tx)
        return after

    def append_to_latest(
        self, known: Known, events: Sequence[Event], extra: Callable[[Transaction], None] | None = None
    ) -> Known:
        """As ``append``, on top of whatever others (a mail, the person) added meanwhile.

        For what has happened already and must not be lost, such as an attempt's outcome.
        """
        for _ in range(_OFTEN):
            try:
                return self.append(known, events, extra)
            except Overtaken:
                known = self.read(known.row.id)
                events = [replace(event, at=max(event.at, known.standing.at)) for event in events]
        return self.append(known, events, extra)

    def postpone(self, known: Known) -> None:
        """Write what is due into the row without any event, and give back the lease."""
        with self._writing(known) as tx:
            requests.settle(tx, known.row.id, known.standing, self.due(known))

    @contextmanager
    def _writing(self, known: Known) -> Iterator[Transaction]:
        """A transaction for a request of somebody who is not forgotten; else ``Forgotten``."""
        try:
            with self._installation.database.transaction() as tx:
                require_remembered(tx, known.row.subject_id)
                yield tx
        except Forgotten:
            self._installation.roster.drop(known.row.subject_id)
            raise

    def release(self, request_id: str, lease: str) -> None:
        """Give back a lease that was not used."""
        with self._installation.database.transaction() as tx:
            requests.release(tx, request_id, lease)

    def seal(self, now: datetime) -> None:
        """Give everything that waits its place in the ledger, under one signature."""
        with self._installation.database.transaction() as tx:
            ledger.seal_inbox(tx, self._installation.signing_key, now)

    def _date(self, tx: Transaction, provider: str) -> None:
        """Once by each journal: a definition changes with the program, or by an import."""
        if provider in self._dated or provider not in self._installation.catalog:
            return
        providers.enter_dates(tx, self._installation.catalog.get(provider))
        self._dated.add(provider)

    def _pause(self, tx: Transaction, provider: str, at: datetime, trouble: Failure) -> None:
        cadence = self._installation.cadence
        dead = trouble == Failure.ADDRESS_DEAD
        providers.pause(tx, provider, at + (DEAD_WAIT if dead else cadence.resume_after), trouble.value)
        if dead:
            row = healths(tx, [provider]).get(provider)
            unwell = without_address(row.health if row else None)
            keep_health(tx, provider, unwell, at, at + cadence.health_every)


def event_content(request_id: str, seq: int, event: Event) -> bytes:
    """What an event's commitment commits to."""
    kind, body = encode(event)
    return f"{request_id}\n{seq}\n{event.at.isoformat()}\n{kind}\n{body}".encode()


def commitments_of(key: bytes, known: Known, events: Sequence[Event]) -> list[tuple[str, str]]:
    """What the ledger takes in when these events follow what is known."""
    first = known.standing.events + 1
    return [
        ("event", commitment(key, event_content(known.row.id, seq, event)))
        for seq, event in enumerate(events, start=first)
    ]
