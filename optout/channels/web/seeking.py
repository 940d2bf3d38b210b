"""What is looked for in a page besides its controls, by selectors, and what came of it. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from optout.catalog.selectors import is_xpath

MAX_MATCHES = 200
MAX_SAID = 20_000


@dataclass(frozen=True, slots=True)
class Sought:
    """A selector, CSS or XPath, looked for inside of match number ``of`` of ``within``.

    Where ``within`` is None or finds nothing it is looked for in the whole page.
    """

    selector: str
    within: str | None = None
    of: int = 0


@dataclass(frozen=True, slots=True)
class Spot:
    """Match number ``nth`` of a selector: where to press what is no control."""

    selector: str
    within: str | None = None
    nth: int = 0
    of: int = 0

    @property
    def sought(self) -> Sought:
        return Sought(self.selector, self.within, self.of)


@dataclass(frozen=True, slots=True)
class Around:
    """The element around what is pressed, and its visible text as it has to be at the press still."""

    sought: Sought
    text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Found:
    """What a selector finds, at most ``MAX_MATCHES`` elements in the order of the page.

    ``at`` has for every match its place among the page's controls, or that of the control around
    it, -1 for none; ``usable`` whether it is shown and may be pressed. ``shown``: any of them is
    drawn at all. ``enabled`` is about the first. ``text`` is the visible text of all, bounded.
    ``holds`` are the controls inside of the first. Not ``valid``: the selector is none.
    """

    count: int = 0
    at: tuple[int, ...] = ()
    usable: tuple[bool, ...] = ()
    shown: bool = False
    enabled: bool = False
    text: str = field(default="", repr=False)
    holds: tuple[int, ...] = ()
    valid: bool = True

    @property
    def visible(self) -> bool:
        """Whether the first match is shown and usable."""
        return self.usable[:1] == (True,)

    @property
    def controls(self) -> tuple[int, ...]:
        """The places of the matches among the page's controls, each once."""
        return tuple(dict.fromkeys(place for place in self.at if place >= 0))


INVALID = Found(valid=False)


def asked(sought: Sought) -> dict[str, Any]:
    """What the page's script is given for it."""
    return {
        "selector": sought.selector,
        "xpath": is_xpath(sought.selector),
        "within": sought.within or "",
        "withinXpath": is_xpath(sought.within or ""),
        "of": sought.of,
    }


def found_from(raw: Mapping[str, Any]) -> Found:
    """What the page's script found, as plain data. ``raw`` comes from a hostile page."""
    return Found(
        count=int(raw["count"]),
        at=tuple(int(place) for place in raw["at"][:MAX_MATCHES]),
        usable=tuple(bool(one) for one in raw["usable"][:MAX_MATCHES]),
        shown=bool(raw["shown"]),
        enabled=bool(raw["enabled"]),
        text=str(raw["text"])[:MAX_SAID],
        holds=tuple(int(place) for place in raw["holds"]),
        valid=bool(raw["valid"]),
    )
