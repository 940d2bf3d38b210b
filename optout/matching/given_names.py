"""Given names that one person may go by: short forms, pet forms, spellings."""

from collections import defaultdict
from collections.abc import Mapping
from enum import Enum
from functools import cache

from optout.matching.frequencies import table_lines


class Relation(Enum):
    SHORT = "short form"
    SPELLING = "spelling"
    RELATED = "related name"  # perhaps the same person's, perhaps a brother's


def relation(one: str, other: str) -> Relation | None:
    """How two given names (``latin.plain``) hang together; the same whichever comes first."""
    if _spelling(one) == _spelling(other):
        return Relation.SPELLING
    fulls, others = _fulls(one), _fulls(other)
    if fulls & others:
        return Relation.SHORT
    related = _related()
    if any(near in related.get(name, ()) for name, near in ((one, other), (other, one))):
        return Relation.RELATED
    return None


def _fulls(word: str) -> frozenset[str]:
    """The full names that a word stands for: itself, and those it is a short form of."""
    return frozenset({_spelling(word)}) | _short_forms().get(word, frozenset())


def _spelling(word: str) -> str:
    return _spellings().get(word, word)


@cache
def _spellings() -> Mapping[str, str]:
    rows = [line.split() for line in table_lines("spellings")]
    return {word: row[0] for row in rows for word in row}


@cache
def _short_forms() -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for line in table_lines("nicknames"):
        full, _, rest = line.partition(":")
        for short in rest.partition("~")[0].split():
            found[short].add(_spelling(full))
    return {short: frozenset(fulls) for short, fulls in found.items()}


@cache
def _related() -> Mapping[str, frozenset[str]]:
    rows = (line.partition(":") for line in table_lines("nicknames"))
    return {full: frozenset(rest.partition("~")[2].split()) for full, _, rest in rows}
