"""Comparing names as people and sites write them."""

import re
import unicodedata
from collections.abc import Iterable

from optout.people.subject import PersonName

_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv", "md", "phd", "esq"})


def words(name: str) -> list[str]:
    """A name's words: lower case, no accents, no punctuation, "Last, First" put right."""
    if name.count(",") == 1:
        last, first = name.split(",")
        if not set(re.findall(r"\w+", first.lower())) <= _SUFFIXES:
            name = f"{first} {last}"
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return [word for word in re.findall(r"[a-z]+", plain.replace("'", "")) if word not in _SUFFIXES]


def same_name(shown: str, names: Iterable[PersonName]) -> bool:
    """Whether a shown name is one of the person's: given and family name equal, middle compatible."""
    return any(_fits(words(shown), name) for name in names)


def _fits(shown: list[str], name: PersonName) -> bool:
    given, family = words(name.given), words(name.family)
    if len(shown) < len(given) + len(family) or not given or not family:
        return False
    if shown[: len(given)] != given or shown[-len(family) :] != family:
        return False
    middle = shown[len(given) : len(shown) - len(family)]
    own = words(name.additional or "")
    return not middle or not own or _initials(middle) == _initials(own)


def _initials(parts: list[str]) -> str:
    return "".join(part[0] for part in parts)
