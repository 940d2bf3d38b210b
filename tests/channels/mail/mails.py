"""Mails of an invented provider, and their reading."""

from collections.abc import Callable
from email.message import EmailMessage

from optout.catalog.definition import Provider
from optout.channels.mail.reading import Reading, read

LINK = "https://www.acme.example/confirm/k3y?t=1"

MakeProvider = Callable[..., Provider]


def mail(
    text: str | None = None,
    html: str | None = None,
    sender: str = "Acme <no-reply@acme.example>",
    **headers: str,
) -> bytes:
    message = EmailMessage()
    message["From"] = sender
    message["To"] = "Ada <Ada@mailbox.example>"
    message["Message-ID"] = "<m1@acme.example>"
    for name, value in headers.items():
        message[name.replace("_", "-")] = value
    if text is not None:
        message.set_content(text)
    if html is not None and text is not None:
        message.add_alternative(html, subtype="html")
    elif html is not None:
        message.set_content(html, subtype="html")
    return message.as_bytes()


def reading(raw: bytes, provider: Provider) -> Reading:
    """The reading of a mail that has to be the provider's."""
    found = read(raw, provider)
    assert found is not None
    return found
