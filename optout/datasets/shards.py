"""Looks through local copies of a data set's metadata for the person's things, in one streaming pass."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from optout.datasets.ahead import one_ahead
from optout.datasets.bookmark import Bookmark, Progress, bookmark_at
from optout.datasets.columns import Columns, columns_for
from optout.datasets.editions import edition_of, name_in, stamps
from optout.datasets.files import Shard, open_shard
from optout.datasets.folder import Folder, folder_of
from optout.datasets.lookup import Lookup
from optout.datasets.scanned import Scanned, ShardHit
from optout.datasets.wanted import NAMES, Wanted

HITS = 100
"""Hits of one thing that are kept; more are only counted."""
_EVERY_ROWS = 1 << 20

Lookups = Mapping[int, Sequence[Lookup]]
"""By a column's place what is looked for there."""


def scan(
    path: Path,
    wanted: Sequence[Wanted],
    told: Callable[[Progress], None] = lambda _: None,
    bookmark: Path | None = None,
) -> Scanned:
    """Look for every wanted thing in the shards at ``path``, a file or a folder, once.

    ``told`` hears of the progress about once a million rows. With ``bookmark``, a file, a scan that
    was stopped goes on at the part where it stopped; a finished one removes it. Raises ``WrongInput``
    where there is nothing to read, or no bookmark can be written. A file that cannot be read never
    makes anything absent.
    """
    every = tuple(dict.fromkeys(wanted))
    folder = folder_of(path, apart=bookmark)
    edition, before = edition_of(folder), stamps(folder)
    mark = bookmark_at(bookmark, every, f"{edition} {before}")
    mark.begin()
    scanning = _Scan(folder, every, mark, told)
    scanning.run()
    after = stamps(folder_of(path, apart=bookmark))
    return scanning.result(edition, [name for name in before if after.get(name) != before[name]])


class _Scan:
    def __init__(
        self,
        folder: Folder,
        wanted: Sequence[Wanted],
        bookmark: Bookmark,
        told: Callable[[Progress], None],
    ) -> None:
        self._folder, self._files, self._wanted = folder, folder.shards, wanted
        self._bookmark, self._told = bookmark, told
        self._unreadable: list[str] = []
        self._unasked: dict[Wanted, list[str]] = {}
        self._doubtful: dict[Wanted, list[str]] = {}
        self._at = Progress(files_expected=len(self._files), rows=bookmark.rows)
        self._told_at = 0
        bookmark.counts = bookmark.counts or [0] * len(wanted)
        # What is noted of a part that breaks off counts, but is not kept: it would be noted again.
        self._counts, self._hits = list(bookmark.counts), list[Any](bookmark.hits)

    def run(self) -> None:
        for number, file in enumerate(self._files):
            try:
                self._file(number, file)
            except Exception:  # whatever a hostile file provokes: it was not read, and says so
                self._unreadable.append(name_in(self._folder, file))
            self._at.files += 1
            self._tell(at_once=True)
        if not self._unreadable:
            self._bookmark.remove()

    def result(self, edition: str, changed: Sequence[str]) -> Scanned:
        named = [
            ShardHit(self._wanted[which], name_in(self._folder, self._files[file]), part, row, column)
            for which, file, part, (row, column) in self._hits
        ]
        return Scanned(
            edition=edition,
            files=len(self._files),
            rows=self._at.rows,
            hits=tuple(named),
            counts=dict(zip(self._wanted, self._counts, strict=True)),
            unreadable=tuple(dict.fromkeys([*self._unreadable, *changed])),
            skipped=self._folder.skipped,
            unasked={one: tuple(files) for one, files in self._unasked.items()},
            doubtful={one: tuple(files) for one, files in self._doubtful.items()},
        )

    def _file(self, number: int, file: Path) -> None:
        shard = open_shard(file)
        self._at.rows_expected = shard.rows
        places = columns_for(sorted({one.meaning for one in self._wanted}), shard.schema)
        lookups = dict(self._lookups(shard, places))
        begin = self._bookmark.done.get(str(number), 0)
        if begin > shard.parts:
            raise ValueError("the bookmark is of another file")
        for part in range(begin, shard.parts) if lookups else ():
            self._part(shard, number, part, lookups)
        self._judge(number, file, shard, places, lookups)

    def _judge(
        self, number: int, file: Path, shard: Shard, places: Mapping[str, Columns], lookups: Lookups
    ) -> None:
        """Note what this file proves no absence of; one without rows hides nothing."""
        if shard.rows == 0:
            return
        name, compared = name_in(self._folder, file), set(self._bookmark.compared.get(str(number), ()))
        compared |= {which for each in lookups.values() for one in each for which in one.compared}
        in_doubt = str(number) in self._bookmark.doubts
        for which, one in enumerate(self._wanted):
            if which not in compared:
                self._unasked.setdefault(one, []).append(name)
            if in_doubt or places[one.meaning].unread:
                self._doubtful.setdefault(one, []).append(name)

    def _lookups(
        self, shard: Shard, places: Mapping[str, Columns]
    ) -> Iterator[tuple[int, Sequence[Lookup]]]:
        """Names and hashes stand apart: the case of names does not count, and bytes may be a hash."""
        for column in sorted({place for each in places.values() for place in each.read}):
            kinds: dict[str, list[tuple[int, Wanted]]] = {}
            for which, one in enumerate(self._wanted):
                if column in places[one.meaning].read:
                    kinds.setdefault(_kind(one), []).append((which, one))
            kind = shard.schema.field(column).type
            yield column, [Lookup(each, kind) for each in kinds.values()]

    def _part(self, shard: Shard, number: int, part: int, lookups: Lookups) -> None:
        before, begin, row = len(self._hits), self._at.rows, 0
        counted = list(self._counts)
        for batch in one_ahead(iter(shard.batches(part, list(lookups)))):
            for (column, here), values in zip(lookups.items(), batch, strict=True):
                name = shard.schema.field(column).name
                for which, offset in (hit for each in here for hit in each.find(values)):
                    self._hit(which, [which, number, part, [row + offset, name]])
            row += len(batch[0])
            self._at.rows = begin + row
            self._tell()
        for which, count in enumerate(self._counts):
            self._bookmark.counts[which] += count - counted[which]
        self._bookmark.hits += self._hits[before:]
        self._bookmark.rows += row
        self._keep(shard, number, part, lookups)

    def _hit(self, which: int, hit: list[object]) -> None:
        self._counts[which] += 1
        self._at.hits += 1
        if self._counts[which] <= HITS:
            self._hits.append(hit)

    def _keep(self, shard: Shard, number: int, part: int, lookups: Lookups) -> None:
        mark, every = self._bookmark, [one for each in lookups.values() for one in each]
        compared = {*mark.compared.get(str(number), ()), *(n for one in every for n in one.compared)}
        mark.compared[str(number)] = sorted(compared)
        if str(number) not in mark.doubts and (shard.doubtful or any(one.doubtful for one in every)):
            mark.doubts.append(str(number))
        mark.done[str(number)] = part + 1
        mark.keep()

    def _tell(self, at_once: bool = False) -> None:
        if at_once or self._at.rows - self._told_at >= _EVERY_ROWS:
            self._told_at = self._at.rows
            self._told(self._at)


def _kind(wanted: Wanted) -> str:
    if wanted.meaning in NAMES:
        return "names"
    return "hashes" if wanted.meaning == "x-image-hash" else "addresses"
