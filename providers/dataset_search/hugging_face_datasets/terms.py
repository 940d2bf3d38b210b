"""A fact that is looked for in a data set: the question for the viewer, and the test of its answer."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from optout.people.facts import Facts

WORD = re.compile(r"[a-z]{4}", re.IGNORECASE)
REFUSED = (";", "--", "/*", "*/")
_WILDCARDS = {"%": ".*", "_": "."}


@dataclass(frozen=True, slots=True)
class Term:
    """One fact. A user name has to be all of a cell; an address may stand among other words."""

    meaning: str
    value: str = field(repr=False)

    @property
    def has_a_word(self) -> bool:
        """The search's index drops all but letters, and most short words."""
        return WORD.search(self.value) is not None

    def is_in(self, cell: object) -> bool:
        if isinstance(cell, dict):
            return any(self.is_in(part) for part in cell.values())
        if isinstance(cell, list):
            return any(self.is_in(part) for part in cell)
        if not isinstance(cell, str):
            return False
        if self.meaning == "username":
            return cell == self.value
        goes_on = "" if self.value.endswith("/") else r"(?![\w/%?=&#~+@-]|\.\w)"
        return re.search(rf"(?<!\w){re.escape(self.value)}{goes_on}", cell) is not None

    def fits(self, cells: object) -> bool:
        """Whether a row is one that the viewer's condition lets through."""
        if self.meaning == "username":
            return self.is_in(cells)
        signs = (_WILDCARDS.get(sign, re.escape(sign)) for sign in self.value)
        return _any_text(cells, re.compile("".join(signs), re.DOTALL))

    def where(self, columns: Sequence[str]) -> str | None:
        """The viewer's condition for rows that may hold the fact; None where it takes no such one.

        Names of columns stand in double quotes, texts in single ones that are doubled inside. What
        ``like`` takes for a wildcard in an address only lets more rows through.
        """
        text = self.value.replace("'", "''")
        same = f"='{text}'" if self.meaning == "username" else f" like '%{text}%'"
        condition = " OR ".join(f'"{column}"{same}' for column in columns)
        unfit = any(sign in condition for sign in REFUSED) or any('"' in name for name in columns)
        return None if unfit or not columns else condition


def _any_text(cells: object, expression: re.Pattern[str]) -> bool:
    values = cells.values() if isinstance(cells, dict) else ()
    return any(isinstance(one, str) and expression.search(one) is not None for one in values)


def terms_of(facts: Facts) -> Iterator[Term]:
    for meaning in ("x-image-url", "url", "username"):
        yield from (Term(meaning, value) for value in facts.every(meaning))
