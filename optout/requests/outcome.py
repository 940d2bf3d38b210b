"""What the outside world answered to one attempt. Never a bare boolean."""

from dataclasses import dataclass
from enum import StrEnum

from optout.requests.failures import Failure


class Answer(StrEnum):
    """The four answers, and the two ways of getting none."""

    DONE = "done"
    ABSENT = "absent"  # proven: the provider's own sign of "no results", its documented "not there"
    PERSON = "person"
    UNRECOGNISED = "unrecognised"
    UNREACHABLE = "unreachable"
    BLOCKED = "blocked"


class Sent(StrEnum):
    """Whether something with an effect left this machine during the attempt."""

    NO = "no"
    YES = "yes"
    MAYBE = "maybe"  # the connection died after sending began: never send again blindly


class Decision(StrEnum):
    """Is this listing that person? Only *same* is ever acted upon without asking."""

    SAME = "same"
    POSSIBLE = "possible"
    DIFFERENT = "different"


@dataclass(frozen=True, slots=True)
class Sighting:
    """One listing that an attempt saw, by its id in our vault (never its content)."""

    listing: str
    decision: Decision


@dataclass(frozen=True, slots=True)
class Outcome:
    """The result of one attempt.

    ``failure`` is set for every answer but DONE and ABSENT, and says which of the closed list.
    ``step`` is the id of the definition's step where the attempt ended. ``detail`` is one
    sentence for a maintainer; it must not contain personal data. ``sightings`` are the listings
    a search saw. ``revision`` names the edition of a dataset or crawl that was read, so that an
    edition counts once. ``complete`` is false for a search that was cut short: what it saw is so,
    what it did not see proves nothing. ``awaits`` is "link" or "code" when the provider sends a mail.
    ``wait_s`` are the seconds for which the provider asked to be left alone.
    """

    answer: Answer
    failure: Failure | None = None
    step: str = ""
    detail: str = ""
    sightings: tuple[Sighting, ...] = ()
    revision: str | None = None
    awaits: str | None = None
    sent: Sent = Sent.NO
    complete: bool = True
    wait_s: int | None = None

    def __post_init__(self) -> None:
        if (self.failure is None) != (self.answer in (Answer.DONE, Answer.ABSENT)):
            raise ValueError("every answer but done and absent names its failure, and only those")
