"""Ending a provider's pause: its requests go on where they were stopped."""

from contextlib import suppress

from optout.requests.events import Resumed
from optout.requests.state import State
from optout.running.installation import Installation
from optout.running.journal import Journal
from optout.storage import providers
from optout.storage.requests import Overtaken, find_requests
from optout.storage.subjects import Forgotten


def resume(installation: Installation, journal: Journal, slug: str) -> None:
    """End the pause now. The requests go first, so that a crash leaves none behind."""
    with installation.database.transaction(write=False) as tx:
        paused = [pause for pause in providers.pauses(tx) if pause.provider == slug]
        rows = find_requests(tx, provider=slug)
    for row in rows:
        if row.state == State.PAUSED.value:
            _resume_request(journal, row.id)
    with installation.database.transaction() as tx:
        for pause in paused:
            providers.end_pause(tx, pause)


def _resume_request(journal: Journal, request_id: str) -> None:
    known = journal.read(request_id)
    with suppress(Overtaken, Forgotten):  # another worker resumed it, or it wants nothing more
        if known.standing.state == State.PAUSED:
            journal.append(known, [Resumed(journal.moment(known))])
