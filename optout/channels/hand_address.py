"""The address of a step by hand with the person's facts in it, or which of them it lacks. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from optout.catalog.definition import Provider
from optout.catalog.placeholders import placeholders
from optout.catalog.steps import HandStep
from optout.channels.web.address import filled, value_meant
from optout.http import Unanswered
from optout.people.facts import Facts


@dataclass(frozen=True, slots=True)
class HandAddress:
    """``link`` is what to open; None where the profile lacks what it needs: ``lacking``, by meaning.

    ``plain`` is the address without any fact. ``told`` are the facts that opening ``link`` tells
    ``host``.
    """

    plain: str
    link: str | None = field(repr=False)
    host: str = ""
    told: Mapping[str, str] = field(default_factory=dict, repr=False)
    lacking: tuple[str, ...] = ()


def hand_address(step: HandStep, provider: Provider, facts: Facts) -> HandAddress:
    """Only facts that ``step.needs`` names are used, whatever ``facts`` has.

    An address that is filled in is encrypted and leads to one of the provider's domains, whatever
    the facts say; another one is not made.
    """
    own = Facts({meaning: facts.every(meaning) for meaning in step.needs if meaning in facts})
    named = placeholders(step.url)
    if not named:
        return HandAddress(step.url, step.url, urlsplit(step.url).hostname or "")
    plain = _plain(step.url)
    lacking = [one.meaning for one in named if one.meaning not in own and one.default is None]
    host = _host(step.url, provider)
    if lacking or host is None:
        return HandAddress(plain, None, lacking=tuple(dict.fromkeys(lacking)))
    try:
        link = filled(step.url, own)
    except Unanswered:  # a fact that fits none of the address's ranges
        return HandAddress(plain, None, lacking=tuple(dict.fromkeys(one.meaning for one in named)))
    told = {one.meaning: value_meant(one, own) or "" for one in named if one.meaning in own}
    return HandAddress(plain, link, host, told)


def _plain(url: str) -> str:
    """Up to where the first fact would stand: without the query, or without the path."""
    before = url.partition("{")[0]
    return before.partition("?")[0] if "?" in before else f"{before.rpartition('/')[0]}/"


def _host(url: str, provider: Provider) -> str | None:
    """The host, which no fact can change; None where no fact may be told there."""
    parts = urlsplit(url)
    fixed = parts.scheme == "https" and not set("{@\\") & set(parts.netloc)
    return parts.hostname if fixed and provider.speaks_for(parts.hostname or "") else None
