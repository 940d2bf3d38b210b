"""Providers in groups, so that a person can agree to thousands of requests a group at a time."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from optout.catalog.definition import Kind, Provider, Sureness
from optout.catalog.learning import learning
from optout.catalog.steps import AttestStep, HandStep, MailStep
from optout.people.facts import IMPERSONAL
from optout.report.forecast import Having

MAILBOX = "mailbox"
"""What a letter cannot be sent without; beside the meanings in ``Group.lacking``."""

_KINDS: Mapping[Kind, str] = {
    Kind.DATA_BROKER: "data brokers",
    Kind.AI_TRAINING: "AI services",
    Kind.DATASET_SEARCH: "data sets",
    Kind.TAKEDOWN: "image takedowns",
    Kind.COMPANY: "companies",
}
_CHANNELS: Mapping[str, str] = {
    "web": "by form",
    "api": "by API",
    "mail": "by letter",
    "hand": "by hand",
    "attest": "by a switch of yours",
    "site": "by your own site",
    "parent": "at their parents",
}
_UNSURE = (Sureness.IMPORTED, Sureness.SCRAPED)


@dataclass(frozen=True, slots=True)
class Group:
    """Providers of one kind that are asked in one way. ``facts`` are meanings, sorted.

    ``lacking``: how many cannot be asked because the profile lacks a fact (by its meaning), or
    there is no mailbox.
    """

    name: str
    kind: str
    channel: str
    count: int
    facts: tuple[str, ...]
    lacking: Mapping[str, int]


def group_of(provider: Provider) -> str:
    """The name of its group: kind, for companies the country, channel, and how sure the address is."""
    at_home = provider.kind == Kind.COMPANY and provider.country != "ZZ"
    country = f" in {provider.country}" if at_home else ""
    unsure = provider.origin is not None and provider.origin.sureness in _UNSURE
    doubt = ", address unchecked" if unsure and isinstance(provider.submit, MailStep) else ""
    return f"{_KINDS[provider.kind]}{country} {_CHANNELS[provider.submit.channel]}{doubt}"


def grouped(providers: Iterable[Provider]) -> dict[str, list[Provider]]:
    """By group, in the order of their names; those of companies last."""
    groups: dict[str, list[Provider]] = defaultdict(list)
    for provider in providers:
        groups[group_of(provider)].append(provider)
    return dict(sorted(groups.items(), key=lambda one: (one[1][0].kind == Kind.COMPANY, one[0])))


def groups_of(having: Having, providers: Iterable[Provider], mailbox: bool) -> list[Group]:
    """The groups of these providers for one person. ``mailbox``: whether letters can be sent."""
    return [_group(name, members, having, mailbox) for name, members in grouped(providers).items()]


def _group(name: str, members: list[Provider], having: Having, mailbox: bool) -> Group:
    facts = {meaning for provider in members for meaning in learning(provider).meanings}
    lacking = Counter(lack for provider in members for lack in _lacking(provider, having, mailbox))
    first = members[0]
    return Group(
        name, first.kind.value, first.submit.channel, len(members), tuple(sorted(facts)), dict(lacking)
    )


def _lacking(provider: Provider, having: Having, mailbox: bool) -> Iterator[str]:
    """Each once."""
    steps = (step for step in (provider.search, provider.submit, provider.confirm) if step is not None)
    ours = [step for step in steps if not isinstance(step, HandStep | AttestStep)]
    if not mailbox and any(isinstance(step, MailStep) for step in ours):
        yield MAILBOX
    needs = ((meaning, need) for step in ours for meaning, need in step.needs.items())
    required = {meaning for meaning, need in needs if need == "required"} - IMPERSONAL
    yield from (meaning for meaning in sorted(required) if meaning not in having)
