"""Where in a shown name the family name stands, and how it fits the person's."""

from collections.abc import Iterator, Sequence
from math import log

from rapidfuzz.distance import OSA

from optout.matching.frequencies import family_share, is_family, is_given
from optout.matching.given_fit import INITIAL_SHARE, PartFit
from optout.matching.names import PARTICLES, Word, joined, same_words, without_particles


def family_fits(
    words: Sequence[Word], family: Sequence[Word]
) -> Iterator[tuple[PartFit, Sequence[Word]]]:
    """Every way of reading the family name in ``words``, with the words before it."""
    for start in range(1, len(words)):
        head, tail = words[:start], words[start:]
        fit = _tail(tail, family)
        if fit is not None:
            yield fit, head
    for length in range(1, len(words)):
        if same_words(words[:length], family) and not is_given(joined(family)):
            yield PartFit(_rarity(family) - 3, "family name first", doubtful=True), words[length:]


def _tail(tail: Sequence[Word], family: Sequence[Word]) -> PartFit | None:
    if same_words(tail, family):
        if tail[0].glued:
            return PartFit(_rarity(family) - 2.5, "a longer family name", doubtful=True)
        return PartFit(_rarity(family))
    bare, own = without_particles(tail), without_particles(family)
    if same_words(bare, own) and tail[0].plain in {*PARTICLES, bare[0].plain}:
        return PartFit(_rarity(own) - 0.5, "the family name without its particle")
    return _part(bare, own) or _loose(tail, family)


def _part(tail: Sequence[Word], family: Sequence[Word]) -> PartFit | None:
    for word in family if len(family) > 1 else ():
        if same_words(tail, [word]) and len(word.plain) > 1:
            return PartFit(_rarity([word]) - 1, "one of two family names")
    if len(tail) > len(family) and same_words(tail[: len(family)], family):
        return PartFit(_rarity(family) - 2.5, "a longer family name", doubtful=True)
    return None


def _loose(tail: Sequence[Word], family: Sequence[Word]) -> PartFit | None:
    shown, own = joined(tail), joined(family)
    if len(tail) == 1 and len(shown) == 1 and own[:1] == shown:
        return PartFit(log(1 / INITIAL_SHARE), "only the family name's initial", doubtful=True)
    if min(len(shown), len(own)) >= 5 and not is_family(shown) and OSA.distance(shown, own) == 1:
        return PartFit(_rarity(family) - 3, "another spelling of the family name", doubtful=True)
    return None


def _rarity(words: Sequence[Word]) -> float:
    return log(1 / family_share(joined(words)))
