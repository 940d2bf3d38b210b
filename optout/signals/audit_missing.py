"""Which signals are not served, and what to add. What could not be read is never called missing."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from optout.signals.audit_agents import COLLECTING, AgentSeen
from optout.signals.audit_reading import PageRead, State
from optout.signals.audit_statement import Signal, Statement, Use

_ADD = {
    Signal.CONTENT_USAGE: ("robots.txt, or a header of every answer", "Content-Usage: train-ai=n"),
    Signal.CONTENT_SIGNAL: ("robots.txt", "Content-Signal: ai-train=no"),
    Signal.AI_TXT: ("/ai.txt", "User-Agent: *\nDisallow: /"),
    Signal.TDM: (
        "/.well-known/tdmrep.json, or a header of every answer",
        '[{"location": "/", "tdm-reservation": 1}]',
    ),
}
"""RSL is not among them: a licence offers terms, it refuses nothing by itself."""

_OF_MANY_USES = (Signal.CONTENT_USAGE, Signal.CONTENT_SIGNAL)
_NOAI = "X-Robots-Tag: noai, noimageai"
_UNSERVED = (State.NONE, State.UNAVAILABLE)


@dataclass(frozen=True, slots=True)
class Missing:
    """``add`` is to be added at ``where``; for ``pages`` or ``agents`` only, where there are any."""

    signal: Signal
    where: str
    add: str
    pages: tuple[str, ...] = ()
    agents: tuple[str, ...] = ()


def missing(
    states: Mapping[Signal, State],
    agents: Iterable[AgentSeen],
    pages: Sequence[PageRead],
    said: Sequence[Statement],
) -> tuple[Missing, ...]:
    """In the order in which they are best added."""
    unserved = (
        Missing(signal, *told)
        for signal, told in _ADD.items()
        if states[signal] in _UNSERVED or _says_other_things(signal, states, said)
    )
    return (*_unnamed(agents), *unserved, *_unmarked(states, pages, said))


def _says_other_things(
    signal: Signal, states: Mapping[Signal, State], said: Sequence[Statement]
) -> bool:
    """Whether a signal about several uses is served, and says nothing about training."""
    uses = {one.use for one in said if one.signal is signal}
    return signal in _OF_MANY_USES and states[signal] is State.SERVED and Use.TRAIN not in uses


def _unnamed(agents: Iterable[AgentSeen]) -> Iterator[Missing]:
    """Crawlers that collect for training, and that robots.txt lets in."""
    let_in = tuple(
        one.token for one in agents if one.purpose in COLLECTING and one.known and one.allowed
    )
    if let_in:
        lines = [*(f"User-agent: {token}" for token in let_in), "Disallow: /"]
        yield Missing(Signal.ROBOTS, "/robots.txt", "\n".join(lines), agents=let_in)


def _unmarked(
    states: Mapping[Signal, State], pages: Sequence[PageRead], said: Sequence[Statement]
) -> Iterator[Missing]:
    """Pages and images without ``noai``. In a folder no header can be seen, so none is missed."""
    marked = {
        one.url
        for one in said
        if one.signal in (Signal.X_ROBOTS_TAG, Signal.META_ROBOTS) and one.agent is None
    }
    bare = tuple(page.url for page in pages if page.state is State.SERVED and page.url not in marked)
    if bare and states[Signal.X_ROBOTS_TAG] is not State.UNSEEN:
        yield Missing(Signal.X_ROBOTS_TAG, "a header of every page and image", _NOAI, pages=bare)
