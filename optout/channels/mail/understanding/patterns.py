"""Wordings as people write them, turned into regular expressions that take linear time.

A wording is words with blanks between them, all of which must be there in this order:

``delet*`` any word that begins so; ``a|b`` either word; ``(a b|c)`` either of these sequences; ``[a]``
may be missing; ``..`` up to three words; ``...`` up to eight; ``<name>`` what the vocabulary calls so;
``^`` the beginning of the sentence, ``$`` its end, ``?`` the end of a question.

A text to be searched is folded (see ``folding``) and begins and ends with a blank.
"""

import re
from collections.abc import Iterable, Mapping

from optout.channels.mail.understanding.folding import fold_letters

_TOKEN = re.compile(r"\.{2,3}|<[a-z ]+>|[()\[\]|]|[^\s()\[\]|<>]+")
_GAPS = {"..": r"(?:\S+ ){0,3}?", "...": r"(?:\S+ ){0,8}?"}
_UMLAUTS = {"ä": "ae?", "ö": "oe?", "ü": "ue?"}


def compiled(wordings: Iterable[str], vocabulary: Mapping[str, str]) -> re.Pattern[str]:
    """One expression that finds any of the wordings; it finds nothing where there is none.

    Raises ``ValueError`` for a wording with an unknown name or unpaired brackets.
    """
    parts = [_expression(one, vocabulary) for one in wordings]
    return re.compile("(?<= )(?:" + "|".join(parts) + ")" if parts else r"(?!)")


def _expression(wording: str, vocabulary: Mapping[str, str]) -> str:
    tokens = _TOKEN.findall(_spelt_out(wording, vocabulary))
    expression, rest = _sequence(tokens)
    if rest:
        raise ValueError(f"unpaired bracket in wording: {wording}")
    return expression


def _spelt_out(wording: str, vocabulary: Mapping[str, str]) -> str:
    for _ in range(4):
        wording = re.sub(r"<([a-z ]+)>", lambda found: _named(found[1], vocabulary), wording)
    return wording


def _named(name: str, vocabulary: Mapping[str, str]) -> str:
    if name not in vocabulary:
        raise ValueError(f"a wording names <{name}>, which the vocabulary has not")
    return f"({' '.join(vocabulary[name].split())})"


def _sequence(tokens: list[str]) -> tuple[str, list[str]]:
    """The expression of the tokens up to an unpaired closing bracket, and what is left from there.

    Outside brackets ``|`` joins the two words beside it, inside it parts whole sequences.
    """
    parts: list[str] = []
    joined = False
    while tokens and tokens[0] not in ")]":
        if tokens[0] == "|":
            joined, tokens = True, tokens[1:]
            continue
        part, tokens = _atom(tokens)
        if joined:
            parts[-1:] = [f"(?:{parts[-1]}|{part})"]
        else:
            parts.append(part)
        joined = False
    return "".join(parts), tokens


def _atom(tokens: list[str]) -> tuple[str, list[str]]:
    first, *rest = tokens
    if first in "([":
        inner, rest = _alternatives(rest)
        if not rest:
            raise ValueError("a wording opens a bracket that it does not close")
        return f"(?:{inner}){'?' if first == '[' else ''}", rest[1:]
    return _GAPS.get(first) or _word(first), rest


def _alternatives(tokens: list[str]) -> tuple[str, list[str]]:
    found: list[str] = []
    parts: list[str] = []
    while tokens and tokens[0] not in ")]":
        if tokens[0] == "|":
            found.append("".join(parts))
            parts, tokens = [], tokens[1:]
            continue
        part, tokens = _atom(tokens)
        parts.append(part)
    return "|".join([*found, "".join(parts)]), tokens


def _word(word: str) -> str:
    stem = "".join(_UMLAUTS.get(sign) or re.escape(fold_letters(sign)) for sign in word.rstrip("*"))
    before = r"\S*" if stem.startswith(r"\*") else ""
    stem = stem.removeprefix(r"\*")
    return before + stem + (r"\S* " if word.endswith("*") else " ")
