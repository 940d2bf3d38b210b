"""The table of laws: every ``laws/*.yaml``, read once."""

from datetime import date
from functools import lru_cache
from importlib.resources import files

import yaml
from pydantic import TypeAdapter

from optout.errors import WrongInput
from optout.requests.rights import Right
from optout.rights.law import Law


@lru_cache(maxsize=1)
def rows() -> tuple[Law, ...]:
    """Every row, by law, right and the day from which it is valid."""
    found = [row for file in _files() for row in TypeAdapter(list[Law]).validate_python(file)]
    return tuple(sorted(found, key=lambda row: (row.slug, row.right, row.valid_from)))


def _files() -> list[object]:
    folder = files("optout.rights") / "laws"
    texts = [file.read_text("utf-8") for file in folder.iterdir() if file.name.endswith(".yaml")]
    return [yaml.safe_load(text) for text in texts]


def law(slug: str, right: Right, on: date) -> Law:
    """The row of this law and right that is valid on that day.

    Raises ``WrongInput`` for an unknown law, one that does not give the right, or not on that day.
    """
    known = {row.slug for row in rows()}
    if slug not in known:
        raise WrongInput(f"There is no law {slug!r}.", todo="Known: " + ", ".join(sorted(known)))
    of_right = [row for row in rows() if (row.slug, row.right) == (slug, right)]
    if not of_right:
        rights = sorted({row.right.value for row in rows() if row.slug == slug})
        raise WrongInput(
            f"{slug} gives no right to {right.value}.", todo="It gives: " + ", ".join(rights)
        )
    valid = [
        row for row in of_right if row.valid_from <= on and (row.valid_to is None or on <= row.valid_to)
    ]
    if not valid:
        raise WrongInput(f"{slug} does not give the right to {right.value} on {on}.")
    return valid[-1]
