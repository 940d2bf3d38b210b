"""A real Dovecot with folders that have marks, and another mail program that looks at it."""

import imaplib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from optout.network import Mailbox
from optout.rehearsal.mail.dovecot import Dovecot
from tests.channels.mail.servers import ADDRESS, mailbox

_MARKED = """
namespace inbox {
  inbox = yes
  separator = /
  mailbox Outbound {
    auto = create
    special_use = \\Sent
  }
  mailbox Quarantine {
    auto = create
    special_use = \\Junk
  }
}
"""
State = dict[str, tuple[str, ...]]


class MarkedDovecot(Dovecot):
    """With the folders Outbound and Quarantine, which are marked as sent mail and as spam."""

    def _configuration(self, home: Path) -> str:
        return super()._configuration(home) + _MARKED


@contextmanager
def running(server: Dovecot) -> Iterator[Dovecot]:
    if not Dovecot.is_installed():
        pytest.skip("Dovecot is not installed on this machine")
    server.start()
    try:
        yield server
    finally:
        server.stop()


def box_at(server: Dovecot) -> Mailbox:
    return replace(mailbox(1), imap_port=server.port)


@contextmanager
def another_program(server: Dovecot) -> Iterator[imaplib.IMAP4]:
    with imaplib.IMAP4("127.0.0.1", server.port, timeout=10) as client:
        client.login(ADDRESS, "secret")
        yield client


def put(server: Dovecot, folder: str, raw: bytes) -> None:
    """What another mail program, or the server, stores in a folder; made where it is missing."""
    with another_program(server) as client:
        client.create(f'"{folder}"')
        assert client.append(f'"{folder}"', "", "", raw)[0] == "OK"


def state_of(server: Dovecot) -> State:
    """Every folder's mails with all their flags, and how many changes it has seen."""
    found: State = {}
    with another_program(server) as client:
        _, listed = client.list()
        names = [line.rpartition(b" ")[2].decode() for line in listed if isinstance(line, bytes)]
        for name in names:
            assert client.select(name, readonly=True)[0] == "OK"
            changes = [
                str(client.response(key)[1]) for key in ("UIDVALIDITY", "UIDNEXT", "HIGHESTMODSEQ")
            ]
            _, flags = client.uid("FETCH", "1:*", "(FLAGS)")
            found[name] = (*changes, *map(str, flags))
    return found
