"""California's registry of data brokers: a CSV file, cppa.ca.gov/data_broker_registry/registry.csv.

A public record of the California Privacy Protection Agency. Its rows are what brokers themselves
told the agency, so its addresses are official, and its web sites are written in every way.
"""

import csv
import io
import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from optout.catalog.definition import Sureness
from optout.catalog.importing.companies.countries import country_of
from optout.catalog.importing.companies.cppa_columns import columns_of, plain
from optout.catalog.importing.companies.domains import own_site
from optout.catalog.importing.companies.entry import ByHand, Entry, ListName
from optout.catalog.importing.companies.source_file import MOST_ENTRIES, Found, Origin, TooMany, opened
from optout.catalog.importing.companies.texts import (
    host_in,
    mail_in,
    name_in,
    page_among,
    page_in,
    shortened,
)
from optout.catalog.importing.faults import Unusable

SUFFIXES = (".csv",)
_MOST_BYTES = 32 * 1024 * 1024
_APART = re.compile(r"[;,\s]+|\band\b")
_INSTRUCTION = "Ask there for deletion: it is the page that the broker named to the authority."
_MINUTES = 10


def read(path: Path, today: date, found: Found) -> None:
    """Add what the file says to ``found``. Raises ``Unusable`` for a lay-out that is not known."""
    raw, origin = opened(path, _MOST_BYTES, ListName.CPPA, today)
    rows = _rows(raw)
    header, columns = columns_of(rows)
    used = ", ".join(f"{what}: {shortened(rows[header][at], 60)!r}" for what, at in columns.items())
    found.remarks.append(f"{origin['file']}: columns used: {used}")
    repeated = [plain(cell) for cell in rows[header]]
    for row in rows[header + 1 :]:
        if any(cell.strip() for cell in row) and [plain(cell) for cell in row] != repeated:
            cells = {what: row[at].strip() if at < len(row) else "" for what, at in columns.items()}
            with found.reading(cells["name"] or "a row without a name"):
                found.entries.append(_entry(cells, origin))


def _rows(raw: bytes) -> list[list[str]]:
    rows: list[list[str]] = []
    try:
        for row in csv.reader(io.StringIO(_text(raw), newline="")):
            rows.append(row)
            if len(rows) > MOST_ENTRIES:
                raise TooMany
    except csv.Error as error:
        raise Unusable(f"row {len(rows) + 1}", f"this is not CSV ({error})") from None
    return rows


def _text(raw: bytes) -> str:
    """UTF-8, or what spreadsheets on Windows write."""
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Unusable("", "the file is no text in UTF-8 or Windows-1252")


def _entry(cells: dict[str, str], origin: Origin) -> Entry:
    name = name_in(cells["name"])
    sites = _sites(cells["website"])
    page = page_in(cells.get("page", "")) or page_among(cells.get("page", ""))
    known_as = shortened(cells.get("known_as", ""), 120)
    return Entry(
        **origin,
        key=f"{name.casefold()}@{sites[0]}",
        name=name,
        identity=sites[0],
        country=_country(cells),
        source=page,
        email=mail_in(cells.get("email", "")),
        sureness=Sureness.REGISTRY,
        by_hand=ByHand(page, (_INSTRUCTION,), _MINUTES) if page else None,
        notes=(f"Also known as: {known_as}.",) if known_as else (),
        runs=tuple(sites[1:20]),
    )


def _sites(text: str) -> Sequence[str]:
    """The domains that the broker names as its own; the first is its identity."""
    sites: list[str] = []
    fault = Unusable("", "it names no web site")
    for part in filter(None, _APART.split(text)):
        try:
            sites.append(own_site(host_in(part)))
        except Unusable as why:
            fault = why
    if not sites:
        raise fault
    return list(dict.fromkeys(sites))


def _country(cells: dict[str, str]) -> str:
    """Most say it; where there is no such column, nearly all are in the United States."""
    if "country" not in cells:
        return "US"
    return country_of([cells["country"]])
