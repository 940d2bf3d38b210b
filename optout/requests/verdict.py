"""What a look-up of one thing in one place came to. Only an answer that proves it is *absent-proven*."""

from collections.abc import Iterable
from enum import StrEnum


class Verdict(StrEnum):
    """Of one thing in one place; in the order in which one outweighs another."""

    PRESENT = "present"
    ERROR = "error"  # no usable answer: a failure, an unknown shape, nothing asked
    BLOCKED = "blocked"  # the place refused to answer
    UNPROVEN = "absent-not-proven"  # not seen, but the place was not looked through completely
    ABSENT = "absent-proven"


def together(verdicts: Iterable[Verdict]) -> Verdict:
    """One verdict about several looks for the same thing: the heaviest; without any look, *error*."""
    order = list(Verdict)
    return min(verdicts, key=order.index, default=Verdict.ERROR)
