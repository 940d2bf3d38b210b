"""Places, present and past, as sites and people write them."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum
from functools import cache
from itertools import islice
from math import log

from rapidfuzz.distance import OSA

from optout.matching.evidence import Evidence
from optout.matching.frequencies import table_lines
from optout.matching.latin import plain
from optout.matching.regions import region_of

MOST = 50
"""Addresses of one listing that are read."""

SEARCHED = 10_000
"""Thousands of people among whom a search looks: those of a large state."""

_OTHER_CITY = 30
_ABBREVIATIONS = {
    "st": "saint", "ste": "sainte", "ft": "fort", "mt": "mount", "n": "north", "s": "south",
    "e": "east", "w": "west", "no": "north", "so": "south", "hts": "heights", "spgs": "springs",
    "spg": "spring", "bch": "beach", "vlg": "village", "pt": "port", "lk": "lake", "cty": "city",
    "jct": "junction", "mtn": "mountain", "vly": "valley", "pk": "park", "hls": "hills",
}  # fmt: skip
_ALIASES = {
    "nyc": "new york",
    "new york city": "new york",
    "philly": "philadelphia",
    "la": "los angeles",
}

_A_SECOND_CITY = log(6)  # not more, because people of one city move to the same others
_ELSEWHERE = Evidence("other places", log(0.03 / 0.5), log(0.1 / 0.4), against=True)
_SAME_REGION = Evidence("the same region", log(0.16), log(0.3))
_NOT_TOLD = Evidence("no place to compare", log(1 / 33))


class Nearness(IntEnum):
    ELSEWHERE = 0
    REGION = 1
    AREA = 2
    MISSPELT = 3
    CITY = 4
    POSTAL_CODE = 5


@dataclass(frozen=True, slots=True)
class Place:
    """A city (plain words), a region (code or plain words) and a postal code; "" where unknown."""

    city: str
    region: str
    postal_code: str = ""


def place(city: str | None, region: str | None, postal_code: str | None = None) -> Place:
    """Read a place as written; "Fresno, CA" as a city is taken apart."""
    town, _, rest = (city or "").partition(",")
    return Place(_city(town), region_of(region or rest.strip()), _postal_code(postal_code))


def place_evidence(own: Sequence[Place], shown: Sequence[Place]) -> Evidence:
    """The best that any two places agree; where one side tells none, strangers are a whole country.

    The more places both sides tell, the likelier two agree by chance.
    """
    told = [each for each in shown if each.city or each.postal_code or each.region]
    if not own or not told:
        return _NOT_TOLD
    listed = list(islice(dict.fromkeys(told), MOST))
    found = [(_nearness(mine, other), mine) for mine in own for other in listed]
    nearest = max(near for near, _ in found)
    if nearest == Nearness.ELSEWHERE:
        return _ELSEWHERE
    if nearest == Nearness.REGION:
        return replace(_SAME_REGION, against=any(each.city for each in listed))
    chances = min(len(listed), 10) * (1 + len(set(own))) / 2
    return _agreement(found, nearest, chances)


def _agreement(found: Sequence[tuple[Nearness, Place]], nearest: Nearness, chances: float) -> Evidence:
    share = min(_share(near, mine) for near, mine in found if near == nearest)
    cities = {mine.city for near, mine in found if near >= Nearness.CITY}
    weight = max(-log(min(1.0, share * chances)), 0.3)
    return Evidence(_WORDS[nearest], weight + _A_SECOND_CITY * (len(cities) > 1), log(0.8 / 0.6))


_WORDS = {
    Nearness.AREA: "a neighbouring postal code fits",
    Nearness.MISSPELT: "the place fits but for its spelling",
    Nearness.CITY: "the place fits",
    Nearness.POSTAL_CODE: "the postal code fits",
}


def _share(best: Nearness, where: Place) -> float:
    city = _cities().get(where.city, _OTHER_CITY) / SEARCHED
    return {Nearness.AREA: 0.03, Nearness.POSTAL_CODE: min(city, 0.0015)}.get(best, city)


def _nearness(one: Place, other: Place) -> Nearness:
    if one.region and other.region and one.region != other.region:
        return Nearness.ELSEWHERE
    if one.postal_code and one.postal_code == other.postal_code:
        return Nearness.POSTAL_CODE
    if one.city and one.city == other.city:
        return Nearness.CITY
    if one.region and other.region and _misspelt(one.city, other.city):
        return Nearness.MISSPELT
    if len(one.postal_code) == 5 and one.postal_code[:3] == other.postal_code[:3]:
        return Nearness.AREA
    return Nearness.REGION if one.region and other.region else Nearness.ELSEWHERE


def _misspelt(one: str, other: str) -> bool:
    shorter = min(len(one), len(other))
    allowed = 0 if shorter < 5 else 1 if shorter < 9 else 2
    return allowed > 0 and OSA.distance(one, other, score_cutoff=allowed) <= allowed


def _city(text: str) -> str:
    words = re.findall(r"[^\W_]+", plain(text[:100]).replace("'", ""))
    full = [_ABBREVIATIONS.get(word, word) for word in words]
    name = " ".join(full)
    return _ALIASES.get(name, name)


def _postal_code(text: str | None) -> str:
    code = "".join(re.findall(r"[0-9a-z]+", (text or "")[:20].lower()))
    return code[:5] if re.fullmatch(r"\d{5}(\d{4})?", code) else code


@cache
def _cities() -> Mapping[str, int]:
    pairs = re.findall(r"([a-z ]+):(\d+)", " ".join(table_lines("cities")))
    return {_city(name): int(thousands) for name, thousands in pairs}
