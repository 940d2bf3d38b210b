"""An attempt at a window that was cut off: whoever takes the request up again sees to it first."""

from datetime import timedelta

from optout.requests.events import Intended, Interrupted
from optout.running.installation import Installation
from optout.running.journal import Journal, Known
from optout.storage.requests import events_of


def conclude_cut_off(
    installation: Installation, journal: Journal, known: Known, hold: timedelta
) -> Known:
    """The request, without an attempt at a window that began longer than ``hold`` ago.

    ``optout run`` leaves the requests of a paused provider alone, so it may never come to that.
    """
    now = journal.moment(known)
    intent = _running(installation, known)
    if intent is None or not intent.assisted or now < intent.at + hold:
        return known
    return journal.append(known, [Interrupted(now, intent.attempt)])


def _running(installation: Installation, known: Known) -> Intended | None:
    running = known.standing.running
    if running is None:
        return None
    with installation.database.transaction(write=False) as tx:
        events = events_of(tx, known.row.id)
    begun = (event for event in reversed(events) if isinstance(event, Intended))
    return next((event for event in begun if event.attempt == running[0]), None)
