"""Awaiting, in the middle of an attempt, the mail that brings a code."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from email.parser import BytesHeaderParser
from email.policy import compat32
from itertools import chain, repeat
from time import monotonic

from optout.catalog.definition import Provider
from optout.catalog.steps import Step, WebStep
from optout.catalog.verbs import every_verb
from optout.channels.attempt import Capture
from optout.channels.mail.fetching import MAX_HEADER, Delivered
from optout.channels.mail.headers import written_at
from optout.channels.mail.inbox import Cursor, Inbox
from optout.channels.mail.reading import Reading, read_code
from optout.errors import OutsideFailure
from optout.http import Unanswered
from optout.network import Mailbox
from optout.people.vault import seal
from optout.requests.failures import Failure
from optout.requests.outcome import Answer, Outcome
from optout.running.belonging import WRONG_BY, is_for
from optout.running.installation import Installation
from optout.running.letterbox import mail_id_of, reading_bytes
from optout.running.roster import Enrolled
from optout.storage import traces
from optout.storage.subjects import require_remembered

WAIT_S = 90.0
"""How long an attempt waits for codes, all of them together."""

_FIRST_S, _EVERY_S = 3.0, 5.0
_LOOKS = 1 + int((WAIT_S - _FIRST_S) // _EVERY_S)
_SERVER_S = 10.0

Pause = Callable[[float], Awaitable[None]]
Codes = Mapping[str, list[bytes]]
"""Mails by the code that they bring."""


@dataclass(frozen=True, slots=True)
class Asking:
    """For whom, of whom and since when: which code mails belong to an attempt."""

    request_id: str
    person: Enrolled
    provider: Provider
    at: datetime


@dataclass(frozen=True, slots=True)
class CodeInbox:
    """The mailbox that codes come to; None where none is set up. ``pause`` waits so many seconds."""

    installation: Installation
    mailbox: Mailbox | None = None
    pause: Pause = asyncio.sleep

    def begin(self, asking: Asking, step: Step) -> "AwaitedCode | Outcome | None":
        """What waits for the code that the step's flow awaits; None where it surely awaits none.

        The outcome of the attempt where no code could be read: nobody was told anything then.
        Only mail that comes after this call can bring the code. Blocks for the mail server's answer.
        """
        flow = step.flow if isinstance(step, WebStep) else ()
        if not any(verb.await_mail == "code" for verb in every_verb(flow)):
            return None
        begun = self._begun(asking)
        surely = any(verb.await_mail == "code" for verb in flow)
        return begun if surely or isinstance(begun, AwaitedCode) else None

    def _begun(self, asking: Asking) -> "AwaitedCode | Outcome":
        if asking.provider.codes is None:
            detail = "the definition does not say which mail brings the code"
            return Outcome(Answer.PERSON, Failure.MAIL_MISSING, detail=detail)
        if self.mailbox is None:
            return Outcome(Answer.PERSON, Failure.NO_MAILBOX)
        if not _is_read_for(self.mailbox, asking.person):
            detail = "the mailbox's address is none of the person's"
            return Outcome(Answer.PERSON, Failure.NO_MAILBOX, detail=detail)
        try:
            with Inbox(self.mailbox, timeout_s=_SERVER_S) as inbox:
                return AwaitedCode(self, asking, self.mailbox, inbox.end())
        except OutsideFailure as failure:
            return Outcome(Answer.UNREACHABLE, Failure.MAIL_UNREACHABLE, detail=failure.what)


def _is_read_for(mailbox: Mailbox, person: Enrolled) -> bool:
    """Whether mail to the person comes here: as with letters, it is theirs, or for everybody."""
    if mailbox.for_everybody or person.mandate.kind != "self":
        return True
    return mailbox.address.casefold() in {one.casefold() for one in person.subject.emails}


class AwaitedCode:
    """One attempt's waiting. What it takes from the mailbox becomes that attempt's evidence."""

    def __init__(self, source: CodeInbox, asking: Asking, mailbox: Mailbox, since: Cursor) -> None:
        self._installation = source.installation
        self._pause = source.pause
        self._asking = asking
        self._mailbox = mailbox
        self._since = since
        self._pauses: Iterator[float] = chain((_FIRST_S,), repeat(_EVERY_S, _LOOKS - 1))

    async def receive(self, capture: Capture) -> str | None:
        """The one code that came; None where none came in time, or mails with different ones.

        Raises ``Unanswered`` (mail-unreachable) where the mail server could not be read at the end.
        """
        thread = ThreadPoolExecutor(1, thread_name_prefix="awaiting-code")
        inbox = Inbox(self._mailbox, timeout_s=_SERVER_S)
        try:
            return await self._poll(lambda: _in(thread, lambda: self._look(inbox)), capture)
        finally:
            thread.submit(inbox.close)  # after a look that may be under way still
            thread.shutdown(wait=False)

    async def _poll(self, look: Callable[[], Awaitable[Codes]], capture: Capture) -> str | None:
        until, trouble = monotonic() + WAIT_S, ""
        for seconds in self._pauses:
            if monotonic() + seconds > until:
                break
            await self._pause(seconds)
            try:
                found, trouble = await look(), ""
            except OutsideFailure as failure:
                trouble = failure.what
                continue
            if found:
                capture.mails += chain.from_iterable(found.values())
                return next(iter(found)) if len(found) == 1 else None
        if trouble:
            raise Unanswered(Failure.MAIL_UNREACHABLE, trouble)
        return None

    def _look(self, inbox: Inbox) -> Codes:
        """The mails that came since the last look, by the code that they bring; each is taken."""
        mails, self._since = inbox.new_mails(self._since)
        found: dict[str, list[bytes]] = {}
        for mail in mails:
            reading = self._read(mail)
            if reading is not None and reading.code is not None:
                self._take(mail.raw, reading)
                found.setdefault(reading.code, []).append(mail.raw)
        return found

    def _read(self, mail: Delivered) -> Reading | None:
        """The reading of the person's own code mail that was not written before the attempt."""
        asking = self._asking
        reading = read_code(mail.raw, asking.provider)
        if reading is None or not is_for(reading, asking.request_id, asking.person.subject.emails):
            return None
        written = written_at(BytesHeaderParser(policy=compat32).parsebytes(mail.raw[:MAX_HEADER]))
        return None if written is not None and written < asking.at - WRONG_BY else reading

    def _take(self, raw: bytes, reading: Reading) -> None:
        """From now on no answer to the request, whoever reads the mailbox and whenever."""
        mail = mail_id_of(self._asking.request_id, raw)
        sealed = seal(self._asking.person.key, reading_bytes(reading), f"mail/{mail}")
        now = self._installation.clock.now()
        with self._installation.database.transaction() as tx:
            require_remembered(tx, self._asking.person.id)
            traces.keep_mail(tx, mail, self._asking.request_id, now, sealed)


async def _in(thread: ThreadPoolExecutor, work: Callable[[], Codes]) -> Codes:
    return await asyncio.get_running_loop().run_in_executor(thread, work)
