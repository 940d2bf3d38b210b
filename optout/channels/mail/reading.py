"""What a provider's mail says: a class of reply, with a link or code where one may be used."""

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from email.message import Message
from email.parser import BytesHeaderParser
from email.policy import compat32
from typing import Literal

from optout.catalog.definition import ExpectedMail, Provider
from optout.catalog.senders import mail_domains
from optout.channels.mail.authentication import is_authentic, is_forged
from optout.channels.mail.headers import author_domain, header, recipients, referred, words
from optout.channels.mail.links import links, lure
from optout.channels.mail.parts import MAX_READ, Readable, readable
from optout.channels.mail.reference import find_reference
from optout.channels.mail.understanding import understand
from optout.channels.mail.understanding.bounces import Bounce as Bounce
from optout.channels.mail.understanding.bounces import read_bounce as read_bounce
from optout.channels.mail.understood import SURE, MailClass, Understood

Meaning = Literal[
    "link",
    "code",
    "acknowledged",
    "granted",
    "not-found",
    "needs-identification",
    "needs-data",
    "form-only",
    "refused",
    "extended",
    "bounced",
    "delayed",
    "automatic",
    "other",
    "suspicious",
]

_MAX_CODE_TEXT = 20_000
_MAX_CODE = 64
_MEANING_OF: Mapping[MailClass, Meaning] = {
    MailClass.ACKNOWLEDGED: "acknowledged",
    MailClass.CONFIRMATION_LINK: "link",
    MailClass.CODE: "code",
    MailClass.NEEDS_IDENTIFICATION: "needs-identification",
    MailClass.NEEDS_DATA: "needs-data",
    MailClass.FORM_ONLY: "form-only",
    MailClass.DONE: "granted",
    MailClass.NOT_FOUND: "not-found",
    MailClass.REFUSED: "refused",
    MailClass.EXTENDED: "extended",
    MailClass.BOUNCE: "bounced",
    MailClass.AUTO_REPLY: "automatic",
    MailClass.UNRELATED: "automatic",
    MailClass.SUSPICIOUS: "suspicious",
}


@dataclass(frozen=True, slots=True)
class Reading:
    """A mail, understood. ``link`` and ``code`` are set for those meanings only.

    ``message_id`` is made from the content where the mail has none, so that it can be told from
    others. ``to`` holds every recipient in small letters, ``references`` the Message-IDs that the
    mail answers, ``subject_has`` the token of ``mail_reference`` that its subject quotes.
    ``authentic`` is whether the receiving server vouches for the sender.
    ``detail`` is for a maintainer, without personal data.

    ``ground`` says on what a refusal rests, ``asks`` what the mail wants from the person, both in the
    words of closed lists; ``bounce`` is "permanent", "temporary" or "dead"; ``extended_until`` is the
    day (ISO 8601) until which the provider wants to answer. ``confidence`` is that of ``understand``, 1
    where the definition's own pattern decided.
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
    ground: str | None = None
    asks: tuple[str, ...] = ()
    bounce: str | None = None
    extended_until: str | None = None
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class _Finding:
    meaning: Meaning
    detail: str = ""
    link: str | None = None
    code: str | None = None
    understood: Understood | None = None


def read(raw: bytes, provider: Provider) -> Reading | None:
    """Understand a mail as the provider's; None where its author is not one of the provider's senders.

    A mail server's report is the provider's where it names an address there, or returns a letter with
    a token: whose that is, the token says. Never raises, whatever the bytes. Work is bounded: half a
    megabyte is read, whatever the size.
    """
    message = BytesHeaderParser(policy=compat32).parsebytes(raw[:MAX_READ])
    if not _is_sender(author_domain(message), provider):
        return _read_report(message, raw, provider)
    finding = _find(message, raw, provider)
    return _with_particulars(_reading(message, raw, provider, finding), finding.understood)


def read_code(raw: bytes, provider: Provider) -> Reading | None:
    """The reading of the mail that brings the code which a flow awaits; None for any other mail."""
    if provider.codes is None:
        return None
    found = read(raw, provider.model_copy(update={"mail": provider.codes}))
    return found if found is not None and found.meaning == "code" else None


def _reading(message: Message, raw: bytes, provider: Provider, finding: _Finding) -> Reading:
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


def _with_particulars(reading: Reading, understood: Understood | None) -> Reading:
    if understood is None:
        return reading
    until = understood.extended_until
    return replace(
        reading,
        ground=understood.ground,
        asks=understood.asks,
        bounce=understood.bounce,
        extended_until=until.isoformat() if until else None,
        references=tuple(dict.fromkeys((*reading.references, *understood.answers))),
        confidence=understood.confidence,
    )


def _read_report(message: Message, raw: bytes, provider: Provider) -> Reading | None:
    bounce = read_bounce(raw)
    if bounce is None or not _is_theirs(bounce, provider):
        return None
    meaning: Meaning = "delayed" if bounce.kind == "temporary" else "bounced"
    reading = _reading(
        message, raw, provider, _Finding(meaning, f"a report of a mail server: {bounce.kind}")
    )
    token = next((found for one in bounce.references if (found := find_reference(one))), None)
    return replace(
        reading, references=bounce.references, subject_has=token, bounce=bounce.kind, authentic=False
    )


def _is_theirs(bounce: Bounce, provider: Provider) -> bool:
    if any(find_reference(one) for one in bounce.references):
        return True
    hosts = [address.rpartition("@")[2] for address in bounce.recipients]
    return any(_is_sender(host, provider) or provider.speaks_for(host) for host in hosts)


def _is_sender(domain: str | None, provider: Provider) -> bool:
    senders = mail_domains(provider)
    return domain is not None and any(domain == name or domain.endswith("." + name) for name in senders)


def _find(message: Message, raw: bytes, provider: Provider) -> _Finding:
    if is_forged(message):
        return _Finding("suspicious", "the receiving server says that the sender is not genuine")
    mail = readable(raw)
    trap = lure(mail, provider)
    if trap:
        return _Finding("suspicious", trap)
    understood = understand(raw, _domains(provider))
    if understood.mail_class == MailClass.SUSPICIOUS:
        return _Finding("suspicious", "; ".join(understood.why))
    expected = _expected(mail, provider)
    if expected:
        return expected
    if not mail.whole:
        return _Finding("other", "the mail is too large or too nested to be read whole")
    return _by_words(understood, provider)


def _domains(provider: Provider) -> frozenset[str]:
    return frozenset((*provider.domains, *mail_domains(provider)))


def _by_words(understood: Understood, provider: Provider) -> _Finding:
    """What the mail says beyond the definition's patterns. What is not sure is for a person.

    A definition that says which link or code comes has the last word on links and codes.
    """
    detail = "; ".join(understood.why)
    meaning = _MEANING_OF[understood.mail_class]
    if understood.confidence < SURE or (provider.mail and meaning in ("link", "code")):
        return _Finding("other", detail)
    if meaning == "bounced" and understood.bounce == "temporary":
        meaning = "delayed"
    link = next((one.url for one in understood.links if one.followable), None)
    if meaning == "link" and link is None:
        return _Finding("other", "it wants to be confirmed, and no link in it is fit to be followed")
    return _Finding(meaning, detail, link, understood.code, understood)


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
    found = _matches(expected.code or r"(?!)", [text[:share] for text in mail.texts])
    return {code.strip() for code in found if 0 < len(code.strip()) <= _MAX_CODE}


def _matches(pattern: str, texts: Iterable[str]) -> set[str]:
    return {
        (match[1] if match.re.groups else match[0]) or ""
        for text in texts
        for match in re.finditer(pattern, text)
    }
