"""A validation error of the definition's model as a finding that a contributor can act on."""

from collections.abc import Callable, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from optout.catalog.findings import Finding
from optout.catalog.model_walk import known_keys
from optout.catalog.yaml_tree import Key, Tree
from optout.people.facts import MEANINGS

_SHOWN = 60


def worded(error: Mapping[str, Any], tree: Tree, path: Path) -> Finding:
    """``error`` is one of pydantic's ``errors()`` for the value of ``tree``, read from ``path``."""
    place = _place(error["loc"], tree)
    what, todo = _SENTENCES.get(error["type"], _other)(error)
    where = ".".join(map(str, _shown_place(place, error)))
    return Finding(path, _line(place, tree, what), where, what, todo)


def _shown_place(place: tuple[Key, ...], error: Mapping[str, Any]) -> tuple[Key, ...]:
    """The place with what is missing there; a plain value in a list is quoted, so not numbered."""
    if error["type"] == "missing":
        return (*place, error["loc"][-1])
    is_plain = not isinstance(error["input"], dict | list)
    return place[:-1] if place and isinstance(place[-1], int) and is_plain else place


def _place(loc: tuple[Key, ...], tree: Tree) -> tuple[Key, ...]:
    """``loc`` without what is not in the file: union tags and pydantic's own marks."""
    place: list[Key] = []
    for part in loc:
        if part in tree.parts:
            place.append(part)
            tree = tree.parts[part]
    return tuple(place)


def _line(place: tuple[Key, ...], tree: Tree, what: str) -> int:
    """The place's line; a rule about several keys is shown at the first key that it names."""
    inner = tree
    for part in place:
        inner = inner.parts[part]
    words = what.replace(",", " ").replace(":", " ").split()
    first = next((word for word in words if word in inner.key_lines), None)
    return inner.key_lines[first] if first else tree.line_of(*place)


def _quoted(value: object) -> str:
    text = repr(value)
    return text if len(text) <= _SHOWN else text[:_SHOWN] + "..."


def _near(value: object, known: list[str]) -> str:
    near = get_close_matches(str(value), known, n=1)
    return f"Did you mean {near[0]!r}?" if near else f"Use one of: {', '.join(known)}."


Sentence = tuple[str, str]


def _unknown_key(error: Mapping[str, Any]) -> Sentence:
    *around, key = error["loc"]
    advice = _near(key, known_keys(tuple(around)))
    if " " in str(key):
        advice += " Is there a comma in a text without quotes?"
    return f"{_quoted(key)} is not a known key", advice


def _missing(error: Mapping[str, Any]) -> Sentence:
    return f"{_quoted(error['loc'][-1])} is missing", "Add it."


def _not_listed(error: Mapping[str, Any]) -> Sentence:
    choices = error["ctx"]["expected"].replace("'", "").replace(" or ", ", ")
    return f"{_quoted(error['input'])} is not one of the choices", f"Use one of: {choices}."


def _no_channel(error: Mapping[str, Any]) -> Sentence:
    return "the step does not say its channel", "Add channel: web, api, mail, hand or parent."


def _wrong_channel(error: Mapping[str, Any]) -> Sentence:
    choices = error["ctx"]["expected_tags"].replace("'", "")
    return f"{_quoted(error['ctx']['tag'])} is not a channel", f"Use one of: {choices}."


def _not_text(error: Mapping[str, Any]) -> Sentence:
    return f"{_quoted(error['input'])} is not text", "Put it in quotes."


def _wrong_form(error: Mapping[str, Any]) -> Sentence:
    return f"{_quoted(error['input'])} has the wrong form", f"It must match {error['ctx']['pattern']}."


def _wrong_date(error: Mapping[str, Any]) -> Sentence:
    return f"{_quoted(error['input'])} is not a date", "Write it as YYYY-MM-DD."


def _own_rule(error: Mapping[str, Any]) -> Sentence:
    what = str(error["ctx"]["error"]).partition(";")[0]
    if what.endswith("is not a known meaning"):
        return what, _meaning_advice(str(error["input"]))
    rule, _, advice = what.rpartition(": ")
    if " " not in rule:
        return what, "Change it so that this holds."
    return rule, f"{advice[0].upper()}{advice[1:]}."


def _meaning_advice(value: str) -> str:
    if value.replace("-", "") in MEANINGS:
        return f"Did you mean {value.replace('-', '')!r}?"
    return f"Use one of: {', '.join(_meanings_near(value))}."


def _meanings_near(value: object) -> list[str]:
    names = list(MEANINGS)
    return get_close_matches(str(value), names, n=5, cutoff=0.5) or names


def _other(error: Mapping[str, Any]) -> Sentence:
    return f"{_quoted(error['input'])} does not fit", f"{error['msg']}."


_SENTENCES: Mapping[str, Callable[[Mapping[str, Any]], Sentence]] = {
    "extra_forbidden": _unknown_key,
    "missing": _missing,
    "enum": _not_listed,
    "literal_error": _not_listed,
    "union_tag_not_found": _no_channel,
    "union_tag_invalid": _wrong_channel,
    "string_type": _not_text,
    "string_pattern_mismatch": _wrong_form,
    "date_type": _wrong_date,
    "date_parsing": _wrong_date,
    "date_from_datetime_parsing": _wrong_date,
    "date_from_datetime_inexact": _wrong_date,
    "value_error": _own_rule,
}
