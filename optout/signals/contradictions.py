"""Where what a site says in one signal is denied by another."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import product

from optout.signals.audit_statement import Place, Signal, Statement, Use

_USES = {
    Use.TRAIN: "AI training",
    Use.SEARCH: "a search index",
    Use.INPUT: "answers that draw on it",
}


@dataclass(frozen=True, slots=True)
class Contradiction:
    """``refuses`` and ``allows`` are one statement each, on the first of ``pages`` where they meet.

    ``agents`` are those it is about; none means everybody.
    """

    use: Use
    refuses: Statement
    allows: Statement
    pages: tuple[str, ...]
    agents: tuple[str, ...] = ()

    @property
    def sentence(self) -> str:
        return (
            f"{_told(self.refuses)} refuses {_USES[self.use]}{_for(self.agents)}, "
            f"but {_told(self.allows)} allows it."
        )


_Key = tuple[Use, Signal, Place, Signal, Place]


def contradictions(statements: Iterable[Statement]) -> tuple[Contradiction, ...]:
    """Each pair of signals that say yes and no to one use of one page, once, however many pages."""
    by_page: dict[str, list[Statement]] = {}
    for one in statements:
        by_page.setdefault(one.url, []).append(one)
    found: dict[_Key, Contradiction] = {}
    for said in by_page.values():
        for refuses, allows in _opposed(said):
            key = (refuses.use, refuses.signal, refuses.place, allows.signal, allows.place)
            found[key] = _joined(found.get(key), refuses, allows)
    return tuple(found.values())


def _opposed(said: Sequence[Statement]) -> Iterator[tuple[Statement, Statement]]:
    refusing = [one for one in said if not one.allows]
    allowing = [one for one in said if one.allows]
    for refuses, allows in product(refusing, allowing):
        if refuses.use is allows.use and refuses.is_for(allows.agent):
            yield refuses, allows


def _joined(known: Contradiction | None, refuses: Statement, allows: Statement) -> Contradiction:
    agents = tuple(agent for agent in (refuses.agent or allows.agent,) if agent)
    if known is None:
        return Contradiction(refuses.use, refuses, allows, (refuses.url,), agents)
    return replace(
        known,
        pages=tuple(dict.fromkeys((*known.pages, refuses.url))),
        agents=tuple(dict.fromkeys((*known.agents, *agents))) if known.agents and agents else (),
    )


def _told(one: Statement) -> str:
    return f"{one.where} ({one.words})"


def _for(agents: Sequence[str]) -> str:
    if not agents:
        return ""
    more = f" and {len(agents) - 3} more" if len(agents) > 3 else ""
    return f" to {', '.join(agents[:3])}{more}"
