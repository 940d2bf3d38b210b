"""What a reader of an imported definition should know: where it differs from what it was read from."""

from collections.abc import Iterator, Sequence

from optout.catalog.importing.ddg.actions import Action, ConditionAction, Expect, FillForm, GenerateEmail
from optout.catalog.importing.ddg.broker import Broker
from optout.catalog.importing.ddg.meanings import FABRICATED
from optout.catalog.steps import Step, WebStep
from optout.catalog.verbs import every_verb


def notes_on(
    broker: Broker, steps: Sequence[Step | None], parent: str | None, domains: Sequence[str]
) -> str:
    """The notes, one sentence each."""
    return " ".join(_notes(broker, steps, parent, domains))


def _notes(
    broker: Broker, steps: Sequence[Step | None], parent: str | None, domains: Sequence[str]
) -> Iterator[str]:
    actions = [*_every(broker.scan.actions), *_every(broker.opt_out.actions)]
    invented = _invented(actions)
    if invented:
        yield f"Not invented, but left empty, or asked of the person: {', '.join(invented)}."
    if any(isinstance(action, GenerateEmail) for action in actions):
        yield "The person's own e-mail address is used in place of an invented one."
    if broker.parent and parent is None:
        yield f"Its parent {broker.parent} is in no catalog here."
    elsewhere = [domain for domain in domains if domain != broker.url]
    if elsewhere:
        yield f"Its pages are on other domains too: {', '.join(elsewhere)}."
    if any(isinstance(step, WebStep) and _has_blind_end(step) for step in steps[1:]):
        yield "It does not say how the page shows that the request was taken."


def _every(actions: Sequence[Action]) -> Iterator[Action]:
    for action in actions:
        yield action
        if isinstance(action, Expect | ConditionAction):
            yield from _every(action.actions or ())


def _invented(actions: Sequence[Action]) -> list[str]:
    types = (one.type for action in actions if isinstance(action, FillForm) for one in action.elements)
    return sorted({FABRICATED[kind] for kind in types if kind in FABRICATED})


def _has_blind_end(step: WebStep) -> bool:
    return not any(verb.see and verb.see.means for verb in every_verb(step.flow))
