"""The entries of all lists as they are kept, from which the providers are made anew at each import."""

import json
from collections.abc import Iterable
from pathlib import Path

from optout.catalog.importing.companies.entry import Entry, as_json, from_json
from optout.errors import StorageFailure

ENTRIES = "company-entries.jsonl"


def kept_entries(root: Path | None) -> dict[tuple[str, str], Entry]:
    """By list and key; none where nothing was imported. ``StorageFailure`` where they were damaged."""
    path = root / ENTRIES if root else None
    if path is None or not path.exists():
        return {}
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
        entries = [from_json(json.loads(line)) for line in lines]
    except (OSError, ValueError, KeyError, TypeError, RecursionError) as error:
        raise StorageFailure(
            f"The lists that were imported before cannot be read ({type(error).__name__}).",
            kept="Nothing was changed.",
            todo=f"Delete {ENTRIES} below `imported` in optout's data, and import the lists again.",
        ) from None
    return {(entry.list, entry.key): entry for entry in entries}


def text_of(entries: Iterable[Entry]) -> str:
    """The file's content: a line for each, sorted."""
    every = sorted(entries, key=lambda one: (one.list, one.key))
    return "".join(json.dumps(as_json(entry), ensure_ascii=True) + "\n" for entry in every)
