import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest

from optout.channels.mail.checkup import Answers, Checkup, Letters, check_mailbox
from optout.errors import WrongInput
from optout.network import Mailbox
from optout.rehearsal.mail.dovecot import Dovecot
from optout.rehearsal.mail.loop import LoopThread
from tests.channels.mail.dovecots import MarkedDovecot, running, state_of
from tests.channels.mail.imap_script import CUT, scripted
from tests.channels.mail.servers import ADDRESS, Script, mailbox, serving


@contextmanager
def smtp(script: Script) -> Iterator[Mailbox]:
    """A mail server in a thread of its own, for callers that block."""
    thread = LoopThread("test smtp")
    ready, over, port = threading.Event(), asyncio.Event(), [0]

    async def serve() -> None:
        async with serving(script) as found:
            port[0] = found
            ready.set()
            await over.wait()

    task = asyncio.run_coroutine_threadsafe(serve(), thread.loop)
    assert ready.wait(10)
    try:
        yield mailbox(port[0])
    finally:
        thread.loop.call_soon_threadsafe(over.set)
        task.result(10)
        thread.stop()


@pytest.fixture
def server() -> Iterator[Dovecot]:
    with running(MarkedDovecot("secret")) as server:
        yield server


def test_a_mailbox_that_is_set_up_well_is_usable_and_stays_as_it_is(server: Dovecot) -> None:
    server.deliver(b"Subject: one\r\n\r\n")
    before, script, told = state_of(server), Script(), list[str]()
    with smtp(script) as box:
        found = check_mailbox(replace(box, imap_port=server.port), told.append)

    answers = Answers(ok=True, security="none", idle=True, sent_folder=True, spam_folder=True)
    assert found == Checkup(Letters(ok=True, security="none"), answers)
    assert found.ok
    assert (script.letters, script.greeted) == ([], ["[127.0.0.1]"])
    assert state_of(server) == before
    assert told == ["Signing in where letters leave ...", "Signing in where answers arrive ..."]


def test_a_refused_password_is_told_without_it(server: Dovecot) -> None:
    with smtp(Script()) as box:
        found = check_mailbox(replace(box, imap_port=server.port, password="wr0ng"))

    assert found.letters is not None
    assert found.answers is not None
    assert not found.ok
    assert found.letters.why == "The mail server answered 535 5.7.8 (sign-in)."
    assert found.letters.refused
    assert found.answers.why == "The mailbox's server refused the user name or the password."
    assert [word for word in ("wr0ng", ADDRESS) if word in repr(found)] == []


def test_one_server_that_is_not_there_does_not_hide_the_other() -> None:
    with smtp(Script()) as box:
        found = check_mailbox(box)  # nobody listens on port 1

    assert found.letters == Letters(ok=True, security="none")
    assert found.answers is not None
    assert found.answers.why == "The mailbox's server could not be reached."
    assert found.answers.idle is None


@pytest.mark.parametrize(
    ("script", "security", "why"),
    [
        (Script(no_auth=True), "none", "The mail server offers no sign-in (sign-in)."),
        (
            Script({"sign_in": "454 4.7.0 later"}),
            "none",
            "The mail server answered 454 4.7.0 (sign-in).",
        ),
        (Script(), "starttls", "The mail server offers no encryption (connect)."),
    ],
)
def test_why_letters_cannot_leave_is_told(script: Script, security: str, why: str) -> None:
    with smtp(script) as box:
        found = check_mailbox(replace(box, security=security, imap_host=""), timeout_s=5)

    assert found.letters is not None
    assert (found.ok, found.letters.why) == (False, why)
    assert found.letters.refused == (script.no_auth)
    assert found.answers is None


def test_a_server_whose_folders_cannot_be_listed_is_told_so() -> None:
    with scripted({"LIST": CUT}) as server:
        found = check_mailbox(replace(server.mailbox(), send="drafts"), timeout_s=2)

    assert found == Checkup(None, Answers(False, "none", "The folders could not be listed."))


def test_drafts_alone_need_no_server() -> None:
    assert check_mailbox(Mailbox(ADDRESS, "", 465, "", 993, send="drafts")) == Checkup(None, None)
    assert Checkup(None, None).ok


def test_an_unencrypted_server_elsewhere_is_refused() -> None:
    with pytest.raises(WrongInput):
        check_mailbox(Mailbox(ADDRESS, "mail.example", 25, "mail.example", 143, security="none"))
