"""The steps of a definition: what a search, a submission or a confirmation consists of."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from optout.catalog.reading import Extract
from optout.catalog.verbs import MeaningName, Verb, Word, every_verb

__all__ = [
    "ApiStep",
    "AttestStep",
    "Extract",
    "HandStep",
    "MailStep",
    "ParentStep",
    "SiteStep",
    "Step",
    "Verb",
    "WebStep",
    "Word",
]

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
    """Only the person can do it: where to go and what to do there, made as quick as possible.

    ``url`` may have placeholders of facts that ``needs`` names, so that a form opens filled. With
    ``fills`` the page opens in a window with the visible fields for ``needs`` filled; the person
    looks it over, does the rest and presses.
    """

    channel: Literal["hand"]
    url: str
    fills: bool = False
    instructions: tuple[str, ...] = Field(min_length=1)
    minutes: int = Field(2, ge=1)
    needs: Needs = Field(default_factory=dict)

    def pages_named(self) -> set[str]:
        return set()


class AttestStep(Strict):
    """A switch in the person's own account: where it is, what to press, and when to look again.

    Nobody can read it back, so what it comes to is the person's dated word for it.
    """

    channel: Literal["attest"]
    url: str
    instructions: tuple[str, ...] = Field(min_length=1)
    minutes: int = Field(2, ge=1)
    again_months: int = Field(6, ge=1, le=24, description="Months until the person is asked again.")
    needs: Needs = Field(default_factory=dict)

    def pages_named(self) -> set[str]:
        return set()


class Published(Strict):
    """What the person's own site is to say, so that the provider's robot may read it."""

    robots: tuple[str, ...] = Field((), description="User agents that robots.txt disallows everywhere.")
    ai_txt: bool = Field(False, description="/ai.txt disallows everything.")
    content_usage: bool = Field(False, description="Content-Usage (AIPREF) says train-ai=n.")
    content_signal: bool = Field(False, description="Content-Signal says ai-train=no.")
    tdm: bool = Field(False, description="/.well-known/tdmrep.json reserves all text and data mining.")
    pages: tuple[Literal["noai", "noimageai"], ...] = Field(
        (), description="X-Robots-Tag or meta robots of the person's pages on the provider's domains."
    )


class SiteStep(Strict):
    """The person's own site speaks: ``submit`` publishes there, ``search`` reads what is served.

    Nothing is told to the provider. Of a search, *absent* means that nothing is left unprotected.
    """

    channel: Literal["site"]
    publishes: Published
    needs: Needs = Field(default_factory=dict)

    def pages_named(self) -> set[str]:
        return set()


class ParentStep(Strict):
    """Asked for at the parent: the provider takes down what its parent takes down."""

    channel: Literal["parent"]
    needs: Needs = Field(default_factory=dict)

    def pages_named(self) -> set[str]:
        return set()


Step = Annotated[
    WebStep | ApiStep | MailStep | HandStep | AttestStep | SiteStep | ParentStep,
    Field(discriminator="channel"),
]
