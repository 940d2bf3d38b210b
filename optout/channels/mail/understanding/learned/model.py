"""A multinomial logistic regression: features with their weights per class, to probabilities."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

SCALE = 100
"""Weights are kept as whole hundredths."""


@dataclass(frozen=True, slots=True)
class Model:
    """``rows`` has a weight per class, in hundredths, for every feature that matters."""

    classes: Sequence[str]
    rows: Mapping[str, Sequence[int]] = field(repr=False)

    def probabilities(self, features: Mapping[str, float]) -> list[float]:
        """How likely each class is, in the order of ``classes``; unknown features say nothing."""
        sums = [float(weight) for weight in self.rows["bias"]]
        for name, value in features.items():
            row = self.rows.get(name)
            if row is not None:
                sums = [total + value * weight for total, weight in zip(sums, row, strict=True)]
        return softmax([total / SCALE for total in sums])


def softmax(sums: Sequence[float]) -> list[float]:
    """Numbers to probabilities that sum up to one."""
    most = max(sums)
    raised = [math.exp(one - most) for one in sums]
    total = sum(raised)
    return [one / total for one in raised]
