"""The format's clicks as targets, and its choices as the ways of a branch."""

from collections.abc import Callable, Mapping, Sequence
from typing import Literal

from optout.catalog.importing.ddg.actions import Choice, Click, ClickElement, Condition
from optout.catalog.importing.ddg.meanings import FORM
from optout.catalog.importing.ddg.reading import rows_of
from optout.catalog.importing.faults import Unusable, at
from optout.catalog.verbs import FactIs, Target, Verb, Way

Comparison = Literal["==", "!=", "<", "<=", ">", ">="]

_COMPARISONS: Mapping[str, Comparison] = {
    "=": "==",
    "==": "==",
    "===": "==",
    "!=": "!=",
    "!==": "!=",
    "<": "<",
    "<=": "<=",
    ">": ">",
    ">=": ">=",
}
_THE_OTHER_WAY_ROUND: Mapping[Comparison, Comparison] = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}


def targets(elements: Sequence[ClickElement], place: str) -> tuple[Target, ...]:
    """What to press, in order."""
    return tuple(_target(one, f"{place}.{number}") for number, one in enumerate(elements))


def ways(action: Click, place: str, press: Callable[[tuple[Target, ...]], Verb]) -> tuple[Way, ...]:
    """One way for each choice; then the default, where ``null`` goes on and a missing one stops."""
    chosen = [
        _way(choice, f"{place}.choices.{number}", press)
        for number, choice in enumerate(action.choices or ())
    ]
    if action.default is not None:
        pressed = press(targets(action.default.elements, f"{place}.default.elements"))
        return (*chosen, Way(do=(pressed,)))
    return tuple(chosen) if "default" in action.model_fields_set else (*chosen, Way(stop=True))


def _target(one: ClickElement, place: str) -> Target:
    with at(place):
        return Target(
            at=one.selector,
            every=bool(one.multiple),
            optional=one.fail_silently,
            in_listing=rows_of(one.parent.profile_match, f"{place}.parent.profileMatch")
            if one.parent
            else None,
        )


def _way(choice: Choice, place: str, press: Callable[[tuple[Target, ...]], Verb]) -> Way:
    condition = _fact_is(choice.condition, f"{place}.condition")
    return Way(when=condition, do=(press(targets(choice.elements, f"{place}.elements")),))


def _fact_is(condition: Condition, place: str) -> FactIs:
    """One side is a template, the other a plain value."""
    comparison = _COMPARISONS[condition.operation]
    left, right = _fact(condition.left, place), _fact(str(condition.right), place)
    if (left is None) == (right is None):
        raise Unusable(place, "one side is a ${...}, the other a value")
    if left is not None:
        return FactIs(fact=left, comparison=comparison, value=str(condition.right))
    turned = _THE_OTHER_WAY_ROUND.get(comparison, comparison)
    return FactIs(fact=str(right), comparison=turned, value=condition.left)


def _fact(side: str, place: str) -> str | None:
    if "${" not in side:
        return None
    key = side.removeprefix("${").removesuffix("}")
    if side != f"${{{key}}}" or key not in FORM:
        raise Unusable(place, f"unknown template {side!r}")
    return FORM[key]
