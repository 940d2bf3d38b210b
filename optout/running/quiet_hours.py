"""What waits for the end of the quiet hours, so that nobody takes it for done."""

from dataclasses import dataclass
from datetime import datetime

from optout.running.installation import Installation
from optout.storage.requests import find_requests


@dataclass(frozen=True, slots=True)
class Quiet:
    """How many requests wait, and until when (UTC)."""

    requests: int
    until: datetime


def waiting_in_quiet(installation: Installation) -> Quiet | None:
    """None outside of the quiet hours, or where nothing waits for their end."""
    now = installation.clock.now()
    end = installation.cadence.out_of_quiet(now)
    if end == now:
        return None
    with installation.database.transaction(write=False) as tx:
        waiting = sum(row.due_action is not None and row.due_at == end for row in find_requests(tx))
    return Quiet(waiting, end) if waiting else None
