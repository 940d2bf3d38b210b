"""The table of laws: every ``laws/*.yaml``, a file for each law, read once.

A file holds what its rows have in common under ``law``, and under ``rights`` one entry for each row
with its right and what differs.
"""

from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

import yaml
from pydantic import TypeAdapter

from optout.errors import WrongInput
from optout.requests.rights import Right
from optout.rights.law import Law

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_ROWS = TypeAdapter(tuple[Law, ...])


def rows() -> tuple[Law, ...]:
    """Every row, by law, right and the day from which it is valid."""
    return tuple(row for slug in slugs() for row in rows_of(slug))


@cache
def slugs() -> tuple[str, ...]:
    """Every law of the table, by name."""
    names = (file.name for file in (files("optout.rights") / "laws").iterdir())
    return tuple(sorted(name.removesuffix(".yaml") for name in names if name.endswith(".yaml")))


@cache
def rows_of(slug: str) -> tuple[Law, ...]:
    """The rows of one law that is in the table, by right and the day from which each is valid."""
    text = (files("optout.rights") / "laws" / f"{slug}.yaml").read_text("utf-8")
    content = yaml.load(text, Loader=_LOADER)  # noqa: S506  # it is a SafeLoader
    found = _ROWS.validate_python([{"slug": slug, **content["law"], **own} for own in content["rights"]])
    return tuple(sorted(found, key=lambda row: (row.right, row.valid_from)))


def law(slug: str, right: Right, on: date) -> Law:
    """The row of this law and right that is valid on that day.

    Raises ``WrongInput`` for an unknown law, one that does not give the right, or not on that day.
    """
    if slug not in slugs():
        raise WrongInput(f"There is no law {slug!r}.", todo="Known: " + ", ".join(slugs()))
    of_right = [row for row in rows_of(slug) if row.right == right]
    if not of_right:
        rights = sorted({row.right.value for row in rows_of(slug)})
        raise WrongInput(
            f"{slug} gives no right to {right.value}.", todo="It gives: " + ", ".join(rights)
        )
    valid = [row for row in of_right if is_valid(row, on)]
    if not valid:
        raise WrongInput(
            f"{slug} does not give the right to {right.value} on {on}.", todo=_when(of_right)
        )
    return valid[-1]


def _when(of_right: list[Law]) -> str:
    """The days of the rows, in a sentence."""
    days = (
        f"from {row.valid_from}" + (f" until {row.valid_to}" if row.valid_to else "") for row in of_right
    )
    return f"It does {' and '.join(days)}."


def is_valid(row: Law, on: date) -> bool:
    """Whether the row is valid on that day; both of its days are included."""
    return row.valid_from <= on and (row.valid_to is None or on <= row.valid_to)
