"""The wordings of each language, read from ``words/*.yaml``."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml

from optout.channels.mail.understanding.patterns import compiled

LANGUAGES = ("en", "de", "fr", "es")


@dataclass(frozen=True, slots=True)
class Signal:
    """How a language says one thing: plainly, in words that only hint at it, and what undoes both."""

    says: re.Pattern[str]
    hints: re.Pattern[str]
    unless: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Wording:
    """A language. ``common`` are the words by which it is known; ``guards`` turn a statement around."""

    common: frozenset[str]
    guards: Mapping[str, re.Pattern[str]]
    signals: Mapping[str, Signal]
    terms: Mapping[str, re.Pattern[str]]
    keywords: Mapping[str, re.Pattern[str]]


@cache
def wording(language: str) -> Wording:
    """The wordings of one of ``LANGUAGES``."""
    source = files("optout.channels.mail.understanding") / "words" / f"{language}.yaml"
    data = yaml.load(source.read_text("utf-8"), Loader=_LOADER)  # noqa: S506 - it is a SafeLoader
    words = data["vocabulary"]
    return Wording(
        common=frozenset(data["common"].split()),
        guards={name: compiled(_lines(text), words) for name, text in data["guards"].items()},
        signals={name: _signal(parts, words) for name, parts in data["signals"].items()},
        terms={name: compiled(_lines(text), words) for name, text in data["terms"].items()},
        keywords={name: compiled([text], words) for name, text in data["keywords"].items()},
    )


def names(term: str, words: str) -> bool:
    """Whether folded words name one of the ``terms``, in any language."""
    return any(wording(language).terms[term].search(words) for language in LANGUAGES)


_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def _signal(parts: Mapping[str, str], words: Mapping[str, str]) -> Signal:
    says, hints, unless = (
        compiled(_lines(parts.get(name, "")), words) for name in ("says", "hints", "unless")
    )
    return Signal(says, hints, unless)


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]
