"""Before anything leaves: who would be asked for what, and field by field who would learn what."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit

from optout.catalog.definition import Provider
from optout.catalog.steps import ApiStep, HandStep, MailStep, Step
from optout.people.disclosure import MissingFacts, facts_for
from optout.people.facts import IMPERSONAL, MEANINGS
from optout.people.subject import Subject


@dataclass(frozen=True, slots=True)
class Told:
    """One kind of fact that a step tells one recipient. ``have`` is whether the profile has it."""

    step: str
    meaning: str
    words: str
    recipient: str
    required: bool
    have: bool

    @property
    def line(self) -> str:
        optional = "" if self.required else " (optional)"
        absent = "" if self.have else "  [not in your profile]"
        return f"{self.step}: {self.words}{optional} -> {self.recipient}{absent}"


@dataclass(frozen=True, slots=True)
class Forecast:
    """What a request to one provider would mean. No values appear, only kinds of facts."""

    provider: str
    name: str
    kind: str
    right: str
    law: str | None
    tier: str
    never_seen_live: str | None
    channel: str
    also_loads_from: tuple[str, ...]
    told: tuple[Told, ...]
    missing: tuple[str, ...]


def forecast(subject: Subject, providers: Iterable[Provider], on: date) -> list[Forecast]:
    """One forecast per provider, in the order given."""
    return [_of(subject, provider, on) for provider in providers]


def _of(subject: Subject, provider: Provider, on: date) -> Forecast:
    told = tuple(_told(subject, provider, on))
    return Forecast(
        provider=provider.slug,
        name=provider.name,
        kind=provider.kind.value,
        right=provider.right.value,
        law=provider.law,
        tier=provider.tier.value,
        never_seen_live=provider.never_seen_live,
        channel=provider.submit.channel,
        also_loads_from=provider.loads_from,
        told=told,
        missing=tuple(dict.fromkeys(one.meaning for one in told if one.required and not one.have)),
    )


def _told(subject: Subject, provider: Provider, on: date) -> Iterator[Told]:
    steps = (("search", provider.search), ("submit", provider.submit), ("confirm", provider.confirm))
    for name, step in steps:
        if step is None or isinstance(step, HandStep):
            continue
        for meaning, need in step.needs.items():
            if meaning not in IMPERSONAL:
                yield Told(
                    step=name,
                    meaning=meaning,
                    words=MEANINGS[meaning],
                    recipient=_recipient(provider, step),
                    required=need == "required",
                    have=meaning == "x-listing-url" or _has(subject, meaning, on),
                )


def _has(subject: Subject, meaning: str, on: date) -> bool:
    try:
        return meaning in facts_for(subject, {meaning: "required"}, on=on)
    except MissingFacts:
        return False


def _recipient(provider: Provider, step: Step) -> str:
    if isinstance(step, MailStep):
        return step.to.rpartition("@")[2]
    if isinstance(step, ApiStep | HandStep):
        return provider.domains[0]
    opened = [provider.pages[verb.open].url for verb in step.flow if verb.open and verb.open != "link"]
    return urlsplit(opened[0] or "").hostname or provider.domains[0] if opened else provider.domains[0]
