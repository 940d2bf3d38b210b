import asyncio
import socket
from collections.abc import Callable
from dataclasses import replace

import pytest

from optout.catalog.definition import Provider
from optout.catalog.steps import MailStep
from optout.channels.attempt import Attempt, Capture, Disclosed
from optout.channels.mail.sending import MailChannel
from optout.errors import WrongInput
from optout.network import Mailbox
from optout.requests.actions import Action
from optout.requests.failures import Failure
from optout.requests.outcome import Answer, Outcome, Sent
from tests.channels.mail.servers import ADDRESS, Script, mailbox, serving, talking

NEEDS = {"name": "required", "email": "required"}


FACTS = {"name": ("Ada Quill",), "email": (ADDRESS,)}


MakeAttempt = Callable[..., Attempt]


async def attempt_with(
    script: Script, attempt: Attempt, password: str | None = None
) -> tuple[Outcome, Capture]:
    capture = Capture()
    async with serving(script) as port:
        channel = MailChannel(mailbox(port, password=password), timeout_s=5)
        return await channel.run(attempt, capture), capture


def test_a_letter_that_was_taken_is_sent_and_its_facts_are_disclosed(make_attempt: MakeAttempt) -> None:
    script = Script()

    outcome, capture = asyncio.run(attempt_with(script, make_attempt(NEEDS, FACTS)))

    assert (outcome.answer, outcome.sent) == (Answer.DONE, Sent.YES)
    assert script.letters == [(ADDRESS, ["privacy@acme.example"], capture.mails[0])]
    assert capture.disclosed == [
        Disclosed("name", "acme.example", "Ada Quill"),
        Disclosed("email", "acme.example", ADDRESS),
    ]


def test_the_address_a_letter_comes_from_is_disclosed_too(make_attempt: MakeAttempt) -> None:
    _, capture = asyncio.run(attempt_with(Script(), make_attempt({}, FACTS)))

    assert capture.disclosed == [Disclosed("email", "acme.example", ADDRESS)]


def test_every_address_that_a_letter_tells_is_disclosed_by_itself(
    make_attempt: MakeAttempt, make_provider: Callable[..., Provider]
) -> None:
    pages = ("https://a.example/", "https://b.example/")
    step = MailStep(
        channel="mail",
        to="info@acme.example",
        needs={"url": "required"},
        every=("url",),
        says="All of it.",
    )
    attempt = make_attempt(facts={"url": pages}, provider=make_provider(submit=step))

    _, capture = asyncio.run(attempt_with(Script(), attempt))

    assert capture.disclosed == [
        *(Disclosed("url", "acme.example", page) for page in pages),
        Disclosed("email", "acme.example", ADDRESS),
    ]


def test_this_machines_name_is_not_told(make_attempt: MakeAttempt) -> None:
    script = Script()

    asyncio.run(attempt_with(script, make_attempt()))

    assert set(script.greeted) == {"[127.0.0.1]"}


def test_a_line_that_begins_with_a_dot_arrives_whole(make_attempt: MakeAttempt) -> None:
    script = Script()
    facts = {"name": (".",), "email": ("x" * 60 + "." * 30 + "@mailbox.example",)}

    _, capture = asyncio.run(attempt_with(script, make_attempt(NEEDS, facts)))

    assert b"\r\n." in capture.mails[0]
    assert script.letters[0][2] == capture.mails[0]


@pytest.mark.parametrize(
    ("stage", "reply", "answer", "failure", "step"),
    [
        ("sign_in", "535 wrong", Answer.PERSON, Failure.NOT_AUTHORISED, "sign-in"),
        ("sender", "530 sign in first", Answer.PERSON, Failure.NOT_AUTHORISED, "sender"),
        ("sender", "552 too large", Answer.UNREACHABLE, Failure.MAIL_REFUSED, "sender"),
        ("recipient", "550 no such user", Answer.UNREACHABLE, Failure.MAIL_REFUSED, "recipient"),
        ("recipient", "451 greylisted", Answer.UNREACHABLE, Failure.MAIL_UNREACHABLE, "recipient"),
        ("recipient", "452 too many", Answer.UNREACHABLE, Failure.MAIL_UNREACHABLE, "recipient"),
        ("content", "552 too large", Answer.UNREACHABLE, Failure.MAIL_REFUSED, "content"),
        ("content", "554 spam", Answer.UNREACHABLE, Failure.MAIL_REFUSED, "content"),
        ("content", "451 later", Answer.UNREACHABLE, Failure.MAIL_UNREACHABLE, "content"),
    ],
)
def test_a_refusal_is_not_sent_and_discloses_nothing(
    stage: str, reply: str, answer: Answer, failure: Failure, step: str, make_attempt: MakeAttempt
) -> None:
    script = Script({stage: reply})

    outcome, capture = asyncio.run(attempt_with(script, make_attempt(NEEDS, FACTS)))

    code = reply[:3]
    detail = f"the mail server answered {code}"
    assert outcome == Outcome(answer, failure, step=step, detail=detail, sent=Sent.NO)
    assert capture.disclosed == []
    assert script.letters == []


def test_a_wrong_password_needs_the_person(make_attempt: MakeAttempt) -> None:
    outcome, _ = asyncio.run(attempt_with(Script(), make_attempt(NEEDS, FACTS), password="wrong"))

    assert (outcome.answer, outcome.failure) == (Answer.PERSON, Failure.NOT_AUTHORISED)


def test_a_server_without_sign_in_needs_the_person(make_attempt: MakeAttempt) -> None:
    async def run() -> Outcome:
        async with serving(Script(no_auth=True)) as port:
            return await MailChannel(mailbox(port)).run(make_attempt(), Capture())

    outcome = asyncio.run(run())

    assert (outcome.answer, outcome.failure) == (Answer.PERSON, Failure.NOT_AUTHORISED)
    assert outcome.detail == "the mail server offers no sign-in"


def test_nobody_listening_is_unreachable_and_not_sent(make_attempt: MakeAttempt) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        channel = MailChannel(mailbox(probe.getsockname()[1]), timeout_s=5)
        outcome = asyncio.run(channel.run(make_attempt(), Capture()))

    assert (outcome.answer, outcome.failure) == (Answer.UNREACHABLE, Failure.MAIL_UNREACHABLE)
    assert (outcome.step, outcome.sent) == ("connect", Sent.NO)


async def _raw_server(
    reader: asyncio.StreamReader,
    writer: asyncio.StreamWriter,
    *,
    stop_at: bytes,
    silent: bool,
    last: bytes = b"",
) -> None:
    """Speak SMTP until the line ``stop_at`` came, then hang up or fall silent."""
    writer.write(b"220 hello\r\n")
    replies = {
        b"EHLO": b"250-hello\r\n250 AUTH PLAIN\r\n",
        b"AUTH": b"235 ok\r\n",
        b"DATA": b"354 go\r\n",
    }
    while line := await reader.readline():
        if line.rstrip(b"\r\n")[: len(stop_at)] == stop_at:
            break
        known = next((reply for verb, reply in replies.items() if line.startswith(verb)), None)
        if known or line.startswith((b"MAIL", b"RCPT", b"QUIT")):
            writer.write(known or b"250 ok\r\n")
    writer.write(last)
    if silent:
        await reader.read()


def run_raw(
    attempt: Attempt, capture: Capture, stop_at: bytes, silent: bool, last: bytes = b""
) -> Outcome:
    async def run() -> Outcome:
        async with talking(
            lambda reader, writer: _raw_server(reader, writer, stop_at=stop_at, silent=silent, last=last)
        ) as port:
            return await MailChannel(mailbox(port), timeout_s=0.3).run(attempt, capture)

    return asyncio.run(run())


@pytest.mark.parametrize("silent", [False, True], ids=["hangs up", "falls silent"])
@pytest.mark.parametrize(
    ("stop_at", "step"),
    [
        (b"EHLO", "connect"),
        (b"AUTH", "sign-in"),
        (b"MAIL", "sender"),
        (b"RCPT", "recipient"),
        (b"DATA", "data"),
    ],
)
def test_a_conversation_lost_before_the_content_is_not_sent(
    stop_at: bytes, step: str, silent: bool, make_attempt: MakeAttempt
) -> None:
    capture = Capture()

    outcome = run_raw(make_attempt(NEEDS, FACTS), capture, stop_at, silent)

    assert (outcome.answer, outcome.failure) == (Answer.UNREACHABLE, Failure.MAIL_UNREACHABLE)
    assert (outcome.step, outcome.sent) == (step, Sent.NO)
    assert capture.disclosed == []


@pytest.mark.parametrize("silent", [False, True], ids=["hangs up", "falls silent"])
def test_a_conversation_lost_after_the_content_leaves_doubt_and_counts_as_disclosed(
    silent: bool, make_attempt: MakeAttempt
) -> None:
    capture = Capture()

    outcome = run_raw(make_attempt(NEEDS, FACTS), capture, b".", silent)

    assert (outcome.answer, outcome.failure) == (Answer.UNREACHABLE, Failure.MAIL_UNREACHABLE)
    assert (outcome.step, outcome.sent) == ("content", Sent.MAYBE)
    assert [fact.meaning for fact in capture.disclosed] == ["name", "email"]
    assert len(capture.mails) == 1


@pytest.mark.parametrize(
    ("stop_at", "told"), [(b"DATA", []), (b".", ["name", "email"])], ids=["before", "during"]
)
def test_a_letter_that_is_cancelled_counts_as_disclosed_once_it_leaves(
    stop_at: bytes, told: list[str], make_attempt: MakeAttempt
) -> None:
    capture, reached = Capture(), asyncio.Event()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await _raw_server(reader, writer, stop_at=stop_at, silent=False)
        reached.set()
        await reader.read()

    async def run() -> None:
        async with talking(serve) as port:
            channel = MailChannel(mailbox(port), timeout_s=30)
            sending = asyncio.create_task(channel.run(make_attempt(NEEDS, FACTS), capture))
            await asyncio.wait_for(reached.wait(), 10)
            sending.cancel()
            with pytest.raises(asyncio.CancelledError):
                await sending

    asyncio.run(run())

    assert [fact.meaning for fact in capture.disclosed] == told


def test_nonsense_after_the_content_leaves_doubt(make_attempt: MakeAttempt) -> None:
    outcome = run_raw(make_attempt(), Capture(), b".", silent=True, last=b"hello there\r\n")

    assert (outcome.failure, outcome.sent) == (Failure.MAIL_UNREACHABLE, Sent.MAYBE)


def test_a_yes_counts_even_when_the_goodbye_fails(make_attempt: MakeAttempt) -> None:
    outcome = run_raw(make_attempt(), Capture(), b".", silent=False, last=b"250 taken\r\n")

    assert (outcome.answer, outcome.sent) == (Answer.DONE, Sent.YES)


def test_a_missing_fact_needs_the_person_and_nothing_is_sent(make_attempt: MakeAttempt) -> None:
    script = Script()
    attempt = make_attempt(NEEDS, {"email": (ADDRESS,)})

    outcome, capture = asyncio.run(attempt_with(script, attempt))

    assert outcome == Outcome(
        Answer.PERSON, Failure.FACT_MISSING, step="letter", detail="no value for name", sent=Sent.NO
    )
    assert capture == Capture()
    assert script.greeted == []


def test_a_fact_unfit_for_a_letter_needs_the_person(make_attempt: MakeAttempt) -> None:
    outcome, capture = asyncio.run(
        attempt_with(Script(), make_attempt(NEEDS, {**FACTS, "name": ("Ada\nQuill",)}))
    )

    assert (outcome.answer, outcome.failure) == (Answer.PERSON, Failure.FACT_MISSING)
    assert "Quill" not in outcome.detail
    assert capture == Capture()


SERVICE = replace(mailbox(1), address="service@agency.example")


@pytest.mark.parametrize(
    ("own", "box", "sent"),
    [
        ({"Ada@Mailbox.example"}, mailbox(1), True),
        ({"ada@home.example"}, mailbox(1), False),
        (set(), mailbox(1), False),
        ({"ada@home.example"}, SERVICE, False),
        ({"ada@home.example"}, replace(SERVICE, for_everybody=True), True),
        (None, SERVICE, True),
    ],
    ids=["own", "another's", "none", "a service's", "a service's, said so", "an agent's"],
)
def test_a_letter_leaves_only_from_a_mailbox_that_may_write_for_the_person(
    own: set[str] | None, box: Mailbox, sent: bool, make_attempt: MakeAttempt
) -> None:
    script, capture = Script(), Capture()
    addresses = None if own is None else frozenset(own)

    async def run() -> Outcome:
        async with serving(script) as port:
            channel = MailChannel(replace(box, smtp_port=port), timeout_s=5)
            return await channel.run(make_attempt(NEEDS, FACTS, own_addresses=addresses), capture)

    outcome = asyncio.run(run())

    assert len(script.letters) == sent
    if not sent:
        detail = "the mailbox's address is none of the person's"
        assert outcome == Outcome(Answer.PERSON, Failure.NO_MAILBOX, step="letter", detail=detail)
        assert (capture, script.greeted) == (Capture(), [])


def test_an_action_without_a_letter_is_refused(make_attempt: MakeAttempt) -> None:
    with pytest.raises(WrongInput):
        asyncio.run(MailChannel(mailbox(1)).run(make_attempt(action=Action.SEARCH), Capture()))


def test_an_unencrypted_server_elsewhere_is_refused() -> None:
    with pytest.raises(WrongInput, match="on this machine only"):
        MailChannel(Mailbox(ADDRESS, "mail.example", 25, "mail.example", 143, security="none"))
