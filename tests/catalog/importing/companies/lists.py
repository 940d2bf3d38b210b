"""Files in the formats of the four lists, about organisations that do not exist."""

import csv
import io
import json
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from optout.catalog.importing.companies.entry import Entry, ListName
from optout.catalog.importing.companies.lists import LISTS
from optout.catalog.importing.companies.source_file import Found, Skipped

TODAY = date(2026, 11, 21)
CPPA_HEADER = (
    "Data broker\u00a0name:",
    "Doing Business As (DBA), if applicable:",
    "Data broker primary website:",
    "Data broker primary contact email address:",
    "Data broker's primary website that contains details on how consumers can exercise their CA "
    "Consumer Privacy Act rights, including how to delete their personal information:",
    "Data broker country:",
)


def record(slug: str = "acme", **changes: Any) -> dict[str, Any]:
    """One of datenanfragen; underscores in names stand for hyphens, None takes a key away."""
    value = {
        "slug": slug,
        "relevant-countries": ["de"],
        "name": f"{slug.title()} GmbH",
        "address": "Beispielweg 1\n12345 Musterstadt\nDeutschland",
        "email": f"privacy@{slug}.example",
        "web": f"https://www.{slug}.example/",
        "sources": [f"https://www.{slug}.example/privacy"],
        "quality": "verified",
    } | {key.replace("_", "-"): inner for key, inner in changes.items()}
    return {key: inner for key, inner in value.items() if inner is not None}


def broker(name: str = "acme", **changes: Any) -> dict[str, Any]:
    """One of eraser."""
    value = {
        "id": name,
        "name": name.title(),
        "email": f"privacy@{name}.example",
        "website": f"https://www.{name}.example",
        "opt_out_url": f"https://www.{name}.example/opt-out",
        "region": "us",
        "category": "marketing",
    } | changes
    return {key: inner for key, inner in value.items() if inner is not None}


def site(name: str = "acme", **changes: Any) -> dict[str, Any]:
    """One of JustDeleteMe."""
    return {
        "name": name.title(),
        "url": f"https://www.{name}.example/account",
        "difficulty": "easy",
        "domains": [f"{name}.example"],
    } | changes


def row(name: str = "acme", **changes: str) -> list[str]:
    """One of California's registry: ``website``, ``email``, ``page``, ``known_as``, ``country``."""
    value = {
        "name": f"{name.title()}, LLC",
        "known_as": "",
        "website": f"https://www.{name}.example/",
        "email": f"ccpa@{name}.example",
        "page": f"https://www.{name}.example/ccpa",
        "country": "United States",
    } | changes
    return [value[key] for key in ("name", "known_as", "website", "email", "page", "country")]


def records_in(folder: Path, *records: dict[str, Any]) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for value in records:
        (folder / f"{value['slug']}.json").write_text(json.dumps(value), encoding="utf-8")
    return folder


def eraser_file(path: Path, *brokers: dict[str, Any]) -> Path:
    path.write_text(yaml.safe_dump({"brokers": list(brokers)}, sort_keys=False), encoding="utf-8")
    return path


def jdm_file(path: Path, *sites: dict[str, Any]) -> Path:
    path.write_text(json.dumps(list(sites)), encoding="utf-8")
    return path


def cppa_file(
    path: Path,
    *rows: Sequence[str],
    header: Sequence[str] = CPPA_HEADER,
    above: Iterable[Sequence[str]] = (),
) -> Path:
    text = io.StringIO(newline="")
    csv.writer(text).writerows([*above, header, *rows])
    path.write_text("\ufeff" + text.getvalue(), encoding="utf-8", newline="")
    return path


def found_in(name: ListName, path: Path) -> Found:
    found = Found()
    LISTS[name].read(path, TODAY, found)
    return found


def only_entry(found: Found) -> Entry:
    assert found.skipped == []
    [entry] = found.entries
    return entry


def only_skipped(found: Found) -> Skipped:
    assert found.entries == []
    [skipped] = found.skipped
    return skipped
