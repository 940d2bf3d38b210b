"""The lines of a robots.txt that say something, with the slips that Google forgives."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

MOST_BYTES = 500 * 1024
"""What is read of a file; RFC 9309, section 2.5, and Google's limit."""
_MOST_OF_A_LINE = 8 * 2083 - 1
_MARK = b"\xef\xbb\xbf"
_WITHOUT_COLON = re.compile(rb"([^ \t]+)[ \t]+([^ \t]+)")


class Key(Enum):
    """What a line is about, by how its key begins."""

    USER_AGENT = (b"user-agent", b"useragent", b"user agent")
    ALLOW = (b"allow",)
    DISALLOW = (
        b"disallow",
        b"dissallow",
        b"dissalow",
        b"disalow",
        b"diasllow",
        b"disallaw",
    )
    SITEMAP = (b"sitemap", b"site-map")
    OTHER = ()


@dataclass(frozen=True, slots=True)
class Line:
    """A key and its value. ``number`` counts from 1; LF, CR and CR LF end a line each.

    ``name`` is the key as written, in lower case; ``value`` has no comment and no space around it.
    """

    number: int
    key: Key
    name: str
    value: bytes


def read_lines(robots_txt: str | bytes) -> Iterator[Line]:
    """Every line with a key, in order. Never raises: what is no such line is passed over."""
    body = as_bytes(robots_txt)[:MOST_BYTES]
    for number, line in enumerate(body[_length_of_mark(body) :].splitlines(), 1):
        parts = _parts(line[:_MOST_OF_A_LINE])
        if parts:
            name, value = parts
            yield Line(number, _key(name), name.decode("utf-8", "replace"), value)


def as_bytes(text: str | bytes) -> bytes:
    """UTF-8; half characters, which cannot be sent, as the bytes that they would be."""
    return text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass")


def _length_of_mark(body: bytes) -> int:
    """Of a byte-order mark at the beginning, or of the part of one that is there."""
    return next((size for size in (3, 2, 1) if body.startswith(_MARK[:size])), 0)


def _parts(line: bytes) -> tuple[bytes, bytes] | None:
    """Key and value. Of rules two words without a colon count too: people forget it."""
    said = line.partition(b"\0")[0].partition(b"#")[0].strip()
    name, colon, value = said.partition(b":")
    if not colon:
        two = _WITHOUT_COLON.fullmatch(said)
        name, value = two.groups() if two and _key(two[1].lower()) is not Key.OTHER else (b"", b"")
    name = name.strip().lower()
    return (name, value.strip()) if name else None


def _key(name: bytes) -> Key:
    return next((key for key in Key if name.startswith(key.value)), Key.OTHER)
