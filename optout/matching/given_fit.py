"""How the given name at the front of a shown name fits the person's."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import log

from optout.matching.frequencies import given_share, is_given
from optout.matching.given_names import Relation, relation
from optout.matching.names import Word, joined, same_words
from optout.matching.slips import is_slip

INITIAL_SHARE = 0.08
"""Of people whose name begins with a given letter: that of a common one."""


@dataclass(frozen=True, slots=True)
class PartFit:
    """One part of the name: the weight against strangers, and how it may be told."""

    weight: float
    why: str = ""
    doubtful: bool = False


def given_fits(
    head: Sequence[Word], given: Sequence[Word], middle: Sequence[Word]
) -> tuple[PartFit, Sequence[Word]] | None:
    """The fit and the words that remain as middle names; None when it is another name."""
    whole = _whole(head, given, middle)
    if whole is not None:
        return whole
    part = _first_word(head[0], given, middle)
    return None if part is None else (part, head[1:])


def _whole(
    head: Sequence[Word], given: Sequence[Word], middle: Sequence[Word]
) -> tuple[PartFit, Sequence[Word]] | None:
    share = given_share(joined(given))
    for length in range(len(head), 0, -1):
        if same_words(head[:length], given):
            return PartFit(log(1 / share)), head[length:]
        if middle and same_words(head[:length], [*given, *middle]):
            return PartFit(log(1 / share) + 2), head[length:]
    return None


def _first_word(shown: Word, given: Sequence[Word], middle: Sequence[Word]) -> PartFit | None:
    own = given[0]
    if shown.is_initial or (own.is_initial and len(given) == 1):
        same = shown.plain[:1] == own.plain[:1]
        return PartFit(log(1 / INITIAL_SHARE), "only the initial", doubtful=True) if same else None
    if len(given) > 1 and same_words([shown], [own]):
        return PartFit(_rarity(own, shown), "a part of the given name")
    related = _related(shown, own)
    if related is not None:
        return related
    if any(_is_called(shown, word) for word in middle):
        return PartFit(_rarity(shown, shown) - 1, "the middle name in use")
    if _misspelt(shown.plain, own.plain):
        return PartFit(_rarity(own, own) - 2, "another spelling of the given name", doubtful=True)
    return None


def _related(shown: Word, own: Word) -> PartFit | None:
    kind = relation(shown.plain, own.plain) or relation(shown.expanded, own.expanded)
    if kind is None:
        return None
    if kind is Relation.RELATED:
        return PartFit(_rarity(own, shown) - 2, "a related given name", doubtful=True)
    return PartFit(_rarity(own, shown) - 0.3, f"a {kind.value} of the given name")


def _is_called(shown: Word, middle: Word) -> bool:
    if middle.is_initial:
        return False
    return same_words([shown], [middle]) or relation(shown.plain, middle.plain) is Relation.SHORT


def _rarity(one: Word, other: Word) -> float:
    return log(1 / max(given_share(one.plain), given_share(other.plain)))


def _misspelt(shown: str, own: str) -> bool:
    """One slip of the pen, unless it makes another name that people have (Erica, Daniela)."""
    return is_slip(shown, own) and not is_given(shown)
