"""Where in a shown name the family name stands, and how it fits the person's."""

import re
from collections.abc import Iterator, Sequence
from math import log

from optout.matching.frequencies import family_share, is_family, is_given
from optout.matching.given_fit import INITIAL_SHARE, PartFit
from optout.matching.names import PARTICLES, Word, joined, same_words, without_particles
from optout.matching.slips import is_slip

_ENDINGS = (
    (re.compile(r"^mac(?=[a-z]{3})"), "mc"),
    (re.compile(r"([oe])ff$"), r"\1v"),
    (re.compile(r"sk(?:y|iy|ij|yi|yy)$"), "ski"),
)


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
        if same_words(words[:length], family):
            chance = 6 if is_given(joined(family)) else 3  # "Thomas James" is mostly just that
            yield PartFit(_rarity(family) - chance, "family name first", doubtful=True), words[length:]


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
    if _misspelt(shown, own) or _as_heard(shown) == _as_heard(own):
        return PartFit(_rarity(family) - 3, "another spelling of the family name", doubtful=True)
    return None


def _misspelt(shown: str, own: str) -> bool:
    """One slip of the pen, unless it makes another name that people have (Johnston)."""
    return is_slip(shown, own) and not is_family(shown)


def _as_heard(name: str) -> str:
    """MacDonald as McDonald, Petroff as Petrov, Chaikovskiy as Chaikovski."""
    for pattern, instead in _ENDINGS:
        name = pattern.sub(instead, name)
    return name


def _rarity(words: Sequence[Word]) -> float:
    return log(1 / family_share(joined(words)))
