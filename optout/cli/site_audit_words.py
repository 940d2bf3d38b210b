"""``optout site audit`` in words: a short table and sentences."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from optout.cli.site_audit_closing import closing, few
from optout.signals.agents import Purpose
from optout.signals.audit_pages import tdm_holding
from optout.signals.audit_reading import State
from optout.signals.audit_statement import Signal, Use

if TYPE_CHECKING:
    from optout.signals.audit import Audit
    from optout.signals.audit_agents import AgentSeen
    from optout.signals.audit_signals import SignalSeen

_PURPOSES = {
    Purpose.TRAINING: "for training",
    Purpose.DATASET: "for data sets",
    Purpose.UNDOCUMENTED: "for what nobody says",
    Purpose.SEARCH: "for AI search",
    Purpose.USER: "for one user's question",
}
_PLACES = {"file": "tdmrep.json", "header": "the header", "meta": "the page's meta tag"}
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
        counts = _counting(found) if signal is Signal.TDM else ""
        yield f"  {signal.value:16}{seen.state.value:13}{_summary(seen)}{counts}".rstrip()
    yield from closing(found)
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
        yield f"  Said or seen not to obey it: {few(rude)}."


def _crawlers(words: str, seen: Sequence["AgentSeen"]) -> str:
    unknown = [one for one in seen if not one.known]
    if unknown:
        return f"  {words:26}{len(seen):3}: not known; {unknown[0].why}"
    let_in = [one.token for one in seen if one.allowed]
    kept = f"  {words:26}{len(seen):3}: {len(seen) - len(let_in)} kept out"
    return f"{kept}; let in: {few(let_in)}" if let_in else kept


def _summary(seen: "SignalSeen") -> str:
    """Why it is not served; else what it says on the given page, use by use."""
    if seen.state is not State.SERVED:
        return seen.why
    wishes = {f"{_USES[one.use]} {'allowed' if one.allows else 'refused'}": None for one in seen.says}
    return ", ".join([*wishes, *(one.words for one in seen.noted[:1])])


def _counting(found: "Audit") -> str:
    """Which of several TDMRep statements counts on the given page, where they deny each other."""
    page = found.pages[0].url
    said = [one for one in found.signals[Signal.TDM].says if one.url == page]
    holds = tdm_holding(said, page)
    if holds is None or len({one.allows for one in said}) < 2:
        return ""
    return (
        f"; {'refused' if holds.reservation else 'allowed'} counts, by {_PLACES[holds.place]} "
        "(a page's meta tag counts before a header, a header before the file)"
    )
