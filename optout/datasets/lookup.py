"""Finds wanted values in one column, batch by batch, without a Python loop over the rows."""

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from optout.datasets.addresses import PLAIN
from optout.datasets.columns import is_binary, is_list, is_text
from optout.datasets.glance import Glance
from optout.datasets.patterns import (
    ODD,
    Judge,
    host_expression,
    host_words,
    name_expression,
    wanted_host,
)
from optout.datasets.wanted import ADDRESSES, NAMES, Wanted

if TYPE_CHECKING:
    import pyarrow as pa

Place = tuple[int, int]
"""Which of the wanted (its place in the list), and the row within the batch."""

_HASH = "x-image-hash"
_OPEN = ADDRESSES | {"x-domain", "x-github-account", "x-repository"}
"""Meanings with more spellings than can be listed."""
_SEVERAL = ("[", "{", " [", " {")
"""How a text begins that holds a list of values."""


class Lookup:
    """``wanted`` with their places in the whole list; ``kind`` is the column's type.

    Costs about the same for one wanted value as for a thousand: one hash look-up for each row, and one
    pass of a regular expression where addresses, domains or accounts are wanted. ``compared`` are the
    places of the wanted that a column of this type can hold; of hashes, only once a value of a fitting
    length was seen. ``doubtful`` turns true when a value turns up that may hold several.
    """

    def __init__(self, wanted: Sequence[tuple[int, Wanted]], kind: "pa.DataType") -> None:
        self._kind = _innermost(kind)
        self._hashes = any(one.meaning == _HASH for _, one in wanted)
        self._text = is_text(self._kind) or (is_binary(self._kind) and not self._hashes)
        self._lower = all(one.meaning in NAMES for _, one in wanted)
        self._places = self._values(wanted)
        self._set = _array(list(self._places), self._compared_type())
        opened = [(place, one) for place, one in wanted if self._text and one.meaning in _OPEN]
        self._judge = Judge(opened)
        self._hosts = host_expression([one for _, one in opened])
        self._words = host_words([one for _, one in opened])
        self._only_hosts = self._text and all(wanted_host(one) for _, one in wanted)
        self._names = name_expression([one for _, one in opened])
        self._lengths = self._by_length() if self._hashes else {}
        self.compared = {place for places in self._places.values() for place in places}
        self.compared |= {place for place, _ in opened}
        if self._lengths:
            self.compared = set()
        self.doubtful = False

    def find(self, column: "pa.Array") -> Iterator[Place]:
        """Every wanted value in the column; a row may hold several, and is then named several times.

        Bytes where text is meant are read as UTF-8; ``ValueError`` where they are none.
        """
        values, rows = self._read(column)
        glance = Glance(values) if is_text(values.type) else None
        self._measure(values, glance)
        belonging = self._belonging(values, glance) if glance else ()
        exact = self._exact(values) if self._may_be_exact(glance) else ()
        found = dict.fromkeys([*exact, *belonging])
        for place, index in found:
            yield place, _row(rows, index)

    def _read(self, column: "pa.Array") -> tuple["pa.Array", "pa.Array | None"]:
        import pyarrow as pa

        values, rows = _flat(column)
        return (values.cast(pa.string()) if self._text and is_binary(values.type) else values), rows

    def _measure(self, values: "pa.Array", glance: Glance | None) -> None:
        """Note which hashes could have stood here, and whether values stand together in one text."""
        import pyarrow.compute as pc

        if self._lengths:
            for length in pc.unique(pc.binary_length(values)).to_pylist():
                self.compared |= self._lengths.pop(length, set())
        if glance and not self.doubtful and (self._hashes or not glance.are_addresses):
            self.doubtful = glance.begins_with_any(_SEVERAL)

    def _by_length(self) -> dict[int, set[int]]:
        lengths: dict[int, set[int]] = {}
        if not (is_text(self._kind) or is_binary(self._kind)):
            return lengths
        for value, places in self._places.items():
            lengths.setdefault(len(value), set()).update(places)
        return lengths

    def _compared_type(self) -> "pa.DataType":
        import pyarrow as pa

        if self._text:
            return self._kind if is_text(self._kind) else pa.string()
        return pa.binary() if is_binary(self._kind) else self._kind

    def _values(self, wanted: Sequence[tuple[int, Wanted]]) -> dict[Any, list[int]]:
        places: dict[Any, list[int]] = {}
        for place, one in wanted:
            if one.meaning == "x-domain":
                continue
            for value in filter(lambda each: each is not None, self._spelt(one)):
                places.setdefault(value, []).append(place)
        return places

    def _spelt(self, wanted: Wanted) -> Iterator[Any]:
        for spelling in wanted.spellings:
            if self._text:
                yield spelling.lower() if self._lower else spelling
            elif is_binary(self._kind):
                yield from (_raw(spelling), spelling.encode())
            else:
                yield _whole_number(spelling, self._kind)

    def _may_be_exact(self, glance: Glance | None) -> bool:
        """Whether a listed spelling may be there: of addresses alone, where one of their hosts is."""
        return not (glance and self._only_hosts) or glance.names_any(self._words)

    def _exact(self, values: "pa.Array") -> Iterator[Place]:
        import pyarrow.compute as pc

        if not self._places:
            return
        compared = pc.utf8_lower(values) if self._lower and self._text else values
        mask = pc.is_in(compared, value_set=self._set)
        for index in pc.indices_nonzero(mask).to_pylist() if mask.true_count else ():
            for place in self._places[compared[index].as_py()]:
                yield place, index

    def _belonging(self, values: "pa.Array", glance: Glance) -> Iterator[Place]:
        for index, text in self._candidates(values, glance):
            for place in self._judge.places(text):
                yield place, index

    def _expressions(self, glance: Glance) -> Iterator[str]:
        """Those that may find something in this batch."""
        if self._hosts and glance.names_any(self._words):
            yield self._hosts
        if self._hosts and glance.has_strange_hosts:
            yield ODD
        if self._names:
            yield self._names

    def _candidates(self, values: "pa.Array", glance: Glance) -> Iterator[tuple[int, str]]:
        """Rows to be judged; a plain address was compared already, so that a large host is cheap."""
        import pyarrow.compute as pc

        for expression in self._expressions(glance):
            mask = pc.match_substring_regex(values, expression)
            if not mask.true_count:
                continue
            indices = pc.indices_nonzero(mask)
            texts = values.take(indices)
            if expression is self._hosts and not self._judge.wants_domains:
                odd = pc.invert(pc.match_substring_regex(texts, PLAIN))
                indices, texts = indices.filter(odd), texts.filter(odd)
            yield from zip(indices.to_pylist(), texts.to_pylist(), strict=True)


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


def _innermost(kind: "pa.DataType") -> "pa.DataType":
    """The type of the values themselves; text of any kind is read as plain text."""
    import pyarrow as pa
    import pyarrow.types as types

    if is_list(kind) or types.is_dictionary(kind):
        return _innermost(kind.value_type)
    if types.is_string_view(kind):
        return pa.string()
    return pa.binary() if is_binary(kind) else kind


def _flat(column: "pa.Array") -> tuple["pa.Array", "pa.Array | None"]:
    """The values themselves, and for lists the row of each."""
    import pyarrow.compute as pc
    import pyarrow.types as types

    if is_list(column.type):
        values, inner = _flat(pc.list_flatten(column))
        parents = pc.list_parent_indices(column)
        return values, parents if inner is None else parents.take(inner)
    if types.is_dictionary(column.type):
        return _flat(column.dictionary_decode())
    kind = _innermost(column.type)
    return (column if column.type == kind else column.cast(kind)), None


def _row(rows: "pa.Array | None", index: int) -> int:
    return index if rows is None else int(rows[index].as_py())
