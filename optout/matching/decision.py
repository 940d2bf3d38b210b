"""From evidence to a decision and a calibrated score."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, log

from optout.matching.evidence import Evidence
from optout.matching.places import SEARCHED
from optout.requests.outcome import Decision

SAME = 0.9
"""The least score of *same* where all that both sides tell fits exactly."""

SAME_THOUGH_UNEASY = 0.98
"""The same where something fits less well than it should: an age a year off, other telephones."""

POSSIBLE = 0.01
"""The least score of *possible* where something speaks against the person."""

LOOSE = 0.003
"""The same where nothing does, and the name fits only loosely: asking once more costs little."""

_NAMESAKE_RELATIVE = 0.03
"""How often a person has a relative of the same name whom sites list too."""

_RELATIVE_AT_MOST = 0.005
"""*Same* needs the relative all but excluded: by the age, or by the suffix."""

_BOUND = 30.0


@dataclass(frozen=True, slots=True)
class Match:
    """The decision, why in words that name no values, and the probability that it is the person."""

    decision: Decision
    why: tuple[str, ...]
    score: float = 0.0


def decide(evidence: Sequence[Evidence]) -> Match:
    """Add up the weights; the first of them must be the name's."""
    why = tuple(dict.fromkeys(each.why for each in evidence))
    stranger, relative = _odds(evidence)
    score = round(1 / (1 + stranger + relative), 4)
    return Match(_decision(evidence, score, relative), why, score)


def _odds(evidence: Sequence[Evidence]) -> tuple[float, float]:
    """The odds of a stranger and of a relative, against the person."""
    strangers = log(SEARCHED * 1000) - sum(each.stranger for each in evidence)
    relatives = log(_NAMESAKE_RELATIVE) - sum(each.relative for each in evidence)
    return exp(min(strangers, _BOUND)), exp(min(relatives, _BOUND))


def _decision(evidence: Sequence[Evidence], score: float, relative: float) -> Decision:
    if any(each.excludes for each in evidence):
        return Decision.DIFFERENT
    least = POSSIBLE if any(each.against for each in evidence) else LOOSE
    if any(each.doubtful or each.against for each in evidence):
        return Decision.POSSIBLE if score >= least else Decision.DIFFERENT
    enough = SAME_THOUGH_UNEASY if any(each.uneasy for each in evidence) else SAME
    sure = score >= enough and relative <= _RELATIVE_AT_MOST
    return Decision.SAME if sure else Decision.POSSIBLE
