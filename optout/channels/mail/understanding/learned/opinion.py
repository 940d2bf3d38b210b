"""What the learned weights say that a mail is, and which of its sentences say so."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from optout.channels.mail.understanding.deciding import Facts
from optout.channels.mail.understanding.learned.evidence import Spoken, evidence, spoken
from optout.channels.mail.understanding.learned.weights import weights
from optout.channels.mail.understanding.sentences import Sentence
from optout.channels.mail.understanding.signals import Said
from optout.channels.mail.understood import MailClass

NEUTRAL = "neutral"
"""What a sentence is said to be that decides nothing."""


@dataclass(frozen=True, slots=True)
class Opinion:
    """``likely`` has a probability for each class, ``heard`` what the sentences say one by one.

    ``sure`` tells from which probability on it may be believed, by how it stands to the rules.
    """

    likely: Mapping[MailClass, float]
    heard: Sequence[Spoken]
    sure: Mapping[str, float]


def opinion(found: Sequence[Sentence], facts: Facts, said: Mapping[str, Said]) -> Opinion:
    """The opinion about a mail whose author is not to be mistrusted."""
    learned = weights()
    heard = spoken(found, learned.sentence)
    likely = learned.mail.probabilities(evidence(found, heard, facts, said))
    by_class = {MailClass(name): one for name, one in zip(learned.mail.classes, likely, strict=True)}
    return Opinion(by_class, heard, learned.sure)
