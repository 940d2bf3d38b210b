"""The verbs of a flow: a short list, each with an id that failures quote."""

from collections.abc import Iterator
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Discriminator, Field, Tag, model_validator

from optout.catalog.reading import Extract, Rows
from optout.catalog.selectors import Check, Selector
from optout.people.facts import MEANINGS

VERBS = (
    "open",
    "fill",
    "choose",
    "click",
    "expect",
    "see",
    "extract",
    "branch",
    "await_mail",
    "hand_over",
    "scroll",
)
Word = Literal["found", "none", "submitted", "confirmed", "awaits-mail", "next"]


def _known(meaning: str) -> str:
    if meaning not in MEANINGS:
        raise ValueError(f"{meaning!r} is not a known meaning; see docs/reference/meanings.md")
    return meaning


MeaningName = Annotated[str, AfterValidator(_known)]


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Box(Strict):
    """A control to fill, with a hint where it is. What its own words ask for must not contradict."""

    meaning: MeaningName
    at: Selector


class Blank(Strict):
    """A control that others fill with an invented value. We leave it empty, or a person is asked.

    ``asks``: what it asks for, in words for that person.
    """

    at: Selector
    asks: str


def _filling(given: Any) -> str:
    if isinstance(given, str):
        return "meaning"
    return (
        "blank" if isinstance(given, Blank) or (isinstance(given, dict) and "asks" in given) else "box"
    )


Filling = Annotated[
    Annotated[MeaningName, Tag("meaning")] | Annotated[Box, Tag("box")] | Annotated[Blank, Tag("blank")],
    Discriminator(_filling),
]


class Target(Strict):
    """What to press: by its accessible name, by a selector, or both (the name is looked for first)."""

    name: str | None = None
    at: Selector | None = None
    every: bool = Field(False, description="Press all that match, not only the first.")
    optional: bool = Field(False, description="If it is missing, the rest of this click is left out.")
    in_listing: Rows | None = Field(
        None, description="Look for it inside the row that is the person's own listing, in no other."
    )

    @model_validator(mode="after")
    def _says_something(self) -> "Target":
        if not (self.name or self.at):
            raise ValueError("what to press needs a name or at")
        return self


def _pressing(given: Any) -> str:
    if isinstance(given, str):
        return "name"
    return "targets" if isinstance(given, list | tuple) else "target"


Pressing = Annotated[
    Annotated[str, Tag("name")]
    | Annotated[Target, Tag("target")]
    | Annotated[tuple[Target, ...], Tag("targets")],
    Discriminator(_pressing),
]


class FactIs(Strict):
    """A comparison with a fact about the person, as numbers where both sides are numbers."""

    fact: MeaningName
    comparison: Literal["==", "!=", "<", "<=", ">", ">="]
    value: str


class Sight(Strict):
    """Everything in ``every`` shows, or the page is not recognised. ``means``: what that says."""

    every: tuple[Check, ...] = Field(min_length=1)
    means: Word | None = None


class HandOver(Strict):
    """What only a human can do here. If ``at`` is given and finds nothing, the page has changed."""

    because: Literal["challenge", "sign-in", "signature", "payment", "document", "other"]
    at: Selector | None = None
    say: str = Field("", description="What the person has to do, in a sentence.")


class Retry(Strict):
    """How often a verb is tried again when the page does not show what it needs."""

    times: int = Field(ge=1, le=50)
    every_s: float = Field(1.0, ge=0, le=60)


class Verb(Strict):
    """One thing to do on the way. Exactly one of the verbs, and an id that failures quote."""

    id: str = Field(pattern=r"^[a-z][a-z0-9-]*$")
    open: str | None = Field(None, description="Name of a page, or 'link' for the mailed link.")
    fill: tuple[Filling, ...] | None = Field(
        None, description="Meanings to fill, no others; with a box where a hint is needed."
    )
    choose: dict[MeaningName, str] | None = Field(
        None,
        description="Pick, in the list or group that asks for the meaning, the choice of this text.",
    )
    click: Pressing | None = Field(
        None, description="Accessible name of the button to press, or where it is."
    )
    expect: dict[Word, str] | None = Field(None, description="Which page shows, and what that means.")
    see: Sight | None = Field(None, description="What must show by now.")
    extract: Extract | None = None
    branch: tuple["Way", ...] | None = Field(
        None, description="The first way that applies is taken; none: the flow goes on."
    )
    await_mail: Literal["link", "code"] | None = Field(
        None, description="The provider mails this; a link is opened, a code becomes the fact x-code."
    )
    hand_over: HandOver | None = None
    scroll: Selector | None = Field(None, description="Bring this element into view.")
    within: Selector | None = Field(
        None, description="With fill or choose: the form that holds the boxes."
    )
    retry: Retry | None = None

    @model_validator(mode="after")
    def _one_verb(self) -> "Verb":
        given = [verb for verb in VERBS if getattr(self, verb) is not None]
        if len(given) != 1:
            raise ValueError(f"a step has exactly one verb, this one has {given or 'none'}")
        return self

    @property
    def meanings(self) -> tuple[str, ...]:
        """What ``fill`` or ``choose`` asks to be entered, in order; blanks have none."""
        chosen = tuple(self.choose or ())
        named = (one.meaning if isinstance(one, Box) else one for one in self.fill or ())
        return chosen + tuple(one for one in named if isinstance(one, str))

    @property
    def pressing(self) -> str:
        """The accessible name of what ``click`` presses first; empty where only a selector says it."""
        return next((target.name or "" for target in self.targets), "")

    @property
    def targets(self) -> tuple[Target, ...]:
        """What ``click`` presses, in order."""
        if isinstance(self.click, str):
            return (Target(name=self.click),)
        if isinstance(self.click, Target):
            return (self.click,)
        return self.click or ()


class Way(Strict):
    """One way of a branch: it applies where the fact is so and all shows; without both, always."""

    when: FactIs | None = None
    sees: tuple[Check, ...] = ()
    do: tuple[Verb, ...] = ()
    stop: bool = Field(False, description="The page is not one that the definition knows.")


def every_verb(flow: tuple[Verb, ...]) -> Iterator[Verb]:
    """The verbs of a flow and of its branches, in the order of the text."""
    for verb in flow:
        yield verb
        for way in verb.branch or ():
            yield from every_verb(way.do)
