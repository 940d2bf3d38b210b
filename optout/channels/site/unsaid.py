"""To whom a robots.txt does not say that training is refused, on the whole site. Pure.

An agent with a group of its own does not look at the one for everybody (RFC 9309, section 2.2.1), and a
line for a narrower path replaces the one for the site (draft-ietf-aipref-attach-05, section 3).
"""

from collections.abc import Callable, Iterator, Mapping

from optout.signals import content_signal, content_usage
from optout.signals.robots import Robots
from optout.signals.robots_writing import left_open
from optout.signals.stated import Stated, every_line
from optout.signals.wish import Wish, combined

USAGE_KEY, SIGNAL_KEY = "Content-Usage", "Content-Signal"
_WHOLE_SITE = ("/", "/*")
_Read = Callable[[bytes], Mapping[str, Wish]]
_READ: Mapping[str, tuple[str, _Read]] = {
    USAGE_KEY: ("train-ai", lambda value: content_usage.read_value(value).wishes),
    SIGNAL_KEY: ("ai-train", lambda value: content_signal.read_value(value).wishes),
}


def unsaid(robots: Robots, text: str, key: str) -> Iterator[tuple[str, int | None]]:
    """Each agent that is not told, ``*`` for all others, with the line that tells it otherwise.

    An agent that is refused the whole site by its own group need not be told.
    """
    label, read = _READ[key]
    for agent in ("*", *_named_and_let_in(robots, text)):
        lines = every_line(robots, agent, key.lower())
        wishes = {path: _wish(lines, path, label, read) for path in {one.path for one in lines}}
        whole = [path for path in _WHOLE_SITE if path in wishes]
        otherwise = [one.line for one in lines if wishes[one.path] is not Wish.REFUSED]
        if otherwise or not whole:
            yield agent, min(otherwise, default=None)


def _named_and_let_in(robots: Robots, text: str) -> list[str]:
    """In the order of the file; of a name that is read in two ways, both."""
    tokens = (name for group in robots.groups for name in sorted(group.tokens) if name)
    names = dict.fromkeys(name.decode("ascii", "replace") for name in tokens)
    return [one.token for one in left_open(text, names)]


def _wish(lines: tuple[Stated, ...], path: str, label: str, read: _Read) -> Wish:
    """Of lines for the same path a refusal wins."""
    said = combined(read(one.value) for one in lines if one.path == path)
    return said.get(label, Wish.UNKNOWN)
