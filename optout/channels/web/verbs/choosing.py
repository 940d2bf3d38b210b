"""Choosing in lists and groups of buttons, by the words of the choice."""

from optout.catalog.steps import Verb
from optout.channels.web.controls import Control
from optout.channels.web.filling import Entry, chosen
from optout.channels.web.looked import Looked
from optout.channels.web.verbs.filling import enter
from optout.channels.web.walk import Walk
from optout.requests.outcome import Outcome


async def choose(walk: Walk, verb: Verb) -> Outcome | None:
    """What is chosen comes from the definition, not from the person."""

    def entering(_: Looked, controls: tuple[Control, ...]) -> tuple[Entry, ...]:
        return tuple(chosen(controls, meaning, text) for meaning, text in (verb.choose or {}).items())

    return await enter(walk, verb, entering)
