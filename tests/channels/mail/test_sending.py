import asyncio
import socket
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

import pytest
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from optout.channels.attempt import Attempt, Capture, Disclosed
from optout.channels.mail.sending import MailChannel
from optout.errors import WrongInput
from optout.network import Mailbox
from optout.requests.actions import Action
from optout.requests.failures import Failure
from optout.requests.outcome import Answer, Outcome, Sent

ADDRESS = "ada@mailbox.example"
NEEDS = {"name": "required", "email": "required"}
FACTS = {"name": ("Ada Quill",), "email": (ADDRESS,)}
MakeAttempt = Callable[..., Attempt]


class Script:
    """An aiosmtpd handler that answers as told at each stage and keeps what it was given."""

    def __init__(self, *, no_auth: bool = False, **replies: str) -> None:
        self.no_auth = no_auth
        self.replies = replies
        self.letters: list[tuple[str, list[str], bytes]] = []
        self.greeted: list[str] = []

    async def handle_EHLO(
        self, server: SMTP, session: Session, envelope: Envelope, hostname: str, responses: list[str]
    ) -> list[str]:
        self.greeted.append(hostname)
        session.host_name = hostname
        return [line for line in responses if "AUTH" not in line] if self.no_auth else responses

    async def handle_MAIL(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        envelope.mail_from = address
        return self.replies.get("sender", "250 OK")

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        envelope.rcpt_tos.append(address)
        return self.replies.get("recipient", "250 OK")

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        reply = self.replies.get("content", "250 OK")
        if reply.startswith("250"):
            assert isinstance(envelope.content, bytes)
            self.letters.append((envelope.mail_from or "", envelope.rcpt_tos, envelope.content))
        return reply

    def authenticate(
        self, server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: object
    ) -> AuthResult:
        right = data == LoginPassword(b"ada", b"secret")
        refusal = self.replies.get("sign_in")
        return AuthResult(success=right and not refusal, handled=False, message=refusal)


@asynccontextmanager
async def serving(
    script: Script, *, tls: ssl.SSLContext | None = None, starttls: bool = False
) -> AsyncIterator[int]:
    loop = asyncio.get_running_loop()

    def protocol() -> SMTP:
        return SMTP(
            script,
            loop=loop,
            authenticator=script.authenticate,
            auth_require_tls=False,
            tls_context=tls if starttls else None,
        )

    server = await loop.create_server(protocol, "127.0.0.1", 0, ssl=None if starttls else tls)
    async with server:
        yield server.sockets[0].getsockname()[1]


@asynccontextmanager
async def talking(
    talk: Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]],
) -> AsyncIterator[int]:
    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await talk(reader, writer)
        finally:
            writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    async with server:
        yield server.sockets[0].getsockname()[1]


def mailbox(port: int, security: str = "none", password: str | None = None) -> Mailbox:
    password = password or "secret"
    return Mailbox(ADDRESS, "127.0.0.1", port, "127.0.0.1", 1, "ada", password, security)


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
    script = Script(**{stage: reply})

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


def test_an_action_without_a_letter_is_refused(make_attempt: MakeAttempt) -> None:
    with pytest.raises(WrongInput):
        asyncio.run(MailChannel(mailbox(1)).run(make_attempt(action=Action.SEARCH), Capture()))


def test_an_unencrypted_server_elsewhere_is_refused() -> None:
    with pytest.raises(WrongInput, match="on this machine only"):
        MailChannel(Mailbox(ADDRESS, "mail.example", 25, "mail.example", 143, security="none"))


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "mail test")])
    start = datetime.now(UTC) - timedelta(days=1)
    builder = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
    builder = builder.not_valid_before(start).not_valid_after(start + timedelta(days=3))
    names = x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))])
    signed = builder.add_extension(names, critical=False).sign(key, hashes.SHA256())
    path = tmp_path_factory.mktemp("tls") / "mail.pem"
    pem, plain = serialization.Encoding.PEM, serialization.NoEncryption()
    private = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, plain)
    path.write_bytes(private + signed.public_bytes(pem))
    return path


async def over_tls(
    attempt: Attempt, certificate: Path, security: str, trusted: bool
) -> tuple[Outcome, Script]:
    script = Script()
    server_side = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    server_side.load_cert_chain(certificate)
    client_side = ssl.create_default_context(cafile=str(certificate)) if trusted else None
    async with serving(script, tls=server_side, starttls=security == "starttls") as port:
        channel = MailChannel(mailbox(port, security), timeout_s=5, tls=client_side)
        return await channel.run(attempt, Capture()), script


@pytest.mark.parametrize("security", ["tls", "starttls"])
def test_letters_go_over_tls(security: str, certificate: Path, make_attempt: MakeAttempt) -> None:
    outcome, script = asyncio.run(over_tls(make_attempt(), certificate, security, trusted=True))

    assert (outcome.answer, outcome.sent) == (Answer.DONE, Sent.YES)
    assert len(script.letters) == 1


@pytest.mark.parametrize("security", ["tls", "starttls"])
def test_an_unknown_certificate_is_not_trusted(
    security: str, certificate: Path, make_attempt: MakeAttempt
) -> None:
    outcome, script = asyncio.run(over_tls(make_attempt(), certificate, security, trusted=False))

    assert (outcome.failure, outcome.sent) == (Failure.MAIL_UNREACHABLE, Sent.NO)
    assert outcome.step == "connect"
    assert script.letters == []


def test_a_server_without_starttls_gets_neither_password_nor_letter(make_attempt: MakeAttempt) -> None:
    async def run() -> tuple[Outcome, Script]:
        script = Script()
        async with serving(script) as port:
            channel = MailChannel(mailbox(port, "starttls"), timeout_s=5)
            return await channel.run(make_attempt(), Capture()), script

    outcome, script = asyncio.run(run())

    assert (outcome.failure, outcome.step, outcome.sent) == (
        Failure.MAIL_UNREACHABLE,
        "connect",
        Sent.NO,
    )
    assert script.letters == []
