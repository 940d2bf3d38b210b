"""Writes down the forms that a twin shows: what the definition knows from then on."""

from collections.abc import Mapping
from dataclasses import dataclass

from optout.catalog.definition import Provider
from optout.catalog.steps import Step, WebStep
from optout.channels.attempt import Capture, Record
from optout.rehearsal.room import Room
from optout.requests.actions import Action
from optout.requests.failures import Failure
from optout.requests.outcome import Answer, Outcome

_DONE = (Answer.DONE, Answer.ABSENT)


@dataclass(frozen=True, slots=True)
class Recording:
    """``forms``: text by "step.verb-id"; ``stopped``: the step that ended early, and why.

    ``unfinished``: the steps that failed or were not reached for it; none where what stopped it is
    left to the person, for then there is no more to record.
    """

    forms: Mapping[str, str]
    stopped: Mapping[str, str]
    unfinished: frozenset[str] = frozenset()


def web_steps(provider: Provider) -> dict[Action, WebStep]:
    """The steps that are done on the web, in the order in which they are done."""
    every: dict[Action, Step | None] = {
        Action.SEARCH: provider.search,
        Action.SUBMIT: provider.submit,
        Action.CONFIRM: provider.confirm,
    }
    return {action: step for action, step in every.items() if isinstance(step, WebStep)}


async def record(room: Room, provider: Provider) -> Recording:
    """Run every web step against a fresh twin, as a definition that knows no form yet."""
    room.place(provider.slug)
    plain = provider.knowing({})
    forms: dict[str, str] = {}
    stopped: dict[str, str] = {}
    listing: Record | None = None
    steps = web_steps(provider)
    for action, step in steps.items():
        outcome, capture = await _run(room, plain, action, step, listing)
        listing = room.own(capture.records) or listing
        forms |= {one.key: one.text for one in capture.forms}
        if outcome.answer not in _DONE:
            stopped[str(action)] = f"{outcome.failure} at {outcome.step}: {outcome.detail}"
            left = list(map(str, steps))
            failed = outcome.answer != Answer.PERSON or outcome.failure == Failure.FACT_MISSING
            unfinished = left[left.index(str(action)) :] if failed else ()
            return Recording(forms, stopped, frozenset(unfinished))
    return Recording(forms, stopped)


async def _run(
    room: Room, provider: Provider, action: Action, step: WebStep, listing: Record | None
) -> tuple[Outcome, Capture]:
    facts = room.facts(step.needs, listing)
    if action == Action.CONFIRM:
        facts = room.mailed(provider, facts)
    return await room.attempt(provider, action, facts, listing)
