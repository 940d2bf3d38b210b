"""Which providers a plan leaves out unless they are named, and why."""

from enum import StrEnum

from optout.catalog.automation import Automation
from optout.catalog.definition import Kind, Provider
from optout.catalog.steps import Needs
from optout.people.facts import THINGS
from optout.report.forecast import Having


class LeftOut(StrEnum):
    """Why a provider is in nobody's plan without being named."""

    STRANGER = "stranger"  # a company with which the person may never have had to do
    OCCASION = "occasion"  # a takedown: only where there is something to take down
    ACCOUNT = "account"  # it is about an account there, and the profile shows none
    NOTHING = "nothing"  # it offers no opt-out
    EXPOSES = "exposes"  # the person would have to show a face or a document there
    THING = "thing"  # it is about sites, images or handles, and the profile names none


def left_out(provider: Provider, having: Having) -> LeftOut | None:
    """Why this person's plan leaves the provider out; None where it is planned.

    A person can do little at a time: what only they can do is planned where it is about them.
    """
    if provider.kind == Kind.COMPANY:
        return LeftOut.STRANGER
    if provider.offers_nothing:
        return LeftOut.NOTHING
    if provider.exposes:
        return LeftOut.EXPOSES
    if provider.account or provider.automation == Automation.ATTESTED:
        names = (*provider.domains, *provider.account_domains)
        return None if having.account_at(names) else LeftOut.ACCOUNT
    if provider.kind == Kind.TAKEDOWN:
        return LeftOut.OCCASION
    if provider.kind == Kind.DATA_BROKER or _names_what_it_is_about(provider, having):
        return None
    return LeftOut.THING


def _names_what_it_is_about(provider: Provider, having: Having) -> bool:
    """Whether the profile has every thing that a step requires, and one where it is about things."""
    steps = [step for step in (provider.search, provider.submit, provider.confirm) if step]
    return all(_is_about_something(step.needs, having) for step in steps)


def _is_about_something(needs: Needs, having: Having) -> bool:
    things = {meaning for meaning in needs if meaning in THINGS}
    if any(needs[meaning] == "required" and meaning not in having for meaning in things):
        return False
    return len(things) < len(needs) or not needs or any(meaning in having for meaning in things)
