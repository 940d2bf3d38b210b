"""Finds in any words the phrases that ask for something, in the languages that are known.

A language is a table from a tag to phrases, parted by commas. A tag is a meaning, or one of ours:
``!secret`` never to be filled, ``!person`` about somebody else, ``!other`` about something else,
``~part`` a part of a telephone number, ``~repeat`` once more, ``~birth``, ``~day``, ``~month`` and
``~year``; ``name?`` is the word that means the full name alone and one half of it beside the other;
``country?`` a code of a country, or of its telephones; ``address-level1?`` a county, the region
where the form asks for no larger one.
A phrase that begins with ``=`` counts only where it is all that is said.
Phrases are written as ``words_of`` writes them: lower case, without accents and punctuation.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from optout.channels.web.forms import (
    attributes,
    dutch,
    english,
    english_marks,
    fillers,
    french,
    german,
    italian,
    portuguese,
    spanish,
)

LANGUAGES: Mapping[str, Mapping[str, str]] = {
    "en": {**english.WORDS, **english_marks.WORDS},
    "de": german.WORDS,
    "fr": french.WORDS,
    "es": spanish.WORDS,
    "it": italian.WORDS,
    "pt": portuguese.WORDS,
    "nl": dutch.WORDS,
}
_ALONE = ("=",)
_LONGEST = 8
_SHORT = 3
_FOLDED = str.maketrans(
    {"ß": "ss", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "œ": "oe", "º": " ", "ª": " "}
)
_BETWEEN = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_NO_WORD = re.compile(r"[\W_]+")
_DIGITS = re.compile(r"(?<=[^\W\d])(?=\d)")

_JOINERS = (
    "of the a an von vom der des dem den de du la le les l el los las del della dello dell il do da dos "
    "das o os van het"
)
_JOINING = frozenset(_JOINERS.split())

Tags = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """The ``tags`` of phrases, how many words were ``unknown``, and whether a phrase is ``narrowed``:
    an unknown word right behind it makes it another thing (``zip file``, ``city of the event``)."""

    tags: Tags = ()
    unknown: int = 0
    narrowed: bool = False


_Tables = tuple[Mapping[tuple[str, ...], str], ...]


@lru_cache(maxsize=4096)
def words_of(text: str) -> tuple[str, ...]:
    """The words of a label, folded: ``Prénom :`` is ``("prenom",)``."""
    plain = unicodedata.normalize("NFKD", text.lower().translate(_FOLDED))
    bare = "".join(sign for sign in plain if not unicodedata.combining(sign))
    return tuple(_NO_WORD.sub(" ", bare).split())


@lru_cache(maxsize=4096)
def attribute_words(text: str) -> tuple[str, ...]:
    """The words of a ``name`` or ``id``: ``shippingAddress[first_name]`` has four."""
    apart = _BETWEEN.sub(" ", text)
    return tuple(
        " ".join(_DIGITS.sub(" ", word) if len(word) > 12 else word for word in words_of(apart)).split()
    )


@cache
def phrases(language: str) -> Mapping[tuple[str, ...], str]:
    """From a phrase, as its words, to its tag. ``ValueError`` where one has two."""
    table = attributes.WORDS if language == "attribute" else LANGUAGES[language]
    found: dict[tuple[str, ...], str] = {}
    for tag, listed in table.items():
        for phrase in listed.split(","):
            words = tuple(phrase.replace("=", "= ").split())
            if found.setdefault(words, tag) != tag:
                raise ValueError(f"{language}: {phrase.strip()!r} is both {found[words]} and {tag}")
    return found


@cache
def _long_phrases(language: str) -> Mapping[tuple[str, ...], str]:
    """Without its abbreviations: ``rg`` is an identity card only where Portuguese is spoken."""
    return {words: tag for words, tag in phrases(language).items() if len("".join(words)) > _SHORT}


@cache
def _tables(language: str, attribute: bool) -> _Tables:
    """A page in a language that is not known speaks, for us, English only; labels and names differ."""
    primary = language.split("-")[0].lower()
    if primary and primary not in LANGUAGES:
        order = ["en"]
    else:
        order = sorted(LANGUAGES, key=lambda one: (one != primary, one != "en"))
    own = ("en", primary) if primary else tuple(LANGUAGES)
    tables = tuple(phrases(one) if one in own else _long_phrases(one) for one in order)
    return (phrases("attribute"), *tables) if attribute else tables


@lru_cache(maxsize=8192)
def phrases_in(words: tuple[str, ...], language: str = "", attribute: bool = False) -> Found:
    """The phrases in ``words``, left to right, the longest first.

    ``attribute``: the words come from a name, with its abbreviations.
    """
    tables = _tables(language, attribute)
    whole = _ALONE + tuple(word for word in words if word not in fillers.FILLERS)
    if alone := _tag(whole, tables):
        return Found((alone,))
    tags, unknown, at, narrowed, follows = [], 0, 0, False, False
    while at < len(words):
        length, tag = _longest(words[at : at + _LONGEST], tables)
        if tag is None and attribute:
            tag = _within(words[at])
        if tag:
            tags.append(tag)
            follows = tag[0] not in "~!"
        elif _is_unknown(words[at]):
            unknown += 1
            narrowed, follows = narrowed or follows, False
        else:
            follows = follows and words[at] in _JOINING
        at += length
    return Found(tuple(tags), unknown, narrowed)


def _is_unknown(word: str) -> bool:
    return word not in fillers.FILLERS and word not in _JOINING and not word.isdecimal()


def _longest(words: tuple[str, ...], tables: _Tables) -> tuple[int, str | None]:
    for length in range(len(words), 0, -1):
        if tag := _tag(words[:length], tables):
            return length, tag
    return 1, None


def _tag(phrase: tuple[str, ...], tables: _Tables) -> str | None:
    return next((table[phrase] for table in tables if phrase in table), None)


def _within(word: str) -> str | None:
    return next((tag for part, tag in attributes.WITHIN if part in word), None)
