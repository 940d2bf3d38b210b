"""``optout site audit`` in words: a short table and sentences."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from optout.signals.agents import Purpose
from optout.signals.audit_reading import State
from optout.signals.audit_statement import Use

if TYPE_CHECKING:
    from optout.signals.audit import Audit
    from optout.signals.audit_agents import AgentSeen
    from optout.signals.audit_missing import Missing
    from optout.signals.audit_signals import SignalSeen

_SHOWN = 6
_PURPOSES = {
    Purpose.TRAINING: "for training",
    Purpose.DATASET: "for data sets",
    Purpose.UNDOCUMENTED: "for what nobody says",
    Purpose.SEARCH: "for AI search",
    Purpose.USER: "for one user's question",
}
_USES = {Use.TRAIN: "training", Use.SEARCH: "search", Use.INPUT: "answers"}


def words_of(found: "Audit") -> str:
    """What a person reads: crawlers, signals, contradictions, what is missing."""
    return "\n".join(_lines(found))


def _lines(found: "Audit") -> Iterator[str]:
    yield from _heading(found)
    yield "\nCrawlers, by robots.txt:"
    for purpose, words in _PURPOSES.items():
        yield _crawlers(words, [one for one in found.agents if one.purpose is purpose])
    yield from _rude(found)
    yield "\nSignals:"
    for signal, seen in found.signals.items():
        yield f"  {signal.value:16}{seen.state.value:13}{_summary(seen)}".rstrip()
    yield "\nContradictions:" if found.contradictions else "\nNo signal contradicts another."
    yield from (f"  {one.sentence}" for one in found.contradictions)
    yield "\nNot served; add:" if found.missing else "\nEvery signal that can be looked for is served."
    for one in found.missing:
        yield from _missing(one)
    yield "\nThis is what the site asks for. Who reads it, and who obeys, is for each crawler to say."


def _heading(found: "Audit") -> Iterator[str]:
    """What was read, and what could not be."""
    read = [one for one in found.pages if one.state is State.SERVED]
    yield f"{found.address}: pages and images read: {len(read)}."
    for one in found.pages:
        if one.state is not State.SERVED:
            yield f"Not read: {one.url} ({one.why})."


def _rude(found: "Audit") -> Iterator[str]:
    """To keep a crawler out by robots.txt keeps out those that obey it."""
    rude = [one.token for one in found.agents if one.honours_robots is False]
    if rude:
        yield f"  Said or seen not to obey it: {_few(rude)}."


def _crawlers(words: str, seen: Sequence["AgentSeen"]) -> str:
    unknown = [one for one in seen if not one.known]
    if unknown:
        return f"  {words:26}{len(seen):3}: not known; {unknown[0].why}"
    let_in = [one.token for one in seen if one.allowed]
    kept = f"  {words:26}{len(seen):3}: {len(seen) - len(let_in)} kept out"
    return f"{kept}; let in: {_few(let_in)}" if let_in else kept


def _few(names: Sequence[str]) -> str:
    more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
    return ", ".join(names[:_SHOWN]) + more


def _summary(seen: "SignalSeen") -> str:
    """Why it is not served; else what it says on the given page, use by use."""
    if seen.state is not State.SERVED:
        return seen.why
    wishes = {f"{_USES[one.use]} {'allowed' if one.allows else 'refused'}": None for one in seen.says}
    return ", ".join([*wishes, *(one.words for one in seen.noted[:1])])


def _missing(one: "Missing") -> Iterator[str]:
    about = f" for {_few(one.agents)}" if one.agents else f" on {_few(one.pages)}" if one.pages else ""
    yield f"  {one.signal.value}: in {one.where}{about}"
    lines = one.add.splitlines()
    shown = lines if len(lines) <= _SHOWN else [*lines[: _SHOWN - 2], "...", lines[-1]]
    yield from (f"      {line}" for line in shown)
