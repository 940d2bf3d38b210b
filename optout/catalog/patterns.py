"""Marks in a definition that cut a text: literal, or a regular expression between slashes.

Definitions may come from others, so an expression must not be able to keep the machine busy: what it
costs is bounded by its shape and by how much text it is given. Python's engine goes back and tries
again; with ``k`` open repeats one after another and ``w`` ways to choose between everything else that
takes up to ``w * n ** (k + 1) / (k + 1)!`` steps on ``n`` characters; repeats and choices inside of
repeats take ``2 ** n`` and are refused.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import takewhile
from math import factorial, prod
from re import _parser  # type: ignore[attr-defined]  # the only reader of its own syntax
from typing import Any

LONGEST = 200
_FLAGS = {"i": re.IGNORECASE, "m": re.MULTILINE, "s": re.DOTALL, "g": re.NOFLAG, "u": re.NOFLAG}
_MOST_TEXT = (2000, 2000, 500, 250)
"""Characters that an expression with 0, 1, 2, 3 open repeats is given, where it has few choices."""

_MOST_STEPS = 50_000_000
"""What an expression may take on one text: about a third of a second (measured 2026-11-21)."""

_LEAST_TEXT = 50
"""An expression that may only be given less than this is refused."""

_FEW = 10
_MOST_WAYS = 500


class UnusablePattern(ValueError):
    """An expression that is none, is too long, or could take for ever. Names no text of a page."""


@dataclass(frozen=True, slots=True)
class Mark:
    """What is looked for, and in how much of a text."""

    pattern: re.Pattern[str]
    most_text: int

    def before(self, text: str) -> str:
        """What stands before the mark; the whole text where there is no mark or nothing before it."""
        found = self.pattern.search(text[: self.most_text])
        return text[: found.start()].strip() or text if found else text

    def after(self, text: str) -> str:
        """What stands after the mark; the whole text where there is no mark or nothing after it."""
        found = self.pattern.search(text[: self.most_text])
        return text[found.end() :].strip() or text if found else text

    def split(self, text: str) -> list[str]:
        """The parts between the marks, without what expressions capture."""
        text, parts, start = text[: self.most_text], [], 0
        for found in self.pattern.finditer(text):
            if found.end() > found.start():
                parts.append(text[start : found.start()])
                start = found.end()
        return [*parts, text[start:]]


@lru_cache(maxsize=4096)
def mark(given: str) -> Mark:
    """Read a mark; white space in a literal one stands for any. Raises ``UnusablePattern``."""
    expression = re.fullmatch(r"/(.+)/([a-z]*)", given, re.DOTALL)
    if expression is None:
        words = re.split(r"(\s+)", given)
        literal = "".join(r"\s+" if word.isspace() else re.escape(word) for word in words)
        return Mark(re.compile(literal), _MOST_TEXT[0])
    return _expression(expression[1], expression[2])


def _expression(source: str, letters: str) -> Mark:
    if len(source) > LONGEST or not set(letters) <= set(_FLAGS):
        raise UnusablePattern("an expression is too long, or has a flag that is not known")
    flags = re.NOFLAG
    for letter in letters:
        flags |= _FLAGS[letter]
    try:
        cost = _of_all(_parser.parse(source, flags), at_end=True)
        pattern = re.compile(source, flags)
    except (re.error, OverflowError, RecursionError):
        raise UnusablePattern("an expression is none") from None
    if cost.repeats >= len(_MOST_TEXT) or cost.ways > _MOST_WAYS:
        raise UnusablePattern("an expression could take for ever")
    return Mark(pattern, _most_text(cost))


def _most_text(cost: "_Cost") -> int:
    """How many characters it gets. Raises ``UnusablePattern`` where they would be too few."""
    power = cost.repeats + 1
    within = int((_MOST_STEPS * factorial(power) / cost.ways) ** (1 / power))
    if within < _LEAST_TEXT:
        raise UnusablePattern("an expression could take for ever")
    return min(within, _MOST_TEXT[cost.repeats])


@dataclass(frozen=True, slots=True)
class _Cost:
    """Open repeats that follow each other, and the ways to choose between everything else."""

    repeats: int = 0
    ways: float = 1


def _of_all(items: Iterable[tuple[Any, Any]], at_end: bool = False) -> _Cost:
    """The cost of parts that follow each other. ``at_end``: nothing after them can fail."""
    parts = list(items)
    costs = [
        _of(str(kind), what, at_end and place == len(parts))
        for place, (kind, what) in enumerate(parts, 1)
    ]
    return _Cost(sum(cost.repeats for cost in costs), _capped(prod(cost.ways for cost in costs)))


def _of(kind: str, what: Any, at_end: bool) -> _Cost:
    if "GROUPREF" in kind:
        raise UnusablePattern("an expression refers back to a part of itself")
    if "REPEAT" in kind:
        cost = _of_repeat(what[0], what[1], _of_all(what[2]))
        return _Cost() if at_end and what[1] > _FEW else cost
    if kind == "BRANCH":
        costs = [(_begins(branch), _of_all(branch, at_end)) for branch in what[1]]
        together = [[cost for other, cost in costs if begins.startswith(other)] for begins, _ in costs]
        return max((_either(each) for each in together), key=lambda cost: (cost.repeats, cost.ways))
    inner = what if isinstance(what, tuple) else (what,)
    return _of_all(item for part in inner if isinstance(part, _parser.SubPattern) for item in part)


def _begins(branch: Iterable[tuple[Any, Any]]) -> str:
    """The letters that a choice begins with; of two that begin differently, a text fits one."""
    letters = takewhile(lambda item: str(item[0]) == "LITERAL", branch)
    return "".join(chr(code) for _, code in letters).casefold()


def _either(costs: Sequence[_Cost]) -> _Cost:
    """The cost of choices that may fit the same text: those with fewer repeats hardly count."""
    most = max(cost.repeats for cost in costs)
    return _Cost(most, _capped(sum(c.ways / _LEAST_TEXT ** (most - c.repeats) for c in costs)))


def _of_repeat(least: int, most: int, inner: _Cost) -> _Cost:
    if most > 1 and (inner.repeats or inner.ways > 1):
        raise UnusablePattern("an expression has repeats or choices inside of repeats")
    if most > _FEW and most != least:
        return _Cost(repeats=1)
    return _Cost(inner.repeats, _capped(inner.ways + most - least))


def _capped(ways: float) -> float:
    return min(ways, _MOST_WAYS + 1)
