"""Mails by which a mail server says that a letter did not arrive. Sources: RFC 3464, RFC 3463."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from email.message import Message
from email.parser import BytesHeaderParser, BytesParser, HeaderParser
from email.policy import compat32
from typing import Literal

from optout.channels.mail.headers import header, headers, referred, words
from optout.channels.mail.parts import MAX_READ, countable
from optout.channels.mail.reference import find_reference

Kind = Literal["permanent", "temporary", "dead"]

_ROBOT = re.compile(
    r"\b(?:mailer-daemon|postmaster|mail delivery (?:sub)?system|mail-daemon|microsoftexchange\w*)\b",
    re.IGNORECASE,
)
_FIELD = re.compile(
    r"^(action|status|diagnostic-code|final-recipient)\s*:\s*(.{1,500})", re.IGNORECASE | re.MULTILINE
)
_STATUS = re.compile(r"(?<![\d.])([245])\.(\d{1,3})\.(\d{1,3})(?![\d.])")
_REPLY = re.compile(r"(?<![\d.-])(4[25]\d|55\d)(?=[ -])")
_DEAD = {(1, 1), (1, 2), (1, 3), (1, 6), (1, 10), (4, 4)}
_DEAD_WORDS = re.compile(
    r"user unknown|unknown user|no such (?:user|mailbox|recipient|address|domain)|(?:recipient"
    r"|address|mailbox|user|account) (?:\S+ ){0,3}(?:does not|doesn't|not) (?:exist|found)"
    r"|recipient ?not ?found|couldn't be found|could not be found|(?:domain"
    r"|host)(?: or domain)?(?: name)? (?:\S+ ){0,2}not found|nxdomain|unrouteable|invalid recipient"
    r"|recipient (?:address )?rejected: (?:user|undeliverable)"
    r"|wurde nicht gefunden|existiert nicht|nicht gefunden|unbekannter (?:empfänger|benutzer)"
    r"|empfänger unbekannt|n'existe pas|introuvable|inconnu|no existe|desconocid|no se (?:ha )?encontr"
    r"|no longer (?:valid|in use|active)|address(?:ee)? unknown|account (?:\S+ ){0,3}(?:disabled"
    r"|inactive)",
    re.IGNORECASE,
)
_LATER_WORDS = re.compile(
    r"\b(?:delayed|will (?:keep|continue) (?:trying|to (?:try|retry))|retr(?:y|ied) for"
    r"|still trying|not yet been delivered|temporar\w+|deferred|greylist\w*"
    r"|verzögert|vorübergehend|weiter(?:hin)? versucht|zustellversuch\w*|retard\w*|différée?"
    r"|nouvelles tentatives|temporairement|retras\w+|demorad\w+|se seguirá intentando|reintent\w+"
    r"|temporal\w*)\b",
    re.IGNORECASE,
)
_FAILED_WORDS = re.compile(
    r"undeliver|not (?:be )?delivered|delivery (?:status|fail|has failed|incomplete|delay)"
    r"|returned mail|failure notice|mail delivery|unzustellbar|nicht zugestellt|zustell|non remis"
    r"|échec de la remise|n'a pas pu être (?:remis|distribu|délivr)|remise|no se (?:ha )?(?:pudo"
    r"|podido) entregar|no (?:fue )?entregad|entrega|rejected|bounce|was not sent"
    r"|permanent(?:ly)? (?:fatal )?(?:error|fail)|qmail-send",
    re.IGNORECASE,
)
_RETURNED_ID = re.compile(r"^[ \t>]*Message-ID:[ \t]*(<[^<>\s]{1,250}>)", re.IGNORECASE | re.MULTILINE)
_ADDRESS = re.compile(r"[^\s;,<>]{1,64}@[a-z0-9.-]{1,250}", re.IGNORECASE)
_MAX_TEXT = 60_000
_MAX_HEAD = 64 * 1024


@dataclass(frozen=True, slots=True)
class Bounce:
    """``dead``: there is no such address. ``references`` are our Message-IDs and tokens that it returns.

    ``recipients`` are the addresses that could not be reached, in small letters, where any is named.
    ``is_report``: it is a delivery status notification (RFC 3464), and no mail in somebody's words.
    """

    kind: Kind
    status: str = ""
    recipients: tuple[str, ...] = field(default=(), repr=False)
    references: tuple[str, ...] = field(default=(), repr=False)
    is_report: bool = False


def read_bounce(raw: bytes) -> Bounce | None:
    """What a mail server says about a letter that it could not deliver; None for any other mail.

    Never raises, whatever the bytes. Work is bounded: half a megabyte is read, whatever the size.
    """
    head = BytesHeaderParser(policy=compat32).parsebytes(raw[:_MAX_HEAD])
    if not _may_be_robots(head) or not countable(raw):
        return None
    try:
        message = BytesParser(policy=compat32).parsebytes(raw[:MAX_READ])
        leaves = list(message.walk())[:60]
    except RecursionError:
        return None
    report = next(
        (_text(part) for part in leaves if part.get_content_type() == "message/delivery-status"), ""
    )
    text = "\n".join(
        _text(part) for part in leaves if part.get_content_type() in ("text/plain", "text/html")
    )[:_MAX_TEXT]
    if not (_is_reports(message) if report else _is_robots(message, leaves, text)):
        return None
    kind, status = _kind(report, text)
    if kind is None:
        return None
    found = tuple(dict.fromkeys(_references(message, leaves, text)))
    whole = bool(report) and message.get_content_type() == "multipart/report"
    return Bounce(kind, status, _recipients(message, report), found, whole)


def _recipients(message: Message, report: str) -> tuple[str, ...]:
    named = [value for name, value in _FIELD.findall(report) if name.lower() == "final-recipient"]
    named += headers(message, "X-Failed-Recipients")
    return tuple(dict.fromkeys(one.lower() for value in named for one in _ADDRESS.findall(value)))[:20]


def _may_be_robots(head: Message) -> bool:
    """Whether the headers alone allow for it: most mails need not be taken apart."""
    report = head.get_content_type() in ("multipart/report", "multipart/mixed")
    robot = _ROBOT.search(words(header(head, "From"))) or _has_no_return_path(head)
    return bool(report or robot or headers(head, "X-Failed-Recipients"))


def _is_robots(message: Message, leaves: list[Message], text: str) -> bool:
    """Without a report: a mail server's name as the author, or its header, and words of failure.

    An empty return path proves no robot of a mail server: every automatic answer has one (RFC 3834).
    With it the letter itself must come back, and what the other server said to it.
    """
    if headers(message, "X-Failed-Recipients"):
        return True
    looks = f"{words(header(message, 'Subject'))}\n{text[:4000]}"
    if not _FAILED_WORDS.search(looks):
        return False
    if _ROBOT.search(words(header(message, "From"))):
        return True
    said = _STATUS.search(text) or _REPLY.search(text)
    return _has_no_return_path(message) and bool(said) and _returns_a_letter(leaves, text)


def _has_no_return_path(message: Message) -> bool:
    return header(message, "Return-Path").strip() == "<>"


def _returns_a_letter(leaves: list[Message], text: str) -> bool:
    returned = ("message/rfc822", "text/rfc822-headers")
    attached = any(part.get_content_type() in returned for part in leaves)
    return attached or _RETURNED_ID.search(text) is not None


def _is_reports(message: Message) -> bool:
    """Whether a delivery status in it is a mail server's: in a report, or under such a server's name."""
    if message.get_content_type() == "multipart/report":
        return True
    return bool(_ROBOT.search(words(header(message, "From")))) or _has_no_return_path(message)


def _kind(report: str, text: str) -> tuple[Kind | None, str]:
    fields = {name.lower(): value.strip() for name, value in _FIELD.findall(report)}
    action = fields.get("action", "").lower()
    if action in ("delivered", "relayed", "expanded"):
        return None, ""
    told = f"{fields.get('status', '')} {fields.get('diagnostic-code', '')}"
    found = _STATUS.search(told) or _STATUS.search(text)
    if action == "delayed" or (found and found[1] == "4" and action != "failed"):
        return "temporary", found[0] if found else ""
    if found and found[1] == "5":
        code = (int(found[2]), int(found[3]))
        says_little = code[0] in (0, 1) or code == (2, 1)
        dead = code in _DEAD or (says_little and _DEAD_WORDS.search(told))
        return "dead" if dead else "permanent", found[0]
    return _kind_by_words(f"{told}\n{text}", action), ""


def _kind_by_words(text: str, action: str) -> Kind:
    reply = _REPLY.search(text)
    if action != "failed" and (reply[1][0] == "4" if reply else _LATER_WORDS.search(text)):
        return "temporary"
    return "dead" if _DEAD_WORDS.search(text) else "permanent"


def _references(message: Message, leaves: list[Message], text: str) -> Iterator[str]:
    yield from referred(message)
    for part in leaves:
        if part.get_content_type() == "text/rfc822-headers":
            yield from _of_head(HeaderParser(policy=compat32).parsestr(_text(part)))
        elif part.get_content_type() == "message/rfc822":
            inner = part.get_payload(0) if part.is_multipart() else None
            yield from _of_head(inner) if isinstance(inner, Message) else ()
    yield from _RETURNED_ID.findall(text)
    token = find_reference(words(header(message, "Subject"))) or find_reference(text)
    yield from [token] if token else []


def _of_head(head: Message) -> Iterator[str]:
    yield from re.findall(r"<[^<>\s]{1,250}>", header(head, "Message-ID"))
    token = find_reference(words(header(head, "Subject")))
    yield from [token] if token else []


def _text(part: Message) -> str:
    if part.get_content_type() == "message/delivery-status" and part.is_multipart():
        return "\n".join(str(inner) for inner in part.get_payload() if isinstance(inner, Message))[
            :_MAX_TEXT
        ]
    payload = part.get_payload(decode=True)
    return payload[:_MAX_TEXT].decode("utf-8", "replace") if isinstance(payload, bytes) else ""
