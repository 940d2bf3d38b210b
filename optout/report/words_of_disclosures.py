"""The words for a fact that somebody was told, or may have been told."""

from optout.people.facts import MEANINGS
from optout.storage.traces import DisclosureRow


def fact_words(row: DisclosureRow) -> str:
    """The kind of fact in words, never its value; it says so where nobody knows whether it was told."""
    words = MEANINGS.get(row.meaning, row.meaning)
    return words if row.certain else f"{words} (may have been told)"
