"""Which column of the California registry's file holds what, found by the words of its header.

The headers change every year. Seen (2026-11-21): "Data broker name:" (with a no-break space in
2025), "Business name" (2024), "Data Broker Name" (until 2023); "... primary website", "Website URL";
"... primary contact email address", "Email Address"; a column of 20 words on how consumers have
their data deleted; and the columns of a study of its opt-out pages (``company_name``).
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence

from optout.catalog.importing.faults import Unusable

HEADER_WITHIN = 20
"""Rows: above the header there may be a few of anything."""

_SPACES = re.compile(r"[\s_]+")
_HOW = ("exercise", "delete", "how a", "details", "opt out", "opt-out")
_COLUMNS: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "name": (("broker", "name"), ("business", "name"), ("company", "name")),
    "website": (("primary", "website"), ("website",), ("web site",), ("hostname",)),
    "email": (("primary", "email"), ("contact", "email"), ("email",), ("e-mail",)),
    "page": (("delete",), ("exercise", "rights"), ("how a consumer",), ("opt out",), ("url", "checked")),
    "known_as": (("doing business as",), ("dba",)),
    "country": (("country",),),
}
"""By what is wanted: the words of its header, the most telling first."""

_NOT = {
    "name": ("doing", "dba", "contact", "other"),
    "website": _HOW,
    "page": ("primary contact", "protected individual", "name"),
}
_NEEDED = ("name", "website")
_OTHERS = ("email", "page")


def columns_of(rows: Sequence[Sequence[str]]) -> tuple[int, dict[str, int]]:
    """The header's row and, by what they hold, its columns.

    Raises ``Unusable`` that says what was looked for.
    """
    for number, row in enumerate(rows[:HEADER_WITHIN]):
        columns = _columns(row)
        if all(one in columns for one in _NEEDED) and any(one in columns for one in _OTHERS):
            return number, columns
    raise Unusable(
        "",
        f"no row among the first {HEADER_WITHIN} has columns for a broker's name, its website, and its "
        "email address or the page where it takes requests to delete",
    )


def _columns(row: Sequence[str]) -> dict[str, int]:
    headers = [plain(cell) for cell in row]
    found = {what: _column(headers, words, _NOT.get(what, ())) for what, words in _COLUMNS.items()}
    return {what: column for what, column in found.items() if column is not None}


def _column(
    headers: Sequence[str], choices: Iterable[tuple[str, ...]], never: tuple[str, ...]
) -> int | None:
    for words in choices:
        for column, header in enumerate(headers):
            fits = all(word in header for word in words)
            if fits and not any(word in header for word in never):
                return column
    return None


def plain(header: str) -> str:
    """The header as words: small letters, single spaces, no mark at its end."""
    return _SPACES.sub(" ", unicodedata.normalize("NFKC", header)).strip(" :\ufeff").casefold()
