import asyncio
import ssl
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from optout.channels.attempt import Attempt, Capture
from optout.channels.mail.sending import MailChannel
from optout.requests.failures import Failure
from optout.requests.outcome import Answer, Outcome, Sent
from tests.channels.mail.servers import Script, mailbox, serving

MakeAttempt = Callable[..., Attempt]


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

    detail = "the mail server offers no encryption"
    failure = Failure.MAIL_UNREACHABLE
    assert outcome == Outcome(Answer.UNREACHABLE, failure, step="connect", detail=detail, sent=Sent.NO)
    assert script.letters == []
