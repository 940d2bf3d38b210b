"""Platforms on which people show photos, and what can be set there: a dated table."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any
from urllib.parse import urlsplit

import yaml


@dataclass(frozen=True, slots=True)
class Platform:
    """``always`` is what stays public whatever one sets. ``provider`` is a definition that does more.

    ``known_from`` is "documented", or "memory": nobody has looked at the settings for this table.
    """

    name: str
    hosts: tuple[str, ...]
    always: str
    steps: tuple[str, ...]
    provider: str | None
    known_from: str
    as_of: date


@cache
def platforms() -> tuple[Platform, ...]:
    """The whole table."""
    table = yaml.safe_load((files("optout.exposure") / "platforms.yaml").read_text("utf-8"))
    return tuple(_platform(row, table["as_of"]) for row in table["platforms"])


def platform_of(address: str) -> Platform | None:
    """The platform on whose domains an address is, if it is one of the table's."""
    try:
        host = (urlsplit(address).hostname or "").lower().rstrip(".")
    except ValueError:  # no address at all
        return None
    below = (one for one in platforms() if any(_is_below(host, each) for each in one.hosts))
    return next(below, None)


def _is_below(host: str, domain: str) -> bool:
    return host == domain or host.endswith(f".{domain}")


def _platform(row: dict[str, Any], as_of: date) -> Platform:
    listed = {name: tuple(row[name]) for name in ("hosts", "steps")}
    return Platform(**(row | listed), as_of=as_of)
