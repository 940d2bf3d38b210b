"""What a scan of shards saw, and what it proves of each wanted thing. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from optout.datasets.wanted import Wanted
from optout.requests.verdict import Verdict


@dataclass(frozen=True, slots=True)
class ShardHit:
    """A row that holds a wanted thing. ``row`` counts from 0 within its part (a parquet row group)."""

    wanted: Wanted
    file: str
    part: int
    row: int
    column: str


@dataclass(frozen=True, slots=True)
class Scanned:
    """``edition`` names these very files, by names, sizes, and first and last bytes.

    ``unreadable`` are files that could not be read to the end, or changed meanwhile; ``skipped`` are
    those of which nothing was read. ``unasked`` are, by wanted thing, files in which it was compared
    with nothing; ``doubtful`` those in which a value that could be it was perhaps not compared: in a
    column that cannot be read, in a list within a text, or where rows may be divided otherwise.
    ``counts`` are the hits of each wanted thing.
    """

    edition: str
    files: int
    rows: int
    hits: tuple[ShardHit, ...] = field(repr=False)
    counts: Mapping[Wanted, int] = field(repr=False)
    unreadable: tuple[str, ...] = ()
    skipped: tuple[str, ...] = ()
    unasked: Mapping[Wanted, tuple[str, ...]] = field(default_factory=dict, repr=False)
    doubtful: Mapping[Wanted, tuple[str, ...]] = field(default_factory=dict, repr=False)

    @property
    def complete(self) -> bool:
        """Whether every file was read to its end."""
        return not self.unreadable and not self.skipped

    def asked_nowhere(self, wanted: Wanted) -> bool:
        """Whether no file that could be read has a value with which it could be compared."""
        unasked = self.unasked.get(wanted, ())
        return bool(unasked) and len({*unasked, *self.unreadable}) == self.files

    def verdict(self, wanted: Wanted) -> Verdict:
        """Present where a row holds it; absent only where every value that could be it was compared."""
        if self.counts.get(wanted):
            return Verdict.PRESENT
        if len(self.unreadable) == self.files or self.asked_nowhere(wanted):
            return Verdict.ERROR
        doubts = self.unasked.get(wanted) or self.doubtful.get(wanted)
        proven = self.complete and not doubts and self.rows
        return Verdict.ABSENT if proven else Verdict.UNPROVEN
