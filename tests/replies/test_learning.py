"""The weights in the package are those that the mails and sentences of this folder give."""

import random

import pytest

from optout.channels.mail.understanding.learned.features import features
from optout.channels.mail.understanding.learned.model import SCALE
from optout.channels.mail.understanding.learned.weights import weights
from tests.replies.fitting import Example, Fit, fitted
from tests.replies.learning import PRECISION, _threshold, digest, of_sentences


def test_the_weights_were_learned_from_what_lies_here() -> None:
    """Where this fails: ``python -m tests.replies.learning``."""
    assert weights().inputs == digest()


def test_learning_gives_the_same_every_time() -> None:
    examples = random.Random(3).sample(list(of_sentences()), 250)

    assert fitted(examples, Fit(rounds=2)) == fitted(list(examples), Fit(rounds=2))


def test_a_sentence_that_was_left_out_is_mostly_understood() -> None:
    examples = [one for one in of_sentences() if one.name in ("done", "refused", "code")]
    random.Random(3).shuffle(examples)
    held_out = examples[:200]
    model = fitted(examples[200:], Fit(rounds=3))
    right = sum(
        one.name == model.classes[likely.index(max(likely))]
        for one in held_out
        for likely in [model.probabilities(one.features)]
    )

    assert right >= 170


def test_only_the_heaviest_features_are_kept_and_as_whole_hundredths() -> None:
    examples = [Example({"a": 1.0, "x": 0.01}, "one"), Example({"b": 1.0, "x": 0.01}, "two")] * 9

    model = fitted(examples, Fit(rounds=3, most=3))

    assert sorted(model.rows) == ["a", "b", "bias"]
    assert all(isinstance(weight, int) for row in model.rows.values() for weight in row)
    assert model.rows["a"][0] > SCALE / 10 > 0 > model.rows["a"][1]


@pytest.mark.parametrize(
    ("judged", "least"),
    [
        ([(0.9, True)] * 20 + [(0.5, False)] * 20, 0.9),
        ([(0.9, True)] * 5, 1.5),
        ([(0.9, False)] * 40, 1.5),
        ([(0.9, True)] * 40 + [(0.7, True)] * 40 + [(0.6, False)], 0.6),
    ],
)
def test_what_may_be_believed_was_right_where_it_had_not_been_learned(
    judged: list[tuple[float, bool]], least: float
) -> None:
    assert _threshold(judged) == least
    assert PRECISION == 0.97


def test_a_sentence_is_looked_at_by_words_parts_and_concepts() -> None:
    found = features(" ^ wir loschen ihre daten nicht $ ")

    assert {
        "w loschen",
        "w loschen ihre",
        "p losc",
        "c delete",
        "c delete -",
        "c delete > record",
    } <= set(found)
    assert sum(value * value for value in found.values()) == pytest.approx(1.0)
