"""SMTP on this machine: takes every letter from whoever signs in, and hands it over."""

import asyncio
import hmac
import logging
import warnings
from collections.abc import Callable

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from optout.rehearsal.mail.loop import LoopThread
from optout.rehearsal.mail.post_office import RECEIVING_SERVER

OnLetter = Callable[[bytes, str], None]
Refuses = Callable[[str], bool]


class Letterbox:
    """``on_letter`` is called in the server's thread, per recipient, before the sender hears yes.

    A recipient whom it ``refuses`` does not exist, and the sender hears so.
    """

    def __init__(
        self, username: str, password: str, on_letter: OnLetter, refuses: Refuses = lambda _: False
    ) -> None:
        self._login = (username.encode(), password.encode())
        self._on_letter = on_letter
        self._refuses = refuses
        self._server: asyncio.Server | None = None
        self.port = 0

    def start(self, thread: LoopThread) -> None:
        """Listen on a free port of the loopback interface."""
        logging.getLogger("mail.log").setLevel(logging.ERROR)
        warnings.filterwarnings("ignore", module="aiosmtpd")  # no TLS on loopback, its own old names
        self._server = thread.run(self._listen(thread.loop))
        self.port = self._server.sockets[0].getsockname()[1]

    def stop(self) -> None:
        """Listen no more. Ends with its thread's loop."""
        if self._server is not None:
            self._server.get_loop().call_soon_threadsafe(self._server.close)
            self._server = None

    async def handle_MAIL(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Called by aiosmtpd with a sender. Nobody sends without having signed in."""
        if not session.authenticated:
            return "530 sign in first"
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return "250 OK"

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Called by aiosmtpd with a recipient. Source of the code: RFC 3463, section 3.2."""
        if self._refuses(address):
            return f"550 5.1.1 <{address}>: Recipient address rejected: User unknown"
        envelope.rcpt_tos.append(address)
        envelope.rcpt_options.extend(options)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        """Called by aiosmtpd with a whole letter."""
        content = envelope.content
        raw = content if isinstance(content, bytes) else (content or "").encode()
        for recipient in envelope.rcpt_tos:
            self._on_letter(raw, recipient)
        return "250 OK"

    async def _listen(self, loop: asyncio.AbstractEventLoop) -> asyncio.Server:
        return await loop.create_server(lambda: self._protocol(loop), "127.0.0.1", 0)

    def _protocol(self, loop: asyncio.AbstractEventLoop) -> SMTP:
        return SMTP(
            self,
            hostname=RECEIVING_SERVER,
            ident="rehearsal",
            loop=loop,
            authenticator=self._check,
            auth_require_tls=False,
        )

    def _check(
        self, server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: object
    ) -> AuthResult:
        given = (data.login, data.password) if isinstance(data, LoginPassword) else (b"", b"")
        same = [
            hmac.compare_digest(mine, theirs) for mine, theirs in zip(self._login, given, strict=True)
        ]
        return AuthResult(success=all(same), handled=False)
