"""Reading the mailbox: each mail that belongs to an open request becomes an event and evidence."""

import hashlib
import json
from collections.abc import Callable, Iterable
from dataclasses import asdict, replace
from datetime import datetime
from email.message import Message
from email.parser import BytesHeaderParser
from email.policy import compat32

from optout.catalog.definition import Provider
from optout.channels.attempt import Capture
from optout.channels.mail.fetching import MAX_HEADER, Delivered
from optout.channels.mail.headers import author_domain, header, received_at, referred, words, written_at
from optout.channels.mail.inbox import Inbox
from optout.channels.mail.reading import Meaning, Reading, read_bounce, read_code
from optout.channels.mail.understanding.bounces import Bounce
from optout.people.vault import seal, unseal
from optout.requests.began import clock_began
from optout.requests.events import Mailed, MailSays
from optout.requests.replies import proves_draft
from optout.requests.state import State
from optout.running.belonging import as_said, believed, is_for, may_answer
from optout.running.bookmark import Bookmark
from optout.running.deadlines import deadlines_of, law_of
from optout.running.held import told_by_draft
from optout.running.installation import Installation
from optout.running.journal import Journal, Known
from optout.running.keeping import keep
from optout.running.returned import Returned, letter_of, proves_dead
from optout.running.roster import Enrolled
from optout.running.sent_folder import SentFolder
from optout.running.strange_mail import read_strange, read_theirs
from optout.running.waiting import Waiting, senders_of
from optout.storage import traces
from optout.storage.database import Transaction
from optout.storage.requests import RequestRow, events_of, find_requests
from optout.storage.subjects import subjects

MOST_STEPS = 50
"""Each reading takes in at most so many times 500 mails; the next one goes on there."""


class Letterbox:
    """Maps mails to requests by the provider that sent them and the person they are addressed to.

    ``sent`` looks up, after each reading, letters that may have left. ``tell`` is called with the
    number of mails looked at so far: thousands may wait.
    """

    def __init__(
        self,
        installation: Installation,
        journal: Journal,
        inbox: Inbox,
        sent: SentFolder | None = None,
        tell: Callable[[int], None] = lambda _looked_at: None,
    ) -> None:
        self._installation = installation
        self._journal = journal
        self._own_address = inbox.address
        self._bookmark = Bookmark(installation, inbox)
        self._sent = sent
        self._tell = tell

    def begin(self) -> None:
        """Begin with the mails that come from now on; where we read this mailbox before, go on."""
        self._bookmark.begin()

    def read_new(self) -> int:
        """Take in the mails that came since the last time; returns how many belonged to a request.

        Raises ``OutsideFailure`` where the mail server cannot be read; nothing is lost then, the
        next time begins where this one did.
        """
        self.begin()
        taken = looked_at = 0
        for _ in range(MOST_STEPS):
            mails, cursor = self._bookmark.new_mails()
            waiting = self._waiting() if mails else Waiting(self._installation.catalog, ())
            taken += sum(self._take(mail, waiting) for mail in mails)
            self._bookmark.move_to(cursor)
            if not mails:
                break
            looked_at += len(mails)
            self._tell(looked_at)
        if self._sent is not None:
            self._sent.settle_all()
        return taken

    def _waiting(self) -> Waiting:
        with self._installation.database.transaction(write=False) as tx:
            known = {row.id for row in subjects(tx) if row.forgotten_at is None}
            rows = [row for row in find_requests(tx) if row.subject_id in known]
        return Waiting(self._installation.catalog, rows)

    def _take(self, mail: Delivered, waiting: Waiting) -> bool:
        bounce = read_bounce(mail.raw)
        message = _header(mail)
        author = author_domain(message)
        returned = waiting.quoted_in(bounce.references) if bounce else {}
        if bounce and returned and not self._is_answer(bounce, returned.values(), author):
            back = [self._take_back(row, mail, bounce, letter) for row, letter in returned.values()]
            return any(back)
        failed_at = [address.rpartition("@")[2] for address in bounce.recipients] if bounce else []
        theirs = waiting.writing_from(author, *failed_at)
        fitting = [
            (row, reading) for one in theirs for row, reading in self._fitting(one, mail, waiting)
        ]
        if fitting:
            return self._take_from(fitting, mail)
        strange = [self._take_strange(row, mail, author) for row in self._quoted(message, waiting)]
        return any(strange)

    def _is_answer(
        self, bounce: Bounce, returned: Iterable[tuple[RequestRow, str | None]], author: str | None
    ) -> bool:
        """Whether the provider itself wrote it, as a help desk may: no address that failed is named."""
        if bounce.recipients or bounce.status or author is None:
            return False
        providers = (self._installation.catalog.get(row.provider) for row, _letter in returned)
        return any(author in senders_of(one) for one in providers)

    def _quoted(self, message: Message, waiting: Waiting) -> list[RequestRow]:
        """The requests whose letters a mail from elsewhere answers."""
        quoted = waiting.quoted_in([*referred(message), words(header(message, "Subject")).upper()])
        return [row for row, _letter in quoted.values()]

    def _fitting(
        self, provider: Provider, mail: Delivered, waiting: Waiting
    ) -> list[tuple[RequestRow, Reading]]:
        """The provider's requests that its mail may answer, with what it says."""
        reading = read_theirs(mail.raw, provider, author_domain(_header(mail)))
        if reading is None:
            return []
        theirs = [row for row in waiting.rows_of(provider.slug) if self._is_for(row, reading)]
        if provider.codes and any(self._is_attempts(row, mail, provider) for row in theirs):
            return []
        return [(row, reading) for row in theirs if self._may_answer(row, mail)]

    def _take_from(self, fitting: list[tuple[RequestRow, Reading]], mail: Delivered) -> bool:
        people: dict[str, set[str]] = {}
        for row, _reading in fitting:
            people.setdefault(row.provider, set()).add(row.subject_id)
        alone = sum(row.state != State.WITHDRAWN.value for row, _reading in fitting) <= 1
        taken = [
            self._record(row.id, mail, reading, len(people[row.provider]), alone)
            for row, reading in fitting
        ]
        return any(taken)

    def _take_strange(self, row: RequestRow, mail: Delivered, author: str | None) -> bool:
        provider = self._installation.catalog.get(row.provider)
        if author in senders_of(provider) or not self._may_answer(row, mail):
            return False
        if author is None:  # nobody can say who wrote it; it quotes our letter all the same
            return self._keep(row.id, mail, _unread("other", row, mail), MailSays.OTHER)
        reading = read_strange(mail.raw, provider, author)
        return reading is not None and self._record(row.id, mail, reading, 1)

    def _take_back(self, row: RequestRow, mail: Delivered, bounce: Bounce, letter: str | None) -> bool:
        """A letter came back, or waits on its way: known by the Message-ID that only it had.

        A report that names no letter takes none back: the person reads it.
        """
        if bounce.kind == "temporary":
            return self._keep(row.id, mail, _unread("delayed", row, mail), MailSays.DELAYED)
        with self._installation.database.transaction(write=False) as tx:
            about = letter_of(events_of(tx, row.id), letter)
        if about is None:
            may_be = self._may_answer(row, mail)
            return may_be and self._keep(row.id, mail, _unread("other", row, mail), MailSays.OTHER)
        provider = self._installation.catalog.get(row.provider)
        dead = proves_dead(bounce, _header(mail), provider, self._own_address)
        back = Returned(about, rejected=not dead)
        return self._keep(row.id, mail, _unread("bounced", row, mail), MailSays.BOUNCED, back)

    def _is_for(self, row: RequestRow, reading: Reading) -> bool:
        person = self._installation.roster.get(row.subject_id)
        written_from = [self._own_address, *filter(None, [person.mandate.agent_email])]
        return is_for(reading, row.id, [*person.subject.emails, *written_from])

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

    def _record(
        self, request_id: str, mail: Delivered, reading: Reading, people: int, alone: bool = True
    ) -> bool:
        by_letter = self._journal.read(request_id).standing.by_mail
        said = believed(reading, request_id, people, spam=mail.spam, alone=alone, by_letter=by_letter)
        return self._keep(request_id, mail, as_said(reading, said), said)

    def _keep(
        self,
        request_id: str,
        mail: Delivered,
        reading: Reading,
        said: MailSays,
        back: Returned | None = None,
    ) -> bool:
        """The event, what was read and the mail as evidence, together; False for a mail that is kept."""
        now = self._installation.clock.now()
        known = self._journal.read(request_id)
        person = self._installation.roster.get(known.row.subject_id)
        mail_id = mail_id_of(request_id, mail.raw)
        with self._installation.database.transaction(write=False) as tx:
            if traces.sealed_mail(tx, mail_id) is not None:
                return False
        sent = proves_draft(known.standing, said)
        draft = told_by_draft(self._installation, person, request_id, now) if sent else None
        sealed = seal(person.key, reading_bytes(reading), f"mail/{mail_id}")
        kept = keep(
            self._installation.files, person, request_id, mail_id, Capture(mails=[mail.raw]), {}, now
        )

        def write(tx: Transaction) -> None:
            traces.keep_mail(tx, mail_id, request_id, now, sealed)
            kept.write(tx, request_id, now)
            if draft is not None:
                draft.write(tx, request_id, now)

        event = self._event(known, person, mail, mail_id, said)
        if back is not None:
            event = replace(event, about=back.about, rejected=back.rejected)
        self._journal.append_to_latest(known, [event], write)
        return True

    def _event(
        self, known: Known, person: Enrolled, mail: Delivered, mail_id: str, said: MailSays
    ) -> Mailed:
        now = self._journal.moment(known)
        provider = self._installation.catalog.get(known.row.provider)
        law = law_of(known.standing.law, person.subject, provider, now.date(), person.role)
        by = deadlines_of(law, provider, now).answer_by
        if said != MailSays.EXTENDED:
            return Mailed(now, mail_id, said, by, written_at=_written(mail))
        with self._installation.database.transaction(write=False) as tx:
            began = clock_began(events_of(tx, known.row.id)) or known.standing.submitted_at
        longer = deadlines_of(law, provider, began or now).extended_to
        return Mailed(now, mail_id, said, by, extended_to=longer, written_at=_came(mail))


def _unread(meaning: Meaning, row: RequestRow, mail: Delivered) -> Reading:
    """Of a mail whose words are nobody's: what is kept of it."""
    return Reading(meaning, mail_id_of(row.id, mail.raw), ())


def _header(mail: Delivered) -> Message:
    return BytesHeaderParser(policy=compat32).parsebytes(mail.raw[:MAX_HEADER])


def _written(mail: Delivered) -> datetime | None:
    """The moment that the mail says it was written at; None where it does not."""
    return written_at(_header(mail))


def _came(mail: Delivered) -> datetime | None:
    """When it came, or was written, if later; None where our mail server does not say that.

    A mail's own date is its sender's word, and proves to nobody that it was in time.
    """
    came = received_at(_header(mail))
    return max(came, _written(mail) or came) if came else None


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
