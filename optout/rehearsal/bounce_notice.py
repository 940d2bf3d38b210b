"""The notice of a mail server that a letter could not be delivered. Source: RFC 3464."""

from datetime import datetime
from email import message_from_bytes
from email.policy import default
from email.utils import format_datetime

_NOTICE = """\
From: Mail Delivery System <MAILER-DAEMON@{host}>
To: {sender}
Subject: Undelivered Mail Returned to Sender
Date: {date}
Message-ID: <{number}.bounce@{host}>
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="=_{number}"

--=_{number}
Content-Type: text/plain; charset=us-ascii

This is the mail system at host {host}.

I'm sorry to have to inform you that your message could not be delivered.

<{recipient}>: 550 5.1.1 User unknown

--=_{number}
Content-Type: message/delivery-status

Reporting-MTA: dns; {host}

Final-Recipient: rfc822; {recipient}
Action: failed
Status: 5.1.1
Diagnostic-Code: smtp; 550 5.1.1 User unknown

--=_{number}
Content-Type: text/rfc822-headers

{returned}
--=_{number}--
"""


def bounce_notice(letter: bytes, host: str, at: datetime) -> bytes:
    """The notice of the mail server ``host`` about this letter, with the letter's own header in it."""
    header = letter.partition(b"\r\n\r\n")[0] if b"\r\n\r\n" in letter else letter.partition(b"\n\n")[0]
    read = message_from_bytes(letter, policy=default)
    notice = _NOTICE.format(
        host=host,
        sender=read["From"],
        recipient=read["To"],
        date=format_datetime(at),
        number=int(at.timestamp()),
        returned=header.decode("utf-8", "replace").replace("\r\n", "\n") + "\n",
    )
    return notice.encode().replace(b"\n", b"\r\n")
