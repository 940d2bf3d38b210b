"""What is looked for in a data set's metadata: one of the person's things, in its usual spellings."""

import base64
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from optout.datasets.addresses import PLAIN, address

ADDRESSES = frozenset({"url", "x-image-url", "x-profile-url"})
"""Meanings whose values are web addresses."""

NAMES = frozenset({"x-github-account", "x-repository", "username"})
"""Meanings whose values are compared without regard to case, as the services do that give them out."""

_ALGORITHMS: Mapping[int, str] = {32: "md5", 40: "sha1", 64: "sha256", 96: "sha384", 128: "sha512"}
"""By the number of hexadecimal digits."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A fact of the person's: its meaning (see ``people.facts``) and its value."""

    meaning: str
    value: str = field(repr=False)

    @property
    def spellings(self) -> tuple[str, ...]:
        """The texts that mean the same thing, the value itself first.

        Of an address only those that are plain (see ``addresses``), with either scheme and with or
        without a last slash: all others are normalised. Of a hash, also its usual prefixes and base64.
        """
        if self.meaning in ADDRESSES:
            return tuple(_plain_addresses(self.value))
        if self.meaning == "x-image-hash":
            return tuple(dict.fromkeys(_hashes(self.value)))
        return (self.value,)


def _plain_addresses(value: str) -> Iterator[str]:
    key = address(value).key
    ends = ("",) if "?" in key else ("", "/")
    for text in (f"{scheme}://{key}{end}" for scheme in ("https", "http") for end in ends):
        if re.match(PLAIN, text):
            yield text


def _hashes(value: str) -> Iterator[str]:
    yield from (value, value.lower(), value.upper())
    if not re.fullmatch("([0-9A-Fa-f]{2})+", value):
        return
    yield from (f"0x{value.lower()}", f"0x{value.upper()}")
    raw = bytes.fromhex(value)
    coded = [base64.b64encode(raw).decode(), base64.urlsafe_b64encode(raw).decode()]
    texts = [*coded, *(each.rstrip("=") for each in coded)] if len(value) in _ALGORITHMS else []
    yield from texts
    name = _ALGORITHMS.get(len(value))
    for prefix in (f"{name}:", f"{name}-") if name else ():
        yield from (prefix + text for text in (value.lower(), value.upper(), *texts))
