"""Whether what a person does by hand can be read back: it never waits for a read that cannot be made."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from optout.catalog.definition import Provider
from optout.catalog.steps import ApiStep, AttestStep, HandStep, SiteStep
from optout.channels.site.own_domains import sites_on
from optout.channels.site.own_pages import MEANING, own_pages
from optout.people.disclosure import facts_for
from optout.people.profile_fields import field_words
from optout.people.subject import Subject


@dataclass(frozen=True, slots=True)
class Lack:
    """What a read-back cannot do without: names of settings, and meanings of facts."""

    settings: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.settings or self.facts)


def searchable(provider: Provider, subject: Subject, given: Collection[str], on: date) -> bool:
    """Whether the request begins with a read. ``given``: names of the settings that somebody gave.

    A listing must be found before it is asked for, whatever it takes; and what optout itself does
    lacks the same as the read. Only a wish that the person enters by hand can go before its proof.
    """
    if provider.search is None:
        return False
    return not (goes_before(provider) and lack_of_read(provider, subject, given, on))


def goes_before(provider: Provider) -> bool:
    """Whether the request can be made, by hand, without having been read."""
    return provider.tracks == "standing" and isinstance(provider.submit, HandStep | AttestStep)


def unread_words(provider: Provider, subject: Subject, given: Collection[str], on: date) -> str | None:
    """Why what is done by hand is not read back, and what it would take; None where it is."""
    step = provider.search
    if step is None or not goes_before(provider):
        return None
    lack = lack_of_read(provider, subject, given, on)
    explained = step.settings if isinstance(step, ApiStep) else {}
    settings = [f"the setting {name} ({explained[name].rstrip('.')})" for name in lack.settings]
    fields = [f"{field_words(lack.facts)} in your profile"] if lack.facts else []
    where = f", of your page on {provider.domains[0]}" if isinstance(step, SiteStep) and fields else ""
    return f"not without {' and '.join([*settings, *fields])}{where}" if lack else None


def lack_of_read(provider: Provider, subject: Subject, given: Collection[str], on: date) -> Lack:
    """What is missing for the provider's search; nothing where it can be made, or there is none."""
    step = provider.search
    if step is None:
        return Lack()
    settings = step.requires if isinstance(step, ApiStep) else ()
    facts = facts_for(subject, dict.fromkeys(step.needs, "optional"), on=on)
    missing = [one for one, need in step.needs.items() if need == "required" and one not in facts]
    if isinstance(step, SiteStep) and not isinstance(provider.submit, SiteStep) and not missing:
        there = own_pages(facts, provider) if step.publishes.pages else sites_on(facts, provider)
        missing = [] if there else [MEANING]
    return Lack(tuple(one for one in settings if one not in given), tuple(missing))
