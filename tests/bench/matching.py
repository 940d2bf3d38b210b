"""How well listings are told apart, on a seeded population that does not know the matcher's tables."""

import time
from collections import Counter
from itertools import pairwise

from optout.matching.match import Matcher
from optout.requests.outcome import Decision
from tests.bench.people.listings import Shown, listings_for
from tests.bench.people.population import population

_DEVELOPMENT, _EVALUATION = 20_260_101, 71
_PEOPLE, _SUBJECTS = 100_000, 2_000
_BINS = (0.0, 0.01, 0.1, 0.5, 0.9, 0.99, 1.01)

Judged = list[tuple[Shown, Decision, float]]


def bench() -> dict[str, object]:
    """Precision, recall and confusion for the seed that was developed with and for one that was not."""
    return {
        "development": measured(_DEVELOPMENT, _PEOPLE, _SUBJECTS),
        "evaluation": measured(_EVALUATION, _PEOPLE, _SUBJECTS),
    }


def measured(seed: int, people: int, subjects: int) -> dict[str, object]:
    """Figures of ``subjects`` people drawn from ``people``, each against a broker's search results."""
    started = time.perf_counter()
    everybody = population(seed, people)
    prepared = listings_for(everybody, seed, subjects)
    ready = time.perf_counter()
    judged = [
        (shown, found.decision, found.score)
        for subject, shows in prepared
        for matcher in [Matcher(subject)]
        for shown in shows
        for found in [matcher.match_listing(shown.listing)]
    ]
    return {
        "people": len(everybody),
        "subjects": len(prepared),
        "listings": len(judged),
        **_figures(judged),
        "confusion": _confusion(judged),
        "calibration": _calibration(judged),
        "generating_s": round(ready - started, 1),
        "microseconds_per_listing": round((time.perf_counter() - ready) / len(judged) * 1e6),
    }


def _figures(judged: Judged) -> dict[str, object]:
    same = [shown.own for shown, decision, _ in judged if decision is Decision.SAME]
    own = [decision for shown, decision, _ in judged if shown.own]
    precision = sum(same) / len(same)
    recall = sum(decision is not Decision.DIFFERENT for decision in own) / len(own)
    others = [decision for shown, decision, _ in judged if not shown.own]
    return {
        "precision_of_same": round(precision, 5),
        "recall_of_same_or_possible": round(recall, 5),
        "recall_of_same": round(own.count(Decision.SAME) / len(own), 4),
        "others_asked_about": round(others.count(Decision.POSSIBLE) / len(others), 4),
        "ok": precision >= 0.995 and recall >= 0.98,
    }


def _confusion(judged: Judged) -> dict[str, dict[str, int]]:
    """By kind of difference: how many of each decision."""
    counted: dict[str, Counter[str]] = {}
    for shown, decision, _ in judged:
        for kind in shown.kinds:
            counted.setdefault(kind, Counter())[decision.value] += 1
    return {kind: dict(sorted(counts.items())) for kind, counts in sorted(counted.items())}


def _calibration(judged: Judged) -> list[dict[str, float]]:
    """By band of the score: its mean against the share of listings that are the person's."""
    bands = []
    for low, high in pairwise(_BINS):
        inside = [(score, shown.own) for shown, _, score in judged if low <= score < high]
        if inside:
            mean = sum(score for score, _ in inside) / len(inside)
            share = sum(own for _, own in inside) / len(inside)
            bands.append({"listings": len(inside), "score": round(mean, 3), "own": round(share, 3)})
    return bands
