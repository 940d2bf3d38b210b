"""A parquet file, read in batches of bounded size whatever it claims to be."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from optout.datasets.columns import is_list
from optout.datasets.pages import Pages, pages_of

ROWS = 1 << 16
"""Rows of one batch: enough to be quick, few enough to be small."""
_BYTES = 32 << 20
"""Of one batch, as far as the pages tell."""
_LARGEST = 96 << 20
"""Of the largest pages of all columns that are read; one page is unpacked as a whole."""
_BUFFER = 1 << 20


class ParquetShard:
    """``batches`` raises ``ValueError`` for pages too large to be unpacked in bounded memory."""

    doubtful = False

    def __init__(self, path: Path) -> None:
        # Not buffered ahead, so that a row group of gigabytes takes no more memory than a batch.
        self._file = pq.ParquetFile(
            path, pre_buffer=False, buffer_size=_BUFFER, page_checksum_verification=True
        )
        self._path = path
        self.schema: pa.Schema = self._file.schema_arrow
        self.parts: int = self._file.num_row_groups
        self.rows: int | None = self._file.metadata.num_rows

    def batches(self, part: int, columns: Sequence[int]) -> Iterator[list[pa.Array]]:
        names = list(dict.fromkeys(self.schema.names[place] for place in columns))
        there = [at for name in names for at, each in enumerate(self.schema.names) if each == name]
        size = self._batch_rows(part, columns)
        for batch in self._file.iter_batches(size, row_groups=[part], columns=names):
            if batch.schema.names != [self.schema.names[at] for at in there]:
                raise ValueError("columns cannot be told apart by their names")
            yield [batch.column(there.index(place)) for place in columns]

    def _batch_rows(self, part: int, columns: Sequence[int]) -> int:
        group = self._file.metadata.row_group(part)
        names = {self.schema.field(place).name for place in columns}
        chunks = [group.column(at) for at in range(group.num_columns)]
        read = [chunk for chunk in chunks if chunk.path_in_schema.split(".")[0] in names]
        with self._path.open("rb") as file:
            pages = [pages_of(file, chunk) for chunk in read if chunk.num_values]
        if sum(each.largest for each in pages) > _LARGEST:
            raise ValueError("a page is too large")
        lists = any(is_list(self.schema.field(place).type) for place in columns)
        each_row = sum(_row_bytes(one, group.num_rows if lists else None) for one in pages)
        return max(1, min(ROWS, int(_BYTES / max(each_row, 1))))


def _row_bytes(pages: Pages, rows: int | None) -> float:
    """The most that a row may take; where rows are lists, a bound from their mean."""
    mean = 4 * pages.total / rows if rows else 0.0
    return max(pages.densest, mean)
