"""What the words of a sentence are about, whatever its language: read from ``concepts.yaml``."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

import yaml

_SHORT, _SHORT_ENDING = 3, 2
_FIRST = 2


@dataclass(slots=True)
class _Lexicon:
    """``phrases`` and ``stems`` are found by how their first word begins."""

    whole: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    stems: dict[str, list[tuple[str, str]]] = field(default_factory=lambda: defaultdict(list))
    phrases: dict[str, list[tuple[Sequence[str], str]]] = field(
        default_factory=lambda: defaultdict(list)
    )


def concepts_of(words: Sequence[str]) -> list[list[str]]:
    """For each folded word the concepts that it, or a phrase which begins with it, belongs to."""
    return [
        list(dict.fromkeys((*_phrases_at(words, at), *_concepts(word)))) for at, word in enumerate(words)
    ]


def _phrases_at(words: Sequence[str], at: int) -> list[str]:
    known = _lexicon().phrases.get(words[at][:_FIRST], ())
    return [
        concept
        for parts, concept in known
        if len(words) >= at + len(parts)
        and all(words[at + index].startswith(part) for index, part in enumerate(parts))
    ]


@cache
def _lexicon() -> _Lexicon:
    source = files("optout.channels.mail.understanding.learned") / "concepts.yaml"
    data: Mapping[str, Mapping[str, str]] = yaml.load(source.read_text("utf-8"), Loader=_LOADER)  # noqa: S506
    found = _Lexicon()
    entries = {
        (word, name)
        for known in data.values()
        for name, words in known.items()
        for word in words.split()
    }
    for word, name in sorted(entries):
        _enter(found, word, name)
    return found


_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # a SafeLoader, whichever of the two


def _enter(lexicon: _Lexicon, word: str, name: str) -> None:
    if "_" in word:
        parts = word.rstrip("*").split("_")
        lexicon.phrases[parts[0][:_FIRST]].append((parts, name))
    elif word.endswith("*"):
        lexicon.stems[word[:_FIRST]].append((word[:-1], name))
    else:
        lexicon.whole[word].append(name)


def _concepts(word: str) -> list[str]:
    lexicon = _lexicon()
    return [
        *lexicon.whole.get(word, ()),
        *(
            name
            for stem, name in lexicon.stems.get(word[:_FIRST], ())
            if word.startswith(stem) and (len(stem) > _SHORT or len(word) <= len(stem) + _SHORT_ENDING)
        ),
    ]
