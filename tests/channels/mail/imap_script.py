"""An IMAP server that says what a test tells it to, right or wrong."""

import socket
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace

from optout.network import Mailbox
from tests.channels.mail.servers import mailbox

CUT, HANG, DRIP = b"<cut>", b"<hang>", b"<drip>"
"""At the end of an answer: hang up; fall silent; go on with a byte now and then."""

_ANSWERS: Mapping[str, bytes] = {
    "CAPABILITY": b"* CAPABILITY IMAP4rev1\r\n{tag} OK done\r\n",
    "LOGIN": b"{tag} OK done\r\n",
    "EXAMINE": b"* OK [UIDVALIDITY 7] v\r\n* OK [UIDNEXT 2] n\r\n{tag} OK [READ-ONLY] opened\r\n",
    "UID SEARCH": b"* SEARCH 1\r\n{tag} OK done\r\n",
    "UID FETCH 1 (UID RFC822.SIZE)": b"* 1 FETCH (UID 1 RFC822.SIZE 20)\r\n{tag} OK done\r\n",
    "UID FETCH": b"* 1 FETCH (UID 1 BODY[]<0> {20}\r\nSubject: a\r\n\r\nbody\r\n)\r\n{tag} OK done\r\n",
    "LOGOUT": b"* BYE\r\n{tag} OK done\r\n",
}
"""A mailbox with the one mail ``RAW``."""

RAW = b"Subject: a\r\n\r\nbody\r\n"


class ScriptedImap:
    """Answers by the longest beginning of a command; of several answers each once, then the last."""

    def __init__(self, answers: Mapping[str, bytes | Sequence[bytes]], greeting: bytes) -> None:
        given = {key: [one] if isinstance(one, bytes) else list(one) for key, one in answers.items()}
        self._answers = {key: [one] for key, one in _ANSWERS.items()} | given
        self._greeting = greeting
        self._over = threading.Event()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self.heard: list[str] = []

    def mailbox(self) -> Mailbox:
        return replace(mailbox(1), imap_port=self._listener.getsockname()[1])

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._over.set()
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._thread.join(10)

    def _serve(self) -> None:
        while not self._over.is_set():
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            with connection, suppress(OSError):
                self._talk(connection)

    def _talk(self, connection: socket.socket) -> None:
        if not self._say(connection, self._greeting):
            return
        with connection.makefile("rb") as lines:
            for line in lines:
                tag, _, command = line.decode().strip().partition(" ")
                self.heard.append(command)
                if not self._say(connection, self._answer(command).replace(b"{tag}", tag.encode())):
                    return

    def _answer(self, command: str) -> bytes:
        fitting = [key for key in self._answers if command.startswith(key)]
        if not fitting:
            return b"{tag} BAD unknown\r\n"
        answers = self._answers[max(fitting, key=len)]
        return answers.pop(0) if len(answers) > 1 else answers[0]

    def _say(self, connection: socket.socket, answer: bytes) -> bool:
        """Whether the conversation goes on after it."""
        for end in (CUT, HANG, DRIP):
            if answer.endswith(end):
                connection.sendall(answer.removesuffix(end))
                for _ in range(0 if end == CUT else 1000):
                    if self._over.wait(0.02):
                        break
                    connection.sendall(b"x" if end == DRIP else b"")
                return False
        connection.sendall(answer)
        return True


@contextmanager
def scripted(
    answers: Mapping[str, bytes | Sequence[bytes]], greeting: bytes = b"* OK hello\r\n"
) -> Iterator[ScriptedImap]:
    server = ScriptedImap(answers, greeting)
    server.start()
    try:
        yield server
    finally:
        server.stop()
