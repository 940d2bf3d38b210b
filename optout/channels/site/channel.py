"""Providers whose robots read the person's own site: the wish is published there, and read back.

Nothing is told to the provider: only hosts are asked that are the person's own, and for a platform
the person's own public pages on it.
"""

import asyncio
from collections.abc import Mapping, Sequence
from pathlib import Path
from urllib.parse import urlsplit

from optout.catalog.steps import SiteStep
from optout.channels.attempt import Attempt, Capture
from optout.channels.site import reading
from optout.channels.site.own_domains import OwnDomain, own_domains, sites_on
from optout.channels.site.own_pages import MEANING, of_page, own_pages
from optout.channels.site.publishing import publish
from optout.channels.site.served import Look, Pause
from optout.channels.site.wishes import Wish, wishes_of
from optout.http import HttpClient
from optout.requests.actions import Action
from optout.requests.failures import Failure
from optout.requests.outcome import Answer, Outcome

_READS = (Action.SEARCH, Action.RECHECK)
_NO_SITE = Outcome(Answer.PERSON, Failure.FACT_MISSING, detail="needs an own site, or a page there")


class SiteChannel:
    """``sites`` says of domains in which folder the files of the site lie."""

    def __init__(
        self, http: HttpClient, sites: Mapping[str, Path], pause: Pause = asyncio.sleep
    ) -> None:
        self._http, self._sites, self._pause = http, sites, pause

    async def run(self, attempt: Attempt, capture: Capture) -> Outcome:
        """Never raises for what the outside world or a folder does; cancelling passes through."""
        reads = attempt.action in _READS
        step = attempt.provider.search if reads else attempt.provider.submit
        if not isinstance(step, SiteStep) or not (reads or attempt.action is Action.SUBMIT):
            detail = f"the definition has no site step for {attempt.action}"
            return Outcome(Answer.UNREACHABLE, Failure.OWN_FAULT, detail=detail)
        try:
            return await (self._search if reads else self._submit)(attempt, step, capture)
        except Exception as error:
            return Outcome(Answer.UNREACHABLE, Failure.OWN_FAULT, detail=type(error).__name__)

    async def _search(self, attempt: Attempt, step: SiteStep, capture: Capture) -> Outcome:
        wishes = wishes_of(step.publishes)
        domains = _domains_for(attempt) if wishes else ()
        pages = own_pages(attempt.facts, attempt.provider) if step.publishes.pages else ()
        if not domains and not pages:
            return _NO_SITE
        found = await self._look_at(domains, wishes, capture)
        for domain, finding in zip(domains, found, strict=True):
            if finding.is_open:
                reading.record(capture, domain.first_page, _fields(domain))
        return reading.concluded([*found, *await self._look_at_pages(attempt, step, pages, capture)])

    async def _submit(self, attempt: Attempt, step: SiteStep, capture: Capture) -> Outcome:
        """The folder is written first; then what is served is looked at, which a re-check decides."""
        domains = _concerned(attempt, _domains_for(attempt))
        if not domains:
            detail = "the page is not on a domain of the person's own"
            return Outcome(Answer.PERSON, Failure.BY_HAND, detail=detail)
        wishes = wishes_of(step.publishes)
        refused = await publish(self._sites, domains, wishes)
        if refused is not None:
            return refused
        found = await self._look_at(domains, wishes, capture)
        served = all(one.protected for one in found)
        return Outcome(Answer.DONE, detail="served" if served else "written, but not served so yet")

    async def _look_at(
        self, domains: Sequence[OwnDomain], wishes: Sequence[Wish], capture: Capture
    ) -> list[reading.Finding]:
        found = []
        for domain in domains:
            look = Look(self._http, capture, domain.holds, self._pause)
            found.append(await reading.of_domain(look, domain, wishes))
            reading.note_domain(capture, domain, found[-1])
        return found

    async def _look_at_pages(
        self, attempt: Attempt, step: SiteStep, pages: Sequence[str], capture: Capture
    ) -> list[reading.Finding]:
        look, found = Look(self._http, capture, attempt.provider.speaks_for, self._pause), []
        for page in pages:
            found.append(await of_page(look, page, step.publishes.pages))
            reading.note(capture, MEANING, page, found[-1])
            if found[-1].is_open:
                reading.record(capture, page, {"url": page, MEANING: page})
        return found


def _domains_for(attempt: Attempt) -> tuple[OwnDomain, ...]:
    """All of the person's; where the provider is a platform with a switch, the sites that lie on it."""
    if isinstance(attempt.provider.submit, SiteStep):
        return own_domains(attempt.facts)
    return sites_on(attempt.facts, attempt.provider)


def _concerned(attempt: Attempt, own: tuple[OwnDomain, ...]) -> tuple[OwnDomain, ...]:
    """The domain that the listing is about; without a listing all of them."""
    if attempt.listing is None:
        return own
    host = urlsplit(attempt.listing.fields.get("url", "")).hostname or ""
    return tuple(domain for domain in own if domain.holds(host))


def _fields(domain: OwnDomain) -> dict[str, str]:
    """The record of an unprotected domain: by the first page of it, and the profile that it is."""
    profile = {domain.meaning: domain.thing} if domain.meaning == MEANING else {}
    return {"url": domain.first_page, **profile}
