"""The record by which an account declares what its public content may be used for. Pure.

Source: draft proposal 0008 of bluesky-social/proposals, March 2025. ``allow`` is true, false, or left
out; a category that is left out is undeclared.
"""

from collections.abc import Mapping
from datetime import datetime

COLLECTION, KEY = "org.user-intents.declaration", "self"
REFUSED = ("syntheticContentGeneration", "bulkDataset")


def refuses(record: Mapping[str, object]) -> bool:
    """Whether training and bulk data sets are both refused in so many words."""
    return all(_allow(record.get(name)) is False for name in REFUSED)


def declared(record: Mapping[str, object], at: datetime) -> dict[str, object]:
    """The record with both refused; every other key stays. ``at`` is UTC."""
    now = at.strftime("%Y-%m-%dT%H:%M:%S.000Z")
    refusals = {
        name: record[name] if _allow(record.get(name)) is False else {"allow": False, "updatedAt": now}
        for name in REFUSED
    }
    return {**record, "$type": COLLECTION, "updatedAt": now, **refusals}


def _allow(intent: object) -> object:
    return intent.get("allow") if isinstance(intent, Mapping) else None
