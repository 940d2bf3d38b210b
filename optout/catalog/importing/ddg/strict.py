"""How the format's objects are read: keys as it spells them, nothing unknown, nothing converted."""

from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, alias_generator=to_camel)


Text = Annotated[str, Field(min_length=1, max_length=1000)]
Address = Annotated[str, Field(min_length=1, max_length=4000)]
Seconds = Annotated[int, Field(ge=0, le=7 * 86_400)]


def _for_people(address: str) -> str:
    """A person is sent there, so it must be what it looks like: no script, no file, no user's name."""
    parts = urlsplit(address)
    shown = address.isprintable() and not any(letter in address for letter in ' \\"<>')
    if not (parts.scheme in ("http", "https") and parts.hostname and "@" not in parts.netloc and shown):
        raise ValueError("not an address that a person can open")
    _ = parts.port  # raises ValueError
    return address


PublicAddress = Annotated[Address, AfterValidator(_for_people)]
DataSource = Literal["userProfile", "extractedProfile", "fetchedEmail", "emailData"]
