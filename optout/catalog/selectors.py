"""Where something is on a page: a CSS or an XPath selector, and what may be seen there.

A selector says where a box is, not what it asks for: it is a hint of last resort, for what the
form's own words do not tell, and for definitions that others wrote.
"""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, model_validator

Selector = Annotated[str, Field(min_length=1, max_length=1000)]


def is_xpath(selector: str) -> bool:
    """Whether it is XPath 1.0: it starts like a path, or is one in parentheses. Otherwise CSS."""
    return selector == "." or selector.startswith(("//", "./", "("))


class Check(BaseModel):
    """One thing to see: an element, text in it (or anywhere on the page), part of the address.

    Text ignores case and spacing. ``optional``: it is looked for, and nothing follows if it is missing.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    at: Selector | None = Field(None, description="This element is on the page.")
    text: str | None = Field(None, description="The element, or the page, contains this text.")
    address: str | None = Field(None, description="The page's address contains this.")
    within: Selector | None = Field(
        None, description="This element is brought into view first, so that what is in it is drawn."
    )
    optional: bool = False
    hidden: bool = Field(
        False,
        description="The element counts also where it does not show: a token, a mark of readiness.",
    )

    @model_validator(mode="after")
    def _says_something(self) -> "Check":
        if not (self.at or self.text or self.address):
            raise ValueError("a check needs at, text or address")
        return self
