"""The wish in a robots.txt: robots that are refused everywhere, and training that is refused. Pure."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from optout.channels.site.marked_part import preferences_in, tokens_in
from optout.signals import content_signal, content_usage
from optout.signals.robots import Robots, decided, read
from optout.signals.robots_writing import with_groups
from optout.signals.wish import Wish

USAGE, SIGNAL = "train-ai=n", "ai-train=no"
_EVERYBODY = "*"


@dataclass(frozen=True, slots=True)
class RobotsWish:
    """These agents are disallowed everywhere; training is refused by AIPREF, by Cloudflare's signal."""

    agents: tuple[str, ...] = ()
    usage: bool = False
    signal: bool = False
    file: str = "robots.txt"

    @property
    def lines(self) -> tuple[str, ...]:
        refused = [line for agent in self.agents for line in (f"User-agent: {agent}", "Disallow: /")]
        usage = [f"Content-Usage: {USAGE}"] if self.usage else []
        signal = [f"Content-Signal: {SIGNAL}"] if self.signal else []
        said = [*usage, *signal]
        return (*refused, *(["User-agent: *", "Disallow:", *said] if said else []))

    def lacks(self, text: str, pages: Sequence[str]) -> str | None:
        """An agent that may fetch one of the pages, or a page of which training is not refused."""
        robots = read(text)
        found = [
            why for page in pages for why in (*self._allowed(robots, page), *self._unsaid(robots, page))
        ]
        return found[0] if found else None

    def added_to(self, text: str) -> str:
        """What an earlier wish wrote stays beside it."""
        said = preferences_in(text)
        if self.usage:
            said = replace(said, content_usage=_with_label(said.content_usage, USAGE))
        if self.signal:
            said = replace(said, content_signal=_with_label(said.content_signal, SIGNAL))
        return with_groups(text, tuple(dict.fromkeys([*tokens_in(text), *self.agents])), said)

    def _allowed(self, robots: Robots, page: str) -> Iterator[str]:
        for agent in self.agents:
            decision = decided(robots, agent, page)
            if decision.allowed:
                yield f"{agent} is allowed: {decision.why}"

    def _unsaid(self, robots: Robots, page: str) -> Iterator[str]:
        usage = content_usage.in_robots(robots, _EVERYBODY, page) if self.usage else None
        if usage is not None and usage.wishes.get("train-ai") is not Wish.REFUSED:
            yield "no Content-Usage refuses training"
        signal = content_signal.in_robots(robots, _EVERYBODY, page) if self.signal else None
        if signal is not None and signal.wishes["ai-train"] is not Wish.REFUSED:
            yield "no Content-Signal refuses training"


def _with_label(said: str, wanted: str) -> str:
    """The label in place of what stood there for it."""
    name = wanted.partition("=")[0]
    others = [part.strip() for part in said.split(",") if part.strip()]
    return ", ".join([*(one for one in others if not re.match(rf"{name}\s*(=|$)", one)), wanted])
