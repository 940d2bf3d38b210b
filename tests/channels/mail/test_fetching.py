import imaplib
from collections.abc import Iterator

import pytest

from optout.channels.mail.fetching import Delivered, fetch_mails, fetch_sizes, numbers_after
from optout.rehearsal.mail.imap_server import ImapServer
from optout.rehearsal.mail.loop import LoopThread

RAW = b"Subject: one\r\n\r\nbody\r\n"


@pytest.fixture
def client() -> Iterator[imaplib.IMAP4]:
    """A client that may alter the mailbox, which has two mails."""
    thread = LoopThread("test imap")
    server = ImapServer("ada", "secret")
    server.start(thread)
    server.deliver(RAW)
    server.deliver(RAW)
    with imaplib.IMAP4("127.0.0.1", server.port, timeout=5) as client:
        client.login("ada", "secret")
        client.select("INBOX")
        yield client
    server.stop()
    thread.stop()


@pytest.mark.parametrize(("after", "numbers"), [(0, [1, 2]), (1, [2]), (2, []), (7, [])])
def test_only_mails_after_the_cursor_are_named(
    after: int, numbers: list[int], client: imaplib.IMAP4
) -> None:
    assert numbers_after(client, after, 2) == (numbers, max(after, 2))


def test_a_mail_that_vanished_is_missing(client: imaplib.IMAP4) -> None:
    assert fetch_sizes(client, [1, 9]) == {1: len(RAW)}
    assert fetch_mails(client, {2: len(RAW), 9: 1}) == [Delivered(2, RAW)]


def test_nothing_is_asked_for_nothing(client: imaplib.IMAP4) -> None:
    client.state = "AUTH"  # in which no fetch is allowed

    assert fetch_sizes(client, []) == {}
    assert fetch_mails(client, {}) == []


def test_fetching_marks_no_mail_as_seen_even_where_it_could(client: imaplib.IMAP4) -> None:
    fetch_mails(client, {1: len(RAW), 2: 3 * 1024 * 1024})

    assert client.uid("FETCH", "1:2", "(FLAGS)")[1] == [b"1 (UID 1 FLAGS ())", b"2 (UID 2 FLAGS ())"]


def test_a_refusal_is_an_error(client: imaplib.IMAP4) -> None:
    with pytest.raises(imaplib.IMAP4.error):
        fetch_sizes(client, [-1])
