"""The ways of a letter other than straight from the address: drafts, aliases, and copies."""

import asyncio
import email
from collections.abc import Callable, Iterator
from dataclasses import replace
from email.policy import default
from pathlib import Path

import pytest

from optout.channels.attempt import Attempt, Capture, Disclosed
from optout.channels.mail.alias import alias_of
from optout.channels.mail.sending import MailChannel
from optout.errors import WrongInput
from optout.network import Mailbox
from optout.rehearsal.mail.dovecot import Dovecot
from optout.requests.actions import Action
from optout.requests.failures import Failure
from optout.requests.outcome import Answer, Outcome, Sent
from tests.channels.mail.servers import ADDRESS, Script, mailbox, serving

MakeAttempt = Callable[..., Attempt]
DRAFTED = Outcome(Answer.PERSON, Failure.DRAFT, step="letter", detail="the letter waits as a draft")


def drafting(folder: Path) -> MailChannel:
    box = Mailbox(ADDRESS, "", 465, "", 993, send="drafts", drafts=folder)
    return MailChannel(box)


def run(channel: MailChannel, attempt: Attempt) -> tuple[Outcome, Capture]:
    capture = Capture()
    return asyncio.run(channel.run(attempt, capture)), capture


def test_a_draft_waits_for_the_person_and_tells_nobody_anything(
    tmp_path: Path, make_attempt: MakeAttempt
) -> None:
    outcome, capture = run(drafting(tmp_path), make_attempt({"name": "required"}, {"name": ("Ada",)}))

    assert outcome == DRAFTED
    assert outcome.sent == Sent.NO
    assert capture.disclosed == []
    assert capture.mails == [(tmp_path / "OPT-AAAABBBB22.eml").read_bytes()]
    assert b"X-Unsent: 1" in capture.mails[0]


def test_the_same_attempt_never_makes_a_second_draft(tmp_path: Path, make_attempt: MakeAttempt) -> None:
    for _ in range(2):
        run(drafting(tmp_path), make_attempt())

    assert [path.name for path in tmp_path.iterdir()] == ["OPT-AAAABBBB22.eml"]


def test_a_draft_has_no_personal_data_in_its_name(tmp_path: Path, make_attempt: MakeAttempt) -> None:
    facts = {"name": ("Ada Quill",), "email": (ADDRESS,)}
    run(drafting(tmp_path), make_attempt({"name": "required"}, facts, action=Action.SUBMIT))

    [path] = tmp_path.iterdir()
    assert path.name == "OPT-AAAABBBB22.eml"


def test_a_draft_is_not_written_for_somebody_elses_address(
    tmp_path: Path, make_attempt: MakeAttempt
) -> None:
    own = frozenset({"eve@home.example"})

    outcome, _ = run(drafting(tmp_path / "drafts"), make_attempt(own_addresses=own))

    assert outcome.failure == Failure.NO_MAILBOX
    assert list(tmp_path.iterdir()) == []


def test_a_draft_that_cannot_be_written_is_surely_not_sent(
    tmp_path: Path, make_attempt: MakeAttempt
) -> None:
    (tmp_path / "taken").touch()

    outcome, _ = run(drafting(tmp_path / "taken"), make_attempt())

    detail = "the draft could not be written"
    assert outcome == Outcome(Answer.UNREACHABLE, Failure.OWN_FAULT, step="letter", detail=detail)


def test_drafts_need_a_folder(make_attempt: MakeAttempt) -> None:
    box = Mailbox(ADDRESS, "", 465, "", 993, send="drafts")

    with pytest.raises(WrongInput, match="no folder for drafts"):
        asyncio.run(MailChannel(box).run(make_attempt(), Capture()))


def test_a_letter_from_an_alias_tells_exactly_the_alias(make_attempt: MakeAttempt) -> None:
    script, capture = Script(), Capture()

    async def send() -> Outcome:
        async with serving(script) as port:
            box = replace(mailbox(port), plus_addresses=True, alias_key=b"k")
            own = frozenset({ADDRESS})
            return await MailChannel(box, timeout_s=5).run(make_attempt(own_addresses=own), capture)

    outcome = asyncio.run(send())

    alias = alias_of(ADDRESS, "acme", b"k")
    assert alias.startswith("ada+acme")
    assert outcome.sent == Sent.YES
    [(envelope_sender, _, raw)] = script.letters
    assert envelope_sender == alias
    assert email.message_from_bytes(raw, policy=default)["From"] == alias
    assert ADDRESS.encode() not in raw
    assert capture.disclosed == [Disclosed("email", "acme.example", alias)]


def test_an_address_that_the_letter_names_is_told_beside_the_alias(make_attempt: MakeAttempt) -> None:
    capture = Capture()

    async def send() -> None:
        async with serving(Script()) as port:
            box = replace(mailbox(port), plus_addresses=True)
            attempt = make_attempt({"email": "required"}, {"email": (ADDRESS,)})
            await MailChannel(box, timeout_s=5).run(attempt, capture)

    asyncio.run(send())

    assert [one.value for one in capture.disclosed] == [ADDRESS, alias_of(ADDRESS, "acme", b"")]


@pytest.fixture
def dovecot() -> Iterator[Dovecot]:
    if not Dovecot.is_installed():
        pytest.skip("Dovecot is not installed on this machine")
    server = Dovecot("secret")
    server.start()
    yield server
    server.stop()


def keeping(port: int, imap_port: int) -> MailChannel:
    return MailChannel(replace(mailbox(port), imap_port=imap_port, keep_sent=True), timeout_s=5)


@pytest.mark.parametrize(("imap", "said"), [(1, "a copy could not be kept")])
def test_a_copy_that_cannot_be_kept_changes_nothing_about_the_letter(
    imap: int, said: str, make_attempt: MakeAttempt
) -> None:
    async def send() -> Outcome:
        async with serving(Script()) as port:
            return await keeping(port, imap).run(make_attempt(), Capture())

    outcome = asyncio.run(send())

    detail = f"the mail server took the letter; {said}"
    assert outcome == Outcome(Answer.DONE, detail=detail, sent=Sent.YES)


def test_without_a_folder_for_it_no_copy_is_kept(dovecot: Dovecot, make_attempt: MakeAttempt) -> None:
    async def send() -> Outcome:
        async with serving(Script()) as port:
            return await keeping(port, dovecot.port).run(make_attempt(), Capture())

    assert asyncio.run(send()).detail.endswith("; there is no folder to keep a copy in")


def test_a_letter_that_was_not_taken_is_not_kept(dovecot: Dovecot, make_attempt: MakeAttempt) -> None:
    async def send() -> Outcome:
        async with serving(Script({"content": "554 no"})) as port:
            return await keeping(port, dovecot.port).run(make_attempt(), Capture())

    assert asyncio.run(send()).detail == "the mail server answered 554"
