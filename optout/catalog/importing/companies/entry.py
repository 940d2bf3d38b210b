"""What one list says of one organisation: the form in which every list is kept."""

from dataclasses import asdict, dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from optout.catalog.definition import Sureness

Needs = dict[str, str]
"""Meanings, each ``required`` or ``optional``."""


class ListName(StrEnum):
    """The lists that can be read, by the word that ``optout providers import`` takes."""

    DATENANFRAGEN = "datenanfragen"
    CPPA = "cppa"
    ERASER = "eraser"
    JUSTDELETEME = "justdeleteme"


@dataclass(frozen=True, slots=True)
class ByHand:
    """Where a person asks, what they do there, and about how many minutes it takes."""

    url: str
    instructions: tuple[str, ...]
    minutes: int


@dataclass(frozen=True, slots=True)
class Entry:
    """One organisation in one list.

    ``key`` names it in its list for good. ``identity`` is its registrable domain or, where it has
    none of its own, its e-mail address. ``dead`` are addresses that the list says are not read.
    ``runs`` are names and domains that it answers for. ``gone`` says why it is not to be asked.
    """

    list: ListName
    key: str
    name: str
    identity: str
    country: str
    file: str
    version: str
    read_on: date
    source: str | None = None
    email: str | None = None
    sureness: Sureness = Sureness.IMPORTED
    by_hand: ByHand | None = None
    needs: Needs = field(default_factory=dict)
    language: str = "en"
    notes: tuple[str, ...] = ()
    dead: tuple[str, ...] = ()
    runs: tuple[str, ...] = ()
    gone: str | None = None

    @property
    def reachable(self) -> bool:
        return self.gone is None and (self.email is not None or self.by_hand is not None)

    def says_as(self, other: "Entry") -> bool:
        """Whether both say the same, whatever file it was read from, and when."""
        return _undated(self) == _undated(other)


def as_json(entry: Entry) -> dict[str, Any]:
    """JSON values that ``from_json`` reads back."""
    return asdict(entry) | {"read_on": entry.read_on.isoformat()}


def from_json(value: dict[str, Any]) -> Entry:
    """The entry. Raises ``KeyError``, ``TypeError`` or ``ValueError`` for anything else."""
    by_hand = value["by_hand"]
    lists = {name: tuple(value[name]) for name in ("notes", "dead", "runs")}
    changed = {
        "list": ListName(value["list"]),
        "sureness": Sureness(value["sureness"]),
        "read_on": date.fromisoformat(value["read_on"]),
        "by_hand": _by_hand(by_hand) if by_hand else None,
    }
    return Entry(**{**value, **lists, **changed})


def _by_hand(value: dict[str, Any]) -> ByHand:
    return ByHand(value["url"], tuple(value["instructions"]), value["minutes"])


def _undated(entry: Entry) -> dict[str, Any]:
    value = asdict(entry)
    for name in ("file", "version", "read_on"):
        del value[name]
    return value
