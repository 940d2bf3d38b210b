"""What reading a mailbox may cost at most: time and memory, whatever the server sends."""

import contextlib
import imaplib
import socket
import ssl
import threading
from collections.abc import Iterator

MOST_BYTES = 48 * 1024 * 1024
"""Of one piece of work: what ``new_mails`` asks for at most, and half as much again."""


class Guard:
    """Ends a conversation that takes too long or sends too much. Safe to use again and again."""

    def __init__(self) -> None:
        self.client: imaplib.IMAP4 | None = None
        self._room = 0

    @contextlib.contextmanager
    def within(self, seconds: float) -> Iterator[None]:
        """Let the work below take so long and read ``MOST_BYTES``, then hang up on the server.

        The library then raises as for a server that is gone: also for one that sends a byte now and
        then.
        """
        self._room = MOST_BYTES
        timer = threading.Timer(seconds, self._hang_up)
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()

    def spend(self, size: int) -> None:
        """Take note of so many bytes. Raises ``IMAP4.abort`` where they are too many."""
        self._room -= size
        if self._room < 0:
            raise imaplib.IMAP4.abort("the server sends more than it was asked for")

    def _hang_up(self) -> None:
        connection = getattr(self.client, "sock", None)  # none yet while it is being made
        if connection is not None:
            with contextlib.suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)


class GuardedImap(imaplib.IMAP4):
    """A connection of which a ``Guard`` counts what is read."""

    def __init__(self, guard: Guard, host: str, port: int, timeout_s: float) -> None:
        self._guard = guard
        guard.client = self
        super().__init__(host, port, timeout_s)

    def read(self, size: int) -> bytes:
        self._guard.spend(size)
        return super().read(size)

    def readline(self) -> bytes:
        line = super().readline()
        self._guard.spend(len(line))
        return line


class GuardedImapTls(imaplib.IMAP4_SSL):
    """The same with TLS from the first byte."""

    def __init__(
        self, guard: Guard, host: str, port: int, timeout_s: float, context: ssl.SSLContext
    ) -> None:
        self._guard = guard
        guard.client = self
        super().__init__(host, port, ssl_context=context, timeout=timeout_s)

    def read(self, size: int) -> bytes:
        self._guard.spend(size)
        return super().read(size)

    def readline(self) -> bytes:
        line = super().readline()
        self._guard.spend(len(line))
        return line
