"""The ways of a letter other than straight from the address: drafts, aliases, and copies."""

import asyncio
import email
from collections.abc import Callable, Iterator
from dataclasses import replace
from email.policy import default
from functools import partial
from pathlib import Path
from threading import Timer

import pytest

from optout.channels.attempt import Attempt, Capture, Disclosed
from optout.channels.mail.alias import alias_of
from optout.channels.mail.letter import compose
from optout.channels.mail.sending import MailChannel
from optout.errors import WrongInput
from optout.network import Mailbox
from optout.rehearsal.mail.dovecot import Dovecot
from optout.requests.actions import Action
from optout.requests.failures import Failure
from optout.requests.outcome import Answer, Outcome, Sent
from tests.channels.mail.dovecots import MarkedDovecot, put, running, state_of
from tests.channels.mail.servers import ADDRESS, Script, mailbox, serving, talking

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


async def _cut_after_content(
    keep: Callable[[bytes], None], reader: asyncio.StreamReader, writer: asyncio.StreamWriter
) -> None:
    """A server that takes the letter, keeps it as it does, and is cut off before it says so."""
    writer.write(b"220 hello\r\n")
    replies = {
        b"EHLO": b"250-hello\r\n250 AUTH PLAIN\r\n",
        b"AUTH": b"235 ok\r\n",
        b"DATA": b"354 go\r\n",
    }
    while line := await reader.readline():
        verb = line[:4]
        writer.write(replies.get(verb, b"250 ok\r\n"))
        if verb == b"DATA":
            raw = await reader.readuntil(b"\r\n.\r\n")
            await asyncio.to_thread(keep, raw.removesuffix(b".\r\n"))
            return


def cut_off(imap_port: int, keep: Callable[[bytes], None], attempt: Attempt) -> tuple[Outcome, Capture]:
    capture = Capture()

    async def send() -> Outcome:
        async with talking(partial(_cut_after_content, keep)) as port:
            box = replace(mailbox(port), imap_port=imap_port)
            return await MailChannel(box, timeout_s=5).run(attempt, capture)

    return asyncio.run(send()), capture


@pytest.mark.parametrize("at_once", [True, False], ids=["at once", "after a while"])
def test_a_letter_that_is_found_in_the_folder_of_sent_mail_was_sent(
    at_once: bool, make_attempt: MakeAttempt, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("optout.channels.mail.sending._LOOK_AFTER_S", (0, 1.5, 5))
    with running(MarkedDovecot("secret")) as server:
        earlier = compose(make_attempt(id="a0"), ADDRESS).as_bytes()
        put(server, "Outbound", earlier)

        def keep(raw: bytes) -> None:
            delay = 0 if at_once else 0.7
            Timer(delay, put, [server, "Outbound", raw]).start() if delay else put(
                server, "Outbound", raw
            )

        outcome, capture = cut_off(server.port, keep, make_attempt())

    assert (outcome.answer, outcome.sent, outcome.failure) == (Answer.DONE, Sent.YES, None)
    assert outcome.detail.endswith("; the letter is in the folder of sent mail")
    assert len(capture.disclosed) == 1


@pytest.mark.parametrize("earlier", [True, False])
def test_a_letter_that_is_not_found_there_stays_in_doubt(
    earlier: bool, make_attempt: MakeAttempt, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("optout.channels.mail.sending._LOOK_AFTER_S", (0, 0.1))
    with running(MarkedDovecot("secret")) as server:
        if earlier:
            put(server, "Outbound", compose(make_attempt(id="a0"), ADDRESS).as_bytes())
        before = state_of(server)
        outcome, capture = cut_off(server.port, lambda _raw: None, make_attempt())
        assert state_of(server) == before

    assert (outcome.failure, outcome.step, outcome.sent) == (
        Failure.MAIL_UNREACHABLE,
        "content",
        Sent.MAYBE,
    )
    assert len(capture.disclosed) == 1


def test_a_letter_that_cannot_be_looked_for_stays_in_doubt(make_attempt: MakeAttempt) -> None:
    outcome, _ = cut_off(1, lambda _raw: None, make_attempt())

    assert outcome.sent == Sent.MAYBE


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
