"""Whether a row of a list is surely the person's own, for attempts that press something in it."""

from collections.abc import Callable, Mapping
from datetime import date

from optout.matching.match import match
from optout.people.subject import Subject
from optout.requests.outcome import Decision


def recogniser(subject: Subject, on: date) -> Callable[[Mapping[str, str]], float | None]:
    """Takes a row's fields by meaning, as read on ``on``; the score, or None where it is not sure."""

    def recognise(fields: Mapping[str, str]) -> float | None:
        found = match(subject, fields, on)
        return found.score if found.decision == Decision.SAME else None

    return recognise
