"""Where a person's own things can be looked for, by the names that definitions give themselves."""

from collections.abc import Mapping, Sequence
from datetime import date
from difflib import get_close_matches
from urllib.parse import urlsplit

from optout.catalog.catalog import Catalog
from optout.catalog.definition import Provider
from optout.catalog.steps import ApiStep, Needs
from optout.channels.api.own_sites import own_domains
from optout.errors import WrongInput
from optout.people.disclosure import facts_for
from optout.people.facts import Facts
from optout.people.subject import Subject
from optout.running.finding_verdicts import Thing
from optout.running.planning import usable


def places(catalog: Catalog, named: Sequence[str]) -> list[Provider]:
    """The providers of these names, in their order; without names every one that has a name.

    Drafts and retired ones are not asked. ``WrongInput`` for a name that no provider has.
    """
    known: dict[str, list[Provider]] = {}
    for provider in (catalog.get(slug) for slug in catalog.in_folders if slug in catalog):
        if provider.find and provider.search is not None and usable(provider):
            known.setdefault(provider.find, []).append(provider)
    for name in named:
        if name not in known:
            raise _unknown(name, sorted(known))
    return [each for name in dict.fromkeys(named or sorted(known)) for each in known[name]]


def _unknown(name: str, known: Sequence[str]) -> WrongInput:
    near = get_close_matches(name, known, n=1)
    todo = (
        f"Did you mean {near[0]!r}?"
        if near
        else f"There are: {', '.join(known)}, parquet:PATH, csv:PATH."
    )
    return WrongInput(f"There is no place {name!r} to look in.", todo=todo)


def things_for(subject: Subject, provider: Provider, on: date) -> tuple[Thing, ...]:
    """Everything of the person's that the provider's search declares, and nothing else."""
    needs = provider.search.needs if provider.search else {}
    return things_in(facts_told(subject, dict.fromkeys(needs, "optional"), on))


def things_in(facts: Facts) -> tuple[Thing, ...]:
    return tuple(Thing(meaning, value) for meaning in facts for value in facts.every(meaning))


def facts_told(subject: Subject, needs: Needs, on: date) -> Facts:
    """The facts for ``needs``, without domains on which the person only has a page: those are others'.

    Raises ``MissingFacts``.
    """
    facts = facts_for(subject, needs, on=on)
    if "x-domain" not in facts:
        return facts
    sites = facts_for(subject, {"url": "optional", "x-domain": "optional"}, on=on)
    own = {"x-domain": own_domains(sites)}
    return Facts({meaning: own.get(meaning, facts.every(meaning)) for meaning in facts})


def lacking(provider: Provider, secrets: Mapping[str, str]) -> Mapping[str, str]:
    """The settings that the provider's search cannot do without and that nobody has set, explained."""
    step = provider.search
    if not isinstance(step, ApiStep):
        return {}
    return {name: step.settings[name] for name in step.requires if not secrets.get(name)}


def recipients(provider: Provider, secrets: Mapping[str, str]) -> tuple[str, ...]:
    """Who may learn of what is looked for there: the provider, and a server of the person's choice."""
    step = provider.search
    base = step.base_setting if isinstance(step, ApiStep) else None
    chosen = _host(secrets.get(base, "")) if base else None
    return (*provider.domains, chosen) if chosen else provider.domains


def _host(address: str) -> str | None:
    try:
        return urlsplit(address).hostname
    except ValueError:  # no address; the flow says so when it is asked
        return None
