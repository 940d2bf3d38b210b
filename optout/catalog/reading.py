"""How a result list is read: which rows, which fields in a row, and what identifies a record."""

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Discriminator, Field, Tag

from optout.catalog.selectors import Selector
from optout.people.facts import LISTED, MEANINGS


def _readable(meaning: str) -> str:
    if meaning not in MEANINGS and meaning not in LISTED:
        raise ValueError(f"{meaning!r} is not a known meaning; see docs/reference/meanings.md")
    return meaning


ReadMeaning = Annotated[str, AfterValidator(_readable)]


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Reading(Strict):
    """How one field is read: the text at a selector, cut to what is wanted.

    ``before`` and ``after`` are literal texts, or regular expressions between slashes (``/re/i``): kept
    is what stands before the one and after the other. ``every``: all matches, each a value;
    ``separator`` (literal or ``/re/``) splits a text into values.
    """

    at: Selector
    every: bool = False
    before: str | None = None
    after: str | None = None
    separator: str | None = None
    attribute: str | None = Field(None, description="Read this attribute instead of the text.")


class Identity(Strict):
    """Which part of a record's address stays the same when the rest of it changes."""

    part: Literal["parameter", "path"]
    name: str | None = Field(
        None, description="The parameter's name; for a path its pattern, with ${id} where the id is."
    )


def _how(given: Any) -> str:
    return "selector" if isinstance(given, str) else "reading"


HowRead = Annotated[
    Annotated[Selector, Tag("selector")] | Annotated[Reading, Tag("reading")], Discriminator(_how)
]
Fields = dict[ReadMeaning, HowRead]


class Rows(Strict):
    """Rows of a list and the fields in each, as far as a record has to be recognised by them."""

    row: Selector
    fields: Fields = Field(min_length=1)


class Extract(Rows):
    """How a result list is read: one selector per row, one per field inside the row.

    A search is complete only where every page of the list was read, and as many records as it states.
    """

    key: Selector | None = Field(
        description="Selector in the row of the link that identifies the record; null where rows have "
        "none: then it is recognised by what stays the same in it."
    )
    identity: Identity | None = None
    none: Selector | None = Field(
        None, description="What is there, and only then, where nothing is found."
    )
    next: Selector | None = Field(None, description="Selector of the link to the next page of the list.")
    count: Selector | None = Field(
        None, description="Selector of the element that states how many records there are."
    )
    detail: Fields = Field(
        default_factory=dict,
        description="Fields that only the record's own page shows; opened for records that may fit.",
    )


def readings(fields: Mapping[str, str | Reading]) -> dict[str, Reading]:
    """The fields, each with its whole reading."""
    return {
        meaning: how if isinstance(how, Reading) else Reading(at=how) for meaning, how in fields.items()
    }
