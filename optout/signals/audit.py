"""What a site says about AI: to each crawler, where it denies itself, and what it does not say."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from optout.signals.agents import Agent, Purpose
from optout.signals.audit_agents import COLLECTING, AgentSeen, agent_seen
from optout.signals.audit_images import MarksOf, of_image
from optout.signals.audit_missing import Missing, missing
from optout.signals.audit_pages import tdm_holding
from optout.signals.audit_reading import PageRead, SiteRead, State
from optout.signals.audit_robots import refused_by_robots
from optout.signals.audit_signals import SignalSeen, signals_seen, unreadable
from optout.signals.audit_statement import Place, Said, Signal, Statement, Use
from optout.signals.audit_understood import Understood, understood
from optout.signals.contradictions import Contradiction, contradictions
from optout.signals.tdmrep import TdmSaid

_IN_PAGES = (Signal.X_ROBOTS_TAG, Signal.META_ROBOTS)
_PER_AGENT = (Signal.AI_TXT, Signal.CONTENT_SIGNAL)


@dataclass(frozen=True, slots=True)
class Audit:
    """``agents`` in the order of the list; ``signals`` has every signal."""

    address: str
    agents: tuple[AgentSeen, ...]
    signals: Mapping[Signal, SignalSeen]
    contradictions: tuple[Contradiction, ...]
    missing: tuple[Missing, ...]
    pages: tuple[PageRead, ...]

    @property
    def unreadable(self) -> tuple[Signal, ...]:
        """Signals of which nothing is known: they are neither served nor missing."""
        return tuple(name for name, one in self.signals.items() if one.state is State.UNREADABLE)


def audit(site: SiteRead, agents: Sequence[Agent], marks_of: MarksOf | None = None) -> Audit:
    """Judge what was read of a site. Pure, and never raises for what the site says.

    ``site`` has at least one page. ``marks_of`` reads what images say inside themselves.
    """
    known = understood(site)
    said = tuple(_said(known, agents, marks_of))
    signals = signals_seen(known.site, said, looks_into_images=marks_of is not None)
    statements = [one for one in said if isinstance(one, Statement)]
    seen = tuple(_agents(known, agents, statements, unreadable(signals)))
    states = {signal: one.state for signal, one in signals.items()}
    return Audit(
        site.address,
        seen,
        signals,
        _contradictions(known, agents, statements),
        missing(states, seen, site.pages, statements),
        site.pages,
    )


def _said(known: Understood, agents: Sequence[Agent], marks_of: MarksOf | None) -> Iterator[Said]:
    """Everything said of every page: to everybody, and to agents with a group of their own."""
    tokens = [agent.token for agent in agents]
    lowered = frozenset(token.lower() for token in tokens)
    for page in known.site.pages:
        yield from known.to_everybody(page, lowered)
        yield from of_image(page, marks_of)
        for token in (one for one in tokens if one.lower() in known.named):
            yield from (_for(one, token) for one in known.to_agent(page.url, token))


def _for(one: Said, token: str) -> Said:
    return replace(one, agent=token) if isinstance(one, Statement) else one


def _agents(
    known: Understood, agents: Sequence[Agent], said: Sequence[Statement], unread: Sequence[str]
) -> Iterator[AgentSeen]:
    """An agent with a group of its own does not look at what robots.txt says to everybody."""
    first = known.site.pages[0].url
    tdm = tdm_holding(said, first)
    elsewhere = [
        one
        for one in said
        if one.url == first and not _is_per_agent(one) and not _is_overruled(one, tdm)
    ]
    for agent in agents:
        own = (one for one in known.to_agent(first, agent.token) if isinstance(one, Statement))
        yield agent_seen(agent, known, (*own, *elsewhere), unread)


def _is_per_agent(one: Statement) -> bool:
    return one.signal in _PER_AGENT or one.place is Place.ROBOTS


def _is_overruled(one: Statement, tdm: TdmSaid | None) -> bool:
    """Whether it is a TDMRep statement that another one counts before."""
    return one.signal is Signal.TDM and tdm is not None and one.place.value != tdm.place


def _contradictions(
    known: Understood, agents: Sequence[Agent], said: Sequence[Statement]
) -> tuple[Contradiction, ...]:
    refused = [one for page in known.site.pages for one in _refused(known, agents, page.url)]
    doors = [one for page in known.site.pages for one in _open_door(known, agents, page.url)]
    in_pages = [one for one in said if one.signal in _IN_PAGES]
    return (*contradictions((*refused, *said)), *contradictions((*in_pages, *doors)))


def _refused(known: Understood, agents: Sequence[Agent], url: str) -> Iterator[Statement]:
    """What robots.txt says by keeping the collecting agents out."""
    decisions = (
        (agent.token, known.decision(agent.token, url))
        for agent in agents
        if agent.purpose in COLLECTING
    )
    kept_out = [(token, one.line) for token, one in decisions if not one.allowed]
    yield from refused_by_robots(kept_out, known.site.robots.text, url)


def _open_door(known: Understood, agents: Sequence[Agent], url: str) -> Iterator[Statement]:
    """What robots.txt says by letting in crawlers that train, and that would obey it.

    It denies ``noai`` only, of which most of them hear nothing; the other signals speak of use alone.
    """
    let_in = [
        agent.token
        for agent in agents
        if agent.purpose is Purpose.TRAINING
        and agent.respects_robots
        and known.decision(agent.token, url).allowed
    ]
    if let_in and known.site.robots.state is not State.UNREADABLE:
        there = "robots.txt" if known.site.robots.state is State.SERVED else "a missing robots.txt"
        words = f"it lets {let_in[0]} and {len(let_in) - 1} more in"
        yield Statement(Signal.ROBOTS, Place.FILE, Use.TRAIN, True, there, words, url)
