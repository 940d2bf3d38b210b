"""Whether a mailbox is set up as it should be: both servers are signed in to, and nothing is altered."""

import asyncio
import ssl
from collections.abc import Callable
from dataclasses import dataclass

import aiosmtplib

from optout.channels.mail.conversation import Conversation
from optout.channels.mail.folders import SENT, SPAM, find_folder
from optout.channels.mail.imap import BROKEN, leave, open_box
from optout.channels.mail.replies import Stage, not_offered, refused, unanswered
from optout.channels.mail.security import check_security
from optout.errors import OutsideFailure
from optout.network import Mailbox
from optout.requests.failures import Failure
from optout.requests.outcome import Outcome

TIMEOUT_S = 20.0
TOTAL_S = 45.0
Tell = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Letters:
    """Whether letters could leave. ``why`` has no address; ``refused`` is a refused sign-in."""

    ok: bool
    security: str
    why: str = ""
    refused: bool = False


@dataclass(frozen=True, slots=True)
class Answers:
    """Whether answers can be read, and what the server has. None is not known."""

    ok: bool
    security: str
    why: str = ""
    todo: str = ""
    idle: bool | None = None
    sent_folder: bool | None = None
    spam_folder: bool | None = None


@dataclass(frozen=True, slots=True)
class Checkup:
    """``letters`` is None where the person sends drafts, ``answers`` where nothing is read."""

    letters: Letters | None
    answers: Answers | None

    @property
    def ok(self) -> bool:
        return all(part is None or part.ok for part in (self.letters, self.answers))


def check_mailbox(
    mailbox: Mailbox,
    tell: Tell = lambda _words: None,
    *,
    timeout_s: float = TIMEOUT_S,
    tls: ssl.SSLContext | None = None,
) -> Checkup:
    """Sign in to both servers; no letter is sent and no mail is read. Blocking, under two minutes.

    ``tell`` hears what is done. Raises ``WrongInput`` for an unencrypted server elsewhere.
    """
    check_security(mailbox)
    letters = answers = None
    if mailbox.send == "smtp":
        tell("Signing in where letters leave ...")
        letters = asyncio.run(_letters(mailbox, timeout_s, tls))
    if mailbox.is_read:
        tell("Signing in where answers arrive ...")
        answers = _answers(mailbox, timeout_s, tls)
    return Checkup(letters, answers)


async def _letters(mailbox: Mailbox, timeout_s: float, tls: ssl.SSLContext | None) -> Letters:
    conversation = Conversation(mailbox, timeout_s, tls)
    security = mailbox.security_of_letters
    try:
        async with asyncio.timeout(TOTAL_S):
            await conversation.sign_in()
    except aiosmtplib.SMTPResponseException as error:
        return _trouble(security, refused(conversation.stage, error.code, error.message))
    except aiosmtplib.SMTPNotSupported:
        return _trouble(security, not_offered(conversation.stage))
    except (aiosmtplib.SMTPException, OSError) as error:
        broke = f"the conversation broke off: {type(error).__name__}"
        return _trouble(security, unanswered(conversation.stage, broke))
    finally:
        await conversation.end()
    return Letters(ok=True, security=security)


def _trouble(security: str, outcome: Outcome) -> Letters:
    was_refused = outcome.step == Stage.SIGN_IN and outcome.failure == Failure.NOT_AUTHORISED
    why = f"{outcome.detail[:1].upper()}{outcome.detail[1:]} ({outcome.step})."
    return Letters(ok=False, security=security, why=why, refused=was_refused)


def _answers(mailbox: Mailbox, timeout_s: float, tls: ssl.SSLContext | None) -> Answers:
    try:
        box = open_box(mailbox, timeout_s, tls)
    except OutsideFailure as failure:
        return Answers(ok=False, security=mailbox.security, why=failure.what, todo=failure.todo)
    try:
        with box.guard.within(TOTAL_S):
            sent, spam = find_folder(box, SENT), find_folder(box, SPAM)
    except BROKEN:
        return Answers(ok=False, security=mailbox.security, why="The folders could not be listed.")
    finally:
        leave(box)
    return Answers(
        ok=True,
        security=mailbox.security,
        idle="IDLE" in box.client.capabilities,
        sent_folder=sent is not None,
        spam_folder=spam is not None,
    )
