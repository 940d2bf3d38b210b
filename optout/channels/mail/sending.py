"""Letters out, over SMTP."""

import ssl
from collections.abc import Callable

import aiosmtplib

from optout.catalog.steps import MailStep
from optout.channels.attempt import Attempt, Capture, Disclosed
from optout.channels.mail.conversation import Conversation
from optout.channels.mail.letter import compose, facts_told, mail_step
from optout.channels.mail.replies import not_offered, refused, unanswered
from optout.channels.mail.security import check_security
from optout.errors import WrongInput
from optout.network import Mailbox
from optout.people.facts import Facts
from optout.requests.failures import Failure
from optout.requests.outcome import Answer, Outcome, Sent

TIMEOUT_S = 60.0


class MailChannel:
    """Sends one letter per attempt through the person's own mail server.

    ``timeout_s`` bounds each reply of the server. ``tls`` is for tests; the machine's
    trusted authorities otherwise. Raises ``WrongInput`` for an unencrypted server elsewhere.
    """

    def __init__(
        self, mailbox: Mailbox, *, timeout_s: float = TIMEOUT_S, tls: ssl.SSLContext | None = None
    ) -> None:
        check_security(mailbox)
        self._mailbox = mailbox
        self._timeout_s = timeout_s
        self._tls = tls

    async def run(self, attempt: Attempt, capture: Capture) -> Outcome:
        """Send the attempt's letter. The capture has the raw letter, and what the provider now knows.

        What the letter tells counts as told from the moment it leaves, however this ends; only a
        definite refusal takes it back.

        Raises ``WrongInput`` where the definition has no letter for this action.
        """
        step = mail_step(attempt)
        if not self._may_write_for(attempt):
            detail = "the mailbox's address is none of the person's"
            return Outcome(Answer.PERSON, Failure.NO_MAILBOX, step="letter", detail=detail)
        unfit = _unfit(step, attempt.facts)
        if unfit:
            return Outcome(Answer.PERSON, Failure.FACT_MISSING, step="letter", detail=unfit)
        raw = compose(attempt, self._mailbox.address).as_bytes()
        capture.mails.append(raw)
        told = _disclosed(step, attempt.facts, self._mailbox.address)
        outcome = await self._send(step.to, raw, lambda: capture.disclosed.extend(told))
        if outcome.sent == Sent.NO:
            capture.disclosed = [one for one in capture.disclosed if one not in told]
        return outcome

    def _may_write_for(self, attempt: Attempt) -> bool:
        """Whether the recipient may learn the mailbox's address: it is the person's, or no secret."""
        if self._mailbox.for_everybody or attempt.own_addresses is None:
            return True
        own = {address.casefold() for address in attempt.own_addresses}
        return self._mailbox.address.casefold() in own

    async def _send(self, recipient: str, raw: bytes, before_content: Callable[[], None]) -> Outcome:
        conversation = Conversation(self._mailbox, self._timeout_s, self._tls)
        try:
            await conversation.hand_over(recipient, raw, before_content)
        except aiosmtplib.SMTPResponseException as error:
            return refused(conversation.stage, error.code)
        except aiosmtplib.SMTPNotSupported:
            return not_offered(conversation.stage)
        except (aiosmtplib.SMTPException, OSError) as error:
            return unanswered(conversation.stage, f"the conversation broke off: {type(error).__name__}")
        finally:
            await conversation.end()
        return Outcome(Answer.DONE, detail="the mail server took the letter", sent=Sent.YES)


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
    known = [Disclosed(meaning, recipient, value) for meaning, value in told.items()]
    return known if told.get("email") == sender else [*known, Disclosed("email", recipient, sender)]
