"""The placeholders of a page's address: ``{meaning}``, or ``{meaning|change|change:argument}``. Pure."""

import re
from dataclasses import dataclass

from optout.people.facts import MEANINGS

CHANGES = (
    "lower",
    "upper",
    "capital",
    "hyphens",
    "underscores",
    "space",
    "state-name",
    "state-code",
    "or",
    "range",
    "every",
)
_WITH_ARGUMENT = frozenset({"space", "or", "range"})
_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
_BAND = re.compile(r"(\d{1,3})(?:-(\d{1,3})|\+)")


@dataclass(frozen=True, slots=True)
class Change:
    """What is done to a value before it is put into an address."""

    name: str
    argument: str = ""


@dataclass(frozen=True, slots=True)
class Placeholder:
    """``text`` is how it stands in the address, braces included."""

    text: str
    meaning: str
    changes: tuple[Change, ...] = ()

    @property
    def takes_every(self) -> bool:
        """Whether all values are meant, one on each line, and not the preferred one alone."""
        return any(change.name == "every" for change in self.changes)

    @property
    def default(self) -> str | None:
        """What stands there where the person has no such fact; None: then the fact is missing."""
        return next((change.argument for change in self.changes if change.name == "or"), None)


def placeholders(url: str) -> tuple[Placeholder, ...]:
    """Those of an address, in order. Raises ``ValueError`` with what is wrong with one."""
    return tuple(_placeholder(found[0], found[1]) for found in _PLACEHOLDER.finditer(url))


def bands(argument: str) -> tuple[tuple[int, int, str], ...]:
    """From, to (inclusive) and text of every band of ``range:18-30,31-40,81+``."""
    found = []
    for text in argument.split(","):
        band = _BAND.fullmatch(text.strip())
        if band is None:
            raise ValueError(f"{text!r} is not a range: write 18-30 or 81+")
        found.append((int(band[1]), int(band[2] or 999), text.strip()))
    return tuple(found)


def _placeholder(text: str, inside: str) -> Placeholder:
    meaning, *changes = inside.split("|")
    if meaning not in MEANINGS:
        raise ValueError(f"{meaning!r} is not a known meaning; see docs/reference/meanings.md")
    return Placeholder(text, meaning, tuple(_change(one) for one in changes))


def _change(text: str) -> Change:
    name, colon, argument = text.partition(":")
    if name not in CHANGES:
        raise ValueError(f"{name!r} does not change a value; known are {', '.join(CHANGES)}")
    if bool(colon) != (name in _WITH_ARGUMENT):
        raise ValueError(f"{name!r} takes {'an argument' if name in _WITH_ARGUMENT else 'no argument'}")
    if name == "range":
        bands(argument)
    return Change(name, argument)
