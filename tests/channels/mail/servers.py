"""Real mail servers for tests: one that follows a script, and one that says anything."""

import asyncio
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from optout.network import Mailbox

ADDRESS = "ada@mailbox.example"


class Script:
    """An aiosmtpd handler that answers as told at each stage and keeps what it was given."""

    def __init__(self, replies: dict[str, str] | None = None, *, no_auth: bool = False) -> None:
        self.no_auth = no_auth
        self.replies = replies or {}
        self.letters: list[tuple[str, list[str], bytes]] = []
        self.greeted: list[str] = []

    async def handle_EHLO(
        self, server: SMTP, session: Session, envelope: Envelope, hostname: str, responses: list[str]
    ) -> list[str]:
        self.greeted.append(hostname)
        session.host_name = hostname
        return [line for line in responses if "AUTH" not in line] if self.no_auth else responses

    async def handle_MAIL(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        envelope.mail_from = address
        return self.replies.get("sender", "250 OK")

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        envelope.rcpt_tos.append(address)
        return self.replies.get("recipient", "250 OK")

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        reply = self.replies.get("content", "250 OK")
        if reply.startswith("250"):
            assert isinstance(envelope.content, bytes)
            self.letters.append((envelope.mail_from or "", envelope.rcpt_tos, envelope.content))
        return reply

    def authenticate(
        self, server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: object
    ) -> AuthResult:
        right = data == LoginPassword(b"ada", b"secret")
        refusal = self.replies.get("sign_in")
        return AuthResult(success=right and not refusal, handled=False, message=refusal)


@asynccontextmanager
async def serving(
    script: Script, *, tls: ssl.SSLContext | None = None, starttls: bool = False
) -> AsyncIterator[int]:
    loop = asyncio.get_running_loop()

    def protocol() -> SMTP:
        return SMTP(
            script,
            loop=loop,
            authenticator=script.authenticate,
            auth_require_tls=False,
            tls_context=tls if starttls else None,
        )

    server = await loop.create_server(protocol, "127.0.0.1", 0, ssl=None if starttls else tls)
    async with server:
        yield server.sockets[0].getsockname()[1]


@asynccontextmanager
async def talking(
    talk: Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]],
) -> AsyncIterator[int]:
    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await talk(reader, writer)
        finally:
            writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    async with server:
        yield server.sockets[0].getsockname()[1]


def mailbox(port: int, security: str = "none", password: str | None = None) -> Mailbox:
    password = password or "secret"
    return Mailbox(ADDRESS, "127.0.0.1", port, "127.0.0.1", 1, "ada", password, security)
