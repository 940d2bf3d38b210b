"""What of a sentence the learned weights look at: its words, parts of words, and concepts."""

from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise

from optout.channels.mail.understanding.learned.concepts import concepts_of

_MOST_WORDS = 70
_PART = 4
_NEAR = 7
_MOST_NAMED = 14
_COLOURLESS = frozenset({"provider", "person", "have", "now"})


def features(folded: str) -> dict[str, float]:
    """The features of a folded sentence, their squares summing up to one."""
    words = folded.split()[:_MOST_WORDS]
    concepts = concepts_of(words)
    found = {*_of_words(words), *_of_concepts(concepts)}
    if not found:
        return {}
    value = len(found) ** -0.5
    return dict.fromkeys(sorted(found), value)


def plain_features(folded: str) -> set[str]:
    """The few that a whole mail is looked at by: words, pairs of words, concepts."""
    words = folded.split()[:_MOST_WORDS]
    single = {f"w {word}" for word in words}
    return (
        single
        | {f"w {one} {two}" for one, two in pairwise(words)}
        | {f"c {name}" for names in concepts_of(words) for name in names}
    )


def _of_words(words: Sequence[str]) -> Iterator[str]:
    for word in words:
        yield f"w {word}"
        if len(word) > _PART:
            framed = f"<{word}>"
            for start in range(len(framed) - _PART + 1):
                yield f"p {framed[start : start + _PART]}"
    for one, two in pairwise(words):
        yield f"w {one} {two}"


def _of_concepts(concepts: Sequence[Sequence[str]]) -> Iterator[str]:
    every = {name for names in concepts for name in names}
    state = "".join(mark for mark, name in (("-", "not"), ("?", "once"), ("+", "will")) if name in every)
    for name in every:
        yield f"c {name}"
        if state:
            yield f"c {name} {state}"
    named = sorted(every - _COLOURLESS)[:_MOST_NAMED]
    for one, two in combinations(named, 2):
        yield f"c {one} & {two} {state}"
    yield from _in_order(concepts)


def _in_order(concepts: Sequence[Sequence[str]]) -> Iterator[str]:
    """Pairs of concepts that stand near each other, the first before the second."""
    for at, names in enumerate(concepts):
        for name in names:
            for later in concepts[at + 1 : at + 1 + _NEAR]:
                for other in later:
                    if other != name:
                        yield f"c {name} > {other}"
