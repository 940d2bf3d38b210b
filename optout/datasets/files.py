"""The rows of one shard as batches of columns, whatever its format."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from optout.datasets.folder import PARQUET

if TYPE_CHECKING:
    import pyarrow as pa


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

    @property
    def doubtful(self) -> bool:
        """Whether what was read so far may have been meant to be divided otherwise."""
        ...

    def batches(self, part: int, columns: Sequence[int]) -> "Iterator[list[pa.Array]]":
        """The columns at these places of the schema, in this order."""
        ...


def open_shard(path: Path) -> Shard:
    """The file, its head read. Raises as ``Shard`` says."""
    if path.name.lower().endswith(PARQUET):
        from optout.datasets.parquet_file import ParquetShard

        return ParquetShard(path)
    from optout.datasets.text_file import TextShard

    return TextShard(path)
