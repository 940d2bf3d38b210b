"""Ages against the birth date, at the date when they were seen."""

import re
from datetime import date
from math import log

from optout.matching.evidence import Evidence

Ages = tuple[int, int]
"""The youngest and the oldest age that a site claims; equal when it names one age."""

_ADULT_AGES = 75
_OFF_BY = {0: (0.8, 0.004), 1: (0.08, 0.008), -1: (0.06, 0.008), 2: (0.008, 0.01), -2: (0.015, 0.01)}
"""Years shown too many: how often for the person, and for a relative of the same name.

A site that only knows the birth year shows up to one year too many; one that has not been brought up
to date shows too few.
"""

_ANOTHER = Evidence("another age", log(1e-7), log(1e-7), excludes=True)


def read_ages(shown: str) -> Ages | None:
    """The age in a text: "45", "Age: 45", "40-49", "40s"; None where it names none."""
    numbers = [int(number) for number in re.findall(r"(?<!\d)\d{1,3}(?!\d)", shown[:100])]
    if not numbers:
        return None
    if len(numbers) > 1 and re.search(r"\d\s*[-–]\s*\d", shown) and numbers[0] <= numbers[1]:
        return numbers[0], numbers[1]
    if re.search(r"\d0\s*'?s\b", shown):
        return numbers[0], numbers[0] + 9
    return numbers[0], numbers[0]


def age_evidence(born: date | None, shown: Ages | None, on: date) -> Evidence | None:
    """None where the person told no birth date, or the site shows no age."""
    if born is None or shown is None:
        return None
    age = on.year - born.year - ((on.month, on.day) < (born.month, born.day))
    if shown[0] == shown[1]:
        return _one_age(shown[0] - age)
    return _range(age, shown)


def _one_age(off: int) -> Evidence:
    if off not in _OFF_BY:
        return _ANOTHER
    person, relative = _OFF_BY[off]
    words = {0: "the age fits", 1: "the age fits within a year"}.get(
        abs(off), "the age is two years off"
    )
    return Evidence(
        words, log(person * _ADULT_AGES), log(person / relative), against=abs(off) > 1, uneasy=off != 0
    )


def _range(age: int, shown: Ages) -> Evidence:
    low, high = shown
    if not low - 1 <= age <= high + 1:
        return _ANOTHER
    width = min(high - low + 1, _ADULT_AGES)
    return Evidence("the age fits the range", log(_ADULT_AGES / width), log(1 / (0.008 * width)))
