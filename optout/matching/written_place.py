"""A place written in one line: "Springfield, IL", "Springfield Illinois 62704", a whole address."""

import re
from typing import NamedTuple

from optout.matching.regions import is_region, region_of

LONGEST = 200
_POSTAL_CODE = re.compile(r"[\s,]*\b(\d{5}(?:-\d{4})?|[A-Z]\d[A-Z] ?\d[A-Z]\d)\s*$", re.IGNORECASE)
_COUNTRY = re.compile(
    r"(?:^|[\s,]+)(?:u\.?s\.?a?\.?|united states(?: of america)?|canada)\s*$", re.IGNORECASE
)
_ASIDE = re.compile(r"\([^)]*\)|\b(?:current|previous|former|since|from)\b.*$", re.IGNORECASE)
_STREET = re.compile(
    r"^(?:\d|p\.?\s?o\.? box).*?"
    r"\b(?:st|street|ave?|avenue|rd|road|dr|drive|ln|lane|blvd|boulevard|ct|court|cir|circle|pl|place|ter"
    r"|terrace|way|hwy|highway|pkwy|parkway|trl|trail|sq|square|loop|run|row|box \d+)\b\.?"
    r"(?:\s+[ns]?[ew]|\s+[ns])?"
    r"(?:[\s,]+(?:apt|apartment|unit|ste|suite|lot|fl|floor|bldg|#)\.?\s*#?\w+)?[\s,]*\b",
    re.IGNORECASE,
)
_NOTHING = re.compile(
    r"(?:city|town|location|n/?a|unknown)?(?:[\s,]*(?:state|region|zip|zip code|country))*",
    re.IGNORECASE,
)
"""What stands where a place would: the words of a template that was left empty."""
_MOST_REGION_WORDS = 3


class Address(NamedTuple):
    """As it is written; "" for what is not said."""

    city: str
    region: str
    postal_code: str


def address_in(text: str) -> Address:
    """The city, region and postal code of a line. A street is left out."""
    line = _COUNTRY.sub("", _ASIDE.sub("", text[:LONGEST]).strip(" ,;.\n"))
    if _NOTHING.fullmatch(line):
        return Address("", "", "")
    code = _POSTAL_CODE.search(line)
    line = line[: code.start()] if code else line
    parts = [part.strip() for part in _STREET.sub("", line, count=1).split(",") if part.strip()]
    city, region = _city_and_region(parts)
    return Address(city, region, code[1] if code else "")


def is_no_city(text: str) -> bool:
    """Whether a text in the place of a city is more than one, or a country, or nothing."""
    return "," in text or bool(_COUNTRY.fullmatch(text.strip()) or _NOTHING.fullmatch(text.strip()))


def street_in(text: str) -> str:
    """The house number and the first word of the street, as written; "" where there is none."""
    found = re.match(r"\s*(\d+\w*)\s+(?:[nsew]{1,2}\.?\s+)?(\w+)", text[:LONGEST], re.IGNORECASE)
    return f"{found[1]} {found[2]}" if found else ""


def _city_and_region(parts: list[str]) -> tuple[str, str]:
    """What follows the region (a county) says no more; an unknown last part of several is a region."""
    if not parts:
        return "", ""
    at = next((at for at in range(len(parts) - 1, 0, -1) if is_region(parts[at])), 0)
    if at or (is_region(parts[0]) and not _may_be_city(parts[0])):
        return _city_of(parts[at - 1]) if at else "", parts[at]
    for place_at in range(len(parts) - 1, -1, -1):
        found = _region_at_end(parts[place_at])
        if found:
            return found
    return (_city_of(parts[-2]), parts[-1]) if len(parts) > 1 else (_city_of(parts[0]), "")


def _region_at_end(part: str) -> tuple[str, str] | None:
    """ "Springfield IL" and "Charleston West Virginia" taken apart."""
    words = part.split()
    for count in range(min(_MOST_REGION_WORDS, len(words) - 1), 0, -1):
        if is_region(" ".join(words[-count:])):
            return _city_of(" ".join(words[:-count])), " ".join(words[-count:])
    return None


def _city_of(part: str) -> str:
    """Nothing where it still begins like a street."""
    return "" if re.match(r"\d|#|apt\b|unit\b", part, re.IGNORECASE) else part


def _may_be_city(name: str) -> bool:
    return region_of(name) in ("ny", "wa")
