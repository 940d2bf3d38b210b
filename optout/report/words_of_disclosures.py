"""The words for a fact that somebody was told, or may have been told."""

from optout.channels.attempt import SENDER
from optout.people.facts import MEANINGS
from optout.storage.traces import DisclosureRow

_SENDER = "e-mail address it was written from"


def fact_words(row: DisclosureRow) -> str:
    """The kind of fact in words, never its value; it says so where nobody knows whether it was told."""
    words = _SENDER if row.meaning == SENDER else MEANINGS.get(row.meaning, row.meaning)
    return words if row.certain else f"{words} (may have been told)"
