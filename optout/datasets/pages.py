"""How large the pages of a parquet column are, read from their own headers before they are unpacked.

The format is Thrift's compact protocol: github.com/apache/parquet-format, ``PageHeader``.
"""

from dataclasses import dataclass
from struct import Struct
from typing import Any, BinaryIO

_HEADER = 1 << 16
_DATA, _DICTIONARY, _DATA_2 = 0, 2, 3
_MOST_DEPTH = 8
_LARGEST_DICTIONARY = 32 << 20
_CODECS = {"LZ4": "lz4_raw", "LZ4_RAW": "lz4_raw"}


@dataclass(slots=True)
class Pages:
    """``largest`` bytes of one page, packed and unpacked together; ``densest``: the most bytes for
    one value, also of a dictionary that rows point into; ``total`` bytes unpacked."""

    largest: int = 0
    densest: float = 0.0
    total: int = 0


def pages_of(file: BinaryIO, chunk: Any) -> Pages:
    """Of a column chunk (``pyarrow.parquet.ColumnChunkMetaData``). ``ValueError`` for broken headers."""
    start = chunk.data_page_offset
    if chunk.has_dictionary_page and chunk.dictionary_page_offset:
        start = min(start, chunk.dictionary_page_offset)
    end, pages, values = start + chunk.total_compressed_size, Pages(), 0
    while start < end and values < chunk.num_values:
        file.seek(start)
        header = _Compact(file.read(_HEADER))
        fields = header.struct()
        unpacked, packed = _size(fields, 2), _size(fields, 3)
        count = _count(fields)
        pages.largest = max(pages.largest, unpacked + packed)
        pages.total += unpacked
        density = unpacked / max(count, 1)
        if fields.get(1) != _DICTIONARY:
            values += count
        elif chunk.physical_type == "BYTE_ARRAY":
            file.seek(start + header.at)
            density = _longest(_unpacked(file.read(packed), unpacked, chunk.compression))
        pages.densest = max(pages.densest, density)
        start += header.at + packed
    return pages


def _unpacked(packed: bytes, size: int, codec: str) -> bytes:
    import pyarrow as pa

    if size > _LARGEST_DICTIONARY:
        raise ValueError("a dictionary is too large")
    if codec == "UNCOMPRESSED":
        return packed
    return bytes(pa.decompress(packed, size, _CODECS.get(codec, codec.lower()), asbytes=True))


def _longest(dictionary: bytes) -> int:
    """Each value has its length before it, in four bytes."""
    at, longest, last, length_at = 0, 0, len(dictionary) - 4, Struct("<I").unpack_from
    while at <= last:
        (length,) = length_at(dictionary, at)
        at += 4 + length
        if length > longest:
            longest = length
    return min(longest, len(dictionary))


def _size(fields: dict[int, Any], name: int) -> int:
    size = fields.get(name)
    if not isinstance(size, int) or size < 0:
        raise ValueError("a page's header has no size")
    return size


def _count(fields: dict[int, Any]) -> int:
    inner = fields.get({_DATA: 5, _DICTIONARY: 7, _DATA_2: 8}.get(fields.get(1, -1), -1))
    count = inner.get(1) if isinstance(inner, dict) else 0
    return count if isinstance(count, int) and count >= 0 else 0


class _Compact:
    """Reads whole numbers and structs; all else is skipped. ``ValueError`` at the end of the bytes."""

    def __init__(self, data: bytes) -> None:
        self._data, self.at = data, 0

    def struct(self, depth: int = 0) -> dict[int, Any]:
        if depth > _MOST_DEPTH:
            raise ValueError("a header is nested too deeply")
        fields: dict[int, Any] = {}
        name = 0
        while head := self._byte():
            name = name + (head >> 4) if head >> 4 else self._number()
            fields[name] = self._value(head & 15, depth)
        return fields

    def _value(self, kind: int, depth: int) -> Any:
        if kind in (1, 2):
            return kind == 1
        if kind in (3, 7):
            return self._skip(1 if kind == 3 else 8)
        if kind in (4, 5, 6):
            return self._number()
        if kind == 8:
            return self._skip(self._varint())
        if kind == 12:
            return self.struct(depth + 1)
        raise ValueError("a header has a field of an unknown type")

    def _byte(self) -> int:
        if self.at >= len(self._data):
            raise ValueError("a header is cut off")
        self.at += 1
        return self._data[self.at - 1]

    def _varint(self) -> int:
        number = shift = 0
        while shift < 70:
            byte = self._byte()
            number |= (byte & 127) << shift
            if byte < 128:
                return number
            shift += 7
        raise ValueError("a header's number has no end")

    def _number(self) -> int:
        number = self._varint()
        return (number >> 1) ^ -(number & 1)

    def _skip(self, size: int) -> None:
        self.at += size
        if self.at > len(self._data):
            raise ValueError("a header is cut off")
