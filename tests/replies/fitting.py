"""Learning the weights of a logistic regression from examples, the same ones every time."""

import random
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from optout.channels.mail.understanding.learned.model import SCALE, Model, softmax

_RATE = 0.5
_LITTLE = 0.01
_Rows = dict[str, list[float]]


@dataclass(frozen=True, slots=True)
class Example:
    """``weight`` is how much it counts."""

    features: Mapping[str, float] = field(repr=False)
    name: str
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Fit:
    """``rounds`` over all examples; ``least`` examples that a feature needs; ``most`` features."""

    rounds: int = 8
    least: int = 2
    most: int = 20_000
    decay: float = 0.0
    rate: float = _RATE


def fitted(examples: Sequence[Example], fit: Fit, seed: int = 7) -> Model:
    """The model by AdaGrad, features that hardly matter left out."""
    classes = sorted({one.name for one in examples})
    index = {name: at for at, name in enumerate(classes)}
    counts = Counter(name for one in examples for name in one.features)
    kept = {name for name, times in counts.items() if times >= fit.least}
    data = [
        (
            [(name, value) for name, value in one.features.items() if name in kept] + [("bias", 1.0)],
            index[one.name],
            one.weight,
        )
        for one in examples
    ]
    rows = {name: [0.0] * len(classes) for name in sorted(kept | {"bias"})}
    grown = {name: [1e-4] * len(classes) for name in rows}
    order = random.Random(seed)
    for _ in range(fit.rounds):
        order.shuffle(data)
        for features, right, weight in data:
            _learn(rows, grown, features, right, weight, fit)
    return Model(classes, _heaviest(rows, fit.most))


def _learn(
    rows: _Rows,
    grown: _Rows,
    features: Sequence[tuple[str, float]],
    right: int,
    weight: float,
    fit: Fit,
) -> None:
    sums = [0.0] * len(rows["bias"])
    for name, value in features:
        sums = [total + value * one for total, one in zip(sums, rows[name], strict=True)]
    wrong = softmax(sums)
    wrong[right] -= 1.0
    steps = [(at, one * weight) for at, one in enumerate(wrong) if abs(one) > _LITTLE]
    if not steps:
        return
    rate, decay = fit.rate, fit.decay
    for name, value in features:
        row, grew = rows[name], grown[name]
        for at, one in steps:
            slope = one * value + decay * row[at]
            grew[at] += slope * slope
            row[at] -= rate * slope / grew[at] ** 0.5


def _heaviest(rows: _Rows, most: int) -> dict[str, tuple[int, ...]]:
    weight = {name: max(map(abs, row)) for name, row in rows.items()}
    chosen = sorted(rows, key=lambda name: (name != "bias", -weight[name], name))[:most]
    return {name: tuple(round(one * SCALE) for one in rows[name]) for name in sorted(chosen)}
