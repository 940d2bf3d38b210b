"""The shards of a data set's metadata on this machine, and their rows as batches of columns."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from optout.errors import WrongInput

if TYPE_CHECKING:
    import pyarrow as pa

ROWS = 1 << 16
"""Rows of one batch: enough to be quick, few enough to be small."""
_BUFFER = 1 << 20
_BLOCK = 8 << 20
_MOST_FILES = 100_000
_PARQUET = (".parquet", ".pq")
_TEXT = (".csv", ".tsv", ".csv.gz", ".tsv.gz")


class Shard(Protocol):
    """One file. Everything may raise ``OSError`` or pyarrow's errors, which are ``ValueError`` too."""

    @property
    def schema(self) -> "pa.Schema": ...

    @property
    def parts(self) -> int:
        """How many parts can be read by themselves, to go on after a stop."""
        ...

    @property
    def rows(self) -> int | None:
        """How many rows it says it has; None where that is known only after reading."""
        ...

    def batches(self, part: int, columns: Sequence[str]) -> "Iterator[pa.RecordBatch]": ...


def shards_in(path: Path) -> list[Path]:
    """The file, or all shards below the folder, sorted by path. ``WrongInput`` where there are none."""
    if path.is_file():
        _refuse_unknown(path)
        return [path]
    if not path.is_dir():
        raise WrongInput(f"{path.name} is neither a file nor a folder.", todo="Check the path.")
    found = sorted(each for each in path.rglob("*") if is_shard(each) and each.is_file())
    if not found:
        raise WrongInput(
            f"{path.name} holds no .parquet, .csv or .tsv file.", todo="Name the folder of the shards."
        )
    if len(found) > _MOST_FILES:
        raise WrongInput(f"{path.name} holds too many files.", todo="Name one data set's folder.")
    return found


def is_shard(path: Path) -> bool:
    return path.name.lower().endswith((*_PARQUET, *_TEXT))


def open_shard(path: Path) -> Shard:
    """The file, its head read. Raises as ``Shard`` says."""
    return _Parquet(path) if path.name.lower().endswith(_PARQUET) else _Text(path)


def _refuse_unknown(path: Path) -> None:
    if not is_shard(path):
        raise WrongInput(
            f"{path.name} is not a file that can be searched.",
            todo="Give a .parquet, .csv or .tsv file.",
        )


class _Parquet:
    def __init__(self, path: Path) -> None:
        import pyarrow.parquet as pq

        # Not buffered ahead, so that a row group of gigabytes takes no more memory than a batch.
        self._file = pq.ParquetFile(
            path, pre_buffer=False, buffer_size=_BUFFER, page_checksum_verification=True
        )
        self.schema = self._file.schema_arrow
        self.parts = self._file.num_row_groups
        self.rows: int | None = self._file.metadata.num_rows

    def batches(self, part: int, columns: Sequence[str]) -> "Iterator[pa.RecordBatch]":
        yield from self._file.iter_batches(batch_size=ROWS, row_groups=[part], columns=list(columns))


@dataclass(frozen=True, slots=True)
class _Text:
    """Values separated by commas or tabs, with a header; every value is read as the text it is."""

    path: Path
    parts = 1
    rows: int | None = None

    @property
    def schema(self) -> "pa.Schema":
        import pyarrow as pa
        import pyarrow.csv as text

        with text.open_csv(self.path, *self._options(None)) as reader:
            return pa.schema([(name, pa.string()) for name in reader.schema.names])

    def batches(self, part: int, columns: Sequence[str]) -> "Iterator[pa.RecordBatch]":
        import pyarrow.csv as text

        with text.open_csv(self.path, *self._options(columns)) as reader:
            yield from reader

    def _options(self, columns: Sequence[str] | None) -> tuple[object, ...]:
        import pyarrow as pa
        import pyarrow.csv as text

        tabs = ".tsv" in self.path.name.lower()
        typed = {name: pa.string() for name in columns or ()}
        return (
            text.ReadOptions(block_size=_BLOCK),
            text.ParseOptions(delimiter="\t" if tabs else ",", newlines_in_values=True),
            text.ConvertOptions(
                include_columns=list(columns or ()), column_types=typed, strings_can_be_null=False
            ),
        )
