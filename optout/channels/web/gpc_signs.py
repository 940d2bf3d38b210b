"""What a site's own words say about Global Privacy Control. Pure.

Sources: Global Privacy Control, Editor's Draft of 2026-04-03 (the support file); 11 CCR 7025(c)(6), in
force since 2026-01-01 (a business must show that it honoured the signal; read in secondary sources).
"""

import json
import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

MAX_FILE = 64 * 1024
_SIGNAL = (
    r"(?:global privacy control|\bgpc\b|opt[- ]?out (?:preference )?signal|opt[- ]?out requests?\b)"
)
_HONOURED = (
    r"(?:honou?r(?:ed|s|ing)?|recogni[sz]ed|detected|processed|applied|respected|received|opted out"
    r"|active)"
)
_SAYS = re.compile(rf"{_SIGNAL}[^.!?\n]{{0,120}}{_HONOURED}|{_HONOURED}[^.!?\n]{{0,120}}{_SIGNAL}", re.I)
_NOT = re.compile(r"\b(?:not|n't|cannot|never|no longer|if|when|would|may|will)\b", re.I)
_SENTENCE_ENDS = re.compile(r"(?<=[.!?;])\s")
_MAX_LINES = 5000


class Verdict(StrEnum):
    """What was seen. Only *shown* is more than a promise, and it is one visit's."""

    SHOWN = "shown"  # the page says so when the signal is sent, and does not when it is not
    DECLARED = "declared"  # its support file says that it honours the signal
    DENIED = "denied"  # its support file says that it does not
    NO_SIGN = "no-sign"
    UNKNOWN = "unknown"  # the site could not be looked at as needed


@dataclass(frozen=True, slots=True)
class Declaration:
    """The support file: ``gpc`` is None where there is none that can be read."""

    gpc: bool | None
    last_update: date | None = None


NOTHING_DECLARED = Declaration(None)


def declaration(status: int, body: bytes) -> Declaration:
    """What ``/.well-known/gpc.json`` declares. Whatever is not as the standard says declares nothing."""
    if status != 200 or len(body) > MAX_FILE:
        return NOTHING_DECLARED
    try:
        value = json.loads(body)
    except (ValueError, RecursionError):
        return NOTHING_DECLARED
    if not isinstance(value, dict) or not isinstance(value.get("gpc"), bool):
        return NOTHING_DECLARED
    return Declaration(value["gpc"], _day(value.get("lastUpdate")))


def _day(value: object) -> date | None:
    try:
        return date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None


def shown_only_with(with_signal: str, without: str) -> tuple[str, ...]:
    """The lines that say that the signal was honoured, and stand only where it was sent."""
    always = {_plain(line) for line in without.splitlines()}
    lines = dict.fromkeys(_plain(line) for line in with_signal.splitlines()[:_MAX_LINES])
    return tuple(line for line in lines if line not in always and _says(line))


def _says(line: str) -> bool:
    return any(_SAYS.search(one) and not _NOT.search(one) for one in _SENTENCE_ENDS.split(line))


def _plain(line: str) -> str:
    return " ".join(line.split())[:1000]


def verdict(declared: Declaration, shown: tuple[str, ...], looked: bool) -> Verdict:
    """``looked``: both visits ended with a page that can be compared, its scripts having run."""
    if shown:
        return Verdict.SHOWN
    if declared.gpc is not None:
        return Verdict.DECLARED if declared.gpc else Verdict.DENIED
    return Verdict.NO_SIGN if looked else Verdict.UNKNOWN
