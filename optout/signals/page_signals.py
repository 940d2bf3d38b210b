"""What a page itself says about AI: its header lines, and the meta tags in its HTML."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from optout.signals.robots_tag import REFUSING, Directive, directives
from optout.signals.tdmrep import reservation

Pairs = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Refusal:
    """``noai`` or ``noimageai`` at ``place`` (``header`` or ``meta``), to ``agent`` or to everybody."""

    place: str
    name: str
    agent: str | None
    words: str


def values(pairs: Pairs, name: str) -> tuple[str, ...]:
    """The values of all header lines, or meta tags, of this name in any case."""
    return tuple(value for key, value in pairs if key.strip().lower() == name)


def refusals(headers: Pairs, metas: Pairs, agents: frozenset[str]) -> tuple[Refusal, ...]:
    """Every refusal of AI training. ``agents`` (lower case) are names that a meta tag may have
    instead of ``robots``."""
    return (*_in_headers(headers), *_in_metas(metas, agents))


def _in_headers(headers: Pairs) -> Iterator[Refusal]:
    for line in values(headers, "x-robots-tag"):
        yield from _refusing("header", f"X-Robots-Tag: {line}", directives(line))


def _in_metas(metas: Pairs, agents: frozenset[str]) -> Iterator[Refusal]:
    for key, content in metas:
        name = key.strip().lower()
        if name == "robots" or name in agents:
            agent = None if name == "robots" else name
            said = tuple(Directive(part.strip().lower(), agent) for part in content.split(","))
            yield from _refusing("meta", f'<meta name="{name}" content="{content}">', said)


def _refusing(place: str, words: str, said: Sequence[Directive]) -> Iterator[Refusal]:
    for one in dict.fromkeys(said):
        if one.name in REFUSING:
            yield Refusal(place, one.name, one.agent, words)


def tdm_of_headers(headers: Pairs) -> int | None:
    """The header ``tdm-reservation``: 0, 1 or None."""
    return reservation(values(headers, "tdm-reservation"))


def tdm_of_metas(metas: Pairs) -> int | None:
    """The meta tag ``tdm-reservation``: 0, 1 or None."""
    return reservation(values(metas, "tdm-reservation"))
