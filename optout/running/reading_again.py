"""Reading a request out of turn, where a check gave a reason to."""

from contextlib import suppress

from optout.running.attempting import Attempting, Runs
from optout.running.installation import Installation
from optout.running.journal import Journal
from optout.storage.claim import Limits, lease_one
from optout.storage.requests import Overtaken
from optout.storage.subjects import Forgotten


def read_again(installation: Installation, journal: Journal, runs: Runs, request_id: str) -> None:
    """Read the request's provider now, unless somebody else has the request."""
    lease = installation.ids.new("b")
    limits = Limits(1, installation.cadence.submissions_per_day)
    with installation.database.transaction() as tx:
        if not lease_one(tx, request_id, installation.clock.now(), limits, lease):
            return
    try:
        with suppress(Overtaken, Forgotten):
            Attempting(installation, journal, runs).look_again(request_id)
    finally:
        journal.release(request_id, lease)
