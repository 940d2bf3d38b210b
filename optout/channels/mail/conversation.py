"""One conversation with a mail server: connect, sign in, hand over one letter, leave."""

import contextlib
import re
import ssl
from collections.abc import Callable

import aiosmtplib

from optout.channels.mail.replies import Stage
from optout.network import Mailbox

_GOODBYE_S = 5.0
_ANONYMOUS = "[127.0.0.1]"  # this machine's name would stay in the letter's trace


class Conversation:
    """``stage`` tells how far it came, which decides what a failure means."""

    def __init__(self, mailbox: Mailbox, timeout_s: float, tls: ssl.SSLContext | None) -> None:
        self.stage = Stage.CONNECT
        self._mailbox = mailbox
        self._timeout_s = timeout_s
        self._client = aiosmtplib.SMTP(
            hostname=mailbox.smtp_host,
            port=mailbox.smtp_port,
            local_hostname=_ANONYMOUS,
            timeout=timeout_s,
            use_tls=mailbox.security_of_letters == "tls",
            start_tls=False,  # done below, where a server that offers none is told from one that fails
            tls_context=tls,
        )

    async def sign_in(self) -> None:
        """Connect, and sign in where there is a user name. Raises ``SMTPException`` and ``OSError``."""
        await self._client.connect()
        await self._client.ehlo()
        if self._mailbox.security_of_letters == "starttls":
            await self._encrypt()
        await self._sign_in()

    async def hand_over(
        self, sender: str, recipient: str, raw: bytes, before_content: Callable[[], None] = lambda: None
    ) -> None:
        """Return when the server took the letter. Raises ``SMTPException`` and ``OSError``.

        ``sender`` is where bounces go. ``before_content`` is called when the letter itself is about to
        leave, and not otherwise.
        """
        await self.sign_in()
        self.stage = Stage.SENDER
        size = [f"SIZE={len(raw)}"] if self._client.supports_extension("size") else []
        await self._client.mail(sender, options=size)
        self.stage = Stage.RECIPIENT
        await self._client.rcpt(recipient)
        self.stage = Stage.DATA
        await self._hand_over_content(raw, before_content)

    async def _encrypt(self) -> None:
        """Never go on in clear, whoever took the offer of encryption out of the server's words."""
        if not self._client.supports_extension("starttls"):
            raise aiosmtplib.SMTPNotSupported("no encryption")
        await self._client.starttls()
        await self._client.ehlo()

    async def _sign_in(self) -> None:
        self.stage = Stage.SIGN_IN
        if not self._mailbox.username:
            return
        if not self._client.supports_extension("auth"):
            raise aiosmtplib.SMTPNotSupported("no sign-in")
        await self._client.login(self._mailbox.username, self._mailbox.password)

    async def _hand_over_content(self, raw: bytes, before_content: Callable[[], None]) -> None:
        """DATA in two halves, because only the second can leave us in doubt."""
        go_on = await self._client.execute_command(b"DATA")
        if go_on.code != 354:
            raise aiosmtplib.SMTPDataError(go_on.code, go_on.message)
        protocol = self._client.protocol
        if protocol is None:
            raise aiosmtplib.SMTPServerDisconnected("gone before the content")
        before_content()
        self.stage = Stage.CONTENT
        protocol.write(re.sub(rb"(?m)^\.", b"..", raw) + b".\r\n")
        taken = await protocol.read_response(timeout=self._timeout_s)
        if taken.code != 250:
            raise aiosmtplib.SMTPDataError(taken.code, taken.message)
        self.stage = Stage.TAKEN

    async def end(self) -> None:
        """Say goodbye after a letter that was taken, else just hang up. It changes nothing."""
        with contextlib.suppress(aiosmtplib.SMTPException, OSError):
            if self.stage == Stage.TAKEN:
                await self._client.quit(timeout=_GOODBYE_S)
        self._client.close()
