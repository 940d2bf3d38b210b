"""Whether any name that a listing shows is one of the person's."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import log

from optout.matching.evidence import Evidence
from optout.matching.family_fit import family_fits
from optout.matching.given_fit import PartFit, given_fits
from optout.matching.names import Word, Written, same_words, words_of, written
from optout.people.subject import PersonName

MOST = 20
"""Names of one listing that are read."""

_NO_SUFFIX_HERE = Evidence("a suffix that the person does not use", 0.0, log(0.02 / 0.5))
_SAME_SUFFIX = Evidence("the suffix fits", log(0.5 / 0.03), log(0.9 / 0.02))
_OTHER_SUFFIX = Evidence("another suffix", log(1e-7), log(1e-7), excludes=True)
_FORMER = log(0.2)  # sites show the present name more often than a former one
_UNTOLD = log(0.01)  # how often a listing has a family name that the person did not tell
_NO_MIDDLE = Evidence("", 0.0)
_OTHER_MIDDLE = Evidence("another middle name", log(0.03), log(0.03 / 0.3), against=True)


@dataclass(frozen=True, slots=True)
class Own:
    """One of the person's names, read."""

    given: tuple[Word, ...]
    middle: tuple[Word, ...]
    family: tuple[Word, ...]
    generation: int | None
    former: bool


def own_names(names: Sequence[PersonName]) -> list[Own]:
    """The person's names, the present one first; a suffix may stand in any part.

    A former name that tells no middle name has that of another name with the same given name.
    """
    middles = {name.given: name.additional for name in reversed(names) if name.additional}
    return [
        _own(name, name.additional or middles.get(name.given, ""), place > 0)
        for place, name in enumerate(names)
    ]


def name_evidence(own: Sequence[Own], shown: Sequence[str]) -> list[Evidence]:
    """The best fit of any shown name (the main one first) with any of the person's; empty for none."""
    read = [written(name) for name in shown[:MOST]]
    fits = [_with_kind(fit, number) for number, name in enumerate(read) for fit in _fits(own, name)]
    if not fits:
        return []
    best = max(fits, key=lambda fit: sum(each.stranger - 4 * each.doubtful for each in fit))
    suffix = _suffix(own, read)
    return [each for each in (*best, *([suffix] if suffix else [])) if each.why]


def other_family(own: Sequence[Own], shown: Sequence[str]) -> Evidence | None:
    """The given name fits, the family name does not: it may be one by marriage that nobody told."""
    read = [name for name in map(written, shown[:MOST]) if len(name.words) > 1]
    weights = [
        fit[0].weight
        for name in read
        for mine in own
        if not _alike(name.words[-1], mine.family)
        and (fit := given_fits(name.words[:-1], mine.given, mine.middle))
        and not fit[0].doubtful
    ]
    if not weights:
        return None
    return Evidence("the given name fits, another family name", max(weights) + _UNTOLD, doubtful=True)


def _alike(shown: Word, family: Sequence[Word]) -> bool:
    """Goldsmith and Smith: two names of which neither is the other's by marriage."""
    return any(word.plain in shown.plain or shown.plain in word.plain for word in family)


def _own(name: PersonName, middle: str, former: bool) -> Own:
    read = written(f"{name.given} {name.family}")
    given = [word for word in words_of(name.given) if word in read.words]
    return Own(
        given=tuple(given),
        middle=tuple(words_of(middle)),
        family=read.words[len(given) :],
        generation=read.generation,
        former=former,
    )


def _with_kind(fit: tuple[Evidence, Evidence], number: int) -> tuple[Evidence, ...]:
    return (*fit, Evidence("a name that the site gives as another", log(0.3))) if number else fit


def _fits(own: Sequence[Own], shown: Written) -> Iterator[tuple[Evidence, Evidence]]:
    for name in own:
        for family, head in family_fits(shown.words, name.family):
            found = given_fits(head, name.given, name.middle)
            if found is not None and not (found[0].doubtful and family.doubtful):
                given, rest = found
                yield _told(given, family, name), _middle(rest, name, own)


def _told(given: PartFit, family: PartFit, name: Own) -> Evidence:
    kind = "a former or other name fits" if name.former else "the name fits"
    how = " and ".join(part.why for part in (given, family) if part.why)
    return Evidence(
        f"{kind}: {how}" if how else kind,
        given.weight + family.weight + (_FORMER if name.former else 0.0),
        doubtful=given.doubtful or family.doubtful,
    )


def _middle(shown: Sequence[Word], name: Own, own: Sequence[Own]) -> Evidence:
    mine = [*name.given[1:], *name.middle]
    if not shown or not mine:
        return _NO_MIDDLE
    if any(same_words([word], [other]) and not word.is_initial for word in shown for other in mine):
        return Evidence("the middle name fits", log(1 / 0.012), log(0.9 / 0.6))
    if any(_same_initial(word, other) for word in shown for other in mine):
        return Evidence("the middle initial fits", log(1 / 0.1), log(0.95 / 0.6))
    families = [word for each in own if each.family != name.family for word in each.family]
    if any(
        _same_initial(word, other) or same_words([word], [other]) for word in shown for other in families
    ):
        return _NO_MIDDLE
    return _OTHER_MIDDLE


def _same_initial(one: Word, other: Word) -> bool:
    return (one.is_initial or other.is_initial) and one.plain[:1] == other.plain[:1]


def _suffix(own: Sequence[Own], shown: Sequence[Written]) -> Evidence | None:
    mine = {name.generation for name in own if name.generation}
    theirs = {name.generation for name in shown if name.generation}
    if not theirs:
        return None
    if not mine:
        return _NO_SUFFIX_HERE
    return _SAME_SUFFIX if mine & theirs else _OTHER_SUFFIX
