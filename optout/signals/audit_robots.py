"""What robots.txt says of the use of what it lets be fetched, and what ai.txt and a licence say."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from optout.signals import content_signal, content_usage
from optout.signals.ai_txt import AiTxt
from optout.signals.audit_statement import Place, Said, Signal, Statement, Unclear, Use, shortened
from optout.signals.robots import Robots
from optout.signals.stated import stated
from optout.signals.wish import Wish

Wishes = Mapping[str, Wish]

_USES = {
    "train-ai": Use.TRAIN,
    "ai-train": Use.TRAIN,
    "search": Use.SEARCH,
    "ai-use": Use.INPUT,
    "ai-input": Use.INPUT,
}


def line_of(text: str, number: int) -> str:
    """A line of a file, counted from 1, as it stands there."""
    lines = _lines(text)
    return lines[number - 1].decode("utf-8", "replace").strip() if 0 < number <= len(lines) else ""


@lru_cache(maxsize=2)
def _lines(text: str) -> list[bytes]:
    return text.encode("utf-8", "surrogatepass").splitlines()


def without_rules(robots: Robots) -> Robots:
    """The same groups without Allow and Disallow.

    A wish in a group that lets nothing be fetched reaches nobody; it is read all the same, because it
    may say the contrary.
    """
    return Robots(tuple(replace(group, rules=()) for group in robots.groups))


def of_robots(bare: Robots, text: str, url: str, agent: str) -> Iterator[Said]:
    """Content-Usage and Content-Signal for ``agent``; ``*`` is everybody.

    ``bare`` has no rules, see ``without_rules``; ``text`` is the file's. Lines that say the same are
    one statement; lines that deny each other are one each.
    """
    for signal, (key, understood) in _LINES.items():
        lines = stated(bare, agent, url, key)
        read = [(one.line, *understood(one.value)) for one in lines]
        yield from _said(signal, read, text, url)


@lru_cache(maxsize=256)
def _usage(value: bytes) -> tuple[Wishes, bool]:
    usage = content_usage.read_value(value)
    return usage.wishes, bool(usage.unknown_labels) or not usage.readable


@lru_cache(maxsize=256)
def _signals(value: bytes) -> tuple[Wishes, bool]:
    signals = content_signal.read_value(value)
    return signals.wishes, bool(signals.not_understood)


_LINES: Mapping[Signal, tuple[str, Callable[[bytes], tuple[Wishes, bool]]]] = {
    Signal.CONTENT_USAGE: ("content-usage", _usage),
    Signal.CONTENT_SIGNAL: ("content-signal", _signals),
}


def _said(
    signal: Signal, read: Sequence[tuple[int, Wishes, bool]], text: str, url: str
) -> Iterator[Said]:
    """``read`` is for each line its number, its wishes, and whether some of it was not understood."""
    first: dict[tuple[Use, bool], int] = {}
    unclear: list[int] = []
    for line, wishes, is_strange in read:
        known = list(_known(wishes))
        for each in known:
            first.setdefault(each, line)
        if is_strange or not known:
            unclear.append(line)
    for (use, allows), line in first.items():
        where, words = _quoted(text, line)
        yield Statement(signal, Place.ROBOTS, use, allows, where, words, url)
    for line in unclear[:1]:
        yield Unclear(signal, *_quoted(text, line), url)


def _quoted(text: str, line: int) -> tuple[str, str]:
    return f"robots.txt line {line}", shortened(line_of(text, line))


def of_header(values: tuple[str, ...], url: str) -> Iterator[Said]:
    """The Content-Usage lines of one answer."""
    if not values:
        return
    usage = content_usage.read_headers(values)
    where, words = f"the header of {url}", shortened(f"Content-Usage: {', '.join(values)}")
    known = list(_known(usage.wishes))
    for use, allows in known:
        yield Statement(Signal.CONTENT_USAGE, Place.HEADER, use, allows, where, words, url)
    if usage.unknown_labels or not known:
        yield Unclear(Signal.CONTENT_USAGE, where, words, url)


def of_ai_txt(read: AiTxt | None, url: str, agent: str) -> Iterator[Statement]:
    """Whether ai.txt lets ``agent`` take the file at ``url`` into a training set."""
    allows = read.allows(agent, url) if read else None
    if allows is not None:
        words = "Allow" if allows else "Disallow"
        yield Statement(Signal.AI_TXT, Place.FILE, Use.TRAIN, allows, "/ai.txt", words, url)


def refused_by_robots(
    tokens: Iterable[tuple[str, int | None]], text: str, url: str
) -> Iterator[Statement]:
    """One statement for each agent that robots.txt keeps from ``url``, with the line that does."""
    for token, line in tokens:
        where = "robots.txt" if line is None else f"robots.txt line {line}"
        words = shortened(line_of(text, line)) if line else "Disallow"
        yield Statement(Signal.ROBOTS, Place.FILE, Use.TRAIN, False, where, words, url, token)


def _known(wishes: Wishes) -> Iterator[tuple[Use, bool]]:
    for label, wish in wishes.items():
        if label in _USES and wish is not Wish.UNKNOWN:
            yield _USES[label], wish is Wish.ALLOWED
