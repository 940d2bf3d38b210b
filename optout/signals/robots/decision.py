"""May this agent fetch this address, and which line says so?"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from optout.signals.robots.address import path_of
from optout.signals.robots.groups import Group, Robots, Rule, read
from optout.signals.robots.pattern import fits

NO_GROUP = "no group is for this agent"
NO_RULE = "no rule of its group is for this address"
ITSELF = "robots.txt itself may always be read"


@dataclass(frozen=True, slots=True)
class Decision:
    """``line`` is that of the rule that decided, from 1, and ``why`` says it; None where none did."""

    allowed: bool
    line: int | None
    why: str


@dataclass(frozen=True, slots=True)
class _Match:
    length: int = -1
    line: int | None = None


def decide(robots_txt: str | bytes, agent: str, url: str) -> Decision:
    """What a robots.txt says to an agent about an address. Never raises.

    ``agent`` is the name that a robots.txt uses (``GPTBot``), not a whole User-Agent header; ``url`` is
    percent-encoded. The first 500 KiB are read. The longest pattern decides, and Allow where two are
    as long. Source: RFC 9309 and Google's open-source parser.
    """
    return decided(read(robots_txt), agent, url)


def decided(robots: Robots, agent: str, url: str) -> Decision:
    """As ``decide``, of a robots.txt that was read before."""
    path = path_of(url)
    if path == b"/robots.txt":  # RFC 9309, section 2.2.2: implicitly allowed
        return Decision(True, None, ITSELF)
    groups = robots.groups_for(agent)
    if not groups:
        return Decision(True, None, NO_GROUP)
    return _weighed(groups, path)


def _weighed(groups: Iterable[Group], path: bytes) -> Decision:
    best = {True: _Match(), False: _Match()}
    for allows, match in _matches(groups, path):
        if match.length > best[allows].length:
            best[allows] = match
    refused = best[False].length > best[True].length
    decisive = best[not refused]
    why = NO_RULE if decisive.line is None else f"line {decisive.line}"
    return Decision(not refused or decisive.length == 0, decisive.line, why)


def _matches(groups: Iterable[Group], path: bytes) -> Iterator[tuple[bool, _Match]]:
    for group in groups:
        for rule in group.rules:
            length = _length(rule, path)
            if length >= 0:
                yield rule.allows, _Match(length, rule.line)


def _length(rule: Rule, path: bytes) -> int:
    """How long the pattern is that fits, or -1. Allowing ``.../index.html`` allows ``.../`` too."""
    if fits(rule.pattern, path):
        return len(rule.pattern)
    folder, slash, name = rule.pattern.rpartition(b"/")
    if rule.allows and slash and name.startswith(b"index.htm"):
        as_folder = folder + b"/$"
        return len(as_folder) if fits(as_folder, path) else -1
    return -1
