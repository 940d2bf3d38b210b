"""Which paragraphs there are, in which order, and where each fits."""

from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Annotated

import yaml
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, TypeAdapter

from optout.requests.rights import Right
from optout.rights.elements import Element
from optout.rights.law import Role
from optout.rights.letters.wanted import Stage


@dataclass(frozen=True, slots=True)
class Occasion:
    """What a letter is about, before any fact: the law's family, the right, the stage and the role."""

    family: str
    right: Right
    stage: Stage
    role: Role


class Variant(BaseModel):
    """One possible paragraph; the conditions are explained in ``texts/order.yaml``."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: Annotated[str, Field(pattern=r"^[a-z-]+\.[a-z-]+$")]
    family: tuple[str, ...] = ()
    right: tuple[Right, ...] = ()
    stage: tuple[Stage, ...] = ()
    role: tuple[Role, ...] = ()
    given: Annotated[frozenset[str], BeforeValidator(frozenset)] = frozenset()
    satisfies: tuple[Element, ...] = ()

    @property
    def place(self) -> str:
        return self.id.partition(".")[0]

    @property
    def has_words(self) -> bool:
        return not self.id.endswith(".none")

    def fits(self, occasion: Occasion) -> bool:
        """Whether it may stand in such a letter, if the values for it are there."""
        pairs = (
            (self.family, occasion.family),
            (self.right, occasion.right),
            (self.stage, occasion.stage),
            (self.role, occasion.role),
        )
        return all(not listed or value in listed for listed, value in pairs)


@lru_cache(maxsize=1)
def variants() -> tuple[Variant, ...]:
    """Every variant, in the order of the letter."""
    text = (files(__package__) / "texts" / "order.yaml").read_text("utf-8")
    return TypeAdapter(tuple[Variant, ...]).validate_python(yaml.safe_load(text))


def families() -> frozenset[str]:
    """The families of laws that have words of their own."""
    return frozenset(family for one in variants() for family in one.family)
