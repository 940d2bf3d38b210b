import socket
import threading
from collections.abc import Iterator
from dataclasses import replace

import pytest

from optout.channels.mail.inbox import Inbox
from optout.errors import OutsideFailure, WrongInput
from optout.network import Mailbox
from optout.rehearsal.mail.imap_server import ImapServer
from optout.rehearsal.mail.loop import LoopThread

USER = "ada@mailbox.example"


@pytest.fixture
def own() -> Iterator[ImapServer]:
    thread = LoopThread("test imap")
    server = ImapServer(USER, "secret", capabilities="IMAP4rev1")
    server.start(thread)
    yield server
    server.stop()
    thread.stop()


def mailbox(server: ImapServer, password: str | None = None) -> Mailbox:
    password = password or "secret"
    return Mailbox(USER, "127.0.0.1", 1, "127.0.0.1", server.port, USER, password, "none")


def test_nobody_listening_is_a_sentence() -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        box = Mailbox(USER, "127.0.0.1", 1, "127.0.0.1", probe.getsockname()[1], USER, "x", "none")
        with pytest.raises(OutsideFailure) as failure:
            Inbox(box, timeout_s=2).new_mails(None)

    assert failure.value.what == "The mailbox's server could not be reached."


@pytest.mark.parametrize("answer", [b"", b"* BYE no\r\n", b"nonsense\r\n", b"* OK hello\r\n"])
def test_a_server_that_hangs_up_or_talks_nonsense_is_a_failure(answer: bytes) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def serve() -> None:
            connection, _ = listener.accept()
            with connection:
                connection.sendall(answer)

        thread = threading.Thread(target=serve)
        thread.start()
        box = Mailbox(USER, "127.0.0.1", 1, "127.0.0.1", listener.getsockname()[1], USER, "x", "none")
        with pytest.raises(OutsideFailure):
            Inbox(box, timeout_s=2).end()
        thread.join(5)


def test_tls_is_asked_for_where_it_is_set(own: ImapServer) -> None:
    for security in ("tls", "starttls"):
        box = replace(mailbox(own), security=security)
        with pytest.raises(OutsideFailure, match="could not be reached"):
            Inbox(box, timeout_s=1).new_mails(None)


def test_an_unencrypted_server_elsewhere_is_refused() -> None:
    with pytest.raises(WrongInput):
        Inbox(Mailbox(USER, "127.0.0.1", 25, "mail.example", 143, security="none"))
