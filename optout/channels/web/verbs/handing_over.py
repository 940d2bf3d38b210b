"""Handing over what only a person can do."""

from collections.abc import Mapping

from optout.catalog.steps import Verb
from optout.channels.web.challenges import challenged
from optout.channels.web.looked import Looked
from optout.channels.web.seeking import Sought
from optout.channels.web.walk import Walk
from optout.requests.failures import Failure
from optout.requests.outcome import Outcome

_FAILURE: Mapping[str, Failure] = {"challenge": Failure.CHALLENGE, "sign-in": Failure.LOGIN_WALL}


async def hand_over(walk: Walk, verb: Verb) -> Outcome | None:
    """Stop for the person, unless what is theirs to do is there but does not show."""
    order = verb.hand_over
    if order is None:
        return None
    if order.at:
        sought = Sought(order.at)
        looked = await walk.look(lambda one: one.of(sought).count > 0, (sought,))
        walk.seen = looked.seen
        if not looked.of(sought).count:
            return walk.judged(looked.seen, "what a person would have to do is not on the page")
        if not _is_open(looked, sought):
            return None
    say = order.say or f"only a person can do this: {order.because}"
    return walk.failed(_FAILURE.get(order.because, Failure.BY_HAND), say)


def _is_open(looked: Looked, sought: Sought) -> bool:
    """A challenge that does not show lets everybody through by itself."""
    return looked.of(sought).shown or challenged(looked.seen)
