"""Content-Signal, as Cloudflare puts it into robots.txt. Source: contentsignals.org, September 2025."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from optout.signals.robots.groups import Robots
from optout.signals.stated import stated
from optout.signals.wish import Wish, combined

SIGNALS = ("search", "ai-input", "ai-train")
_WISHES = {"yes": Wish.ALLOWED, "no": Wish.REFUSED}


@dataclass(frozen=True, slots=True)
class Signals:
    """A wish for each of ``SIGNALS``; parts that are none of them, or neither yes nor no; the lines."""

    wishes: Mapping[str, Wish]
    not_understood: tuple[str, ...] = ()
    lines: tuple[int, ...] = ()


def read_value(value: str | bytes) -> Signals:
    """One value. A signal given twice counts as the stricter one."""
    text = value.decode("utf-8", "replace") if isinstance(value, bytes) else value
    parts = [part.strip() for part in text.split(",") if part.strip()]
    read = [(part, dict(_read(part))) for part in parts]
    wishes = combined([_nothing_said(), *(found for _, found in read)])
    return Signals(wishes, tuple(part for part, found in read if not found))


def in_robots(robots: Robots, agent: str, url: str) -> Signals:
    """What a robots.txt says to an agent about an address; of lines for the same path a refusal wins."""
    lines = stated(robots, agent, url, "content-signal")
    read = [read_value(line.value) for line in lines]
    return Signals(
        combined([_nothing_said(), *(one.wishes for one in read)]),
        tuple(dict.fromkeys(part for one in read for part in one.not_understood)),
        tuple(line.line for line in lines),
    )


def _read(part: str) -> Iterator[tuple[str, Wish]]:
    name, _, said = (word.strip().lower() for word in part.partition("="))
    if name in SIGNALS and said in _WISHES:
        yield name, _WISHES[said]


def _nothing_said() -> dict[str, Wish]:
    return dict.fromkeys(SIGNALS, Wish.UNKNOWN)
