"""A mail's headers, read defensively: whatever the bytes, strings come out and nothing is raised."""

import re
from binascii import Error as Base64Error
from datetime import UTC, datetime
from email.errors import MessageError
from email.header import decode_header
from email.message import Message
from email.utils import getaddresses, parsedate_to_datetime

MAX_HEADER = 2000
_MAX_ADDRESSES = 50
_TEXT_CHARSET = re.compile(
    r"utf-?8|utf-?16|(us-)?ascii|iso-8859-\d{1,2}|iso-2022-jp|(windows-|cp)125\d|koi8-[ru]"
    r"|gb2312|gbk|gb18030|big5|euc-(jp|kr)|shift_jis",
    re.IGNORECASE,
)

# Display names may hold anything but what could smuggle a second address past one of two parsers.
_ADDRESS = r"([^\s<>()@,;:\"\\]+@[a-z0-9.-]+)"
_ONE_AUTHOR = re.compile(
    rf'(?:[^<>@"]|(?<=\s)@(?=\s)|"(?:[^"\\]|\\.)*")*<{_ADDRESS}>|{_ADDRESS}',
    re.IGNORECASE,
)
_SAME_TWICE = re.compile(rf"['\"]?{_ADDRESS}['\"]?\s*<(?:\1)>", re.IGNORECASE)


def header(message: Message, name: str) -> str:
    """The first header of that name, unfolded and cut to 2,000 signs; empty where there is none."""
    return next(iter(headers(message, name)), "")


def headers(message: Message, name: str) -> list[str]:
    """Every header of that name, the topmost first, unfolded and cut."""
    found = message.get_all(name) or []
    return [re.sub(r"[\r\n]+\s*", " ", str(value))[:MAX_HEADER].strip() for value in found]


def author_domain(message: Message) -> str | None:
    """The domain of the one address in the one ``From``; None where that is not plain to see."""
    authors = headers(message, "From")
    if len(authors) != 1:
        return None
    found = _SAME_TWICE.fullmatch(authors[0]) or _ONE_AUTHOR.fullmatch(authors[0])
    if not found:
        return None
    address: str = next(filter(None, found.groups()))
    return address.rpartition("@")[2].lower().rstrip(".")


def recipients(message: Message) -> tuple[str, ...]:
    """Every address the mail says it was sent or delivered to, in small letters, each once."""
    named = [
        value
        for name in ("To", "Cc", "Delivered-To", "X-Original-To")
        for value in headers(message, name)
    ]
    found = dict.fromkeys(address.lower() for _, address in getaddresses(named) if "@" in address)
    return tuple(found)[:_MAX_ADDRESSES]


def referred(message: Message) -> tuple[str, ...]:
    """The Message-IDs that the mail answers, in small brackets as written."""
    text = " ".join(header(message, name) for name in ("In-Reply-To", "References"))
    return tuple(dict.fromkeys(re.findall(r"<[^<>\s]{1,250}>", text)))[:_MAX_ADDRESSES]


def written_at(message: Message) -> datetime | None:
    """When the mail says that it was written, in UTC; None where it does not, or not plainly."""
    try:
        at = parsedate_to_datetime(header(message, "Date"))
        return (at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def received_at(message: Message) -> datetime | None:
    """When the server that took the mail last says that it came, in UTC; None where it does not."""
    try:
        at = parsedate_to_datetime(header(message, "Received").rpartition(";")[2])
        return (at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def words(value: str) -> str:
    """A header's text with its encoded words decoded, where they can be."""
    try:
        parts = decode_header(value)
    except (MessageError, Base64Error):
        return value
    return "".join(part if isinstance(part, str) else text_of(part, charset) for part, charset in parts)


def text_of(raw: bytes, charset: str | None) -> str:
    """Bytes as text; a charset that is unknown, or no charset for text, counts as UTF-8."""
    known = charset if charset and _TEXT_CHARSET.fullmatch(charset) else "utf-8"
    try:
        return raw.decode(known, "replace")
    except (LookupError, UnicodeError):
        return raw.decode("utf-8", "replace")
