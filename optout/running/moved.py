"""Requests whose law protects the person no more: they have moved, and the requests keep their law."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from optout.catalog.definition import Provider
from optout.requests.events import VOLUNTARY
from optout.requests.lifecycle import standing_after
from optout.requests.state import State
from optout.running.deadlines import choose_law, still_protects
from optout.running.installation import Installation
from optout.running.roster import Enrolled
from optout.storage.requests import events_of, find_requests


@dataclass(frozen=True, slots=True)
class Moved:
    """``law`` is the one that the request keeps, ``now`` the strongest today (``VOLUNTARY``: none)."""

    request: str
    provider: str
    law: str
    now: str


def moved_from(
    installation: Installation, person: Enrolled, providers: Iterable[Provider], on: date
) -> Iterator[Moved]:
    """The person's open requests to these providers whose law could not be chosen today."""
    known = {one.slug: one for one in providers}
    with installation.database.transaction(write=False) as tx:
        rows = [row for row in find_requests(tx, subject_id=person.id) if row.provider in known]
        standings = [(row, standing_after(events_of(tx, row.id))) for row in rows]
    for row, standing in standings:
        provider, law = known[row.provider], standing.law
        if law in (None, VOLUNTARY) or standing.state == State.WITHDRAWN:
            continue
        if not still_protects(law, person.subject, provider, on, person.role):
            now = choose_law(person.subject, provider, on, role=person.role)
            yield Moved(row.id, row.provider, law, now)
