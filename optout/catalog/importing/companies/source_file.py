"""A file of a list, as it was read, and what became of the entries in it."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, TypedDict

from optout.catalog.importing.companies.entry import Entry, ListName
from optout.catalog.importing.companies.texts import shortened
from optout.catalog.importing.faults import Unusable
from optout.catalog.importing.finding import name_of
from optout.catalog.importing.strict_json import read_bytes

MOST_ENTRIES = 50_000
_LONGEST_WHAT = 120


@dataclass(frozen=True, slots=True)
class Skipped:
    """What was not taken over (a file, or an entry by its name), and why."""

    what: str
    why: str


class Origin(TypedDict):
    """What every entry of one file has in common."""

    list: ListName
    file: str
    version: str
    read_on: date


@dataclass(slots=True)
class Found:
    """What a list says. ``read`` counts every entry, also those that are skipped."""

    read: int = 0
    entries: list[Entry] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)

    @contextmanager
    def reading(self, what: object) -> Iterator[None]:
        """Count one entry; where it is ``Unusable``, it is skipped. ``Unusable`` for too many."""
        self.read += 1
        if self.read > MOST_ENTRIES:
            raise TooMany
        try:
            yield
        except Unusable as fault:
            self.skip(what, str(fault))

    def skip(self, what: object, why: str) -> None:
        self.skipped.append(Skipped(shortened(str(what), _LONGEST_WHAT) or "an entry", why))


class TooMany(Unusable):
    """More entries than any list of organisations has."""

    def __init__(self) -> None:
        super().__init__("", f"there are more than {MOST_ENTRIES} entries")


def bounded(entries: list[Any]) -> list[Any]:
    """The entries, unless they are more than any list has: then ``Unusable`` before one is read."""
    if len(entries) > MOST_ENTRIES:
        raise TooMany
    return entries


def opened(path: Path, most: int, name: ListName, today: date) -> tuple[bytes, Origin]:
    """The file's content, ``most`` bytes at most, and what its entries have in common."""
    raw = read_bytes(path, most)
    version = hashlib.sha256(raw).hexdigest()[:12]
    return raw, Origin(list=name, file=name_of(path), version=version, read_on=today)
