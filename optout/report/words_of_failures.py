"""Why an attempt proved nothing, and what follows from that."""

from optout.requests.events import Concluded
from optout.requests.failures import MEANING, Disposition, Failure
from optout.requests.history import Moment
from optout.requests.state import State


def reason(moment: Moment) -> str:
    """The one sentence of the failure that the attempt ended with."""
    failure = moment.event.outcome.failure if isinstance(moment.event, Concluded) else None
    return MEANING[failure or Failure.OWN_FAULT].sentence


def what_follows(moment: Moment) -> str:
    """What happens after the failure, in one sentence."""
    if moment.after.state == State.PAUSED:
        trouble = moment.after.trouble
        if trouble == Failure.ADDRESS_DEAD:
            return "Nobody is written to there for a while."
        mended = trouble and MEANING[trouble].disposition == Disposition.ASK_MAINTAINER
        return "The provider is left alone until its definition is mended." if mended else _PAUSED
    if moment.after.state == State.NEEDS_YOU:
        return "It waits for you."
    return "It is tried again later."


_PAUSED = "The provider is left alone for a while."


def sometimes(count: int, thing: str) -> str:
    """``one listing``, ``2 listings``."""
    return f"one {thing}" if count == 1 else f"{count} {thing}s"
