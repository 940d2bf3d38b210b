import imaplib
import socket
import time

import pytest

from optout.channels.mail.guard import MOST_BYTES, Guard


def test_so_many_bytes_may_be_read_and_not_one_more() -> None:
    guard = Guard()
    with guard.within(10):
        guard.spend(MOST_BYTES - 1)
        guard.spend(1)
        with pytest.raises(imaplib.IMAP4.abort):
            guard.spend(1)
    with guard.within(10):
        guard.spend(MOST_BYTES)


def test_a_connection_is_ended_when_the_time_is_over_and_not_before() -> None:
    ours, theirs = socket.socketpair()
    client = imaplib.IMAP4.__new__(imaplib.IMAP4)
    client.sock = ours
    guard = Guard()
    guard.client = client
    with ours, theirs:
        ours.settimeout(10)
        with guard.within(0.05):
            pass
        time.sleep(0.15)
        theirs.sendall(b"x")
        assert ours.recv(1) == b"x"  # work that is done in time leaves the connection as it is
        start = time.monotonic()
        with guard.within(0.1):
            assert ours.recv(1) == b""
        assert time.monotonic() - start < 5


@pytest.mark.filterwarnings("error::pytest.PytestUnhandledThreadExceptionWarning")
def test_time_that_is_over_before_there_is_a_connection_harms_nothing() -> None:
    guard = Guard()
    with guard.within(0.01):
        time.sleep(0.1)
    guard.client = imaplib.IMAP4.__new__(imaplib.IMAP4)  # not connected yet
    with guard.within(0.01):
        time.sleep(0.1)
