"""Lines of a site's own that still permit training after our part was written beside them. Pure."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from optout.signals import content_signal, content_usage
from optout.signals.ai_txt import read_ai_txt
from optout.signals.audit_robots import line_of
from optout.signals.audit_statement import shortened
from optout.signals.robots import read_lines
from optout.signals.tdmrep import NotTdmrep, rules
from optout.signals.wish import Wish

_PATH = re.compile(rb"/[^ \t]*[ \t]+")
_WISHES: Mapping[str, Callable[[bytes], Wish | None]] = {
    "content-usage": lambda value: content_usage.read_value(value).wishes.get("train-ai"),
    "content-signal": lambda value: content_signal.read_value(value).wishes.get("ai-train"),
}


@dataclass(frozen=True, slots=True)
class Permitting:
    """``where`` is "line N" or, of a JSON file, "rule N"; ``words`` is what stands there."""

    file: str
    where: str
    words: str


def permitting(file: str, text: str) -> tuple[Permitting, ...]:
    """What in the text of one of the files that are written still permits training; never raises."""
    found = {"robots.txt": _in_robots, "ai.txt": _in_ai_txt}.get(file, _in_tdmrep)(text)
    return tuple(Permitting(file, where, shortened(words)) for where, words in found)


def _in_robots(text: str) -> Iterator[tuple[str, str]]:
    """Whoever the group is for."""
    for line in read_lines(text):
        wish = _WISHES.get(line.name)
        if wish and wish(_PATH.sub(b"", line.value, count=1)) is Wish.ALLOWED:
            yield f"line {line.number}", line_of(text, line.number)


def _in_ai_txt(text: str) -> Iterator[tuple[str, str]]:
    read = read_ai_txt(text)
    for rule in (rule for group in read.rules.groups for rule in group.rules) if read else ():
        if rule.allows and rule.pattern:
            yield f"line {rule.line}", line_of(text, rule.line)


def _in_tdmrep(text: str) -> Iterator[tuple[str, str]]:
    try:
        known = rules(text)
    except NotTdmrep:
        return
    for rule in known:
        if rule.reservation == 0:
            yield f"rule {rule.number}", f"{rule.location}: tdm-reservation 0"
