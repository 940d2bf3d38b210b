"""Letters out: over SMTP, or as drafts that the person sends."""

import asyncio
import ssl
from collections.abc import Callable
from dataclasses import replace
from email.parser import BytesHeaderParser
from email.policy import compat32

import aiosmtplib

from optout.catalog.steps import MailStep
from optout.channels.attempt import SENDER, Attempt, Capture, Disclosed
from optout.channels.mail.alias import alias_of
from optout.channels.mail.conversation import Conversation
from optout.channels.mail.drafts import as_draft, draft_path, write_draft
from optout.channels.mail.letter import compose, facts_told, mail_step
from optout.channels.mail.replies import not_offered, refused, unanswered
from optout.channels.mail.security import check_security
from optout.channels.mail.sent import keep_in_sent, was_sent
from optout.errors import OutsideFailure, StorageFailure, WrongInput
from optout.network import Mailbox
from optout.people.facts import Facts
from optout.requests.failures import Failure
from optout.requests.outcome import Answer, Outcome, Sent
from optout.rights.letters.linting import ONLY_SIGNED, LetterIncomplete

TIMEOUT_S = 60.0
"""For each reply of the server."""

TOTAL_S = 75.0
"""For the whole conversation: less than an attempt has, so that how far it came is always known."""

_KEEPING_S = 8.0
_LOOKING_S = 8.0
_LOOK_AFTER_S = (0.0, 4.0, 8.0)


class MailChannel:
    """Sends one letter per attempt through the person's own mail server, or leaves it as a draft.

    ``timeout_s`` bounds each reply of the server, ``total_s`` all of them. ``tls`` is for tests; the
    machine's trusted authorities otherwise. Raises ``WrongInput`` for an unencrypted server elsewhere.
    """

    def __init__(
        self,
        mailbox: Mailbox,
        *,
        timeout_s: float = TIMEOUT_S,
        total_s: float = TOTAL_S,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        check_security(mailbox)
        self._mailbox = mailbox
        self._timeout_s = timeout_s
        self._total_s = total_s
        self._tls = tls

    async def run(self, attempt: Attempt, capture: Capture) -> Outcome:
        """Send the attempt's letter. The capture has the raw letter, and what the provider now knows.

        What the letter tells counts as told from the moment it leaves, however this ends; only a
        definite refusal takes it back. A draft tells nobody anything.

        Raises ``WrongInput`` where the definition has no letter for this action.
        """
        step = mail_step(attempt)
        if not self._may_write_for(attempt):
            return _person(Failure.NO_MAILBOX, "the mailbox's address is none of the person's")
        unfit = _unfit(step, attempt.facts)
        if unfit:
            return _person(Failure.FACT_MISSING, unfit)
        try:
            letter = compose(attempt, self._sender(attempt))
        except LetterIncomplete as lacking:
            unsigned = ONLY_SIGNED.issuperset(lacking.elements)
            failure = Failure.SIGNATURE if unsigned else Failure.LETTER_INCOMPLETE
            return _person(failure, lacking.what)
        except WrongInput as unfit_letter:
            return _person(Failure.LETTER_INCOMPLETE, unfit_letter.what)
        if self._mailbox.send == "drafts":
            return self._leave_draft(attempt, step, as_draft(letter), capture)
        return await self._tell(attempt, step, letter.as_bytes(), capture)

    def _may_write_for(self, attempt: Attempt) -> bool:
        """Whether the recipient may learn the mailbox's address: it is the person's, or no secret."""
        if self._mailbox.for_everybody or attempt.own_addresses is None:
            return True
        own = {address.casefold() for address in attempt.own_addresses}
        return self._mailbox.address.casefold() in own

    def _sender(self, attempt: Attempt) -> str:
        if not self._mailbox.plus_addresses:
            return self._mailbox.address
        return alias_of(self._mailbox.address, attempt.provider.slug, self._mailbox.alias_key)

    def _leave_draft(self, attempt: Attempt, step: MailStep, raw: bytes, capture: Capture) -> Outcome:
        if self._mailbox.drafts is None:
            raise WrongInput("The mailbox has no folder for drafts.")
        capture.mails.append(raw)
        try:
            write_draft(draft_path(self._mailbox.drafts, attempt.reference, attempt.action), raw)
        except StorageFailure:
            detail = "the draft could not be written"
            return Outcome(Answer.UNREACHABLE, Failure.OWN_FAULT, step="letter", detail=detail)
        capture.held.extend(_disclosed(step, attempt.facts, self._sender(attempt)))
        return _person(Failure.DRAFT, "the letter waits as a draft")

    async def _tell(self, attempt: Attempt, step: MailStep, raw: bytes, capture: Capture) -> Outcome:
        sender = self._sender(attempt)
        capture.mails.append(raw)
        told = _disclosed(step, attempt.facts, sender)
        outcome = await self._send(sender, step.to, raw, lambda: capture.disclosed.extend(told))
        if outcome.sent == Sent.NO:
            capture.disclosed = [one for one in capture.disclosed if one not in told]
        return outcome

    async def _send(
        self, sender: str, recipient: str, raw: bytes, before_content: Callable[[], None]
    ) -> Outcome:
        outcome = await self._handed_over(sender, recipient, raw, before_content)
        if outcome.sent == Sent.MAYBE:
            return await self._looked_up(raw, outcome)
        if outcome.sent == Sent.YES and self._mailbox.keep_sent:
            return replace(outcome, detail=outcome.detail + await self._kept(raw))
        return outcome

    async def _handed_over(
        self, sender: str, recipient: str, raw: bytes, before_content: Callable[[], None]
    ) -> Outcome:
        conversation = Conversation(self._mailbox, self._timeout_s, self._tls)
        try:
            async with asyncio.timeout(self._total_s):
                await conversation.hand_over(sender, recipient, raw, before_content)
        except aiosmtplib.SMTPResponseException as error:
            return refused(conversation.stage, error.code, error.message)
        except aiosmtplib.SMTPNotSupported:
            return not_offered(conversation.stage)
        except (aiosmtplib.SMTPException, OSError) as error:
            return unanswered(conversation.stage, f"the conversation broke off: {type(error).__name__}")
        finally:
            await conversation.end()
        return Outcome(Answer.DONE, detail="the mail server took the letter", sent=Sent.YES)

    async def _looked_up(self, raw: bytes, outcome: Outcome) -> Outcome:
        """The doubtful outcome, or that the letter was sent where it lies in the folder of sent mail.

        That it does not lie there yet proves nothing so soon.
        """
        message_id = str(BytesHeaderParser(policy=compat32).parsebytes(raw)["Message-ID"])
        timeout_s = _LOOKING_S / 2
        for pause in _LOOK_AFTER_S:
            await asyncio.sleep(pause)
            look = asyncio.to_thread(
                was_sent, self._mailbox, message_id, timeout_s=timeout_s, tls=self._tls
            )
            try:
                found = await asyncio.wait_for(look, _LOOKING_S)
            except (OutsideFailure, TimeoutError):
                return outcome
            if found:
                detail = f"{outcome.detail}; the letter is in the folder of sent mail"
                return Outcome(Answer.DONE, detail=detail, sent=Sent.YES)
            if found is None:
                return outcome
        return outcome

    async def _kept(self, raw: bytes) -> str:
        """What became of the copy. The letter is sent, whatever it is."""
        keep = asyncio.to_thread(
            keep_in_sent, self._mailbox, raw, timeout_s=_KEEPING_S / 2, tls=self._tls
        )
        try:
            found = await asyncio.wait_for(keep, _KEEPING_S)
        except (OutsideFailure, TimeoutError):
            return "; a copy could not be kept"
        return "; a copy is kept" if found else "; there is no folder to keep a copy in"


def _person(failure: Failure, detail: str) -> Outcome:
    return Outcome(Answer.PERSON, failure, step="letter", detail=detail)


def _unfit(step: MailStep, facts: Facts) -> str | None:
    missing = [name for name, how in step.needs.items() if how == "required" and name not in facts]
    if missing:
        return f"no value for {', '.join(missing)}"
    try:
        facts_told(step, facts)
    except WrongInput as error:
        return error.what
    return None


def _disclosed(step: MailStep, facts: Facts, sender: str) -> list[Disclosed]:
    """The facts in the letter, and the address it came from, which no letter can hide."""
    recipient = step.to.rpartition("@")[2].lower()
    told = facts_told(step, facts)
    known = [Disclosed(meaning, recipient, one) for meaning, values in told.items() for one in values]
    if sender in told.get("email", ()):
        return known
    return [*known, Disclosed(SENDER if "email" in told else "email", recipient, sender)]
