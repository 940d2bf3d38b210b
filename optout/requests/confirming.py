"""When the provider last confirmed a request: by its own word, or by a mail that was followed. Pure."""

from datetime import datetime

from optout.requests.events import MailSays
from optout.requests.state import Standing

SAID_DONE = frozenset({MailSays.GRANTED, MailSays.NOT_FOUND})


def confirmed_at(before: Standing, after: Standing, at: datetime) -> datetime | None:
    """The moment of the latest confirmation that ``after`` rests on; None where it rests on none."""
    if not after.confirmed:
        return None
    said_more = after.word != before.word and after.word in SAID_DONE
    if said_more or not before.confirmed or before.submissions != after.submissions:
        return at
    return before.confirmed_at
