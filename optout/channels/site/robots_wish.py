"""The wish in a robots.txt: robots that are refused everywhere, and training that is refused. Pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from optout.channels.site.marked_part import preferences_in, tokens_in
from optout.channels.site.unsaid import SIGNAL_KEY, USAGE_KEY, unsaid
from optout.signals.robots import read
from optout.signals.robots_writing import left_open, with_groups

USAGE, SIGNAL = "train-ai=n", "ai-train=no"


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a file leaves something open to an agent; ``line``, from 1, is the one that does."""

    agent: str
    words: str
    line: int | None


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

    def lacks(self, text: str) -> str | None:
        """An agent that is not refused the whole site, or one whose group does not refuse training."""
        return next((reason.words for reason in self._reasons(text)), None)

    def in_the_way(self, text: str) -> str | None:
        """A line is numbered as in ``text``, which is what the person sees."""
        after = next(self._reasons(self.added_to(text)), None)
        if after is None:
            return None
        own = (one for one in self._reasons(text) if one.agent == after.agent and one.line)
        return next(own, after).words

    def added_to(self, text: str) -> str:
        """What an earlier wish wrote stays beside it."""
        said = preferences_in(text)
        if self.usage:
            said = replace(said, content_usage=_with_label(said.content_usage, USAGE))
        if self.signal:
            said = replace(said, content_signal=_with_label(said.content_signal, SIGNAL))
        return with_groups(text, tuple(dict.fromkeys([*tokens_in(text), *self.agents])), said)

    def _reasons(self, text: str) -> Iterator[Reason]:
        for one in left_open(text, self.agents):
            why = f"line {one.line}" if one.line else "no line refuses it the whole site"
            yield Reason(one.token, f"{one.token} is allowed: {why}", one.line)
        robots = read(text)
        for key in (*([USAGE_KEY] if self.usage else []), *([SIGNAL_KEY] if self.signal else [])):
            for agent, line in unsaid(robots, text, key):
                whom = "everybody" if agent == "*" else agent
                where = f": line {line}" if line else ""
                yield Reason(agent, f"no {key} refuses training to {whom}{where}", line)


def _with_label(said: str, wanted: str) -> str:
    """The label in place of what stood there for it."""
    name = wanted.partition("=")[0]
    others = [part.strip() for part in said.split(",") if part.strip()]
    return ", ".join([*(one for one in others if not re.match(rf"{name}\s*(=|$)", one)), wanted])
