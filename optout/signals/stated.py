"""Lines of a robots.txt that say how what may be fetched may be used, for one agent and address."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from optout.signals.robots.address import path_of
from optout.signals.robots.decision import decided
from optout.signals.robots.groups import Robots, normalised
from optout.signals.robots.pattern import fits

_WITH_PATH = re.compile(rb"(/[^ \t]*)[ \t]+(.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Stated:
    """One line that applies. ``path`` is its pattern, ``/`` where it names none; ``value`` the rest."""

    line: int
    path: str
    value: bytes


def stated(robots: Robots, agent: str, url: str, key: str) -> tuple[Stated, ...]:
    """The lines of this key (lower case) with the longest path that fits; several where they tie.

    Nothing is stated about an address that the agent may not fetch. Agents are given to groups as for
    Allow and Disallow. Source: draft-ietf-aipref-attach-05, section 3.
    """
    if not decided(robots, agent, url).allowed:
        return ()
    path = path_of(url)
    fitting = [(pattern, one) for pattern, one in _all(robots, agent, key) if fits(pattern, path)]
    longest = max((len(pattern) for pattern, _ in fitting), default=0)
    return tuple(one for pattern, one in fitting if len(pattern) == longest)


def every_line(robots: Robots, agent: str, key: str) -> tuple[Stated, ...]:
    """All lines of this key (lower case) in the groups that are for the agent, whatever they forbid."""
    return tuple(one for _, one in _all(robots, agent, key))


def _all(robots: Robots, agent: str, key: str) -> Iterator[tuple[bytes, Stated]]:
    for group in robots.groups_for(agent):
        for line in group.others:
            if line.name == key:
                found = _WITH_PATH.fullmatch(line.value)
                pattern, value = found.groups() if found else (b"", line.value)
                shown = pattern.decode("utf-8", "replace") or "/"
                yield normalised(pattern), Stated(line.number, shown, value)
