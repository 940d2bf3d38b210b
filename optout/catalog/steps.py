"""The steps of a definition: what a search, a submission or a confirmation consists of."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from optout.catalog.reading import Extract
from optout.catalog.verbs import MeaningName, Verb, Word, every_verb

__all__ = ["ApiStep", "Extract", "HandStep", "MailStep", "ParentStep", "Step", "Verb", "WebStep", "Word"]

Needs = dict[MeaningName, Literal["required", "optional"]]


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class WebStep(Strict):
    """A flow over pages. ``browser: false`` does it by plain HTTP, for server-rendered forms."""

    channel: Literal["web"]
    browser: bool = True
    needs: Needs = Field(default_factory=dict)
    flow: tuple[Verb, ...] = Field(min_length=1)

    def pages_named(self) -> set[str]:
        verbs = tuple(every_verb(self.flow))
        opened = {verb.open for verb in verbs if verb.open and verb.open != "link"}
        expected = {page for verb in verbs for page in (verb.expect or {}).values()}
        return opened | expected

    @model_validator(mode="after")
    def _fills_only_what_it_needs(self) -> "WebStep":
        for verb in every_verb(self.flow):
            for meaning in verb.meanings:
                if meaning not in self.needs and meaning not in (verb.choose or {}):
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
    language: Literal["en", "de", "fr", "es"] = Field("en", description="What they read there.")
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


class ParentStep(Strict):
    """Asked for at the parent: the provider takes down what its parent takes down."""

    channel: Literal["parent"]
    needs: Needs = Field(default_factory=dict)

    def pages_named(self) -> set[str]:
        return set()


Step = Annotated[WebStep | ApiStep | MailStep | HandStep | ParentStep, Field(discriminator="channel")]
