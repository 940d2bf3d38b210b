"""Writes who is refused into a robots.txt, in one marked block; every other line stays as it is."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from optout.errors import WrongInput
from optout.signals.robots.groups import Group, Robots, read
from optout.signals.robots.lines import MOST_BYTES, Key, as_bytes, read_lines

BEGIN = "# BEGIN optout: `optout site write` replaces this part; write your own lines outside of it"
END = "# END optout"
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
_BEGINS = re.compile(r"# BEGIN optout\b")
_ENDS = re.compile(r"# END optout\b")
_NAME = re.compile(r"[A-Za-z_-][A-Za-z0-9._-]*")
_VALUE = re.compile(r"[!-\"$-~](?:[ !-\"$-~]*[!-\"$-~])?")
_EVERYTHING = (b"/", b"/*", b"*")
_OPENS_NOTHING = (b"", b"/robots.txt", b"/robots.txt$")


@dataclass(frozen=True, slots=True)
class Preferences:
    """Said besides: values of Content-Usage and Content-Signal, and the address of an RSL licence."""

    content_usage: str = ""
    content_signal: str = ""
    license_url: str = ""


@dataclass(frozen=True, slots=True)
class LeftOpen:
    """An agent that may still read something, and the line of the Allow that lets it, if one does."""

    token: str
    line: int | None


UNSAID = Preferences()


def with_groups(existing: str, tokens: Sequence[str], preferences: Preferences = UNSAID) -> str:
    """The robots.txt with one block that refuses these agents the whole site and says the preferences.

    A block that is there is replaced where it is, or removed where there is nothing to say. A token
    whose own group outside the block refuses everything already is not repeated. Nothing but
    User-agent lines is ever written between two of them. Raises ``WrongInput`` for what is no name of
    an agent or no value for one line, a block without its end, and a file larger than crawlers read.
    """
    _check(tokens, preferences)
    before, after = _around(existing)
    block = _block(before, after, tokens, preferences)
    newline = _newline(existing)
    joint = newline if block and before and not before.endswith(("\n", "\r")) else ""
    written = before + joint + "".join(line + newline for line in block) + after
    if len(as_bytes(written)) > MOST_BYTES:
        raise WrongInput("The robots.txt would be larger than crawlers read, which is 500 KiB.")
    return written


def left_open(robots_txt: str, tokens: Iterable[str]) -> tuple[LeftOpen, ...]:
    """Which of the agents a robots.txt does not refuse everything: lines of the site's own allow it."""
    robots = read(robots_txt)
    return tuple(
        LeftOpen(token, _first_allowing(robots.groups_for(token)))
        for token in tokens
        if not _refuses_everything(robots.groups_for(token))
    )


def block_of(existing: str) -> str:
    """The lines of every block that is there, whatever ends them; nothing of one without its end."""
    found: list[str] = []
    block: list[str] | None = None
    for line in _LINE.findall(existing):
        if block is None:
            block = [line] if _BEGINS.match(line) else None
            continue
        block.append(line)
        if _ENDS.match(line):
            found += block
            block = None
    return "".join(found)


def _check(tokens: Iterable[str], preferences: Preferences) -> None:
    for token in tokens:
        if not _NAME.fullmatch(token):
            raise WrongInput("That is no name of an agent.", todo="Give names such as GPTBot.")
    for value in (preferences.content_usage, preferences.content_signal, preferences.license_url):
        if value and not _VALUE.fullmatch(value):
            raise WrongInput("A preference is one line of printable ASCII without '#'.")


def _around(existing: str) -> tuple[str, str]:
    """What stands before the block and what after it; all of it before where there is none."""
    parts: tuple[list[str], list[str]] = ([], [])
    inside = seen = False
    for line in _LINE.findall(existing):
        if inside:
            inside = not _ENDS.match(line)
        elif _BEGINS.match(line):
            inside = seen = True
        else:
            parts[seen].append(line)
    if inside:
        raise WrongInput(f"In this robots.txt the line {END!r} is missing.", todo="Put it back.")
    return "".join(parts[0]), "".join(parts[1])


def _block(before: str, after: str, tokens: Sequence[str], preferences: Preferences) -> list[str]:
    missing = _missing(before + after, tokens)
    content = _content(preferences)
    refusing = [f"User-agent: {token}" for token in missing]
    refusing += ["Disallow: /", *content] if missing else []
    saying = _for_the_others(before + after, missing, content, preferences.license_url)
    if not refusing and not saying:
        return []
    closing = ["Disallow:"] if _ends_with_names(before) else []
    return [BEGIN, *closing, *refusing, *([""] if refusing and saying else []), *saying, END]


def _missing(kept: str, tokens: Sequence[str]) -> list[str]:
    """Those that are not refused everything there, each once and as it is written first."""
    robots = read(kept)
    names: dict[str, str] = {}
    for token in tokens:
        names.setdefault(token.lower(), token)
    return [name for name in names.values() if not _refused_by_name(robots, name)]


def _for_the_others(kept: str, missing: list[str], content: list[str], licence: str) -> list[str]:
    """A group without a rule, so it changes nobody's access, that says the preferences.

    An agent with a group of its own does not look at the one for everybody, so it is named too.
    """
    said = [*content, *([f"License: {licence}"] if licence else [])]
    if not said:
        return []
    refused = {token.lower() for token in missing}
    named = [name for name in _named(kept) if name.lower() not in refused]
    return ["User-agent: *", *(f"User-agent: {name}" for name in named), "Disallow:", *said]


def _content(preferences: Preferences) -> list[str]:
    keyed = {
        "Content-Usage": preferences.content_usage,
        "Content-Signal": preferences.content_signal,
    }
    return [f"{key}: {value}" for key, value in keyed.items() if value]


def _named(kept: str) -> list[str]:
    """The agents that have a group there which does not refuse everything, as they are written."""
    robots = read(kept)
    values = (line.value for line in read_lines(kept) if line.key is Key.USER_AGENT)
    found = (_NAME.match(value.decode("ascii", "replace")) for value in values)
    names = {name[0].lower(): name[0] for name in found if name}
    return [name for name in names.values() if not _refused_by_name(robots, name)]


def _refused_by_name(robots: Robots, token: str) -> bool:
    groups = [group for group in robots.groups if token.lower().encode() in group.tokens]
    return _refuses_everything(groups)


def _refuses_everything(groups: Sequence[Group]) -> bool:
    rules = [rule for group in groups for rule in group.rules]
    refused = any(not rule.allows and rule.pattern in _EVERYTHING for rule in rules)
    return refused and _first_allowing(groups) is None


def _first_allowing(groups: Iterable[Group]) -> int | None:
    """The line of an Allow; not of one for robots.txt itself, which may always be read."""
    rules = (rule for group in groups for rule in group.rules)
    return next(
        (rule.line for rule in rules if rule.allows and rule.pattern not in _OPENS_NOTHING), None
    )


def _ends_with_names(text: str) -> bool:
    """Whether the last agents have no rule yet: the next rule would be theirs."""
    keys = [line.key for line in read_lines(text)]
    said = [key for key in keys if key in (Key.USER_AGENT, Key.ALLOW, Key.DISALLOW)]
    return said[-1:] == [Key.USER_AGENT]


def _newline(text: str) -> str:
    found = re.search(r"\r\n|\r|\n", text)
    return found[0] if found else "\n"
