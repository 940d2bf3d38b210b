"""From what a mail's sentences say to what the mail is, with how sure that is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from optout.channels.mail.understanding.signals import Said
from optout.channels.mail.understood import SURE, MailClass

_UNSURE = 0.4
_PLAIN = 0.8  # one sentence of the body that says it plainly

# What asks something of the person goes before what merely informs, a no before a yes.
_ORDER: Sequence[tuple[str, MailClass]] = (
    ("identify", MailClass.NEEDS_IDENTIFICATION),
    ("form", MailClass.FORM_ONLY),
    ("data", MailClass.NEEDS_DATA),
    ("refused", MailClass.REFUSED),
    ("extended", MailClass.EXTENDED),
    ("done", MailClass.DONE),
    ("notfound", MailClass.NOT_FOUND),
    ("received", MailClass.ACKNOWLEDGED),
)


@dataclass(frozen=True, slots=True)
class Decision:
    """A class with its confidence and the reasons, none with personal data."""

    mail_class: MailClass
    confidence: float
    why: tuple[str, ...]


def decide(said: Mapping[str, Said]) -> Decision:
    """The class by the mail's words alone."""
    scores = {name: one.score for name, one in said.items()}
    for name, mail_class in _ORDER:
        if scores.get(name, 0) >= _PLAIN:
            return Decision(mail_class, _confidence(name, scores), (f"it says: {name}",))
    name, score = max(scores.items(), key=lambda item: item[1], default=("", 0.0))
    by_name = dict(_ORDER)
    if name in by_name and score >= _UNSURE:
        return Decision(by_name[name], min(score, SURE - 0.1), (f"it hints: {name}",))
    return Decision(MailClass.UNRELATED, _UNSURE, ("nothing in it is known wording",))


def _confidence(name: str, scores: Mapping[str, float]) -> float:
    return scores[name]
