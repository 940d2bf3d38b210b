"""The rules' decision and the learned opinion made one decision."""

from collections.abc import Iterator, Sequence

from optout.channels.mail.understanding.deciding import Decision, doubted
from optout.channels.mail.understanding.learned.evidence import Spoken
from optout.channels.mail.understanding.learned.opinion import NEUTRAL, Opinion
from optout.channels.mail.understood import SURE, MailClass

# A mistake about one of these ends a request, or acts in the person's name: both must say so.
COSTLY = frozenset(
    {
        MailClass.DONE,
        MailClass.NOT_FOUND,
        MailClass.REFUSED,
        MailClass.CONFIRMATION_LINK,
        MailClass.CODE,
        MailClass.BOUNCE,
    }
)
_LEAST = 0.25
_NAMED = 0.5
_MOST_NAMED = 3
_NEARLY = SURE - 0.01


def combined(by_rules: Decision, learned: Opinion) -> Decision:
    """The likeliest class. How sure that is rests on mails that neither rules nor weights had seen."""
    best = max(learned.likely, key=lambda one: learned.likely[one])
    if _is_mute(learned):
        return doubted(by_rules)
    standing = standing_of(by_rules, best, learned.heard)
    confidence = _confidence(learned.likely[best], learned.sure[standing])
    if best in COSTLY and standing == "alone":
        confidence = min(confidence, _NEARLY)
    return Decision(best, confidence, tuple(_reasons(best, by_rules, learned)))


def standing_of(by_rules: Decision, best: MailClass, heard: Sequence[Spoken]) -> str:
    """How a class stands to the rules' decision and to the sentences one by one.

    ``alone``: the rules read another one. ``doubted``: they are not sure. ``unanimous``: they are, and
    no sentence says anything else. ``agreed``: they are, but one does.
    """
    if by_rules.mail_class != best:
        return "alone"
    if by_rules.confidence < SURE:
        return "doubted"
    said = {name for _, name, likely in _sentences(heard) if likely >= _NAMED and name != NEUTRAL}
    return "unanimous" if said == {best.value} else "agreed"


def _is_mute(learned: Opinion) -> bool:
    """Whether none of its sentences says anything: then only the rules know what to look at."""
    return not any(
        likely >= _LEAST
        for one in learned.heard
        for name, likely in one.likely.items()
        if name != NEUTRAL
    )


def _confidence(likely: float, sure: float) -> float:
    """``SURE`` is reached where the probability reaches ``sure``; one above 1 is never reached."""
    if likely < sure:
        return min(_NEARLY, SURE * likely / sure)
    return SURE + (0.99 - SURE) * (likely - sure) / max(1 - sure, 1e-9)


def _reasons(best: MailClass, by_rules: Decision, learned: Opinion) -> Iterator[str]:
    named = [
        (place, name)
        for place, name, likely in _sentences(learned.heard)
        if likely >= _NAMED and name in (*MailClass,)
    ]
    for place, name in [one for one in named if one[1] == best][:_MOST_NAMED]:
        yield f"{place} says {name!r}"
    for place, name in [one for one in named if one[1] != best][:_MOST_NAMED]:
        yield f"but {place} says {name!r}"
    if by_rules.mail_class != best:
        yield f"but the rules read {by_rules.mail_class.value!r}"
    yield from by_rules.why


def _sentences(heard: Sequence[Spoken]) -> Iterator[tuple[str, str, float]]:
    """Each sentence's place with its likeliest class. The first of a place is number 1."""
    counts: dict[str, int] = {}
    for one in heard:
        counts[one.place] = counts.get(one.place, 0) + 1
        name = max(one.likely, key=lambda name: one.likely[name])
        yield f"sentence {counts[one.place]} of the {one.place}", name, one.likely[name]
