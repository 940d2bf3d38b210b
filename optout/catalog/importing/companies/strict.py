"""How the lists' records are read: no key that their format lacks, nothing converted."""

from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from optout.catalog.importing.faults import Unusable, faults_of


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class Growing(Strict):
    """A record of a format that grows: what it says in keys of its own is left out, and named."""

    model_config = ConfigDict(extra="ignore")


Text = Annotated[str, Field(max_length=20_000)]
Line = Annotated[str, Field(max_length=2_000)]
Record = TypeVar("Record", bound=BaseModel)


def record_of(model: type[Record], value: Any) -> Record:
    """The record. Raises ``Unusable`` with the first faults and their places."""
    try:
        return model.model_validate(value)
    except ValidationError as error:
        raise Unusable("", faults_of(error)) from None
