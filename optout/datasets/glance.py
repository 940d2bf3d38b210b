"""A quick look at all the texts of a batch at once, which spares most batches the slow expressions."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pyarrow as pa

_LARGEST = 128 << 20
"""Bytes that are looked at; a larger buffer is always searched row by row."""


class Glance:
    """Says whether something may stand in the texts: yes too often, but never no wrongly."""

    def __init__(self, values: "pa.Array") -> None:
        data = values.buffers()[2]
        self._all = data is not None and data.size > _LARGEST
        self._bytes = b"" if data is None or self._all else data.to_pybytes()
        self._lower: bytes | None = None

    def has_any(self, signs: Iterable[bytes]) -> bool:
        """Whether any of these bytes may be there."""
        return self._all or any(sign in self._bytes for sign in signs)

    @property
    def is_ascii(self) -> bool:
        return not self._all and self._bytes.isascii()

    def names_any(self, words: Iterable[bytes]) -> bool:
        """Whether any of these words, given in lower case, may be there in any case of letters."""
        if self._all:
            return True
        if self._lower is None:
            self._lower = self._bytes.lower()
        return any(word in self._lower for word in words)
