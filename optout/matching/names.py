"""Reading a name as a site writes it."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

from optout.matching.latin import expanded, is_foreign, plain, sound

LONGEST = 200
"""Characters of a shown name that are read; no name is longer."""

MOST_WORDS = 12
"""Words of a shown name that are read."""

PARTICLES = frozenset(
    (
        "de", "del", "della", "der", "den", "di", "da", "do", "dos", "das", "du", "la", "las", "le",
        "los", "van", "von", "zu", "zum", "ter", "ten", "el", "al", "bin", "ben", "e", "y",
    )
)  # fmt: skip
_GENERATIONS = {"sr": 1, "senior": 1, "jr": 2, "junior": 2, "ii": 2, "iii": 3, "iv": 4}
_TITLES = frozenset({"mr", "mrs", "ms", "miss", "dr", "prof", "rev", "hon"})
_LETTERS_AFTER = frozenset({"md", "phd", "esq", "dds", "cpa", "rn", "jd", "mba"})
_ASIDE = re.compile(r"\([^)]*\)|\"[^\"]*\"|“[^”]*”")
_APOSTROPHES = re.compile(r"['’ʼ`´]")
_WORD = re.compile(r"(?P<glue>-?)(?P<word>[^\W\d_]+)")
_HYPHENS = re.compile(r"\s*[-‐‑–]\s*")


@dataclass(frozen=True, slots=True)
class Word:
    """One word in its Latin spellings; ``glued`` when a hyphen ties it to the word before."""

    plain: str
    expanded: str
    foreign: bool
    glued: bool

    @property
    def is_initial(self) -> bool:
        return len(self.plain) == 1


@dataclass(frozen=True, slots=True)
class Written:
    """A name's words, given name first, and the generation: 1 senior, 2 junior or II, 3 III."""

    words: tuple[Word, ...]
    generation: int | None = None


def written(shown: str) -> Written:
    """Read a shown name: "Last, First" put right, titles and what stands in brackets left out."""
    parts = [words_of(part) for part in _ASIDE.sub(" ", shown[:LONGEST]).split(",")]
    named = [part for part in parts if any(word.plain not in _AFTER for word in part)]
    after = [word for part in parts if part not in named for word in part]
    turned = reversed(named) if len(named) == 2 else named
    return _split([*chain.from_iterable(turned), *after][:MOST_WORDS])


def words_of(text: str) -> list[Word]:
    """The words of a name or a part of it."""
    tidy = _HYPHENS.sub("-", _APOSTROPHES.sub("", unicodedata.normalize("NFC", text)))
    return [
        Word(plain(word), expanded(word), is_foreign(word), bool(glue))
        for glue, word in _WORD.findall(tidy)
    ]


def same_words(one: Sequence[Word], other: Sequence[Word]) -> bool:
    """Whether two runs of words spell the same name; spaces, hyphens and accents aside."""
    if not one or not other:
        return False
    spelt = {joined(other), _joined_expanded(other)}
    if joined(one) in spelt or _joined_expanded(one) in spelt:
        return True
    if any(word.foreign for word in (*one, *other)):
        return sound(joined(one)) == sound(joined(other))
    return False


def joined(words: Sequence[Word]) -> str:
    return "".join(word.plain for word in words)


def without_particles(words: Sequence[Word]) -> list[Word]:
    """The words but "de", "van" and the like; all of them where nothing else is left."""
    return [word for word in words if word.plain not in PARTICLES] or list(words)


_AFTER = {*_GENERATIONS, *_LETTERS_AFTER}


def _joined_expanded(words: Sequence[Word]) -> str:
    return "".join(word.expanded for word in words)


def _split(words: list[Word]) -> Written:
    while len(words) > 2 and words[0].plain in _TITLES:
        words = words[1:]
    kept, generation = words[:1], None
    for place, word in enumerate(words[1:], 1):
        if word.plain in _AFTER and len(kept) + len(words) - place - 1 >= 2:
            generation = _GENERATIONS.get(word.plain, generation)
        else:
            kept.append(word)
    return Written(tuple(kept), generation)
