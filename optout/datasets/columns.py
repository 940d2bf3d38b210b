"""Which columns of a data set's metadata can hold which of a person's things: by name and type."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pyarrow as pa

_ADDRESS = re.compile(r"(^|_)(url|uri|link|href|src)s?($|_)", re.IGNORECASE)
_HASH = re.compile(r"(^|_)(hash|md5|sha1|sha256|sha512|phash|dhash|digest|checksum)($|_)", re.IGNORECASE)
_ACCOUNT = re.compile(
    r"(^|_)(user|username|user_name|account|owner|author|login|nsid)($|_name$)", re.IGNORECASE
)
_REPOSITORY = re.compile(r"(^|_)(repo|repos|repository|repositories)($|_names?$)", re.IGNORECASE)
_PATTERNS: Mapping[str, tuple[re.Pattern[str], ...]] = {
    "url": (_ADDRESS,),
    "x-image-url": (_ADDRESS,),
    "x-profile-url": (_ADDRESS,),
    "x-domain": (_ADDRESS,),
    "x-image-hash": (_HASH,),
    "username": (_ACCOUNT,),
    "x-github-account": (_ACCOUNT, _REPOSITORY),
    "x-repository": (_REPOSITORY,),
}
"""Names as the metadata of LAION, COYO, Conceptual Captions, DataComp, YFCC and The Stack have them."""

SEARCHABLE = frozenset(_PATTERNS)
"""The meanings that can be looked for at all."""


@dataclass(frozen=True, slots=True)
class Columns:
    """Of one meaning: the places of the columns to look in, and whether there are others of a fitting
    name, also within a column, whose values cannot be read here."""

    read: tuple[int, ...] = ()
    unread: bool = False


def columns_for(meanings: Sequence[str], schema: "pa.Schema") -> Mapping[str, Columns]:
    """By meaning. Columns are known by their places, since several may have one name."""
    return {meaning: _columns(_PATTERNS.get(meaning, ()), schema) for meaning in meanings}


def _columns(patterns: Sequence[re.Pattern[str]], schema: "pa.Schema") -> Columns:
    read, unread = [], False
    for place, column in enumerate(schema):
        if is_readable(column.type):
            read += [place] if _fits(column.name, patterns) else []
        else:
            unread = unread or any(_fits(name, patterns) for name in _names(column))
    return Columns(tuple(read), unread)


def _fits(name: str, patterns: Sequence[re.Pattern[str]]) -> bool:
    """A name that speaks of an address's hash is not one of addresses."""
    words = _snake(name)
    if _ADDRESS in patterns and _HASH.search(words):
        return False
    return any(pattern.search(words) for pattern in patterns)


def _names(column: "pa.Field") -> Iterator[str]:
    """The column's own name and those of all fields within it, however deep."""
    yield column.name
    for place in range(column.type.num_fields):
        yield from _names(column.type.field(place))


def is_readable(kind: "pa.DataType") -> bool:
    """Text, binary and whole numbers, and lists of them; of structs nothing is read."""
    import pyarrow.types as types

    if is_list(kind) or types.is_dictionary(kind):
        return is_readable(kind.value_type)
    return is_text(kind) or is_binary(kind) or bool(types.is_integer(kind))


def is_list(kind: "pa.DataType") -> bool:
    import pyarrow.types as types

    return bool(types.is_list(kind) or types.is_large_list(kind) or types.is_fixed_size_list(kind))


def is_text(kind: "pa.DataType") -> bool:
    import pyarrow.types as types

    plain = types.is_string(kind) or types.is_large_string(kind)
    return bool(plain or types.is_string_view(kind))


def is_binary(kind: "pa.DataType") -> bool:
    import pyarrow.types as types

    plain = types.is_binary(kind) or types.is_large_binary(kind)
    return bool(plain or types.is_fixed_size_binary(kind) or types.is_binary_view(kind))


def _snake(name: str) -> str:
    """imageUrl as image_URL, so that words are seen."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])|[\s.-]+", "_", name)
