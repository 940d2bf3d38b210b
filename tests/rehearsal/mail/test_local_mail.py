import asyncio
import os
import shutil
import smtplib
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from optout.catalog.definition import ExpectedMail, Kind, Provider, Source, Tier
from optout.catalog.steps import HandStep, MailStep
from optout.channels.attempt import Attempt, Capture
from optout.channels.mail.inbox import Inbox
from optout.channels.mail.reading import read
from optout.channels.mail.sending import MailChannel
from optout.people.facts import Facts
from optout.rehearsal.mail import dovecot
from optout.rehearsal.mail.dovecot import Dovecot
from optout.rehearsal.mail.local_mail import LocalMail
from optout.requests.actions import Action
from optout.requests.failures import Failure
from optout.requests.outcome import Answer, Sent
from optout.requests.rights import Right

AT = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)


@pytest.fixture(params=["dovecot", "own"])
def local(request: pytest.FixtureRequest) -> Iterator[LocalMail]:
    if request.param == "dovecot" and not Dovecot.is_installed():
        pytest.skip("Dovecot is not installed on this machine")
    local = LocalMail(prefer_dovecot=request.param == "dovecot")
    local.start()
    assert local.imap_name == request.param
    yield local
    local.stop()


def attempt() -> Attempt:
    provider = Provider(
        slug="acme",
        name="Acme",
        kind=Kind.DATA_BROKER,
        country="US",
        domains=("acme.example",),
        tier=Tier.DRAFT,
        never_seen_live="everything",
        right=Right.DELETE,
        tracks="standing",
        submit=MailStep(channel="mail", to="privacy@acme.example", needs={"name": "required"}),
        mail=ExpectedMail(senders=("acme.example",), expects="link", link_path="/c/"),
        confirm=HandStep(channel="hand", url="https://acme.example/", instructions=("go",)),
        sources=(Source(what="invented", as_of=date(2026, 1, 1)),),
    )
    return Attempt("a1", provider, Action.SUBMIT, Facts({"name": ("Ada Quill",)}), AT, "OPT-AAAABBBB22")


def post_link(local: LocalMail, to: str, authentic: bool = True) -> None:
    local.post.send(
        sender="no-reply@acme.example",
        to=to,
        subject="Re: [OPT-AAAABBBB22]",
        text="Please follow https://acme.example/c/k3y",
        at=AT,
        authentic=authentic,
    )


def test_a_letter_reaches_its_recipient_as_it_was_sent(local: LocalMail) -> None:
    letters: list[tuple[bytes, str]] = []
    local.on_letter = lambda raw, recipient: letters.append((raw, recipient))
    capture = Capture()

    outcome = asyncio.run(MailChannel(local.mailbox).run(attempt(), capture))

    assert outcome.answer == Answer.DONE
    assert letters == [(capture.mails[0], "privacy@acme.example")]


def test_a_recipient_that_fails_refuses_the_letter(local: LocalMail) -> None:
    def fail(raw: bytes, recipient: str) -> None:
        raise RuntimeError("the twin broke")

    local.on_letter = fail

    outcome = asyncio.run(MailChannel(local.mailbox).run(attempt(), Capture()))

    assert (outcome.answer, outcome.failure) == (Answer.UNREACHABLE, Failure.MAIL_REFUSED)


def test_the_one_mailbox_writes_for_every_subject(local: LocalMail) -> None:
    letters: list[bytes] = []
    local.on_letter = lambda raw, _recipient: letters.append(raw)
    own = replace(attempt(), own_addresses=frozenset({"ada@mailbox.example"}))

    asyncio.run(MailChannel(local.mailbox).run(own, Capture()))

    assert len(letters) == 1


def test_nobody_sends_without_signing_in(local: LocalMail) -> None:
    letters: list[str] = []
    local.on_letter = lambda raw, recipient: letters.append(recipient)
    with smtplib.SMTP("127.0.0.1", local.mailbox.smtp_port, timeout=5) as client:
        with pytest.raises(smtplib.SMTPException):
            client.sendmail("eve@evil.example", ["privacy@acme.example"], b"hello")
        with pytest.raises(smtplib.SMTPAuthenticationError):
            client.login(local.mailbox.username, "wrong")

    assert letters == []


def test_the_twins_mails_of_all_subjects_arrive_in_the_one_mailbox_when_due(local: LocalMail) -> None:
    post_link(local, "ada@mailbox.example")
    post_link(local, "bob@mailbox.example", authentic=False)
    assert local.next_due() == AT

    with Inbox(local.mailbox) as inbox:
        assert inbox.new_mails(None)[0] == []
        assert local.deliver_due(AT) == 2
        mails, _ = inbox.new_mails(None)

    readings = [read(mail.raw, attempt().provider) for mail in mails]
    assert [(found.meaning, found.to, found.link) for found in readings if found] == [
        ("link", ("ada@mailbox.example",), "https://acme.example/c/k3y"),
        ("suspicious", ("bob@mailbox.example",), None),
    ]
    assert {found.subject_has for found in readings if found} == {"OPT-AAAABBBB22"}


def living(session: int) -> set[int]:
    """The processes of a session that are alive, not merely unburied."""
    alive = set()
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            words = stat.read_text().rpartition(")")[2].split()
        except (FileNotFoundError, ProcessLookupError):
            continue
        if words[0] != "Z" and int(words[3]) == session:
            alive.add(int(stat.parent.name))
    return alive


def test_it_starts_at_once_and_stop_leaves_nothing_behind(local: LocalMail) -> None:
    local.stop()
    threads = threading.active_count()
    start = time.monotonic()
    local.start()
    assert time.monotonic() - start < 0.6
    server = local._imap
    session = server._process.pid if isinstance(server, Dovecot) and server._process else None
    home = server._home if isinstance(server, Dovecot) else None
    with Inbox(local.mailbox) as inbox:
        inbox.end()
    assert session is None or len(living(session)) > 1

    local.stop()

    deadline = time.monotonic() + 5
    while session and living(session) and time.monotonic() < deadline:
        time.sleep(0.01)
    assert session is None or living(session) == set()
    assert home is None or not home.exists()
    assert threading.active_count() == threads


@pytest.mark.skipif(not Dovecot.is_installed(), reason="Dovecot is not installed on this machine")
def test_a_killed_rehearsal_takes_its_dovecot_along() -> None:
    code = (
        "import time; from optout.rehearsal.mail.dovecot import Dovecot; server = Dovecot('x');"
        "server.start(); print(server._process.pid, server._home, flush=True); time.sleep(60)"
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    with subprocess.Popen(
        [sys.executable, "-c", code], env=environment, stdout=subprocess.PIPE
    ) as victim:
        assert victim.stdout is not None
        number, home = victim.stdout.readline().decode().split()
        session = int(number)
        before = living(session)
        victim.kill()

    deadline = time.monotonic() + 5
    while living(session) and time.monotonic() < deadline:
        time.sleep(0.01)
    shutil.rmtree(home)
    assert len(before) > 1
    assert living(session) == set()


def test_stopping_twice_or_before_the_start_is_fine() -> None:
    local = LocalMail(prefer_dovecot=False)
    local.stop()
    local.start()
    local.stop()
    local.stop()

    with pytest.raises(RuntimeError, match="not started"):
        _ = local.mailbox


def test_its_password_is_in_no_repr() -> None:
    local = LocalMail(prefer_dovecot=False)
    local.start()
    shown, password = repr(local.mailbox), local.mailbox.password
    local.stop()

    assert len(password) == 32
    assert password not in shown


def test_a_dovecot_that_does_not_start_is_replaced_by_our_own_server(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = tmp_path / "dovecot"
    broken.write_text("#!/bin/sh\nexit 89\n")
    broken.chmod(0o755)
    monkeypatch.setattr(dovecot, "_PATH", f"{tmp_path}{os.pathsep}/bin")
    local = LocalMail()
    local.start()

    assert local.imap_name == "own"
    local.stop()


def test_without_dovecot_our_own_server_is_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dovecot, "_PATH", str(tmp_path))
    local = LocalMail()
    local.start()

    assert local.imap_name == "own"
    local.stop()


def test_a_letter_to_an_address_that_is_no_more_is_refused_at_the_door() -> None:
    asked: list[str] = []
    local = LocalMail(refuses=lambda address: not asked.append(address), prefer_dovecot=False)
    local.start()
    try:
        outcome = asyncio.run(MailChannel(local.mailbox).run(attempt(), Capture()))
    finally:
        local.stop()
    assert (outcome.failure, outcome.sent) == (Failure.ADDRESS_DEAD, Sent.NO)
    assert asked == ["privacy@acme.example"]
