import imaplib
from collections.abc import Iterator

import pytest

from optout.rehearsal.mail.imap_server import ImapServer
from optout.rehearsal.mail.loop import LoopThread

RAW = b"Subject: one\r\nX-Two: 2\r\n\r\nbody\r\n"


@pytest.fixture
def server() -> Iterator[ImapServer]:
    thread = LoopThread("test imap")
    server = ImapServer("ada", "pass word")
    server.start(thread)
    yield server
    server.stop()
    thread.stop()


@pytest.fixture
def client(server: ImapServer) -> Iterator[imaplib.IMAP4]:
    with imaplib.IMAP4("127.0.0.1", server.port, timeout=5) as client:
        client.login("ada", "pass word")
        yield client


def test_it_says_what_it_can(client: imaplib.IMAP4) -> None:
    assert client.capability() == ("OK", [b"IMAP4rev1 IDLE"])
    assert client.list() == ("OK", [b'(\\HasNoChildren) "/" INBOX'])


def test_status_tells_the_numbers(server: ImapServer, client: imaplib.IMAP4) -> None:
    server.deliver(RAW)

    assert client.status("INBOX", "(MESSAGES UIDNEXT UIDVALIDITY)") == (
        "OK",
        [b"INBOX (MESSAGES 1 UIDNEXT 2 UIDVALIDITY 1)"],
    )


def test_mails_are_searched_and_fetched_by_uid(server: ImapServer, client: imaplib.IMAP4) -> None:
    for _ in range(4):
        server.deliver(RAW)
    client.select("INBOX", readonly=True)

    assert client.uid("SEARCH", "UID 2:3,9") == ("OK", [b"2 3"])
    assert client.uid("SEARCH", "UID 9:*") == ("OK", [b"4"])
    assert client.uid("SEARCH", "ALL") == ("OK", [b"1 2 3 4"])
    assert client.uid("FETCH", "4", "(FLAGS RFC822.SIZE INTERNALDATE)") == (
        "OK",
        [b'4 (UID 4 FLAGS () RFC822.SIZE 32 INTERNALDATE " 1-Jan-2026 00:00:00 +0000")'],
    )
    assert client.uid("FETCH", "1:2", "(UID BODY.PEEK[])")[1] == [
        (b"1 (UID 1 BODY[] {32}", RAW),
        b")",
        (b"2 (UID 2 BODY[] {32}", RAW),
        b")",
    ]
    assert client.uid("FETCH", "1", "(BODY.PEEK[HEADER]<3.9>)")[1] == [
        (b"1 (UID 1 BODY[HEADER]<3> {9}", b"ject: one"),
        b")",
    ]


@pytest.mark.parametrize(
    ("readonly", "what", "flags"),
    [(False, "BODY[]", b"\\Seen"), (False, "BODY.PEEK[]", b""), (True, "BODY[]", b"")],
)
def test_only_reading_without_peek_in_a_writable_box_marks_a_mail_as_seen(
    readonly: bool, what: str, flags: bytes, server: ImapServer, client: imaplib.IMAP4
) -> None:
    server.deliver(RAW)
    client.select("INBOX", readonly=readonly)

    client.uid("FETCH", "1", f"({what})")

    assert client.uid("FETCH", "1", "(FLAGS)")[1] == [b"1 (UID 1 FLAGS (" + flags + b"))"]


def test_new_mails_are_told_at_the_next_command(server: ImapServer, client: imaplib.IMAP4) -> None:
    client.select("INBOX", readonly=True)
    client.response("EXISTS")
    client.noop()
    assert client.response("EXISTS") == ("EXISTS", [None])
    server.deliver(RAW)
    client.noop()

    assert client.response("EXISTS") == ("EXISTS", [b"1"])


@pytest.mark.parametrize(("user", "password"), [("ada", "wrong"), ("eve", "pass word"), ("ada", "")])
def test_a_wrong_login_is_refused(user: str, password: str, server: ImapServer) -> None:
    with imaplib.IMAP4("127.0.0.1", server.port, timeout=5) as client:
        with pytest.raises(imaplib.IMAP4.error, match="AUTHENTICATIONFAILED"):
            client.login(user, password)
        client.state = "AUTH"  # or the client would not even ask
        with pytest.raises(imaplib.IMAP4.error, match="BAD"):
            client.select("INBOX")


@pytest.mark.parametrize(
    "words",
    ["SEARCH UID x", "FETCH 1 (BODY[TEXT])", "FETCH x (UID)", "STORE 1 FLAGS (\\Seen)", "EXPUNGE"],
)
def test_what_it_does_not_know_it_refuses(words: str, client: imaplib.IMAP4) -> None:
    client.select("INBOX")

    with pytest.raises(imaplib.IMAP4.error, match="BAD"):
        client._simple_command("UID", words)


def test_there_is_no_other_folder(client: imaplib.IMAP4) -> None:
    assert client.select("Sent")[0] == "NO"
