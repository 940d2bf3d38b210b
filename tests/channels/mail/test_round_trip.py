import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest
from aiosmtpd.smtp import SMTP, Envelope, Session

from optout.channels.mail.alias import belongs
from optout.channels.mail.round_trip import RoundTrip, send_to_oneself
from optout.network import Mailbox
from optout.rehearsal.mail.dovecot import Dovecot
from tests.channels.mail.dovecots import MarkedDovecot, put, running, state_of
from tests.channels.mail.servers import ADDRESS, Script
from tests.channels.mail.test_checkup import smtp


class Post(Script):
    """Takes a letter and puts it into a folder; another mail always comes before it."""

    def __init__(self, server: Dovecot, folder: str | None) -> None:
        super().__init__()
        self._server, self._folder = server, folder

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        said = await super().handle_DATA(server, session, envelope)
        self._server.deliver(b"Subject: another\r\nMessage-ID: <1@mailbox.example>\r\n\r\n")
        if self._folder:
            put(self._server, self._folder, self.letters[-1][2])
        return said


@contextmanager
def mailbox_with(folder: str | None) -> Iterator[tuple[Mailbox, Post, Dovecot]]:
    with running(MarkedDovecot("secret")) as server:
        post = Post(server, folder)
        with smtp(post) as box:
            yield replace(box, imap_port=server.port), post, server


@pytest.mark.parametrize(("folder", "arrived"), [("INBOX", "inbox"), ("Quarantine", "spam")])
def test_the_letter_is_found_where_it_arrives(folder: str, arrived: str) -> None:
    told: list[str] = []
    with mailbox_with(folder) as (box, post, server):
        server.deliver(b"Subject: old\r\n\r\n")
        found = send_to_oneself(box, told.append, wait_s=10)
        state = state_of(server)

    assert (found.took, found.arrived, found.why) == (True, arrived, "")
    [(sender, [to], raw)] = post.letters
    assert sender == ADDRESS
    assert to != ADDRESS
    assert belongs(to, ADDRESS)
    assert b"This is a test of optout." in raw
    assert all("Seen" not in line for lines in state.values() for line in lines)
    assert len(told) == 2


def test_a_letter_that_does_not_come_is_waited_for_so_long_and_no_longer() -> None:
    with mailbox_with(None) as (box, post, _):
        start = time.monotonic()
        found = send_to_oneself(box, wait_s=0.5)

    assert found == RoundTrip(took=True, arrived="", seconds=found.seconds)
    assert len(post.letters) == 1
    assert 0.5 <= time.monotonic() - start < 8


def test_a_letter_that_is_refused_is_not_waited_for() -> None:
    with mailbox_with("INBOX") as (box, post, _):
        post.replies["recipient"] = f"550 5.1.1 no {ADDRESS}"
        found = send_to_oneself(box, wait_s=60)

    assert found == RoundTrip(took=False, why="The mail server answered 550 (recipient).")
