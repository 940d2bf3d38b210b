"""Bringing an element into view."""

from optout.catalog.steps import Verb
from optout.channels.web.seeking import Sought
from optout.channels.web.walk import Walk
from optout.requests.outcome import Outcome


async def scroll(walk: Walk, verb: Verb) -> Outcome | None:
    """Once it is there; a page without it is not recognised."""
    sought = Sought(verb.scroll or "")
    looked = await walk.look(lambda one: one.of(sought).count > 0, (sought,))
    if looked.of(sought).count and await walk.visit.reveal(sought):
        walk.seen = None
        return None
    return walk.judged(looked.seen, "what should be brought into view is not on the page")
