"""Writing a name's letters in the 26 of the Latin alphabet, in the ways that sites do."""

import re
import unicodedata
from collections.abc import Mapping
from functools import cache

_ONE_FOR_ONE = str.maketrans(
    {
        "ø": "o",
        "ł": "l",
        "đ": "d",
        "ð": "d",
        "ħ": "h",
        "ı": "i",
        "ß": "ss",
        "æ": "ae",
        "œ": "oe",
        "þ": "th",
    }
)
_TWO_FOR_ONE = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe", "đ": "dj"})
_CYRILLIC = (
    "а a б b в v г g ґ g д d е e є ie ж zh з z и i і i ї i й y к k л l м m н n о o п p р r с s т t у u "
    "ў u ф f х kh ц ts ч ch ш sh щ shch ъ - ы y ь - э e ю yu я ya ё yo ђ dj ј j љ lj њ nj ћ c џ dz"
)
_GREEK = (
    "α a β v γ g δ d ε e ζ z η i θ th ι i κ k λ l μ m "
    "ν n ξ x ο o π p ρ r σ s ς s τ t υ y φ f χ ch ψ ps ω o"
)
_GREEK_PAIRS = {
    "ου": "ou",
    "μπ": "b",
    "ντ": "nt",
    "γγ": "ng",
    "αυ": "av",
    "ευ": "ev",
    "αι": "ai",
    "ει": "ei",
}
_FOREIGN = re.compile(r"[\u0370-\u03ff\u0400-\u04ff]")
_SOUNDS = (
    ("tch", "ch"), ("zh", "j"), ("kh", "h"), ("ks", "x"), ("ph", "f"), ("ck", "k"), ("w", "v"),
    ("j", "y"), ("yo", "io"), ("y", "i"),
)  # fmt: skip


def plain(text: str) -> str:
    """Lower case, without accents: one letter for one (``Müller`` is ``muller``)."""
    return _bare(romanised(text).translate(_ONE_FOR_ONE))


def expanded(text: str) -> str:
    """The same with the German and Nordic second letter (``Müller`` is ``mueller``)."""
    composed = unicodedata.normalize("NFC", romanised(text))
    return _bare(composed.translate(_TWO_FOR_ONE).translate(_ONE_FOR_ONE))


def romanised(text: str) -> str:
    """Lower case; Cyrillic and Greek letters in Latin ones, other scripts as they are."""
    lower = unicodedata.normalize("NFC", text.lower())
    if not _FOREIGN.search(lower):
        return lower
    bare = "".join(letter if letter in "йїґў" else _bare(letter) for letter in lower)
    for pair, latin in _GREEK_PAIRS.items():
        bare = bare.replace(pair, latin)
    return "".join(_letters().get(letter, letter) for letter in bare)


def is_foreign(text: str) -> bool:
    """Whether it has letters that different people romanise differently."""
    return _FOREIGN.search(text.lower()) is not None


def sound(word: str) -> str:
    """A key that the usual romanisations of one foreign name share (``yuliya``, ``julia``)."""
    for letters, one in _SOUNDS:
        word = word.replace(letters, one)
    return re.sub(r"(.)\1+", r"\1", word)


@cache
def _letters() -> Mapping[str, str]:
    signs = f"{_CYRILLIC} {_GREEK}".split()
    return {sign: latin.strip("-") for sign, latin in zip(signs[::2], signs[1::2], strict=True)}


def _bare(text: str) -> str:
    return "".join(
        sign for sign in unicodedata.normalize("NFKD", text) if not unicodedata.combining(sign)
    )
