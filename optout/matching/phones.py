"""Telephone numbers as sites and people write them."""

import re
from collections.abc import Iterable
from math import log

from optout.matching.evidence import Evidence

_SHORTEST = 8
_EXTENSION = re.compile(r"(?:ext\.?|extension|x|#)\s*\d{1,6}\s*$", re.IGNORECASE)
_MASK = re.compile(r"[x*•?]{2,}", re.IGNORECASE)
_FITS = (log(0.5 / 0.0005), log(0.5 / 0.3))
_OTHERS = (log(0.25), log(0.4))


def digits_of(shown: str) -> str | None:
    """The digits of a whole number without its extension and leading zeros; None where it is none."""
    text = _EXTENSION.sub("", shown.strip()[:60])
    if _MASK.search(text):
        return None
    digits = "".join(re.findall(r"[0-9]+", text.replace("(0)", ""))).lstrip("0")
    return digits if len(digits) >= _SHORTEST else None


def same_number(one: str, other: str) -> bool:
    """Equal but for a country code that only one of them has."""
    short, long = sorted((one, other), key=len)
    return long.endswith(short) and len(long) - len(short) <= 3


def shares_number(own: Iterable[str], shown: Iterable[str]) -> bool:
    """Whether any number is the person's."""
    found = phone_evidence(own, shown)
    return found is not None and found.stranger > 0


def phone_evidence(own: Iterable[str], shown: Iterable[str]) -> Evidence | None:
    """Whether any number is the person's; None where one side tells no number."""
    mine = [digits for digits in map(digits_of, own) if digits]
    theirs = [digits for digits in map(digits_of, shown) if digits]
    if not mine or not theirs:
        return None
    if any(same_number(one, other) for one in mine for other in theirs):
        return Evidence("a telephone number fits", *_FITS)
    return Evidence("other telephone numbers", *_OTHERS, uneasy=True)
