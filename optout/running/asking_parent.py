"""A provider that takes down what its parent takes down: it is asked for there, nothing is sent here."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from optout.catalog.catalog import Catalog
from optout.catalog.definition import Provider
from optout.requests.events import Concluded, Event
from optout.requests.failures import Failure
from optout.requests.outcome import Answer, Outcome
from optout.requests.state import ASKED, KEPT, Standing, State
from optout.running.installation import Installation
from optout.running.journal import Journal, Known
from optout.storage.requests import events_of, find_requests

ON_ITS_WAY = frozenset(
    {State.PLANNED, State.FOUND, State.REAPPEARED, State.UNSURE, State.AWAITING_CONFIRMATION}
)
"""Where a parent's request may still come to be accepted without anybody asking for more."""


def asked_at_parent(
    installation: Installation, journal: Journal, known: Known, provider: Provider
) -> Outcome:
    """DONE where the same person's request at the parent was accepted for what was found here.

    PARENT_PENDING while it is on its way there; PARENT_TO_ASK, a task for the person, where there is
    none or nothing will come of it: no record was found there, or it was over before this one showed.
    """
    with installation.database.transaction(write=False) as tx:
        rows = find_requests(tx, subject_id=known.row.subject_id)
        asked = [
            journal.read_in(tx, row.id).standing
            for row in rows
            if _is_parent(row.provider, provider, installation.catalog)
        ]
        seen = _first_seen(events_of(tx, known.row.id), known.standing.next_listing)
    return _outcome(asked, seen)


def _is_parent(slug: str, provider: Provider, catalog: Catalog) -> bool:
    """Whether it is the parent, or has the parent's domain: ours may have that of an imported one.

    An imported one's other domains are those of whatever pages it opens, also of somebody else's.
    """
    if provider.parent is None or slug == provider.slug:
        return False
    if slug == provider.parent or provider.parent not in catalog or slug not in catalog:
        return slug == provider.parent
    known = catalog.get(slug)
    its_own = known.domains if known.origin is None else known.domains[:1]
    return catalog.get(provider.parent).domains[0] in its_own


def _first_seen(events: Sequence[Event], listing: str | None) -> datetime:
    """When the record that is to go was first read; without one, when the request was opened."""
    for event in events:
        if isinstance(event, Concluded) and _shows(event.outcome, listing):
            return event.at
    return events[0].at


def _shows(outcome: Outcome, listing: str | None) -> bool:
    return any(sighting.listing == listing for sighting in outcome.sightings)


def _outcome(asked: Iterable[Standing], seen: datetime) -> Outcome:
    answers = {_answer(standing, seen) for standing in asked}
    if Answer.DONE in answers:
        return Outcome(Answer.DONE, detail="asked at the parent")
    if Answer.UNREACHABLE in answers:
        detail = "the parent's request is on its way"
        return Outcome(Answer.UNREACHABLE, Failure.PARENT_PENDING, detail=detail)
    return Outcome(Answer.PERSON, Failure.PARENT_TO_ASK)


def _answer(parent: Standing, seen: datetime) -> Answer:
    """A request that its provider has accepted and not yet fulfilled covers what was found meanwhile."""
    if parent.state == State.WITHDRAWN or parent.refused:
        return Answer.PERSON
    if parent.resting in ON_ITS_WAY:
        return Answer.UNREACHABLE
    if parent.resting in ASKED:
        return Answer.DONE
    after = parent.submitted_at is not None and parent.submitted_at >= seen
    return Answer.DONE if parent.resting in KEPT and after else Answer.PERSON
