"""How the format's objects are read: keys as it spells them, nothing unknown, nothing converted."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, alias_generator=to_camel)


Text = Annotated[str, Field(min_length=1, max_length=1000)]
Address = Annotated[str, Field(min_length=1, max_length=4000)]
DataSource = Literal["userProfile", "extractedProfile", "fetchedEmail", "emailData"]
