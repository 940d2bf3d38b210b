"""Since when the provider's time runs. Pure."""

from collections.abc import Iterable
from datetime import datetime

from optout.requests.events import Event
from optout.requests.lifecycle import apply
from optout.requests.state import Standing


def clock_began(events: Iterable[Event]) -> datetime | None:
    """When the submission was made whose legal deadline runs; None where none does.

    A later submission, for another listing, leaves the first one's deadline as it is.
    """
    began: datetime | None = None
    before: Standing | None = None
    for event in events:
        after = apply(before, event)
        if after.answer_by is None:
            began = None
        elif before is None or before.answer_by is None:
            began = after.submitted_at
        before = after
    return began
