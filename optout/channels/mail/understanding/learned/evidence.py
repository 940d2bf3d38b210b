"""A whole mail as the learned weights see it: its sentences, its structure, the rules' signals."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from optout.channels.mail.understanding.deciding import Facts
from optout.channels.mail.understanding.learned.features import features, plain_features
from optout.channels.mail.understanding.learned.model import Model
from optout.channels.mail.understanding.sentences import Sentence
from optout.channels.mail.understanding.signals import Said

_MOST_SENTENCES = 120
_COUNTS = 0.3
_OF_WORDS = 0.7  # what all single words together weigh, beside the sentences


@dataclass(frozen=True, slots=True)
class Spoken:
    """A sentence's place and how likely it says each class."""

    place: str
    likely: Mapping[str, float] = field(repr=False)


def spoken(sentences: Sequence[Sentence], model: Model) -> list[Spoken]:
    """What each of the first sentences says."""
    return [
        Spoken(
            one.place, dict(zip(model.classes, model.probabilities(features(one.words)), strict=True))
        )
        for one in sentences[:_MOST_SENTENCES]
    ]


def evidence(
    found: Sequence[Sentence], heard: Sequence[Spoken], facts: Facts, said: Mapping[str, Said]
) -> dict[str, float]:
    """The features of a mail, none much above one."""
    return {
        **_of_sentences(heard),
        **_of_structure(facts),
        **{f"rule {name}": one.score for name, one in said.items()},
        **_of_words(found),
        "length": min(len(heard), 30) / 30,
    }


def _of_structure(facts: Facts) -> dict[str, float]:
    return {
        "fact code": min(facts.code_points, 8) / 8,
        "fact links": min(facts.links, 4) / 4,
        "fact link": float(facts.links > 0),
        "fact confirming": facts.confirming,
        "fact automatic": float(facts.automatic),
        "fact stranger": float(facts.stranger),
    }


def _of_words(found: Sequence[Sentence]) -> dict[str, float]:
    every = (plain_features(one.words) for one in found[:_MOST_SENTENCES] if one.weight >= _COUNTS)
    words = sorted(set().union(*every))
    return {f"text {name}": _OF_WORDS * len(words) ** -0.5 for name in words}


def _of_sentences(heard: Sequence[Spoken]) -> dict[str, float]:
    result: dict[str, float] = {}
    body = [one.likely for one in heard if one.place == "body"]
    subject = [one.likely for one in heard if one.place == "subject"]
    for name in {name for one in heard for name in one.likely}:
        result[f"most {name}"] = _most(body, name)
        result[f"sum {name}"] = min(3.0, sum(one[name] for one in body)) / 3
        result[f"none {name}"] = _none(body, name)
        result[f"subject {name}"] = _most(subject, name)
    return result


def _most(heard: Iterable[Mapping[str, float]], name: str) -> float:
    return max((one[name] for one in heard), default=0.0)


def _none(heard: Iterable[Mapping[str, float]], name: str) -> float:
    """How unlikely it is that no sentence says it, on a scale that grows slowly."""
    rest = 1.0
    for one in heard:
        rest *= 1 - min(0.99, one[name])
    return 1 - math.sqrt(rest)
