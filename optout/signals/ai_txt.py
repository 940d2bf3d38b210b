"""ai.txt as Spawning wrote it: the grammar of robots.txt, with types of files as patterns.

Other files of this name follow other proposals. So only User-agent, Allow and Disallow with a colon are
read; every other line is passed over, and a file without a group of them says nothing.
"""

import re
from dataclasses import dataclass

from optout.signals.robots.address import path_of
from optout.signals.robots.groups import Robots, Rule, grouped
from optout.signals.robots.lines import MOST_BYTES, Key, Line, as_bytes
from optout.signals.robots.pattern import fits

REFUSING_EVERYTHING = """\
# No file of this site may become part of a data set that AI is trained on.
User-Agent: *
Disallow: /
Disallow: *
"""
_KEYS = {b"user-agent": Key.USER_AGENT, b"allow": Key.ALLOW, b"disallow": Key.DISALLOW}
_SAID = re.compile(rb"[ \t]*([A-Za-z-]+)[ \t]*:[ \t]*([^#\0]*)")
_TYPE = re.compile(rb"\*(\.[a-z0-9]+)")
_EVERYTHING = (b"/", b"*", b"/*")


@dataclass(frozen=True, slots=True)
class AiTxt:
    """``ignored`` are the numbers of lines that say something else."""

    rules: Robots
    ignored: tuple[int, ...]

    def allows(self, agent: str, url: str) -> bool | None:
        """Whether the file behind the address may be used; None where nothing is said about it.

        The longest pattern decides, and Disallow where two are as long: it is a reservation.
        """
        path = path_of(url)
        rules = [rule for group in self.rules.groups_for(agent) for rule in group.rules]
        fitting = [(len(rule.pattern), not rule.allows) for rule in rules if _fits(rule, path)]
        return not max(fitting)[1] if fitting else None

    def refuses_everything(self, agent: str = "*") -> bool:
        """Whether nothing of the site is left for this agent; for everybody where none is named."""
        rules = [rule for group in self.rules.groups_for(agent) for rule in group.rules]
        refused = any(not rule.allows and rule.pattern in _EVERYTHING for rule in rules)
        return refused and not any(rule.allows and rule.pattern for rule in rules)


def read_ai_txt(text: str | bytes) -> AiTxt | None:
    """None for what is no such file: a page in HTML, another proposal, no group with a rule."""
    body = as_bytes(text)[:MOST_BYTES].removeprefix(b"\xef\xbb\xbf")
    lines, ignored = [], []
    for number, raw in enumerate(body.splitlines(), 1):
        line = _line(number, raw)
        if line:
            lines.append(line)
        elif raw.partition(b"#")[0].strip():
            ignored.append(number)
    groups = grouped(lines)
    if body.lstrip()[:1] == b"<" or not any(group.rules for group in groups):
        return None
    return AiTxt(Robots(groups), tuple(ignored))


def _line(number: int, raw: bytes) -> Line | None:
    found = _SAID.match(raw)
    key = _KEYS.get(found[1].lower()) if found else None
    if found is None or key is None:
        return None
    return Line(number, key, found[1].decode("ascii").lower(), found[2].strip())


def _fits(rule: Rule, path: bytes) -> bool:
    """A type of files, ``*.jpg``, is the end of the name in any case; all else is as in robots.txt."""
    kind = _TYPE.fullmatch(rule.pattern.lower())
    if kind:
        return path.partition(b"?")[0].lower().endswith(kind[1])
    return bool(rule.pattern) and fits(rule.pattern, path)
