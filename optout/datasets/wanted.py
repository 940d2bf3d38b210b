"""What is looked for in a data set's metadata: one of the person's things, in its usual spellings."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

ADDRESSES = frozenset({"url", "x-image-url", "x-profile-url"})
"""Meanings whose values are web addresses."""

NAMES = frozenset({"x-github-account", "x-repository", "username"})
"""Meanings whose values are compared without regard to case, as the services do that give them out."""

_OTHER_SCHEME: Mapping[str, str] = {"https": "http", "http": "https"}


@dataclass(frozen=True, slots=True)
class Wanted:
    """A fact of the person's: its meaning (see ``people.facts``) and its value."""

    meaning: str
    value: str = field(repr=False)

    @property
    def spellings(self) -> tuple[str, ...]:
        """The texts that mean the same thing: an address with the other scheme, and with or without a
        last slash; a hash in lower and upper case. The first is the value itself."""
        if self.meaning in ADDRESSES:
            return _addresses(self.value)
        if self.meaning == "x-image-hash":
            return tuple(dict.fromkeys((self.value, self.value.lower(), self.value.upper())))
        return (self.value,)


def _addresses(address: str) -> tuple[str, ...]:
    bare = address.removesuffix("/") if not urlsplit(address).query else address
    scheme, _, rest = bare.partition("://")
    other = f"{_OTHER_SCHEME[scheme]}://{rest}" if scheme in _OTHER_SCHEME else bare
    return tuple(dict.fromkeys((address, bare, f"{bare}/", other, f"{other}/")))
