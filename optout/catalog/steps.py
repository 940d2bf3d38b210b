"""The steps of a definition: what a search, a submission or a confirmation consists of."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from optout.catalog.placeholders import placeholders
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
    "hand_step",
]

Needs = dict[MeaningName, Literal["required", "optional"]]
MailDomain = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]*(\.[a-z0-9-]+)+$")]


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
    requires: tuple[str, ...] = Field(
        (), description="Those of the settings without which the step asks nobody."
    )
    pause_s: float = Field(
        1.0, ge=1, le=30, description="Seconds between two calls to one host within an attempt."
    )
    base_setting: str | None = Field(
        None,
        description="The one of the settings that holds the address of a server of the person's choice: "
        "the flow may talk to it besides the provider's domains.",
    )
    by_hand: "HandStep | None" = Field(
        None, description="What the person does where the flow says that they must."
    )
    untold: tuple[MeaningName, ...] = Field(
        (), description="Of these needs nothing is told anybody: they are only compared on this machine."
    )

    @model_validator(mode="after")
    def _untold_is_needed(self) -> "ApiStep":
        if not set(self.untold) <= set(self.needs):
            raise ValueError("untold names what needs does not list: make them agree")
        return self

    @model_validator(mode="after")
    def _base_is_a_setting(self) -> "ApiStep":
        if self.base_setting is not None and self.base_setting not in self.settings:
            raise ValueError(f"base_setting {self.base_setting!r} is none of settings: explain it there")
        return self

    @model_validator(mode="after")
    def _required_are_settings(self) -> "ApiStep":
        unknown = [name for name in self.requires if name not in self.settings]
        if unknown:
            raise ValueError(f"requires {unknown[0]!r}, which is none of settings: explain it there")
        return self

    def pages_named(self) -> set[str]:
        return set()


class MailStep(Strict):
    """A letter by e-mail, from the person's own mailbox."""

    channel: Literal["mail"]
    to: str = Field(pattern=r"^[^@\s]+@[^@\s]+$")
    letter: str = Field("request", description="Name of the letter's text.")
    language: Literal["en", "de", "fr", "es"] = Field("en", description="What they read there.")
    every: tuple[MeaningName, ...] = Field(
        (), description="Of these needs all values are told, not only the preferred one."
    )
    says: str | None = Field(
        None,
        max_length=1000,
        description="What the request says besides, in `language`: no facts, true whoever writes it.",
    )
    needs: Needs = Field(default_factory=dict)

    def pages_named(self) -> set[str]:
        return set()

    @model_validator(mode="after")
    def _tells_only_what_it_needs(self) -> "MailStep":
        for meaning in self.every:
            if meaning not in self.needs:
                raise ValueError(f"every names {meaning!r}, which needs does not list: make them agree")
        return self


class HandStep(Strict):
    """Only the person can do it: where to go and what to do there, made as quick as possible.

    ``url`` may have placeholders of facts that ``needs`` names, so that a form opens filled. With
    ``fills`` the page opens in a window with the visible fields for ``needs`` filled; the person
    looks it over, does the rest and presses.
    """

    channel: Literal["hand"]
    url: str
    fills: bool = False
    answers_from: tuple[MailDomain, ...] = Field(
        (), description="Domains that its mails come from, besides the provider's own."
    )
    instructions: tuple[str, ...] = Field(min_length=1)
    minutes: int = Field(2, ge=1)
    needs: Needs = Field(default_factory=dict)

    @field_validator("url")
    @classmethod
    def _placeholders_are_known(cls, url: str) -> str:
        placeholders(url)
        return url

    @property
    def tells(self) -> bool:
        """Whether the provider learns facts where the page is opened in a window of ours."""
        return self.fills or bool(placeholders(self.url))

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


def hand_step(step: object) -> HandStep | None:
    """What the person does for a step: itself, or what it holds for where its flow cannot."""
    if isinstance(step, ApiStep):
        return step.by_hand
    return step if isinstance(step, HandStep) else None
