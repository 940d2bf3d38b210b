"""Looks through local copies of a data set's metadata for the person's things, in one streaming pass."""

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from optout.datasets.ahead import one_ahead
from optout.datasets.bookmark import Bookmark, Progress, bookmark_at
from optout.datasets.columns import columns_for
from optout.datasets.files import Shard, open_shard, shards_in
from optout.datasets.lookup import Lookup
from optout.datasets.wanted import NAMES, Wanted
from optout.requests.verdict import Verdict

HITS = 100
"""Hits of one thing that are kept; more are only counted."""
_EVERY_ROWS = 1 << 20
_TAIL = 1 << 16


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
    """What a scan saw. ``edition`` names these very files, by names, sizes and numbers of rows.

    ``unreadable`` are files that could not be read to the end; ``unasked`` are, by meaning, files
    without a column in which such a thing could be. ``counts`` are the hits of each wanted thing.
    """

    edition: str
    files: int
    rows: int
    hits: tuple[ShardHit, ...] = field(repr=False)
    counts: Mapping[Wanted, int] = field(repr=False)
    unreadable: tuple[str, ...] = ()
    unasked: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def complete(self) -> bool:
        """Whether every file was read to its end."""
        return not self.unreadable

    def verdict(self, wanted: Wanted) -> Verdict:
        """Present where a row holds it; absent only where every file could be asked and was read."""
        if self.counts.get(wanted):
            return Verdict.PRESENT
        asked = len(self.unasked.get(wanted.meaning, ()))
        if len(self.unreadable) == self.files or asked == self.files:
            return Verdict.ERROR
        return Verdict.UNPROVEN if self.unreadable or asked else Verdict.ABSENT


def scan(
    path: Path,
    wanted: Sequence[Wanted],
    told: Callable[[Progress], None] = lambda _: None,
    bookmark: Path | None = None,
) -> Scanned:
    """Look for every wanted thing in the shards at ``path``, a file or a folder, once.

    ``told`` hears of the progress about once a million rows. With ``bookmark``, a file, a scan that
    was stopped goes on at the part where it stopped; a finished one removes it. Raises ``WrongInput``
    where there is nothing to read. A file that cannot be read never makes anything absent.
    """
    every = tuple(dict.fromkeys(wanted))
    files = shards_in(path)
    edition = _edition(path, files)
    scanning = _Scan(path, files, every, bookmark_at(bookmark, every, edition), told)
    scanning.run()
    return scanning.result(edition)


class _Scan:
    def __init__(
        self,
        root: Path,
        files: Sequence[Path],
        wanted: Sequence[Wanted],
        bookmark: Bookmark,
        told: Callable[[Progress], None],
    ) -> None:
        self._root, self._files, self._wanted = root, files, wanted
        self._bookmark, self._told = bookmark, told
        self._unreadable: list[str] = []
        self._unasked: dict[str, list[str]] = {}
        self._at = Progress(files_expected=len(files), rows=bookmark.rows)
        self._told_at = 0
        self._counts = bookmark.counts or [0] * len(wanted)

    def run(self) -> None:
        for number, file in enumerate(self._files):
            try:
                self._file(number, file)
            except (OSError, ValueError, NotImplementedError, MemoryError):  # pyarrow's errors are these
                self._unreadable.append(_name(self._root, file))
            self._at.files += 1
            self._tell(at_once=True)
        if not self._unreadable:
            self._bookmark.remove()

    def result(self, edition: str) -> Scanned:
        named = [
            ShardHit(self._wanted[which], _name(self._root, self._files[file]), part, row, column)
            for which, file, part, (row, column) in self._bookmark.hits
        ]
        return Scanned(
            edition=edition,
            files=len(self._files),
            rows=self._at.rows,
            hits=tuple(named),
            counts=dict(zip(self._wanted, self._counts, strict=True)),
            unreadable=tuple(self._unreadable),
            unasked={meaning: tuple(files) for meaning, files in self._unasked.items()},
        )

    def _file(self, number: int, file: Path) -> None:
        shard = open_shard(file)
        self._at.rows_expected = shard.rows
        places = columns_for(sorted({one.meaning for one in self._wanted}), shard.schema)
        for meaning in (meaning for meaning, columns in places.items() if not columns):
            self._unasked.setdefault(meaning, []).append(_name(self._root, file))
        lookups = dict(self._lookups(shard, places))
        if lookups:
            for part in range(self._bookmark.done.get(str(number), 0), shard.parts):
                self._part(shard, number, part, lookups)

    def _lookups(
        self, shard: Shard, places: Mapping[str, Sequence[str]]
    ) -> Iterator[tuple[str, Sequence[Lookup]]]:
        """By column what is looked for there. Names stand apart, for their case does not count."""
        for column in dict.fromkeys(name for columns in places.values() for name in columns):
            kind = shard.schema.field(column).type
            here = {
                meaning: [(n, one) for n, one in enumerate(self._wanted) if one.meaning == meaning]
                for meaning, columns in places.items()
                if column in columns
            }
            names = [one for meaning in sorted(here) if meaning in NAMES for one in here[meaning]]
            others = [one for meaning in sorted(here) if meaning not in NAMES for one in here[meaning]]
            yield column, [Lookup(each, kind) for each in (names, others) if each]

    def _part(
        self, shard: Shard, number: int, part: int, lookups: Mapping[str, Sequence[Lookup]]
    ) -> None:
        begin, found = self._at.rows, []
        row = 0
        for batch in one_ahead(iter(shard.batches(part, list(lookups)))):
            for column, lookup in ((name, each) for name in lookups for each in lookups[name]):
                for which, offset in lookup.find(batch.column(column)):
                    self._counts[which] += 1
                    self._at.hits += 1
                    if self._counts[which] <= HITS:
                        found.append([which, number, part, [row + offset, column]])
            row += batch.num_rows
            self._at.rows = begin + row
            self._tell()
        self._bookmark.hits += found
        self._bookmark.done[str(number)] = part + 1
        self._bookmark.rows, self._bookmark.counts = self._at.rows, self._counts
        self._bookmark.keep()

    def _tell(self, at_once: bool = False) -> None:
        if at_once or self._at.rows - self._told_at >= _EVERY_ROWS:
            self._told_at = self._at.rows
            self._told(self._at)


def _edition(root: Path, files: Sequence[Path]) -> str:
    """A short name for these very files: their names, sizes and last bytes (of a parquet file, its
    index, which tells of all its parts)."""
    known = hashlib.sha256()
    for file in files:
        size = file.stat().st_size
        known.update(f"{_name(root, file)}\n{size}\n".encode())
        known.update(_end(file, size))
    return known.hexdigest()[:16]


def _end(file: Path, size: int) -> bytes:
    try:
        with file.open("rb") as opened:
            opened.seek(max(0, size - _TAIL))
            return opened.read(_TAIL)
    except OSError:
        return b""


def _name(root: Path, file: Path) -> str:
    return file.relative_to(root).as_posix() if root != file else file.name
