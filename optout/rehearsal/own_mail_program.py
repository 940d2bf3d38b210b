"""The mail program in which the person of a rehearsal opens a draft, and presses "send"."""

import smtplib
from email import message_from_bytes
from email.policy import SMTP
from email.utils import make_msgid

from optout.channels.mail.drafts import draft_path
from optout.channels.mail.reference import mail_reference
from optout.network import Mailbox
from optout.requests.actions import Action

_NOT_SENT_ALONG = ("X-Unsent", "Message-ID")


def send_draft(mailbox: Mailbox, request_id: str, action: Action) -> bool:
    """Send what waits for this request, under a Message-ID of the program's own.

    False where the recipient's address does not exist, which the program says at once.
    """
    if mailbox.drafts is None:
        raise ValueError("this mailbox has no folder for drafts")
    raw = draft_path(mailbox.drafts, mail_reference(request_id), action).read_bytes()
    letter = message_from_bytes(raw, policy=SMTP)
    for name in _NOT_SENT_ALONG:
        del letter[name]
    letter["Message-ID"] = make_msgid(domain=mailbox.address.rpartition("@")[2])
    with smtplib.SMTP(mailbox.smtp_host, mailbox.smtp_port, timeout=10) as server:
        server.login(mailbox.username, mailbox.password)
        try:
            server.send_message(letter)
        except smtplib.SMTPRecipientsRefused:
            return False
    return True
