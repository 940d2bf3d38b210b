"""Values separated by commas or tabs, with a header; every value is read as the text it is."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as text

from optout.datasets.addresses import AROUND

_BLOCK = 8 << 20
_OTHER_SIGNS = ("\t", ";", "|", "://")
"""What in a header's name tells that the file is divided otherwise, or that it has no header."""


class TextShard:
    """Tabs: nothing is quoted. Commas: a quoted value that goes over a line's end is a doubt, for a
    stray quote swallows rows in the same way. ``ValueError`` for a header that is none."""

    parts = 1
    rows: int | None = None

    def __init__(self, path: Path) -> None:
        self._path = path
        self._tabs = ".tsv" in path.name.lower()
        self.doubtful = False
        with text.open_csv(path, *self._options({})) as reader:
            self._named = reader.schema.names
        if any(sign in name for name in self._named for sign in _OTHER_SIGNS):
            raise ValueError("the header is none, or divided by other signs")
        self.schema = pa.schema([(name.strip(), pa.string()) for name in self._named])

    def batches(self, part: int, columns: Sequence[int]) -> Iterator[list[pa.Array]]:
        kinds: dict[str, Any] = dict.fromkeys(self._named, pa.binary())
        kinds |= {self._named[place]: pa.string() for place in columns}
        with text.open_csv(self._path, *self._options(kinds)) as reader:
            for batch in reader:
                self.doubtful = self.doubtful or any(map(_goes_over_a_line, batch.columns))
                yield [pc.utf8_trim(batch.column(place), AROUND) for place in columns]

    def _options(self, kinds: dict[str, Any]) -> tuple[object, ...]:
        return (
            text.ReadOptions(block_size=_BLOCK),
            text.ParseOptions(
                delimiter="\t" if self._tabs else ",",
                quote_char=False if self._tabs else '"',
                newlines_in_values=not self._tabs,
            ),
            text.ConvertOptions(column_types=kinds, strings_can_be_null=False),
        )


def _goes_over_a_line(values: pa.Array) -> bool:
    return bool(pc.any(pc.match_substring_regex(values, "[\r\n]")).as_py())
