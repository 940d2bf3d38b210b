"""X-Robots-Tag lines and meta robots: ``noai`` and ``noimageai``, for everybody or for one agent."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

REFUSING = frozenset(("noai", "noimageai"))
"""What refuses AI training. ``noindex`` is about search engines, and refuses no training."""

_VALUED = frozenset(("unavailable_after", "max-snippet", "max-image-preview", "max-video-preview"))
"""Directives that have a colon of their own, so that what stands before it names no agent."""
_TOKEN = re.compile(r"[A-Za-z0-9][\w.-]*")


@dataclass(frozen=True, slots=True)
class Directive:
    """One directive in lower case; ``agent`` in lower case, or None where it is for everybody."""

    name: str
    agent: str | None = None


def directives(line: str) -> tuple[Directive, ...]:
    """What one header line says. ``bot: noai, noindex`` is both for ``bot``, as is what follows until
    the next agent is named. Never raises; what is no directive is kept as it is written."""
    return tuple(_read(line))


def _read(line: str) -> Iterator[Directive]:
    agent: str | None = None
    for part in line.split(","):
        before, colon, after = part.partition(":")
        name = before.strip().lower()
        if colon and name not in _VALUED and _TOKEN.fullmatch(name):
            agent, name = name, after.partition(":")[0].strip().lower()
        if name:
            yield Directive(name, agent)


def refusals(lines: Sequence[str], agent: str) -> frozenset[str]:
    """Which of ``noai`` and ``noimageai`` these header lines say to the agent."""
    asked = agent.lower()
    return frozenset(
        one.name
        for line in lines
        for one in directives(line)
        if one.name in REFUSING and one.agent in (None, asked)
    )
