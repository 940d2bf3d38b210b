"""Taking the first way that applies."""

from collections.abc import Callable, Mapping
from operator import eq, ge, gt, le, lt, ne
from typing import Any

from optout.catalog.steps import Verb
from optout.catalog.verbs import FactIs, Way
from optout.channels.web.looked import Looked
from optout.channels.web.sights import binding, missing, sought_by
from optout.channels.web.walk import Walk
from optout.people.facts import Facts
from optout.requests.failures import Failure
from optout.requests.outcome import Outcome

_PATIENCE_S = 2.5
_COMPARED: Mapping[str, Callable[[Any, Any], bool]] = {
    "==": eq,
    "!=": ne,
    "<": lt,
    "<=": le,
    ">": gt,
    ">=": ge,
}


async def branch(walk: Walk, verb: Verb) -> Outcome | None:
    """Follow it; nothing where none applies."""
    possible = [way for way in verb.branch or () if way.when is None or applies(way.when, walk.facts)]
    way = await _first(walk, possible)
    if way is None:
        return None
    if way.stop:
        return walk.failed(
            Failure.LAYOUT_UNKNOWN, "the page is one that the definition cannot go on from"
        )
    return await walk.follow(way.do)


def applies(condition: FactIs, facts: Facts) -> bool:
    """Compared as numbers where both sides are numbers, else as text; never without the fact."""
    fact = facts.one(condition.fact)
    if fact is None:
        return False
    numbers = _number(fact), _number(condition.value)
    compared = _COMPARED[condition.comparison]
    if None not in numbers:
        return compared(*numbers)
    return compared(fact.casefold().strip(), condition.value.casefold().strip())


async def _first(walk: Walk, ways: list[Way]) -> Way | None:
    if not any(binding(way.sees) for way in ways):
        return next(iter(ways), None)
    also = sought_by(check for way in ways for check in way.sees)
    looked = await walk.look(lambda one: _shown(ways[:1], one) is not None, also, _PATIENCE_S)
    walk.seen = looked.seen
    return _shown(ways, looked)


def _shown(ways: list[Way], looked: Looked) -> Way | None:
    return next((way for way in ways if missing(binding(way.sees), looked) is None), None)


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None
