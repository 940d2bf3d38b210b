"""Synthetic brokers in the open format, as small as a test wants them."""

import copy
import json
from datetime import date
from pathlib import Path
from typing import Any

from optout.catalog.definition import Provider
from optout.catalog.importing.ddg.broker import broker_of
from optout.catalog.importing.ddg.provider import provider_of
from optout.catalog.importing.strict_json import parsed

HERE = Path(__file__).parent
EVERYTHING: dict[str, Any] = json.loads((HERE / "everything.json").read_text("utf-8"))
TODAY = date(2026, 11, 21)
NAVIGATE = {"actionType": "navigate", "id": "n", "url": "https://acme.example/find?name=${lastName}"}
LEAVE = {"actionType": "navigate", "id": "l", "url": "https://acme.example/leave"}
EXTRACT = {
    "actionType": "extract",
    "id": "e",
    "selector": ".row",
    "noResultsSelector": ".none",
    "profile": {"name": {"selector": "h3"}, "profileUrl": {"selector": "a"}},
}
RECEIVED = {
    "actionType": "expectation",
    "id": "r",
    "expectations": [{"type": "element", "selector": ".received"}],
}
AT_PARENT: list[dict[str, Any]] = []


def broker(
    url: str = "acme.example",
    *,
    scan: list[dict[str, Any]] | None = None,
    opt_out: list[dict[str, Any]] | None = None,
    **more: Any,
) -> dict[str, Any]:
    """One broker; ``opt_out`` without actions is made at the parent."""
    scan = [NAVIGATE, EXTRACT] if scan is None else scan
    opt_out = [LEAVE, RECEIVED] if opt_out is None else opt_out
    kind = "formOptOut" if opt_out else "parentSiteOptOut"
    return {
        "name": url.partition(".")[0].capitalize().ljust(2, "!"),
        "url": url,
        "version": "1.0.0",
        "addedDatetime": 1_700_000_000_000,
        "optOutUrl": f"https://{url}/leave",
        "schedulingConfig": {"retryError": 48, "confirmOptOutScan": 72, "maintenanceScan": 120},
        "steps": [
            {"stepType": "scan", "scanType": "templatedUrl", "actions": copy.deepcopy(scan)},
            {"stepType": "optOut", "optOutType": kind, "actions": copy.deepcopy(opt_out)},
        ],
        **more,
    }


def translated(value: dict[str, Any], **parents: str) -> Provider:
    """The provider that the broker becomes; ``parents`` are slugs by domain, ``_`` for the dots."""
    slugs = {domain.replace("_", "."): slug for domain, slug in parents.items()}
    read = broker_of(parsed(json.dumps(value).encode()))
    return provider_of(read, "acme.json", slugs.get, TODAY)


def write(folder: Path, *values: dict[str, Any]) -> Path:
    """The folder, with one file for each of the brokers."""
    folder.mkdir(parents=True, exist_ok=True)
    for value in values:
        (folder / f"{value['url']}.json").write_text(json.dumps(value), encoding="utf-8")
    return folder
