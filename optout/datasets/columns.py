"""Which columns of a data set's metadata can hold which of a person's things: by name and type."""

import re
from collections.abc import Mapping, Sequence
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


def columns_for(meanings: Sequence[str], schema: "pa.Schema") -> Mapping[str, tuple[str, ...]]:
    """By meaning the columns to look in. A meaning without a column has an empty tuple."""
    readable = [column for column in schema if is_readable(column.type)]
    return {
        meaning: tuple(
            column.name
            for column in readable
            if any(pattern.search(_snake(column.name)) for pattern in _PATTERNS.get(meaning, ()))
        )
        for meaning in meanings
    }


def is_readable(kind: "pa.DataType") -> bool:
    """Text, binary and whole numbers, and lists of them; of structs nothing is read."""
    import pyarrow.types as types

    if types.is_list(kind) or types.is_large_list(kind):
        return is_readable(kind.value_type)
    if types.is_dictionary(kind):
        return is_readable(kind.value_type)
    return is_text(kind) or bool(types.is_binary(kind) or types.is_integer(kind))


def is_text(kind: "pa.DataType") -> bool:
    import pyarrow.types as types

    plain = types.is_string(kind) or types.is_large_string(kind)
    return bool(plain or types.is_string_view(kind))


def _snake(name: str) -> str:
    """imageUrl as image_URL, so that words are seen."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])|[\s.-]+", "_", name)
