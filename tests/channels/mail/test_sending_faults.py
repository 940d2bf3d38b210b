"""Mail servers that misbehave: each fault has one outcome, and never more is claimed than is known."""

import asyncio
from collections.abc import Callable

import pytest
from aiosmtpd.smtp import SMTP, Envelope, Session

from optout.channels.attempt import Attempt, Capture
from optout.channels.mail.sending import MailChannel
from optout.errors import WrongInput
from optout.requests.failures import MEANING, Disposition, Failure
from optout.requests.outcome import Answer, Outcome, Sent
from optout.rights.elements import Element
from optout.rights.letters.linting import LetterIncomplete
from tests.channels.mail.servers import ADDRESS, Script, mailbox, serving, talking

MakeAttempt = Callable[..., Attempt]
_R, _P, _U = Disposition.RETRY, Disposition.PAUSE_PROVIDER, Disposition.ASK_USER


@pytest.mark.parametrize(
    ("stage", "reply", "failure", "disposition", "code"),
    [
        ("sign_in", "535 5.7.8 wrong", Failure.NOT_AUTHORISED, _U, "535 5.7.8"),
        ("sign_in", "454 4.7.0 later", Failure.MAIL_UNREACHABLE, _R, "454 4.7.0"),
        ("sender", "553 5.7.1 not your address", Failure.NOT_AUTHORISED, _U, "553 5.7.1"),
        ("sender", "421 4.3.2 closing", Failure.MAIL_UNREACHABLE, _R, "421 4.3.2"),
        ("recipient", "451 4.7.1 greylisted", Failure.MAIL_UNREACHABLE, _R, "451 4.7.1"),
        ("recipient", "421 4.7.0 slow down", Failure.MAIL_UNREACHABLE, _R, "421 4.7.0"),
        ("recipient", "550 5.1.1 no such user", Failure.ADDRESS_DEAD, _P, "550 5.1.1"),
        ("recipient", "550 5.1.2 no such host", Failure.ADDRESS_DEAD, _P, "550 5.1.2"),
        ("recipient", "556 5.1.10 takes no mail", Failure.ADDRESS_DEAD, _P, "556 5.1.10"),
        ("recipient", "550 5.1.10", Failure.ADDRESS_DEAD, _P, "550 5.1.10"),
        ("recipient", "550 5.1.100 odd", Failure.MAIL_REFUSED, _P, "550 5.1.100"),
        ("recipient", "550 5.7.1 policy", Failure.MAIL_REFUSED, _P, "550 5.7.1"),
        ("recipient", "550 no 5.1.1 here", Failure.MAIL_REFUSED, _P, "550"),
        ("recipient", "550 5.4.5 too many today", Failure.MAIL_UNREACHABLE, _R, "550 5.4.5"),
        ("recipient", "450 5.1.1 maybe", Failure.MAIL_UNREACHABLE, _R, "450 5.1.1"),
        ("content", "552 5.3.4 too large", Failure.MAIL_REFUSED, _P, "552 5.3.4"),
        ("content", "554 5.7.1 spam", Failure.MAIL_REFUSED, _P, "554 5.7.1"),
        ("content", "550 5.1.1 late", Failure.MAIL_REFUSED, _P, "550 5.1.1"),
        ("content", "421 4.3.0 closing", Failure.MAIL_UNREACHABLE, _R, "421 4.3.0"),
    ],
)
def test_a_refusal_has_one_failure_and_one_disposition(
    stage: str,
    reply: str,
    failure: Failure,
    disposition: Disposition,
    code: str,
    make_attempt: MakeAttempt,
) -> None:
    async def send() -> Outcome:
        async with serving(Script({stage: reply})) as port:
            return await MailChannel(mailbox(port), timeout_s=5).run(make_attempt(), Capture())

    outcome = asyncio.run(send())

    assert (outcome.failure, MEANING[failure].disposition) == (failure, disposition)
    assert outcome.detail == f"the mail server answered {code}"
    assert outcome.sent == Sent.NO
    assert outcome.answer == (Answer.PERSON if disposition == _U else Answer.UNREACHABLE)


def test_what_a_server_says_is_not_kept(make_attempt: MakeAttempt) -> None:
    reply = f"550 5.1.1 <{ADDRESS}> is unknown, Ada Quill"

    async def send() -> Outcome:
        async with serving(Script({"recipient": reply})) as port:
            return await MailChannel(mailbox(port), timeout_s=5).run(make_attempt(), Capture())

    assert asyncio.run(send()).detail == "the mail server answered 550 5.1.1"


class Plain(Script):
    """A server of the plainest kind: no 8BITMIME, no SMTPUTF8, no SIZE."""

    async def handle_EHLO(
        self, server: SMTP, session: Session, envelope: Envelope, hostname: str, responses: list[str]
    ) -> list[str]:
        await super().handle_EHLO(server, session, envelope, hostname, responses)
        return [responses[0], *(line for line in responses if "AUTH" in line), "250 HELP"]


def test_a_letter_passes_through_a_server_that_takes_seven_bits_only(make_attempt: MakeAttempt) -> None:
    script = Plain()
    facts = {"name": ("Åda Qüill \u05d0\u05d1",)}

    async def send() -> Outcome:
        async with serving(script) as port:
            attempt = make_attempt({"name": "required"}, facts)
            return await MailChannel(mailbox(port), timeout_s=5).run(attempt, Capture())

    outcome = asyncio.run(send())

    assert outcome.sent == Sent.YES
    assert script.letters[0][2].isascii()


def against(
    talk: Callable[[asyncio.StreamReader, asyncio.StreamWriter], object],
    attempt: Attempt,
    timeout_s: float = 5,
    total_s: float = 5,
) -> Outcome:
    async def run() -> Outcome:
        async with talking(talk) as port:  # type: ignore[arg-type]
            channel = MailChannel(mailbox(port), timeout_s=timeout_s, total_s=total_s)
            return await channel.run(attempt, Capture())

    return asyncio.run(run())


@pytest.mark.parametrize(
    "greeting",
    [b"220 " + b"x" * 100_000 + b"\r\n", b"220-more\r\n" * 20_000, b"\x00\xff\x80 garbage\r\n", b"\r\n"],
    ids=["a huge line", "endless lines", "garbage", "nothing"],
)
def test_a_greeting_that_is_none_is_unreachable(greeting: bytes, make_attempt: MakeAttempt) -> None:
    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(greeting)
        await reader.read()

    outcome = against(talk, make_attempt())

    assert (outcome.failure, outcome.step, outcome.sent) == (
        Failure.MAIL_UNREACHABLE,
        "connect",
        Sent.NO,
    )


async def _until(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, verb: bytes) -> None:
    """Say yes to everything until the line that begins with ``verb``."""
    writer.write(b"220 hello\r\n")
    replies = {
        b"EHLO": b"250-hello\r\n250 AUTH PLAIN\r\n",
        b"AUTH": b"235 ok\r\n",
        b"DATA": b"354 go\r\n",
    }
    while line := await reader.readline():
        if line.startswith(verb):
            return
        known = next((reply for name, reply in replies.items() if line.startswith(name)), None)
        if known or line.startswith((b"MAIL", b"RCPT")):
            writer.write(known or b"250 ok\r\n")


@pytest.mark.parametrize(
    ("verb", "step", "sent"),
    [(b"MAIL", "sender", Sent.NO), (b"DATA", "data", Sent.NO), (b".", "content", Sent.MAYBE)],
)
def test_a_reply_that_never_ends_tells_how_far_it_came(
    verb: bytes, step: str, sent: Sent, make_attempt: MakeAttempt
) -> None:
    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await _until(reader, writer, verb)
        writer.write(b"250-" + b"x" * 70 + b"\r\n")
        writer.write(b"250-more\r\n" * 20_000)
        await reader.read()

    outcome = against(talk, make_attempt())

    assert (outcome.failure, outcome.step, outcome.sent) == (Failure.MAIL_UNREACHABLE, step, sent)


@pytest.mark.parametrize(
    ("verb", "step", "sent"), [(b"RCPT", "recipient", Sent.NO), (b".", "content", Sent.MAYBE)]
)
def test_a_server_that_dawdles_is_left_in_time_and_it_is_known_how_far_it_came(
    verb: bytes, step: str, sent: Sent, make_attempt: MakeAttempt
) -> None:
    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await _until(reader, writer, verb)
        for _ in range(200):  # each piece comes in time, the whole never does
            writer.write(b"2")
            await asyncio.sleep(0.05)

    outcome = against(talk, make_attempt(), timeout_s=30, total_s=0.5)

    assert (outcome.answer, outcome.failure) == (Answer.UNREACHABLE, Failure.MAIL_UNREACHABLE)
    assert (outcome.step, outcome.sent) == (step, sent)
    assert outcome.detail == "the conversation broke off: TimeoutError"


@pytest.mark.parametrize(
    ("fault", "failure"),
    [
        (WrongInput("The address cannot be written to."), Failure.LETTER_INCOMPLETE),
        (LetterIncomplete((Element.RESIDENCE, Element.SIGNATURE)), Failure.LETTER_INCOMPLETE),
        (LetterIncomplete((Element.SIGNATURE, Element.ACCURACY)), Failure.SIGNATURE),
    ],
)
def test_a_letter_that_cannot_be_written_is_surely_not_sent(
    fault: WrongInput, failure: Failure, monkeypatch: pytest.MonkeyPatch, make_attempt: MakeAttempt
) -> None:
    def unfit(_attempt: Attempt, _sender: str) -> None:
        raise fault

    monkeypatch.setattr("optout.channels.mail.sending.compose", unfit)

    outcome = asyncio.run(MailChannel(mailbox(1)).run(make_attempt(), Capture()))

    assert outcome == Outcome(Answer.PERSON, failure, step="letter", detail=fault.what, sent=Sent.NO)
