"""A full mailbox on a real server: read in steps, within bounds, and left as it was."""

import time
import tracemalloc
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from functools import partial

import pytest

from optout.channels.mail.fetching import MAX_BYTES
from optout.channels.mail.inbox import MAX_MAILS, MAX_TOGETHER, NOWHERE, Cursor, Inbox
from optout.rehearsal.mail.dovecot import Dovecot
from tests.channels.mail.dovecots import MarkedDovecot, another_program, box_at, put, running, state_of


@pytest.fixture
def server() -> Iterator[Dovecot]:
    with running(MarkedDovecot("secret")) as server:
        yield server


def test_ten_thousand_unread_mails_come_in_steps_each_once(server: Dovecot) -> None:
    for number in range(10_000):
        server.deliver(f"Subject: {number}\r\n\r\nbody\r\n".encode())
    subjects: list[bytes] = []
    since: Cursor | None = None
    start = time.monotonic()
    with Inbox(box_at(server), timeout_s=20) as inbox:
        for _ in range(25):
            mails, since = inbox.new_mails(since)
            assert len(mails) <= MAX_MAILS
            if not mails:
                break
            subjects += [mail.raw.partition(b"\r\n")[0] for mail in mails]

    assert subjects == [f"Subject: {number}".encode() for number in range(10_000)]
    assert time.monotonic() - start < 60


def test_of_fifty_megabytes_only_the_header_is_read(server: Dovecot) -> None:
    line = b"x" * 75 + b"\n"
    server.deliver(b"Subject: large\r\nFrom: a@acme.example\r\n\r\n" + line * (50 * 1024 * 1024 // 76))
    server.deliver(b"Subject: small\r\n\r\nbody\r\n")
    with Inbox(box_at(server), timeout_s=30) as inbox:
        tracemalloc.start()
        mails, _ = inbox.new_mails(None)
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()

    assert [(mail.raw, mail.too_large) for mail in mails] == [
        (b"Subject: large\r\nFrom: a@acme.example\r\n\r\n", True),
        (b"Subject: small\r\n\r\nbody\r\n", False),
    ]
    assert peak < 4 * 1024 * 1024


def test_large_mails_are_read_within_bounds(server: Dovecot) -> None:
    raw = b"Subject: a\r\n\r\n" + (b"x" * 76 + b"\r\n") * (MAX_BYTES // 80)
    for _ in range(20):
        server.deliver(raw)
    with Inbox(box_at(server), timeout_s=30) as inbox:
        tracemalloc.start()
        first, cursor = inbox.new_mails(None)
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        second, _ = inbox.new_mails(cursor)

    assert len(first) + len(second) == 20
    assert sum(len(mail.raw) for mail in first) <= MAX_TOGETHER
    assert peak < 3 * MAX_TOGETHER


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"no header at all",
        b"Subject: \xff\xfe\r\nContent-Type: multipart/mixed; boundary=\r\n\r\n--\r\n\r\n----\r\n",
        b"Content-Type: multipart/mixed; boundary=a\r\n\r\n--a\r\nContent-Type: x/y\r\n\r\n--a",
        b"Subject: {10}\r\n\r\n* 1 FETCH (UID 9 BODY[] {3}\r\nabc)\r\nA1 OK done\r\n",
    ],
)
def test_broken_mails_come_as_they_are_and_hold_nothing_up(raw: bytes, server: Dovecot) -> None:
    server.deliver(raw)
    server.deliver(b"Subject: next\r\n\r\nbody\r\n")

    with Inbox(box_at(server), timeout_s=5) as inbox:
        mails, _ = inbox.new_mails(None)

    assert [mail.raw.strip() for mail in mails] == [raw.strip(), b"Subject: next\r\n\r\nbody"]


def test_spam_is_read_only_by_who_asks_for_it_and_says_so(server: Dovecot) -> None:
    server.deliver(b"Subject: wanted\r\n\r\n")
    put(server, "Quarantine", b"Subject: spam\r\n\r\n")
    with Inbox(box_at(server), timeout_s=5) as inbox, Inbox(box_at(server), spam=True) as spam:
        wanted, first = inbox.new_mails(None)
        unwanted, second = spam.new_mails(None)
        put(server, "Quarantine", b"Subject: more\r\n\r\n")
        later, _ = spam.new_mails(second)
        nothing, _ = inbox.new_mails(first)

    assert [(mail.raw, mail.spam) for mail in wanted] == [(b"Subject: wanted\r\n\r\n", False)]
    assert [(mail.raw, mail.spam) for mail in unwanted] == [(b"Subject: spam\r\n\r\n", True)]
    assert [(mail.raw, mail.spam) for mail in later] == [(b"Subject: more\r\n\r\n", True)]
    assert nothing == []


def test_a_mailbox_without_a_folder_of_spam_has_no_spam() -> None:
    with running(Dovecot("secret")) as plain, Inbox(box_at(plain), spam=True, poll_s=0.05) as spam:
        assert spam.new_mails(None) == ([], NOWHERE)
        assert spam.end() == NOWHERE
        assert spam.before(datetime.now(UTC).date()) == NOWHERE
        assert not spam.wait(0.2)
        put(plain, "Junk", b"Subject: first\r\n\r\n")
        assert spam.wait(5)
        mails, found = spam.new_mails(NOWHERE)

    assert mails == []  # what came before the folder was known is like mail under other numbers
    assert found.uid == 1


def test_what_came_since_a_day_can_be_taken_up_again(server: Dovecot) -> None:
    today = datetime.now(UTC)
    with another_program(server) as client:
        for days, name in ((9, b"old"), (2, b"new"), (1, b"newer")):
            at = f'"{today - timedelta(days=days):%d-%b-%Y} 12:00:00 +0000"'
            client.append("INBOX", "", at, b"Subject: " + name + b"\r\n\r\n")
    with Inbox(box_at(server), timeout_s=5) as inbox:
        since = inbox.before((today - timedelta(days=4)).date())
        mails, _ = inbox.new_mails(since)
        assert inbox.before((today + timedelta(days=2)).date()) == inbox.end()

    assert [mail.raw for mail in mails] == [b"Subject: new\r\n\r\n", b"Subject: newer\r\n\r\n"]


def test_nothing_that_an_inbox_does_alters_the_mailbox(server: Dovecot) -> None:
    server.deliver(b"Subject: one\r\n\r\nbody\r\n")
    server.deliver(b"Subject: large\r\n\r\n" + (b"x" * 76 + b"\n") * (MAX_BYTES // 70))
    put(server, "Quarantine", b"Subject: spam\r\n\r\n")
    before = state_of(server)

    today = datetime.now(UTC).date()
    for spam in (False, True):
        with Inbox(box_at(server), spam=spam, timeout_s=5) as inbox:
            whole: list[Callable[[], object]] = [inbox.end, partial(inbox.before, today)]
            whole += [partial(inbox.new_mails, None), partial(inbox.wait, 0.05)]
            for work in (*whole, *whole):
                work()
                assert state_of(server) == before
    assert len(before["INBOX"]) == 3 + 2
