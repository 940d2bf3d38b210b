"""Opening requests: one per person and provider in use, never twice."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from optout.catalog.definition import Provider, Tier
from optout.people.vault import commitment
from optout.requests.events import Planned
from optout.running.installation import Installation
from optout.running.journal import event_content
from optout.running.roster import Enrolled
from optout.storage import ledger, providers
from optout.storage.requests import open_request


@dataclass(frozen=True, slots=True)
class Opened:
    """A request that planning opened."""

    request_id: str
    provider: str


def planned(provider: Provider, at: datetime) -> Planned:
    """The first event of a request to this provider."""
    return Planned(
        at=at,
        right=provider.right,
        tracks=provider.tracks,
        absences=provider.absences,
        searchable=provider.search is not None,
        confirms=provider.confirm is not None,
    )


def usable(provider: Provider) -> bool:
    """Drafts were never tried, not even on a twin, and are not acted upon; nor are retired ones."""
    return provider.tier in (Tier.REHEARSED, Tier.VERIFIED)


def is_invented(provider: Provider) -> bool:
    """Whether the provider exists only in rehearsals: names under ``.example`` (RFC 2606)."""
    return all(domain.endswith(".example") for domain in provider.domains)


def open_requests(
    installation: Installation, person: Enrolled, chosen: Iterable[Provider]
) -> list[Opened]:
    """Open the person's requests to the chosen providers; existing ones stay as they are."""
    now = installation.clock.now()
    opened = []
    with installation.database.transaction() as tx:
        for provider in chosen:
            providers.enter_provider(tx, provider)
            request_id = installation.ids.new("r")
            event = planned(provider, now)
            if open_request(tx, request_id, person.id, provider.slug, event):
                content = event_content(request_id, 1, event)
                ledger.drop(tx, now, [("event", commitment(person.key, content))])
                opened.append(Opened(request_id, provider.slug))
    return opened
