"""Values as result lists decorate them ("AKA: ...", "+3 more"), without the decoration."""

import re
from collections.abc import Callable, Iterable, Mapping

MOST = 100
"""Values of one field that are kept."""

LONGEST = 500
"""Characters of one value that are kept."""

_LABEL = re.compile(
    r"^(?:(?:possible|associated|current|previous|past|prior|home|mailing|other|known|full|likely) )*"
    r"(?:a\.?k\.?a\.?|also known as|known as|goes by|(?:also )?seen as|alias(?:es)?|names?"
    r"|(?:currently )?(?:lives|living|resides|lived|residing|located) in"
    r"|(?:has |used to )liv(?:ed?|es?)(?: in)?"
    r"|locations?(?: includes?)?|cit(?:y|ies)|address(?:es)?|residences?"
    r"|(?:may be |is )?related to|relatives?|relations|associates?|family(?: members)?|spouse"
    r"|persons|may know"
    r"|(?:tele)?phones?(?: numbers?)?|tel)"
    r"(?:\s*[:\-–]\s*|\s*\n\s*)",
    re.IGNORECASE,
)
_SAID_IN_WORDS = re.compile(
    r"^(?:a\.?k\.?a\.?|also known as|goes by|(?:currently )?(?:lives|lived|resides) in|used to live in"
    r"|has lived in|(?:may be )?related to)\s+",
    re.IGNORECASE,
)
_MORE = re.compile(
    r"(?<![\s,;])[\s,;]*(?:\.\.\.|…|[(\[]?\s*(?:\+|and|&)\s*\d{1,4}\s*(?:more|others?)?\s*[)\]]?"
    r"|[(\[]?\d{1,4} more[)\]]?)\s*$",
    re.IGNORECASE,
)
_NOTHING = re.compile(
    r"^(?:n/?a|none|unknown|not available|no (?:other |known )*(?:alias|name|relative|relation|associate"
    r"|address|location|place|phone|record|result|data|information|more)(?:e?s)?(?: found)?"
    r"|(?:view|show|see) (?:all|more|full|\d+)\b.*|more|[\W_]*)[.!]?$",
    re.IGNORECASE,
)
_AGE_LABEL = re.compile(r"^\W*(?:approx(?:imate|\.)? )?ages?d?\b\s*[:\-–]?\s*", re.IGNORECASE)
_YEARS_OLD = re.compile(
    r"\s*\b(?:years?|yrs?\.?)(?:[ -]old)?\b(?: of age)?|\s*\by/?o\b\.?", re.IGNORECASE
)
_AGE_AFTER_NAME = re.compile(
    r"(?<![\s,;(\-–])[\s,;(\-–]+"
    r"(?:aged?\b\W*\d{1,3}s?\b(?: (?:years|yrs) old)?|\d{1,3} (?:years|yrs) old)\W*$"
    r"|,\s*\d{2,3}\W*$|\s*\(\d{2,3}\)\s*$",
    re.IGNORECASE,
)
_ENDS = " \t\n,;:|•·~*"


def tidy(meaning: str, text: str) -> str:
    """One value, without label, counter and trailing punctuation; empty where nothing is said."""
    value = _LABEL.sub("", _lines(text.strip(_ENDS)[: 2 * LONGEST]), count=1).strip()
    value = value if meaning == "name" else _SAID_IN_WORDS.sub("", value, count=1)
    value = " ".join(_MORE.sub("", value).split()).strip(_ENDS)
    value = _OWN_WAYS.get(meaning, str)(value).strip(_ENDS)
    return "" if _NOTHING.match(value) else value[:LONGEST]


def tidy_all(meaning: str, texts: Iterable[str]) -> list[str]:
    """The values, each once, in their order; at most ``MOST``."""
    values = dict.fromkeys(tidy(meaning, text) for text in texts)
    return [value for value in values if value][:MOST]


def _lines(text: str) -> str:
    """The same in single blanks, with its lines: what is to be repeated has little to repeat."""
    lines = (" ".join(line.split()) for line in text.split("\n"))
    return "\n".join(line for line in lines if line)


def _age(value: str) -> str:
    return _YEARS_OLD.sub("", _AGE_LABEL.sub("", value))


def _name(value: str) -> str:
    return _AGE_AFTER_NAME.sub("", value)


_OWN_WAYS: Mapping[str, Callable[[str], str]] = {
    "x-age": _age,
    "name": _name,
    "x-also-known-as": _name,
    "x-relatives": _name,
}
