"""How common names are, so that a rare one needs less other evidence than a common one.

The tables (``tables/*.txt``) hold the most common names of the United States, rounded. A name that
is not in them counts as common as the most common names left out may be, which is cautious.
"""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

OTHER_GIVEN = 50 / 100_000
OTHER_FAMILY = 20 / 100_000


def given_share(word: str) -> float:
    """The share of people with that given name (``latin.plain`` spelling)."""
    return _shares("given_names").get(word, OTHER_GIVEN)


def family_share(word: str) -> float:
    """The share of people with that family name (``latin.plain`` spelling, written as one word)."""
    return _shares("family_names").get(word, OTHER_FAMILY)


def is_given(word: str) -> bool:
    return word in _shares("given_names")


def is_family(word: str) -> bool:
    return word in _shares("family_names")


def table_lines(name: str) -> list[str]:
    """The lines of ``tables/NAME.txt`` that are not comments."""
    text = files("optout.matching").joinpath("tables", f"{name}.txt").read_text("utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


@cache
def _shares(table: str) -> Mapping[str, float]:
    words = " ".join(table_lines(table)).split()
    return {name: int(count) / 100_000 for name, count in zip(words[::2], words[1::2], strict=True)}
