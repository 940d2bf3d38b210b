"""TDMRep: the reservation of text and data mining in a file, a header and a page.

Source: W3C Community Group, TDM Reservation Protocol, final report of 10 May 2024. The file counts
less than the header, the header less than the page; silence takes nothing back.
"""

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import quote_from_bytes, unquote_to_bytes, urlsplit

from optout.signals.robots.pattern import fits

_MOST_RULES = 1000
_AS_WRITTEN = {"0": 0, "1": 1}
_SPECIAL = re.compile(r"(\*|\$$)")


class NotTdmrep(ValueError):
    """A file that is no list of rules. The message quotes nothing of it."""


@dataclass(frozen=True, slots=True)
class TdmRule:
    """``number`` counts from 1. ``reservation`` is 0, 1, or None where the file says something else."""

    number: int
    location: str
    reservation: int | None
    policy: str | None = None


@dataclass(frozen=True, slots=True)
class TdmSaid:
    """What holds for one address, and where it is said: ``file``, ``header`` or ``meta``."""

    reservation: int
    place: str


def rules(text: str) -> tuple[TdmRule, ...]:
    """The rules of a ``tdmrep.json``, in order. Raises ``NotTdmrep``."""
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        raise NotTdmrep("it is no JSON") from None
    if not isinstance(value, list):
        raise NotTdmrep("it is no list of rules")
    if len(value) > _MOST_RULES:
        raise NotTdmrep(f"it has more than {_MOST_RULES} rules")
    return tuple(_rule(number, each) for number, each in enumerate(value, 1))


def _rule(number: int, value: object) -> TdmRule:
    location = value.get("location") if isinstance(value, dict) else None
    if not isinstance(value, dict) or not isinstance(location, str):
        raise NotTdmrep(f"rule {number} has no location")
    policy = value.get("tdm-policy")
    said = value.get("tdm-reservation")
    is_number = isinstance(said, int) and not isinstance(said, bool) and said in (0, 1)
    return TdmRule(
        number, location, said if is_number else None, policy if isinstance(policy, str) else None
    )


def rule_for(all_rules: Iterable[TdmRule], url: str) -> TdmRule | None:
    """The first rule whose location fits the path of ``url``.

    In a location ``*`` is any signs and a last ``$`` the end; encoded, they are the signs themselves.
    """
    path = _plain(urlsplit(url).path or "/")
    return next((rule for rule in all_rules if fits(_pattern(rule.location), path)), None)


def _pattern(location: str) -> bytes:
    parts = _SPECIAL.split(location if location.startswith(("/", "*")) else f"/{location}")
    return b"".join(part.encode() if part in ("*", "$") else _plain(part) for part in parts)


def _plain(path: str) -> bytes:
    """Percent-encoded in one way, whatever way it came."""
    return quote_from_bytes(unquote_to_bytes(path)).encode()


def reservation(said: Sequence[str]) -> int | None:
    """What the values of ``tdm-reservation`` (header lines, or meta tags) say: 0, 1, or None.

    None where there is none, where one is neither, and where two differ.
    """
    values = {_AS_WRITTEN.get(part.strip()) for line in said for part in line.split(",")}
    return values.pop() if len(values) == 1 else None


def resolved(file: int | None, header: int | None, meta: int | None) -> TdmSaid | None:
    """What counts of the three; None where nothing is said."""
    places = (("meta", meta), ("header", header), ("file", file))
    return next((TdmSaid(value, place) for place, value in places if value is not None), None)
