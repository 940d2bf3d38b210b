"""Opening requests: one per person and provider in use, never twice."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from optout.catalog.definition import Provider, Tier
from optout.catalog.learning import learning
from optout.catalog.steps import AttestStep, HandStep, MailStep, SiteStep
from optout.people.vault import commitment
from optout.requests.events import Agreed, Event, LawChosen, Planned
from optout.requests.proof import Rung
from optout.requests.readability import may_change
from optout.requests.state import Standing
from optout.running.deadlines import choose_law
from optout.running.installation import Installation
from optout.running.journal import Journal, event_content
from optout.running.reading_back import searchable
from optout.running.roster import Enrolled
from optout.storage import ledger, providers
from optout.storage.database import Transaction
from optout.storage.requests import find_requests, open_request

_AT_ONCE = 100
"""Requests opened in one transaction: a disk confirms each, and thousands would take a minute."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A request that planning opened."""

    request_id: str
    provider: str


def planned(
    provider: Provider, at: datetime, law: str | None = None, searchable: bool = True
) -> Planned:
    """The first event of a request to this provider: it holds what the person agrees to.

    ``law`` is the slug of the law that the request rests on, or ``VOLUNTARY``. ``searchable``: whether
    the search that there may be can be made (see ``reading_back``).
    """
    told = learning(provider)
    return Planned(
        at=at,
        right=provider.right,
        tracks=provider.tracks,
        absences=provider.absences,
        searchable=searchable and provider.search is not None,
        confirms=provider.confirm is not None,
        meanings=told.meanings,
        recipients=told.recipients,
        law=law,
        by_mail=isinstance(provider.submit, MailStep),
        rung=rung_of_reads(provider),
    )


def rung_of_reads(provider: Provider) -> Rung | None:
    """How strong a proof a read at the provider is; None where nothing can be read there."""
    if provider.search is None:
        return None
    if isinstance(provider.search, SiteStep):
        return Rung.SIGNAL
    offered = provider.proof.rung if provider.proof else Rung.PAGE
    return offered if offered in (Rung.REGISTRY, Rung.ARTEFACT) else Rung.PAGE


def usable(provider: Provider) -> bool:
    """Drafts were never tried, not even on a twin, and are not acted upon; nor are retired ones.

    Documented ones are acted upon by the person only. Imported ones may have worked for others.
    """
    return provider.tier in (Tier.DOCUMENTED, Tier.REHEARSED, Tier.IMPORTED, Tier.VERIFIED)


def is_invented(provider: Provider) -> bool:
    """Whether the provider exists only in rehearsals: names under ``.example`` (RFC 2606)."""
    return all(domain.endswith(".example") for domain in provider.domains)


def open_requests(
    installation: Installation, person: Enrolled, chosen: Iterable[Provider], law: str | None = None
) -> list[Opened]:
    """Open the person's requests to the chosen providers, agreeing to what each would learn.

    Each rests on the strongest law that protects the person there, or on ``law`` (``VOLUNTARY``: on
    none). A request that exists stays as it is, but for the agreement, which is brought up to date, and
    its law where ``law`` names another.
    Raises ``WrongInput`` for a law that gives the person no such right, before anything is opened.
    """
    today = installation.clock.now().date()
    laws = [(one, choose_law(person.subject, one, today, law, person.role)) for one in chosen]
    opened = []
    for begin in range(0, len(laws), _AT_ONCE):
        opened += _open_together(installation, person, laws[begin : begin + _AT_ONCE], law)
    return opened


def _open_together(
    installation: Installation,
    person: Enrolled,
    laws: Sequence[tuple[Provider, str]],
    named: str | None,
) -> list[Opened]:
    """Open these requests in one transaction; those that exist are agreed to anew, each by itself.

    ``named`` is the law that the person named, for those that exist as well.
    """
    opened, existing = [], []
    with installation.database.transaction() as tx:
        for provider, law in laws:
            request_id = _open(tx, installation, person, provider, law)
            if request_id is not None:
                opened.append(Opened(request_id, provider.slug))
            else:
                existing.append(provider)
    for provider in existing:
        _agree_anew(installation, person, provider, named)
    return opened


def _open(
    tx: Transaction, installation: Installation, person: Enrolled, provider: Provider, law: str
) -> str | None:
    """The id of the new request; None where there was one."""
    now = installation.clock.now()
    request_id = installation.ids.new("r")
    event = planned(provider, now, law, _searchable(installation, person, provider))
    providers.enter_provider(tx, provider)
    due_at = _first_due(installation, provider, event)
    if not open_request(tx, request_id, person.id, provider.slug, event, due_at):
        return None
    content = event_content(request_id, 1, event)
    ledger.drop(tx, now, [("event", commitment(person.key, content))])
    return request_id


def _first_due(installation: Installation, provider: Provider, event: Planned) -> datetime:
    """At once; where somebody would be contacted, not within the quiet hours."""
    step = provider.search if event.searchable else provider.submit
    if isinstance(step, HandStep | AttestStep):
        return event.at
    return installation.cadence.out_of_quiet(event.at)


def _agree_anew(
    installation: Installation, person: Enrolled, provider: Provider, law: str | None
) -> None:
    with installation.database.transaction(write=False) as tx:
        rows = find_requests(tx, subject_id=person.id, provider=provider.slug)
    [request_id] = [row.id for row in rows if row.right == provider.right.value]
    journal = Journal(installation)
    known = journal.read(request_id)
    told, now = learning(provider), journal.moment(known)
    events: list[Event] = []
    if law is not None and law != known.standing.law:
        events.append(LawChosen(now, law))
    reads = _searchable(installation, person, provider)
    turned = reads if may_change(known.standing, reads) else None
    if turned is not None or beyond_agreement(known.standing, provider):
        events.append(Agreed(now, told.meanings, told.recipients, turned))
    if events:
        journal.append_to_latest(known, events)


def _searchable(installation: Installation, person: Enrolled, provider: Provider) -> bool:
    today = installation.clock.now().date()
    return searchable(provider, person.subject, installation.settings_given, today)


def beyond_agreement(standing: Standing, provider: Provider) -> tuple[str, ...]:
    """The kinds of facts and the domains that the definition now names and nobody agreed to."""
    told = learning(provider)
    more = [one for one in told.meanings if one not in standing.agreed_meanings]
    return (*more, *(one for one in told.recipients if one not in standing.agreed_recipients))
