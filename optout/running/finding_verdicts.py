"""What a look in one place says about each of the person's things. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from optout.channels.attempt import Capture, LookedUp
from optout.requests.failures import MEANING
from optout.requests.outcome import Answer, Outcome
from optout.requests.verdict import Verdict, together

NOT_NOTED = "not-noted"
"""Why there is no verdict about a thing that a search did not speak of."""
_ABSENCES = frozenset({Verdict.ABSENT, Verdict.UNPROVEN})


@dataclass(frozen=True, slots=True)
class Thing:
    """One of the person's own facts that is looked for."""

    meaning: str
    value: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Found:
    """What is known about one thing in one place; ``thing`` None: about all that is looked for there.

    ``evidence`` is the id under which what proves it is kept. ``detail`` has plain values only.
    """

    provider: str
    thing: str | None = field(repr=False)
    verdict: Verdict
    evidence: str | None = None
    detail: Mapping[str, object] = field(default_factory=dict, repr=False)


def verdicts(
    provider: str, things: Sequence[Thing], outcome: Outcome, capture: Capture
) -> tuple[Found, ...]:
    """One for each thing, in their order; where there is no thing at all, one that says why.

    Several looks for a thing, one in each edition, become one verdict. A search that did not come
    to its end proves no absence, whatever it had noted by then.
    """
    if not things:
        return (_failed(provider, None, outcome),)
    return tuple(_of(provider, thing, outcome, capture) for thing in things)


def _of(provider: str, thing: Thing, outcome: Outcome, capture: Capture) -> Found:
    wanted = (thing.meaning, thing.value)
    looks = [one for one in capture.looked_up if (one.meaning, one.thing) == wanted]
    if not looks:
        return _failed(provider, thing, outcome)
    verdict = together(one.verdict for one in looks)
    detail = {"meaning": thing.meaning, "editions": [_edition(one) for one in looks]}
    if verdict in _ABSENCES and not _ended(outcome, capture):
        return Found(provider, thing.value, _verdict(outcome), detail=detail | _why(outcome))
    return Found(provider, thing.value, verdict, detail=detail | _decider(verdict, looks))


def _ended(outcome: Outcome, capture: Capture) -> bool:
    """Whether everything was asked that the search meant to ask; a doubt about one answer is no end."""
    whole = outcome.answer in (Answer.DONE, Answer.ABSENT) and outcome.complete
    return whole or capture.flow_ended


def _failed(provider: str, thing: Thing | None, outcome: Outcome) -> Found:
    known = {"meaning": thing.meaning if thing else None}
    value = thing.value if thing else None
    return Found(provider, value, _verdict(outcome), detail={**known, **_why(outcome)})


def _verdict(outcome: Outcome) -> Verdict:
    """Of a search that came to nothing as a whole."""
    return Verdict.BLOCKED if outcome.answer == Answer.BLOCKED else Verdict.ERROR


def _why(outcome: Outcome) -> dict[str, object]:
    if outcome.failure is None:
        return {"why": NOT_NOTED, "words": "The search said nothing about this; nothing is assumed."}
    note = {"note": outcome.detail} if outcome.detail else {}
    return {"why": outcome.failure.value, "words": MEANING[outcome.failure].sentence, **note}


def _edition(look: LookedUp) -> dict[str, object]:
    why = {"why": look.failure.value} if look.failure else {}
    return {**look.detail, "edition": look.edition, "verdict": look.verdict.value, **why}


def _decider(verdict: Verdict, looks: Sequence[LookedUp]) -> dict[str, object]:
    """Why there is no proof, as the look that decided says it."""
    decided = next(one for one in looks if one.verdict == verdict)
    if verdict == Verdict.PRESENT:
        return {}
    if decided.failure is None:
        return {"why": decided.detail["why"]} if "why" in decided.detail else {}
    return {"why": decided.failure.value, "words": MEANING[decided.failure].sentence}
