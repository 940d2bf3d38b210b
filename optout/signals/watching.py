"""What a site's own log proves: which declared agents came, and whether they kept to its robots.txt."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import lru_cache

from optout.signals.agents import Agent, agents
from optout.signals.asked_path import as_address, meant_path
from optout.signals.robots import Robots, decided

KNOWN_AFTER = timedelta(hours=24)
"""An agent may use a copy of robots.txt that is a day old (RFC 9309, section 2.4)."""
_SERVED = frozenset((*range(200, 300), 304))
"""A redirect leads elsewhere and gives nothing away."""
_LINES_KEPT = 200
_MOST_TRAPPED = 1000
_MOST_ADDRESSES = 10_000


@dataclass(frozen=True, slots=True)
class Fetch:
    """One line of a log. ``at`` is in UTC; ``path`` as it was asked for; ``agent`` the whole header."""

    line: int
    at: datetime
    address: str = field(repr=False)
    agent: str
    path: str = field(repr=False)
    status: int
    text: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Rules:
    """What the site says. ``in_force_since`` is when robots.txt began to say so; None: not known.

    ``canaries`` are paths that stand nowhere but in robots.txt, each with the agent whose group names it
    ("" where it was given for no agent): whoever asks for one has read that file.
    """

    robots: Robots
    in_force_since: datetime | None = None
    canaries: Mapping[str, str] = field(default_factory=dict)

    def known_to_all(self, at: datetime) -> bool:
        """Whether every agent must know the rules by then."""
        return self.in_force_since is not None and at >= self.in_force_since + KNOWN_AFTER


@dataclass(slots=True)
class Seen:
    """What one declared agent did. ``refused`` are fetches that the rules forbid; ``served`` are those
    of them that the server answered all the same; ``breaches`` those of ``refused`` that came when
    every agent had to know the rules."""

    agent: Agent
    fetches: int = 0
    robots_reads: int = 0
    refused: int = 0
    served: int = 0
    breaches: int = 0
    first: datetime | None = None
    last: datetime | None = None
    addresses: set[str] = field(default_factory=set, repr=False)

    @property
    def breached(self) -> bool:
        return self.breaches > 0


@dataclass(frozen=True, slots=True)
class Trapped:
    """A canary path that somebody asked for. ``declared`` is the agent's token, None for a header that
    names no agent of the list."""

    path: str
    meant_for: str
    declared: str | None
    at: datetime
    line: int


@dataclass(slots=True)
class Watched:
    """What the log says as a whole. ``proof`` are the lines that prove a breach or a canary's use."""

    lines: int = 0
    unreadable: int = 0
    first: datetime | None = None
    last: datetime | None = None
    seen: dict[str, Seen] = field(default_factory=dict)
    trapped: list[Trapped] = field(default_factory=list)
    proof: list[bytes] = field(default_factory=list, repr=False)


def watch(
    fetches: Iterable[Fetch | None], rules: Rules, known: Sequence[Agent] | None = None
) -> Watched:
    """Judge a log line by line. A header that names several agents counts for the longest name.

    An agent that comes under another name is not seen: absence from a log proves nothing about those.
    """
    watched = Watched()
    names = _Names(known if known is not None else agents())
    traps = [(meant_path(path), path) for path in rules.canaries]
    for fetch in fetches:
        watched.lines += 1
        if fetch is None:
            watched.unreadable += 1
            continue
        watched.first = min(filter(None, (watched.first, fetch.at)))
        watched.last = max(filter(None, (watched.last, fetch.at)))
        agent = names.in_header(fetch.agent)
        trap = _trap_in(traps, fetch)
        if trap is not None:
            _note(watched, Trapped(trap, rules.canaries[trap], _token(agent), fetch.at, fetch.line))
        proves = trap is not None
        if agent is not None:
            proves = _count(watched, rules, fetch, agent) or proves
        if proves and len(watched.proof) < _LINES_KEPT:
            watched.proof.append(fetch.text)
    return watched


def canaries_in(robots: Robots, mark: str = "optout-canary") -> dict[str, str]:
    """The canary paths that a robots.txt names: those with ``mark`` in them, by the group's agent."""
    found: dict[str, str] = {}
    for group in robots.groups:
        for rule in group.rules:
            path = rule.pattern.decode("utf-8", "replace")
            if mark in path and not rule.allows and "*" not in path:
                found[path.rstrip("$")] = b" ".join(group.tokens).decode("ascii", "replace")
    return found


class _Names:
    """Finds an agent's token in a User-Agent header, whole words only, in any case."""

    def __init__(self, known: Sequence[Agent]) -> None:
        self._agents = {agent.token.lower(): agent for agent in known}
        ordered = sorted(self._agents, key=len, reverse=True)
        words = "|".join(re.escape(token) for token in ordered)
        self._pattern = re.compile(rf"(?<![A-Za-z0-9_-])(?:{words})(?![A-Za-z0-9_-])", re.IGNORECASE)
        self.in_header = lru_cache(maxsize=4096)(self._in_header)

    def _in_header(self, header: str) -> Agent | None:
        found = (match[0].lower() for match in self._pattern.finditer(header))
        longest = max(found, key=len, default=None)
        return self._agents[longest] if longest else None


def _trap_in(traps: Sequence[tuple[bytes, str]], fetch: Fetch) -> str | None:
    """The canary that was asked for, however it was written, also without its last slash."""
    asked = meant_path(fetch.path) if traps else b""
    found = (path for meant, path in traps if asked.startswith(meant) or asked + b"/" == meant)
    return next(found, None)


def _note(watched: Watched, trapped: Trapped) -> None:
    if len(watched.trapped) < _MOST_TRAPPED:
        watched.trapped.append(trapped)


def _token(agent: Agent | None) -> str | None:
    return agent.token if agent else None


def _count(watched: Watched, rules: Rules, fetch: Fetch, agent: Agent) -> bool:
    """Whether the fetch is a breach."""
    seen = watched.seen.setdefault(agent.token, Seen(agent))
    seen.fetches += 1
    seen.first = min(filter(None, (seen.first, fetch.at)))
    seen.last = max(filter(None, (seen.last, fetch.at)))
    if len(seen.addresses) < _MOST_ADDRESSES:
        seen.addresses.add(fetch.address)
    if meant_path(fetch.path) == b"/robots.txt":
        seen.robots_reads += 1
        return False
    if decided(rules.robots, agent.token, as_address(fetch.path)).allowed:
        return False
    seen.refused += 1
    seen.served += fetch.status in _SERVED
    breach = rules.known_to_all(fetch.at)
    seen.breaches += breach
    return breach
