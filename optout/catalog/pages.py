"""How a page recognises itself, before anything on it is read or filled."""

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from optout.catalog.placeholders import placeholders


class Sign(BaseModel):
    """What is on the page and on no other; everything given must be there.

    Text ignores case, and is there only as whole words: "0 results" is not in "10 results".
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    heading: str | None = Field(None, description="Text of a heading (h1 to h3) contains this.")
    text: str | None = Field(None, description="Visible text contains this.")
    path: str | None = Field(None, description="The address's path starts with this.")

    @model_validator(mode="after")
    def _says_something(self) -> "Sign":
        if not (self.heading or self.text):
            raise ValueError("a sign needs a heading or a text: a path alone proves nothing")
        return self


class Page(BaseModel):
    """A page of the provider: where it is (if it can be opened) and how it is recognised."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    url: str | None = Field(
        None,
        description="May hold {meaning} placeholders, filled and URL-encoded; {meaning|lower|hyphens} "
        "changes the value first.",
    )
    sign: Sign | None = Field(
        None, description="How the page is recognised. Only an imported definition may leave it out."
    )

    @field_validator("url")
    @classmethod
    def _placeholders_are_known(cls, url: str | None) -> str | None:
        placeholders(url or "")
        return url
