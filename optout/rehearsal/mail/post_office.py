"""The post between the twins and the mailbox: mails wait for their moment in virtual time."""

import heapq
import itertools
import threading
from collections.abc import Callable, Mapping
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

RECEIVING_SERVER = "mx.rehearsal.example"


class PostOffice:
    """Holds mails until they are due, then gives them, as bytes, to ``deliver``. Thread-safe."""

    def __init__(self, deliver: Callable[[bytes], None]) -> None:
        self._deliver = deliver
        self._waiting: list[tuple[datetime, int, bytes]] = []
        self._ahead: list[datetime] = []  # when those that were delivered ahead would have come
        self._numbers = itertools.count(1)
        self._lock = threading.Lock()

    def send(
        self,
        *,
        sender: str,
        to: str,
        subject: str,
        text: str,
        at: datetime,
        authentic: bool = True,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        """Deliver a mail to ``to`` at the virtual moment ``at``, with these ``headers`` besides its own.

        One that is not ``authentic`` bears the receiving server's note that its sender is forged.
        """
        with self._lock:
            number = next(self._numbers)
            mail = _mail(sender, to, subject, text, at, authentic, number)
            for name, value in (headers or {}).items():
                mail[name] = value
            heapq.heappush(self._waiting, (at, number, mail.as_bytes()))

    def put(self, raw: bytes, *, domain: str, to: str, at: datetime) -> None:
        """Deliver a whole mail as it is, under what the receiving server notes of its ``domain``."""
        with self._lock:
            notes = f"Delivered-To: {to}\r\nAuthentication-Results: {_results(domain, 'pass')}\r\n"
            heapq.heappush(self._waiting, (at, next(self._numbers), notes.encode() + raw))

    def next_due(self) -> datetime | None:
        """When the next mail is due, also one that was delivered ahead; None where there is none."""
        with self._lock:
            first = [self._waiting[0][0]] if self._waiting else []
            return min((*first, *self._ahead), default=None)

    def deliver_due(self, now: datetime) -> int:
        """Deliver everything due until ``now``, in order; how many mails are due by now.

        One that was delivered ahead counts when it is due.
        """
        with self._lock:
            early = [at for at in self._ahead if at <= now]
            self._ahead = [at for at in self._ahead if at > now]
            return len(self._deliver_until(now)) + len(early)

    def deliver_ahead(self, until: datetime) -> None:
        """Deliver now what will be due until ``until``, for whoever would wait for it."""
        with self._lock:
            self._ahead += self._deliver_until(until)

    def _deliver_until(self, until: datetime) -> list[datetime]:
        due = []
        while self._waiting and self._waiting[0][0] <= until:
            due.append(heapq.heappop(self._waiting))
        for _, _, raw in due:
            self._deliver(raw)
        return [at for at, _, _ in due]


def _mail(
    sender: str, to: str, subject: str, text: str, at: datetime, authentic: bool, number: int
) -> EmailMessage:
    domain = sender.rpartition("@")[2].rstrip(">")
    mail = EmailMessage(policy=SMTP)
    mail["Delivered-To"] = to
    mail["Authentication-Results"] = _results(domain, "pass" if authentic else "fail")
    mail["From"] = sender
    mail["To"] = to
    mail["Subject"] = subject
    mail["Date"] = format_datetime(at)
    mail["Message-ID"] = f"<{number}.{int(at.timestamp())}@{domain}>"
    mail.set_content(text)
    return mail


def _results(domain: str, verdict: str) -> str:
    """What the receiving server found out, RFC 8601."""
    return (
        f"{RECEIVING_SERVER}; dmarc={verdict} header.from={domain}; spf={verdict} smtp.mailfrom={domain}"
    )
