"""robots.txt, decided as Google's open-source parser (github.com/google/robotstxt) decides it.

``decide`` answers one question; ``read`` once and ``Robots.decide`` often, for many agents of one file.
"""

from optout.signals.robots.decision import Decision, decide, decided
from optout.signals.robots.groups import Group, Robots, Rule, read
from optout.signals.robots.lines import Key, Line, read_lines

__all__ = [
    "Decision",
    "Group",
    "Key",
    "Line",
    "Robots",
    "Rule",
    "decide",
    "decided",
    "read",
    "read_lines",
]
