"""Reading the mailbox: each mail that belongs to an open request becomes an event and evidence."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from email.parser import BytesHeaderParser
from email.policy import compat32

from optout.catalog.definition import Provider
from optout.channels.attempt import Capture
from optout.channels.mail.fetching import MAX_HEADER, Delivered
from optout.channels.mail.headers import written_at
from optout.channels.mail.inbox import Inbox
from optout.channels.mail.reading import Reading, read, read_code
from optout.people.vault import seal, unseal
from optout.requests.events import Mailed, MailSays
from optout.requests.state import State
from optout.running.belonging import as_said, is_for, may_answer, says
from optout.running.bookmark import Bookmark
from optout.running.deadlines import deadlines_of, law_of
from optout.running.installation import Installation
from optout.running.journal import Journal, Known
from optout.running.keeping import keep
from optout.running.roster import Enrolled
from optout.storage import traces
from optout.storage.database import Transaction
from optout.storage.requests import RequestRow, events_of, find_requests


class Letterbox:
    """Maps mails to requests by the provider that sent them and the person they are addressed to."""

    def __init__(self, installation: Installation, journal: Journal, inbox: Inbox) -> None:
        self._installation = installation
        self._journal = journal
        self._bookmark = Bookmark(installation, inbox)

    def begin(self) -> None:
        """Begin with the mails that come from now on; where we read this mailbox before, go on."""
        self._bookmark.begin()

    def read_new(self) -> int:
        """Take in the mails that came since the last time; returns how many belonged to a request.

        Raises ``OutsideFailure`` where the mail server cannot be read; nothing is lost then, the
        next time begins where this one did.
        """
        self.begin()
        mails, cursor = self._bookmark.new_mails()
        waiting = self._waiting() if mails else {}
        taken = sum(self._take(mail, waiting) for mail in mails)
        self._bookmark.move_to(cursor)
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
            provider = self._installation.catalog.get(slug)
            reading = read(mail.raw, provider)
            if reading is None:
                continue
            theirs = [row for row in rows if self._is_for(row, reading)]
            if provider.codes and any(self._is_attempts(row, mail, provider) for row in theirs):
                continue
            fitting = [row for row in theirs if self._may_answer(row, mail)]
            people = len({row.subject_id for row in fitting})
            for row in fitting:
                taken |= self._record(row.id, mail, reading, people)
        return taken

    def _is_for(self, row: RequestRow, reading: Reading) -> bool:
        person = self._installation.roster.get(row.subject_id)
        return is_for(reading, row.id, person.subject.emails)

    def _is_attempts(self, row: RequestRow, mail: Delivered, provider: Provider) -> bool:
        """Whether an attempt took the mail for its code, or one that runs may: no answer to anything."""
        standing = self._journal.read(row.id).standing
        if standing.running and read_code(mail.raw, provider):
            return True
        mail_id = mail_id_of(row.id, mail.raw)
        with self._installation.database.transaction(write=False) as tx:
            return traces.sealed_mail(tx, mail_id) is not None and mail_id not in standing.mails

    def _may_answer(self, row: RequestRow, mail: Delivered) -> bool:
        with self._installation.database.transaction(write=False) as tx:
            return may_answer(events_of(tx, row.id), _written(mail))

    def _record(self, request_id: str, mail: Delivered, reading: Reading, people: int) -> bool:
        now = self._installation.clock.now()
        known = self._journal.read(request_id)
        person = self._installation.roster.get(known.row.subject_id)
        mail_id = mail_id_of(request_id, mail.raw)
        with self._installation.database.transaction(write=False) as tx:
            if traces.sealed_mail(tx, mail_id) is not None:
                return False
        said = says(reading, request_id, people, spam=mail.spam)
        sealed = seal(person.key, reading_bytes(as_said(reading, said)), f"mail/{mail_id}")
        kept = keep(
            self._installation.files, person, request_id, mail_id, Capture(mails=[mail.raw]), {}, now
        )

        def write(tx: Transaction) -> None:
            traces.keep_mail(tx, mail_id, request_id, now, sealed)
            kept.write(tx, request_id, now)

        self._journal.append_to_latest(known, [self._event(known, person, mail, mail_id, said)], write)
        return True

    def _event(
        self, known: Known, person: Enrolled, mail: Delivered, mail_id: str, said: MailSays
    ) -> Mailed:
        now = self._journal.moment(known)
        provider = self._installation.catalog.get(known.row.provider)
        law = law_of(known.standing.law, person.subject, provider, now.date())
        asked = known.standing.submitted_at or now
        return Mailed(
            now,
            mail_id,
            said,
            answer_by=deadlines_of(law, provider, now).answer_by,
            extended_to=deadlines_of(law, provider, asked).extended_to
            if said == MailSays.EXTENDED
            else None,
            written_at=_written(mail) if said == MailSays.EXTENDED else None,
        )


def _written(mail: Delivered) -> datetime | None:
    """The moment that the mail says it was written at; None where it does not."""
    return written_at(BytesHeaderParser(policy=compat32).parsebytes(mail.raw[:MAX_HEADER]))


def mail_id_of(request_id: str, raw: bytes) -> str:
    """The same for the same mail to the same request."""
    return "m-" + hashlib.sha256(request_id.encode() + raw).hexdigest()[:16]


def reading_bytes(reading: Reading) -> bytes:
    """What is sealed of a mail that is kept; ``open_reading`` reads it."""
    return json.dumps(asdict(reading)).encode()


def open_reading(person: Enrolled, mail_id: str, sealed: bytes) -> Reading:
    """What was read from a kept mail."""
    fields = json.loads(unseal(person.key, sealed, f"mail/{mail_id}"))
    fields = {name: tuple(value) if isinstance(value, list) else value for name, value in fields.items()}
    return Reading(**fields)
