"""Finds wanted values in one column, batch by batch, without a Python loop over the rows."""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from optout.datasets.columns import is_text
from optout.datasets.wanted import NAMES, Wanted

if TYPE_CHECKING:
    import pyarrow as pa

Place = tuple[int, int]
"""Which of the wanted (its place in the list), and the row within the batch."""


class Lookup:
    """``wanted`` with their places in the whole list; ``kind`` is the column's type.

    Costs about the same for one wanted value as for a thousand: one hash look-up for each row, and one
    pass of a regular expression where domains are wanted.
    """

    def __init__(self, wanted: Sequence[tuple[int, Wanted]], kind: "pa.DataType") -> None:
        self._text = is_text(_innermost(kind))
        self._lower = all(one.meaning in NAMES for _, one in wanted)
        exact = [(place, one) for place, one in wanted if one.meaning != "x-domain"]
        self._places = self._values(exact, _innermost(kind))
        self._set = _array(list(self._places), _innermost(kind))
        self._pattern = _pattern(wanted) if self._text else None
        self._open = [(place, _opener(one)) for place, one in wanted if _is_open(one)]

    def find(self, column: "pa.Array") -> Iterator[Place]:
        """Every wanted value in the column; a row may hold several, and is then named several times."""
        import pyarrow.compute as pc

        values, rows = _flat(column)
        if self._places:
            compared = pc.ascii_lower(values) if self._lower and self._text else values
            mask = pc.is_in(compared, value_set=self._set)
            if mask.true_count:
                yield from self._exact(compared, mask, rows)
        if self._pattern is not None:
            mask = pc.match_substring_regex(values, self._pattern)
            if mask.true_count:
                yield from self._belonging(values, mask, rows)

    def _values(self, wanted: Sequence[tuple[int, Wanted]], kind: "pa.DataType") -> dict[Any, list[int]]:
        places: dict[Any, list[int]] = {}
        for place, one in wanted:
            for value in filter(lambda each: each is not None, _spelt(one, kind, self._lower)):
                places.setdefault(value, []).append(place)
        return places

    def _exact(self, values: "pa.Array", mask: "pa.Array", rows: "pa.Array | None") -> Iterator[Place]:
        import pyarrow.compute as pc

        for index in pc.indices_nonzero(mask).to_pylist():
            for place in self._places[values[index].as_py()]:
                yield place, _row(rows, index)

    def _belonging(
        self, values: "pa.Array", mask: "pa.Array", rows: "pa.Array | None"
    ) -> Iterator[Place]:
        import pyarrow.compute as pc

        for index in pc.indices_nonzero(mask).to_pylist():
            text = values[index].as_py()
            for place, belongs in self._open:
                if belongs(text):
                    yield place, _row(rows, index)


def _spelt(wanted: Wanted, kind: "pa.DataType", lower: bool) -> Iterator[Any]:
    import pyarrow.types as types

    for spelling in wanted.spellings:
        if types.is_integer(kind):
            yield _whole_number(spelling, kind)
        elif types.is_binary(kind) or types.is_large_binary(kind):
            yield _raw(spelling)
        else:
            yield spelling.lower() if lower else spelling


def _whole_number(text: str, kind: "pa.DataType") -> int | None:
    """The number, if the column can hold it; one of 64 bits without a sign also as one with a sign."""
    if not re.fullmatch(r"-?[0-9]{1,20}", text):
        return None
    number, bits = int(text), kind.bit_width
    signed = str(kind).startswith("int")
    least, most = (-(2 ** (bits - 1)), 2 ** (bits - 1) - 1) if signed else (0, 2**bits - 1)
    if signed and bits == 64 and most < number < 2**64:
        number -= 2**64
    return number if least <= number <= most else None


def _raw(text: str) -> bytes | None:
    return bytes.fromhex(text) if re.fullmatch(r"([0-9A-Fa-f]{2})+", text) else None


def _array(values: list[Any], kind: "pa.DataType") -> "pa.Array":
    import pyarrow as pa

    return pa.array(values, type=kind)


def _is_open(wanted: Wanted) -> bool:
    """Whether whatever lies below it counts: addresses on a domain, repositories of an account."""
    return wanted.meaning in ("x-domain", "x-github-account")


def _source(wanted: Wanted) -> str:
    name = re.escape(wanted.value)
    if wanted.meaning == "x-domain":
        host = rf"(?:[^/?#\s@]*@)?(?:[^/?#\s@]*\.)?{name}\.?(?::[0-9]*)?"
        return rf"^\s*(?:[a-z][a-z0-9+.-]*:)?//{host}(?:[/?#\s]|$)"
    return rf"^(?:https?://github\.com/)?{name}/"


def _opener(wanted: Wanted) -> Callable[[str], bool]:
    compiled = re.compile(_source(wanted), re.IGNORECASE)
    return lambda text: compiled.search(text) is not None


def _pattern(wanted: Sequence[tuple[int, Wanted]]) -> str | None:
    """One expression for all, for the engine without backtracking that goes over every row."""
    sources = [_source(one) for _, one in wanted if _is_open(one)]
    return f"(?i)(?:{'|'.join(sources)})" if sources else None


def _innermost(kind: "pa.DataType") -> "pa.DataType":
    """The type of the values themselves; text of any kind is read as plain text."""
    import pyarrow as pa
    import pyarrow.types as types

    if types.is_list(kind) or types.is_large_list(kind) or types.is_dictionary(kind):
        return _innermost(kind.value_type)
    return pa.string() if types.is_string_view(kind) else kind


def _flat(column: "pa.Array") -> tuple["pa.Array", "pa.Array | None"]:
    """The values themselves, and for lists the row of each."""
    import pyarrow as pa
    import pyarrow.compute as pc
    import pyarrow.types as types

    if types.is_list(column.type) or types.is_large_list(column.type):
        values, inner = _flat(pc.list_flatten(column))
        parents = pc.list_parent_indices(column)
        return values, parents if inner is None else parents.take(inner)
    if types.is_dictionary(column.type):
        return _flat(column.dictionary_decode())
    return (column.cast(pa.string()) if types.is_string_view(column.type) else column), None


def _row(rows: "pa.Array | None", index: int) -> int:
    return index if rows is None else int(rows[index].as_py())
