"""One thing that a site says about AI, in whatever signal it says it."""

from dataclasses import dataclass
from enum import StrEnum

_MOST_SIGNS = 200


class Signal(StrEnum):
    """Every signal that an audit looks for."""

    ROBOTS = "robots"
    CONTENT_USAGE = "content_usage"
    CONTENT_SIGNAL = "content_signal"
    LICENSE = "license"
    AI_TXT = "ai_txt"
    TDM = "tdm"
    X_ROBOTS_TAG = "x_robots_tag"
    META_ROBOTS = "meta_robots"
    IMAGES = "images"


class Place(StrEnum):
    FILE = "file"
    ROBOTS = "robots"
    HEADER = "header"
    META = "meta"
    IMAGE = "image"


class Use(StrEnum):
    """What may be done with a page. ``INPUT`` is to answer somebody's question with it."""

    TRAIN = "train"
    SEARCH = "search"
    INPUT = "input"


@dataclass(frozen=True, slots=True)
class Statement:
    """``allows`` is about ``use`` of the page at ``url``, by ``agent`` or, if it is None, by everybody.

    ``where`` names file and line, header or tag; ``words`` is what stands there.
    """

    signal: Signal
    place: Place
    use: Use
    allows: bool
    where: str
    words: str
    url: str
    agent: str | None = None

    def is_for(self, agent: str | None) -> bool:
        """Whether the agent, or None for everybody, is among those that it speaks to."""
        return self.agent is None or agent is None or self.agent.lower() == agent.lower()


@dataclass(frozen=True, slots=True)
class Unclear:
    """Something that is said at ``where``, and cannot be understood: it says neither yes nor no."""

    signal: Signal
    where: str
    words: str
    url: str


@dataclass(frozen=True, slots=True)
class Noted:
    """Something served at ``where`` that by itself says neither yes nor no, as a licence's address."""

    signal: Signal
    where: str
    words: str
    url: str


Said = Statement | Unclear | Noted


def shortened(words: str) -> str:
    """What a stranger's file says, as much of it as fits a line."""
    line = " ".join(words.split())
    return line if len(line) <= _MOST_SIGNS else f"{line[:_MOST_SIGNS]} ..."
