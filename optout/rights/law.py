"""A row in the table of laws."""

from datetime import date
from functools import lru_cache
from importlib.resources import files
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict, TypeAdapter, model_validator

from optout.errors import WrongInput
from optout.requests.rights import Right


class Wait(BaseModel):
    """How long a provider may take: exactly one of the units."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    hours: int | None = None
    days: int | None = None
    business_days: int | None = None
    months: int | None = None

    @model_validator(mode="after")
    def _one_unit(self) -> "Wait":
        if (
            sum(value is not None for value in (self.hours, self.days, self.business_days, self.months))
            != 1
        ):
            raise ValueError("a wait has exactly one unit")
        return self


class Law(BaseModel):
    """What one law says about one right, on the days it is valid, and where that was read."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    slug: str
    name: str
    right: Right
    answer: Wait
    clock: Literal["receipt"]
    valid_from: date
    valid_to: date | None = None
    mark: Literal["statute", "official", "secondary"]
    source: str
    verified_on: date


@lru_cache(maxsize=1)
def laws() -> dict[str, Law]:
    """The table, by slug."""
    text = (files("optout.rights") / "laws.yaml").read_text(encoding="utf-8")
    rows = TypeAdapter(list[Law]).validate_python(yaml.safe_load(text))
    return {law.slug: law for law in rows}


def law(slug: str) -> Law:
    """Raises ``WrongInput`` for a slug that the table does not have."""
    if slug not in laws():
        raise WrongInput(f"There is no law {slug!r}.", todo="Known: " + ", ".join(sorted(laws())))
    return laws()[slug]
