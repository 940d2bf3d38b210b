"""A row in the table of laws: what one law says about one right."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from optout.requests.rights import Right
from optout.rights.elements import Element

Mark = Literal["statute", "official", "secondary", "unverified"]
"""How a figure is known: the text was read, official guidance was read, somebody else's words were
read, or it was written down from memory. The last two are said wherever the figure is shown."""

Role = Literal["person", "agent"]
"""Who asks: the person, or an agent with their mandate."""

Limit = Literal["only-provided", "only-part", "no-profiling"]
"""What a right does not cover, so that no letter claims it: data that the person did not give the
provider; other data than the right is for; profiling, which most opt-outs cover too."""

Protects = Literal["residents", "residents-or-established", "anyone"]

Slug = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{1,40}$")]


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Wait(Strict):
    """How long a provider may take: exactly one of the units. ``days`` are calendar days."""

    hours: int | None = None
    days: int | None = None
    business_days: int | None = None
    months: int | None = None

    @model_validator(mode="after")
    def _one_unit(self) -> "Wait":
        given = [
            one for one in (self.hours, self.days, self.business_days, self.months) if one is not None
        ]
        if len(given) != 1:
            raise ValueError("a wait has exactly one unit")
        return self


class Asker(Strict):
    """Who may ask, and with which proof."""

    role: Role
    proof: str | None = None


class Law(Strict):
    """What one law says about one right, on the days it is valid, and where that was read.

    ``slug`` names the law, such as ``ccpa``; law and right name the row together. All waits are
    counted from receipt; ``extended`` is the whole time with the extension. ``appeal`` is the wait for
    the answer to an appeal, ``appeal_within`` how long after the refusal one may be made.
    ``rolls_over``: a period that ends on a weekend or holiday ends on the next working day. ``marks``
    says of single fields (by name) that they are known otherwise than the row. ``jurisdiction`` is a
    country's code, ``EU``, or such as ``US-CA``; it also says whose holidays are no business days.

    ``protects`` says whose law it is: those who live there, also those whose data a provider there
    holds, or anybody. ``only_if`` is what must be true and only the person can know; such a law is
    never chosen for them. ``limits`` is what the right leaves out. ``kinds`` are the kinds of providers
    that it binds (none named: all); ``through`` is the one way in which it can be used, where a letter
    is none.
    """

    slug: Slug
    right: Right
    name: str
    jurisdiction: str = Field(pattern=r"^(EU|[A-Z]{2}(-[A-Z]{2})?)$")
    binds: str
    protects: Protects = "residents"
    only_if: str | None = None
    limits: tuple[Limit, ...] = ()
    kinds: tuple[str, ...] = ()
    through: str | None = None
    asked_by: tuple[Asker, ...] = Field(min_length=1)
    elements: tuple[Element, ...] = Field(min_length=1)
    acknowledge: Wait | None = None
    answer: Wait | None = None
    extended: Wait | None = None
    appeal: Wait | None = None
    appeal_within: Wait | None = None
    rolls_over: bool = False
    regulator: str | None = None
    valid_from: date
    valid_to: date | None = None
    mark: Mark
    marks: Mapping[str, Mark] = Field(default_factory=dict)
    source: str
    source_url: str | None = None
    verified_on: date
    notes: str = ""

    @model_validator(mode="after")
    def _marks_name_fields(self) -> "Law":
        unknown = sorted(set(self.marks) - set(type(self).model_fields))
        if unknown:
            raise ValueError(f"marks names what is no field: {unknown[0]}")
        return self

    def allows(self, role: Role) -> bool:
        """Whether the law lets the person, or an agent of theirs, use this right."""
        return any(asker.role == role for asker in self.asked_by)

    def mark_of(self, field: str) -> Mark:
        """How this field is known."""
        return self.marks.get(field, self.mark)
