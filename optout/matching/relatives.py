"""What the named relatives say. A person tells us no relatives, so they only ever speak against."""

from collections.abc import Iterable, Sequence
from math import log

from optout.matching.evidence import Evidence
from optout.matching.names import same_words, words_of, written
from optout.people.subject import PersonName


def relatives_evidence(names: Sequence[PersonName], relatives: Iterable[str]) -> Evidence | None:
    """A listing that names somebody of the person's own name as a relative may be the relative's."""
    if any(_is_namesake(names, relative) for relative in relatives):
        return Evidence("a relative of the same name is listed", log(0.9), log(0.03 / 0.6))
    return None


def _is_namesake(names: Sequence[PersonName], relative: str) -> bool:
    words = written(relative).words
    for name in names:
        given, family = words_of(name.given), words_of(name.family)
        fits_given = same_words(words[: len(given)], given)
        if fits_given and same_words(words[len(given) :][-len(family) :], family):
            return True
    return False
