"""Which rules a robots.txt has for whom."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from optout.signals.robots.lines import Key, Line, read_lines

_PRODUCT = re.compile(rb"[A-Za-z_-]*")
_WORD = re.compile(rb"[A-Za-z0-9._-]*")
_TO_ESCAPE = re.compile(rb"%[0-9A-Fa-f]{2}|[\x80-\xff]")


@dataclass(frozen=True, slots=True)
class Rule:
    """One Allow or Disallow; ``pattern`` is percent-encoded as addresses are compared."""

    line: int
    allows: bool
    pattern: bytes


@dataclass(frozen=True, slots=True)
class Group:
    """The agents named one after another, and what follows until the next ones are.

    ``tokens`` are in lower case; ``others`` are lines that are neither rules nor sitemaps, such as
    Content-Usage.
    """

    line: int
    tokens: frozenset[bytes]
    everybody: bool
    rules: tuple[Rule, ...]
    others: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Robots:
    """A robots.txt as read."""

    groups: tuple[Group, ...]

    def groups_for(self, agent: str) -> tuple[Group, ...]:
        """All that name the agent, else all for everybody. It is compared as a whole, in any case."""
        token = agent.encode("utf-8", "surrogatepass").lower()
        own = tuple(group for group in self.groups if token in group.tokens)
        return own or tuple(group for group in self.groups if group.everybody)


def read(robots_txt: str | bytes) -> Robots:
    """Never raises. Only an Allow or Disallow ends the naming of agents; any other line between two
    User-agent lines leaves them in one group. Rules before the first User-agent line are for nobody."""
    return Robots(grouped(read_lines(robots_txt)))


def grouped(lines: Iterable[Line]) -> tuple[Group, ...]:
    """Groups of the lines of a file, as ``read`` tells them apart."""
    return tuple(_group(group) for group in _grouped(lines))


def normalised(pattern: bytes) -> bytes:
    """Percent-encoded as addresses are: what is no ASCII, and with large letters what is already."""
    return _TO_ESCAPE.sub(_escaped, pattern)


def _grouped(lines: Iterable[Line]) -> Iterator[list[Line]]:
    group: list[Line] = []
    ruled = False
    for line in lines:
        if line.key is Key.USER_AGENT and (ruled or not group):
            if group:
                yield group
            group, ruled = [], False
        elif not group:
            continue
        ruled = ruled or line.key in (Key.ALLOW, Key.DISALLOW)
        group.append(line)
    if group:
        yield group


def _group(lines: list[Line]) -> Group:
    named = [line.value for line in lines if line.key is Key.USER_AGENT]
    return Group(
        line=lines[0].number,
        tokens=frozenset(name for value in named if not _is_everybody(value) for name in _names(value)),
        everybody=any(_is_everybody(value) for value in named),
        rules=tuple(_rule(line) for line in lines if line.key in (Key.ALLOW, Key.DISALLOW)),
        others=tuple(line for line in lines if line.key is Key.OTHER),
    )


def _is_everybody(value: bytes) -> bool:
    """An asterisk alone, or with anything after a space."""
    return value[:1] == b"*" and not value[1:2].strip()


def _names(value: bytes) -> tuple[bytes, ...]:
    """Up to the first sign that Google takes in no name, so ``FooBot/2.1`` is ``foobot``; and with
    digits and dots, as ``AI2Bot`` and ``img2dataset`` are called, which could not be named else."""
    return tuple({found[0].lower() for kind in (_PRODUCT, _WORD) if (found := kind.match(value))})


def _rule(line: Line) -> Rule:
    return Rule(line.number, line.key is Key.ALLOW, normalised(line.value))


def _escaped(found: re.Match[bytes]) -> bytes:
    sign = found[0]
    return sign.upper() if sign[:1] == b"%" else b"%%%02X" % sign[0]
