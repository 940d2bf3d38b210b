"""One letter to oneself, over the real servers, to see it come back: also to an alias."""

import asyncio
import secrets
import ssl
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from email.message import EmailMessage
from email.parser import BytesHeaderParser
from email.policy import SMTP, compat32

import aiosmtplib

from optout.channels.mail.alias import alias_of
from optout.channels.mail.conversation import Conversation
from optout.channels.mail.fetching import MAX_HEADER, Delivered
from optout.channels.mail.inbox import Cursor, Inbox
from optout.network import Mailbox

WAIT_S = 90.0
_TIMEOUT_S = 20.0
_TOTAL_S = 60.0
_SLUG = "optout_test"
_TEXT = "This is a test of optout. You can delete it.\r\n"


@dataclass(frozen=True, slots=True)
class RoundTrip:
    """Whether the server ``took`` the letter to an alias of the mailbox's own address, and where it
    ``arrived``: "inbox", "spam", or "" where it did not come in time. ``why`` has no address."""

    took: bool
    arrived: str = ""
    seconds: int = 0
    why: str = ""


def send_to_oneself(
    mailbox: Mailbox,
    tell: Callable[[str], None] = lambda _words: None,
    *,
    wait_s: float = WAIT_S,
    tls: ssl.SSLContext | None = None,
) -> RoundTrip:
    """Send the one letter and wait for it, at most ``wait_s``. Nothing in the mailbox is altered.

    Blocking. Raises ``OutsideFailure`` where the mailbox cannot be read.
    """
    token = f"{secrets.token_hex(12)}.optout-test"
    with Inbox(mailbox, tls=tls) as inbox, Inbox(mailbox, spam=True, tls=tls) as spam:
        places = {"inbox": (inbox, inbox.end()), "spam": (spam, spam.end())}
        tell("Sending one letter to yourself ...")
        refusal = asyncio.run(_send(mailbox, token, tls))
        if refusal:
            return RoundTrip(took=False, why=refusal)
        tell(f"Waiting for it, at most {wait_s:.0f} seconds ...")
        start = time.monotonic()
        arrived = _await(places, token, start + wait_s)
        return RoundTrip(took=True, arrived=arrived, seconds=round(time.monotonic() - start))


def _await(places: dict[str, tuple[Inbox, Cursor]], token: str, until: float) -> str:
    """Where the letter arrived; it may come to the one folder while the other is looked at."""
    while True:
        for name, (inbox, since) in places.items():
            mails, behind = inbox.new_mails(since)
            places[name] = (inbox, behind)
            if _has(mails, token):
                return name
        left = until - time.monotonic()
        if left <= 0:
            return ""
        places["inbox"][0].wait(min(left, 5.0))


def _has(mails: Iterable[Delivered], token: str) -> bool:
    parser = BytesHeaderParser(policy=compat32)
    headers = (parser.parsebytes(mail.raw[:MAX_HEADER]) for mail in mails)
    return any(token in str(header.get("Message-ID", "")) for header in headers)


async def _send(mailbox: Mailbox, token: str, tls: ssl.SSLContext | None) -> str:
    """Why the server did not take the letter; "" where it did."""
    to = alias_of(mailbox.address, _SLUG, mailbox.alias_key)
    conversation = Conversation(mailbox, _TIMEOUT_S, tls)
    try:
        async with asyncio.timeout(_TOTAL_S):
            await conversation.hand_over(mailbox.address, to, _letter(mailbox, to, token))
    except aiosmtplib.SMTPResponseException as error:
        return f"The mail server answered {error.code} ({conversation.stage})."
    except (aiosmtplib.SMTPException, OSError) as error:
        return f"The conversation broke off: {type(error).__name__} ({conversation.stage})."
    finally:
        await conversation.end()
    return ""


def _letter(mailbox: Mailbox, to: str, token: str) -> bytes:
    letter = EmailMessage(policy=SMTP)
    letter["From"], letter["To"] = mailbox.address, to
    letter["Subject"] = "Test of optout"
    letter["Message-ID"] = f"<{token}@{mailbox.address.rpartition('@')[2]}>"
    letter.set_content(_TEXT)
    return letter.as_bytes()
