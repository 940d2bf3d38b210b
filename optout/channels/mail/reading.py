"""What a provider's mail says: a link or code to confirm with, a receipt, or something for a person."""

import hashlib
import re
from dataclasses import dataclass, field
from email.message import Message
from email.parser import BytesHeaderParser
from email.policy import compat32
from typing import Literal

from optout.catalog.definition import ExpectedMail, Provider
from optout.channels.mail.authentication import is_authentic, is_forged
from optout.channels.mail.headers import author_domain, header, recipients, referred, words
from optout.channels.mail.links import links, lure
from optout.channels.mail.parts import MAX_READ, Readable, readable
from optout.channels.mail.receipt import answer_in
from optout.channels.mail.reference import find_reference

Meaning = Literal["link", "code", "acknowledged", "granted", "other", "suspicious"]

_MAX_CODE_TEXT = 20_000
_MAX_CODE = 64


@dataclass(frozen=True, slots=True)
class Reading:
    """A mail, understood. ``link`` and ``code`` are set for those meanings only.

    ``message_id`` is made from the content where the mail has none, so that it can be told from
    others. ``to`` holds every recipient in small letters, ``references`` the Message-IDs that the
    mail answers, ``subject_has`` the token of ``mail_reference`` that its subject quotes.
    ``authentic`` is whether the receiving server vouches for the sender.
    ``detail`` is for a maintainer, without personal data.
    """

    meaning: Meaning
    message_id: str
    to: tuple[str, ...] = field(repr=False)
    references: tuple[str, ...] = ()
    subject_has: str | None = None
    link: str | None = field(default=None, repr=False)
    code: str | None = field(default=None, repr=False)
    detail: str = ""
    authentic: bool = False


@dataclass(frozen=True, slots=True)
class _Finding:
    meaning: Meaning
    detail: str = ""
    link: str | None = None
    code: str | None = None


def read(raw: bytes, provider: Provider) -> Reading | None:
    """Understand a mail as the provider's; None where its author is not one of the provider's senders.

    Never raises, whatever the bytes. Work is bounded: half a megabyte is read, whatever the size.
    """
    message = BytesHeaderParser(policy=compat32).parsebytes(raw[:MAX_READ])
    if not _is_sender(author_domain(message), provider):
        return None
    finding = _find(message, raw, provider)
    return Reading(
        meaning=finding.meaning,
        message_id=header(message, "Message-ID")[:250] or "sha256:" + hashlib.sha256(raw).hexdigest(),
        to=recipients(message),
        references=referred(message),
        subject_has=find_reference(words(header(message, "Subject"))),
        link=finding.link,
        code=finding.code,
        detail=finding.detail,
        authentic=is_authentic(message, lambda domain: _is_sender(domain, provider)),
    )


def read_code(raw: bytes, provider: Provider) -> Reading | None:
    """The reading of the mail that brings the code which a flow awaits; None for any other mail."""
    if provider.codes is None:
        return None
    found = read(raw, provider.model_copy(update={"mail": provider.codes}))
    return found if found is not None and found.meaning == "code" else None


def _is_sender(domain: str | None, provider: Provider) -> bool:
    senders = provider.mail.senders if provider.mail else provider.domains
    return domain is not None and any(domain == name or domain.endswith("." + name) for name in senders)


def _find(message: Message, raw: bytes, provider: Provider) -> _Finding:
    if is_forged(message):
        return _Finding("suspicious", "the receiving server says that the sender is not genuine")
    mail = readable(raw)
    trap = lure(mail, provider)
    if trap:
        return _Finding("suspicious", trap)
    expected = _expected(mail, provider)
    if expected:
        return expected
    if not mail.whole:
        return _Finding("other", "the mail is too large or too nested to be read whole")
    subject = words(header(message, "Subject"))
    return _Finding(answer_in(subject, mail.texts))


def _expected(mail: Readable, provider: Provider) -> _Finding | None:
    """The link or code that the definition says will come, if this mail has it."""
    if provider.mail is None:
        return None
    if provider.mail.expects == "link":
        found = links(mail, provider, provider.mail.link_path or "/")
        return _one("link", found)
    return _one("code", _codes(mail, provider.mail))


def _one(meaning: Literal["link", "code"], found: set[str]) -> _Finding | None:
    if len(found) > 1:
        return _Finding("suspicious", f"the mail has {len(found)} different {meaning}s")
    for value in found:
        return _Finding(meaning, link=value if meaning == "link" else None, code=_code(meaning, value))
    return None


def _code(meaning: str, value: str) -> str | None:
    return value if meaning == "code" else None


def _codes(mail: Readable, expected: ExpectedMail) -> set[str]:
    """Every distinct code. Each text gets an equal share of the 20 kB that the pattern may see."""
    share = _MAX_CODE_TEXT // max(1, len(mail.texts))
    found = set()
    for text in mail.texts:
        for match in re.finditer(expected.code or r"(?!)", text[:share]):
            found.add((match[1] if match.re.groups else match[0]) or "")
    return {code.strip() for code in found if 0 < len(code.strip()) <= _MAX_CODE}
