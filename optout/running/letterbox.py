"""Reading the mailbox: each mail that belongs to an open request becomes an event and evidence."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict

from optout.channels.attempt import Capture
from optout.channels.mail.fetching import Delivered
from optout.channels.mail.inbox import Cursor, Inbox
from optout.channels.mail.reading import Reading, read
from optout.channels.mail.reference import mail_reference
from optout.people.vault import seal, unseal
from optout.requests.events import Mailed, MailSays
from optout.requests.state import State
from optout.running.deadlines import deadline_of
from optout.running.installation import Installation
from optout.running.journal import Journal
from optout.running.keeping import keep
from optout.running.roster import Enrolled
from optout.storage import traces
from optout.storage.database import Transaction
from optout.storage.requests import RequestRow, find_requests

_CURSOR = "mail cursor"


class Letterbox:
    """Maps mails to requests by the provider that sent them and the person they are addressed to."""

    def __init__(self, installation: Installation, journal: Journal, inbox: Inbox) -> None:
        self._installation = installation
        self._journal = journal
        self._inbox = inbox

    def begin(self) -> None:
        """Begin with the mails that come from now on; where we read before, go on from there."""
        with self._installation.database.transaction(write=False) as tx:
            if _read_cursor(tx) is not None:
                return
        cursor = self._inbox.end()
        with self._installation.database.transaction() as tx:
            _write_cursor(tx, cursor)

    def read_new(self) -> int:
        """Take in the mails that came since the last time; returns how many belonged to a request.

        Raises ``OutsideFailure`` where the mail server cannot be read; nothing is lost then, the
        next time begins where this one did.
        """
        with self._installation.database.transaction(write=False) as tx:
            since = _read_cursor(tx)
        mails, cursor = self._inbox.new_mails(since)
        waiting = self._waiting() if mails else {}
        taken = sum(self._take(mail, waiting) for mail in mails)
        with self._installation.database.transaction() as tx:
            _write_cursor(tx, cursor)
        return taken

    def _waiting(self) -> dict[str, list[RequestRow]]:
        """Requests that an answer may belong to, by provider; withdrawn ones want none."""
        with self._installation.database.transaction(write=False) as tx:
            rows = find_requests(tx)
        waiting: dict[str, list[RequestRow]] = {}
        for row in rows:
            if row.state != State.WITHDRAWN.value and row.provider in self._installation.catalog:
                waiting.setdefault(row.provider, []).append(row)
        return waiting

    def _take(self, mail: Delivered, waiting: Mapping[str, Sequence[RequestRow]]) -> bool:
        taken = False
        for slug, rows in waiting.items():
            reading = read(mail.raw, self._installation.catalog.get(slug))
            if reading is None:
                continue
            for row in rows:
                if self._is_for(row, reading):
                    taken |= self._record(row.id, mail, reading)
        return taken

    def _is_for(self, row: RequestRow, reading: Reading) -> bool:
        if reading.subject_has:
            return reading.subject_has == mail_reference(row.id)
        person = self._installation.roster.get(row.subject_id)
        ours = {address.casefold() for address in person.subject.emails}
        return bool(ours & {address.casefold() for address in reading.to})

    def _record(self, request_id: str, mail: Delivered, reading: Reading) -> bool:
        now = self._installation.clock.now()
        known = self._journal.read(request_id)
        person = self._installation.roster.get(known.row.subject_id)
        mail_id = "m-" + hashlib.sha256(request_id.encode() + mail.raw).hexdigest()[:16]
        with self._installation.database.transaction(write=False) as tx:
            if traces.sealed_mail(tx, mail_id) is not None:
                return False
        sealed = seal(person.key, _reading_bytes(reading), f"mail/{mail_id}")
        kept = keep(
            self._installation.files, person, request_id, mail_id, Capture(mails=[mail.raw]), {}, now
        )

        def write(tx: Transaction) -> None:
            traces.keep_mail(tx, mail_id, request_id, now, sealed)
            kept.write(tx, request_id, now)

        answer_by = deadline_of(self._installation.catalog.get(known.row.provider), now)
        event = Mailed(max(now, known.standing.at), mail_id, MailSays(reading.meaning), answer_by)
        self._journal.append_to_latest(known, [event], write)
        return True


def _reading_bytes(reading: Reading) -> bytes:
    return json.dumps(asdict(reading)).encode()


def open_reading(person: Enrolled, mail_id: str, sealed: bytes) -> Reading:
    """What was read from a kept mail."""
    fields = json.loads(unseal(person.key, sealed, f"mail/{mail_id}"))
    fields = {name: tuple(value) if isinstance(value, list) else value for name, value in fields.items()}
    return Reading(**fields)


def _read_cursor(tx: Transaction) -> Cursor | None:
    value = tx.value("SELECT value FROM setting WHERE name = :name", name=_CURSOR)
    return Cursor(*json.loads(value)) if value else None


def _write_cursor(tx: Transaction, cursor: Cursor) -> None:
    tx.run(
        """INSERT INTO setting (name, value) VALUES (:name, :value)
           ON CONFLICT (name) DO UPDATE SET value = excluded.value""",
        name=_CURSOR,
        value=json.dumps([cursor.uidvalidity, cursor.uid]),
    )
