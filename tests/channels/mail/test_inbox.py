import imaplib
import re
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from optout.channels.mail.fetching import MAX_BYTES
from optout.channels.mail.inbox import MAX_MAILS, Inbox
from optout.errors import OutsideFailure
from optout.network import Mailbox
from optout.rehearsal.mail.dovecot import Dovecot
from optout.rehearsal.mail.imap_server import ImapServer
from optout.rehearsal.mail.loop import LoopThread

PASSWORD = 'a "quoted" secret'
USER = "ada@mailbox.example"
Server = Dovecot | ImapServer


@pytest.fixture(params=["dovecot", "own"])
def server(request: pytest.FixtureRequest) -> Iterator[Server]:
    if request.param == "dovecot":
        if not Dovecot.is_installed():
            pytest.skip("Dovecot is not installed on this machine")
        dovecot = Dovecot("secret")
        dovecot.start()
        yield dovecot
        dovecot.stop()
    else:
        thread = LoopThread("test imap")
        own = ImapServer(USER, "secret")
        own.start(thread)
        yield own
        own.stop()
        thread.stop()


@pytest.fixture
def inbox(server: Server) -> Iterator[Inbox]:
    with Inbox(mailbox(server), timeout_s=5) as inbox:
        yield inbox


def mailbox(server: Server, password: str | None = None) -> Mailbox:
    password = password or "secret"
    return Mailbox(USER, "127.0.0.1", 1, "127.0.0.1", server.port, USER, password, "none")


def mail(number: int, size: int = 0) -> bytes:
    body = ("x" * 70 + "\r\n") * (size // 72)
    return f"Subject: mail {number}\r\n\r\nbody {number} \xe4\r\n{body}".encode("latin-1")


def renumber(server: Server) -> None:
    """What a restored mailbox does: the same mails, other numbers."""
    if isinstance(server, ImapServer):
        server.store.renumber()
        return
    folder = server._home / "mail" if server._home else Path()
    for index in folder.glob("dovecot.index*"):
        index.unlink()
    uids = folder / "dovecot-uidlist"
    uids.write_text(re.sub(r"^3 V\d+", "3 V12345", uids.read_text()))


def test_an_empty_mailbox_has_no_mails(inbox: Inbox) -> None:
    mails, cursor = inbox.new_mails(None)

    assert mails == []
    assert cursor.uid == 0
    assert cursor == inbox.end()


def test_mails_come_once_in_order_and_byte_for_byte(server: Server, inbox: Inbox) -> None:
    server.deliver(mail(1))
    server.deliver(mail(2))
    first, cursor = inbox.new_mails(None)
    nothing, same = inbox.new_mails(cursor)
    server.deliver(mail(3))
    second, _ = inbox.new_mails(cursor)

    assert [(item.uid, item.raw, item.too_large) for item in first] == [
        (1, mail(1), False),
        (2, mail(2), False),
    ]
    assert (nothing, same) == ([], cursor)
    assert [(item.uid, item.raw) for item in second] == [(3, mail(3))]


def test_a_reader_can_begin_behind_what_is_already_there(server: Server, inbox: Inbox) -> None:
    server.deliver(mail(1))
    end = inbox.end()
    server.deliver(mail(2))

    mails, _ = inbox.new_mails(end)

    assert [item.raw for item in mails] == [mail(2)]


def test_the_mailbox_is_left_as_it_was(server: Server, inbox: Inbox) -> None:
    server.deliver(mail(1))
    server.deliver(mail(2, MAX_BYTES + 1000))
    inbox.new_mails(None)
    inbox.wait(0.05)
    inbox.new_mails(None)
    assert inbox._box is not None
    assert inbox._box.client.is_readonly

    other = imaplib.IMAP4("127.0.0.1", server.port, timeout=5)
    other.login(USER, "secret")
    other.select("INBOX", readonly=True)
    _, flags = other.uid("FETCH", "1:*", "(FLAGS)")
    other.logout()
    assert len(flags) == 2
    assert all(b"\\Seen" not in line for line in flags if isinstance(line, bytes))


def test_of_a_mail_over_2_mb_only_the_header_is_fetched(server: Server, inbox: Inbox) -> None:
    server.deliver(mail(1, MAX_BYTES + 1000))
    server.deliver(mail(2))

    mails, cursor = inbox.new_mails(None)

    assert [(item.uid, item.raw, item.too_large) for item in mails] == [
        (1, b"Subject: mail 1\r\n\r\n", True),
        (2, mail(2), False),
    ]
    assert cursor.uid == 2


def test_an_endless_header_is_cut(server: Server, inbox: Inbox) -> None:
    server.deliver(b"X: " + (b"x" * 70 + b"\r\n ") * 40_000 + b"\r\n\r\nbody\r\n")

    mails, _ = inbox.new_mails(None)

    assert mails[0].too_large
    assert len(mails[0].raw) == 64 * 1024


def test_at_most_500_mails_come_at_once(server: Server, inbox: Inbox) -> None:
    for number in range(MAX_MAILS + 3):
        server.deliver(mail(number))

    first, cursor = inbox.new_mails(None)
    assert inbox.wait(5)
    second, last = inbox.new_mails(cursor)

    assert [item.uid for item in first] == list(range(1, 501))
    assert cursor.uid == 500
    assert [item.uid for item in second] == [501, 502, 503]
    assert inbox.new_mails(last) == ([], last)


def test_mails_of_over_32_mb_in_all_come_in_several_calls(
    server: Server, inbox: Inbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("optout.channels.mail.inbox.MAX_TOGETHER", 2500)
    for number in range(3):
        server.deliver(mail(number, 1000))

    first, cursor = inbox.new_mails(None)
    second, last = inbox.new_mails(cursor)

    assert ([item.uid for item in first], cursor.uid) == ([1, 2], 2)
    assert ([item.uid for item in second], last.uid) == ([3], 3)


def test_a_renumbered_mailbox_is_read_from_its_end(server: Server, inbox: Inbox) -> None:
    server.deliver(mail(1))
    server.deliver(mail(2))
    _, cursor = inbox.new_mails(None)
    inbox.close()
    renumber(server)

    mails, after = inbox.new_mails(cursor)

    assert mails == []
    assert after.uidvalidity != cursor.uidvalidity
    server.deliver(mail(3))
    assert [item.raw for item in inbox.new_mails(after)[0]] == [mail(3)]


def test_an_inbox_knows_whose_it_is(inbox: Inbox) -> None:
    assert inbox.address == USER


def test_waiting_ends_when_a_mail_arrives(server: Server, inbox: Inbox) -> None:
    _, cursor = inbox.new_mails(None)
    threading.Timer(0.2, server.deliver, [mail(1)]).start()
    start = time.monotonic()

    assert inbox.wait(10)

    assert time.monotonic() - start < 5
    assert [item.uid for item in inbox.new_mails(cursor)[0]] == [1]


def test_waiting_ends_at_once_when_a_mail_came_since_the_last_look(server: Server, inbox: Inbox) -> None:
    inbox.new_mails(None)
    server.deliver(mail(1))
    start = time.monotonic()

    assert inbox.wait(10)
    assert inbox.wait(10)

    assert time.monotonic() - start < 2


def test_waiting_in_vain_takes_the_time_it_was_given(inbox: Inbox) -> None:
    start = time.monotonic()

    assert not inbox.wait(0.3)

    assert 0.29 <= time.monotonic() - start < 2


def test_a_wrong_password_is_a_sentence_without_it(server: Server) -> None:
    with pytest.raises(OutsideFailure) as failure, Inbox(mailbox(server, PASSWORD)) as inbox:
        inbox.new_mails(None)

    assert failure.value.what == "The mailbox's server refused the user name or the password."
    assert "secret" not in str(failure.value)
    assert USER not in str(failure.value)
    assert failure.value.__cause__ is None


def test_a_password_beyond_ascii_is_refused_like_any_other(server: Server) -> None:
    with (
        pytest.raises(OutsideFailure, match="refused the user name"),
        Inbox(mailbox(server, "gehe\u00efm")) as inbox,
    ):
        inbox.end()


@pytest.fixture
def own() -> Iterator[ImapServer]:
    thread = LoopThread("test imap")
    server = ImapServer(USER, "secret", capabilities="IMAP4rev1")
    server.start(thread)
    yield server
    server.stop()
    thread.stop()


def test_without_idle_the_server_is_asked_again_and_again(own: ImapServer) -> None:
    with Inbox(mailbox(own), poll_s=0.02) as inbox:
        inbox.new_mails(None)
        assert not inbox.wait(0.1)
        threading.Timer(0.2, own.deliver, [mail(1)]).start()
        start = time.monotonic()
        assert inbox.wait(10)
        assert time.monotonic() - start < 5


def test_a_connection_that_broke_is_opened_anew() -> None:
    first_thread, second_thread = LoopThread("first"), LoopThread("second")
    first, second = ImapServer(USER, "secret"), ImapServer(USER, "secret")
    first.start(first_thread)
    second.start(second_thread)
    second.deliver(mail(1))
    inbox = Inbox(mailbox(first), timeout_s=5)
    _, cursor = inbox.new_mails(None)
    first.stop()
    first_thread.stop()
    inbox._mailbox = mailbox(second)

    mails, _ = inbox.new_mails(cursor)

    assert [item.raw for item in mails] == [mail(1)]
    inbox.close()
    second.stop()
    second_thread.stop()
