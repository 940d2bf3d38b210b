"""The steps of a definition: what a search, a submission or a confirmation consists of."""

from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from optout.people.facts import MEANINGS


def _known(meaning: str) -> str:
    if meaning not in MEANINGS:
        raise ValueError(f"{meaning!r} is not a known meaning; see docs/reference/meanings.md")
    return meaning


MeaningName = Annotated[str, AfterValidator(_known)]
Needs = dict[MeaningName, Literal["required", "optional"]]


Word = Literal["found", "none", "submitted", "confirmed", "awaits-mail", "next"]


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Extract(Strict):
    """How a result list is read: one CSS selector per row, one per field inside the row.

    A search is complete only where every page of the list was read, and as many records as it states.
    """

    row: str
    key: str = Field(description="Selector in the row of the link that identifies the record.")
    fields: dict[MeaningName, str] = Field(min_length=1)
    next: str | None = Field(None, description="Selector of the link to the next page of the list.")
    count: str | None = Field(
        None, description="Selector of the element that states how many records there are."
    )


class Verb(Strict):
    """One thing to do on the way. Exactly one of the verbs, and an id that failures quote."""

    id: str = Field(pattern=r"^[a-z][a-z0-9-]*$")
    open: str | None = Field(None, description="Name of a page, or 'link' for the mailed link.")
    fill: tuple[MeaningName, ...] | None = Field(None, description="Meanings to fill, no others.")
    click: str | None = Field(None, description="Accessible name of the button to press.")
    expect: dict[Word, str] | None = Field(None, description="Which page shows, and what that means.")
    extract: Extract | None = None

    @model_validator(mode="after")
    def _one_verb(self) -> "Verb":
        given = [verb for verb in ("open", "fill", "click", "expect", "extract") if getattr(self, verb)]
        if len(given) != 1:
            raise ValueError(f"a step has exactly one verb, this one has {given or 'none'}")
        return self


class WebStep(Strict):
    """A flow over pages. ``browser: false`` does it by plain HTTP, for server-rendered forms."""

    channel: Literal["web"]
    browser: bool = True
    needs: Needs = Field(default_factory=dict)
    flow: tuple[Verb, ...] = Field(min_length=1)

    def pages_named(self) -> set[str]:
        opened = {verb.open for verb in self.flow if verb.open and verb.open != "link"}
        expected = {page for verb in self.flow for page in (verb.expect or {}).values()}
        return opened | expected

    @model_validator(mode="after")
    def _fills_only_what_it_needs(self) -> "WebStep":
        for verb in self.flow:
            for meaning in verb.fill or ():
                if meaning not in self.needs:
                    raise ValueError(
                        f"step {verb.id!r} fills {meaning!r}, which needs does not list: make them agree"
                    )
        return self


class ApiStep(Strict):
    """Done by the class ``Flow`` in the provider's ``flow.py``, over bounded HTTP."""

    channel: Literal["api"]
    needs: Needs = Field(default_factory=dict)
    settings: dict[str, str] = Field(
        default_factory=dict, description="Settings the flow needs, each with its explanation."
    )

    def pages_named(self) -> set[str]:
        return set()


class MailStep(Strict):
    """A letter by e-mail, from the person's own mailbox."""

    channel: Literal["mail"]
    to: str = Field(pattern=r"^[^@\s]+@[^@\s]+$")
    letter: str = Field("request", description="Name of the letter's text.")
    needs: Needs = Field(default_factory=dict)

    def pages_named(self) -> set[str]:
        return set()


class HandStep(Strict):
    """Only the person can do it: where to go and what to do there, made as quick as possible."""

    channel: Literal["hand"]
    url: str
    instructions: tuple[str, ...] = Field(min_length=1)
    minutes: int = Field(2, ge=1)
    needs: Needs = Field(default_factory=dict)

    def pages_named(self) -> set[str]:
        return set()


Step = Annotated[WebStep | ApiStep | MailStep | HandStep, Field(discriminator="channel")]
