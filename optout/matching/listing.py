"""A listing as ``optout match`` reads it: one JSON object in a line."""

from datetime import date
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

_Text = Annotated[str, StringConstraints(max_length=500)]
_Texts = Annotated[tuple[_Text, ...], Field(max_length=500)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, hide_input_in_errors=True)


class ListedAddress(_Strict):
    """A place that a listing names, present or past."""

    locality: _Text | None = None
    region: _Text | None = None
    postal_code: _Text | None = None


class Listing(_Strict):
    """What a site shows of one person. ``age`` is in years, as shown on ``seen_on``."""

    id: Annotated[str, StringConstraints(min_length=1, max_length=500)]
    name: _Text
    also_known_as: _Texts = ()
    age: Annotated[int, Field(ge=0, le=150)] | None = None
    seen_on: date
    addresses: Annotated[tuple[ListedAddress, ...], Field(max_length=500)] = ()
    phones: _Texts = ()
    relatives: _Texts = ()
    url: Annotated[str, StringConstraints(max_length=2000)] = ""

    def __repr__(self) -> str:
        return "Listing(...)"

    __str__ = __repr__
