"""How well listings are told apart, on a seeded population that does not know the matcher's tables."""

import random
import time
from collections import Counter
from itertools import pairwise

from optout.matching.match import Matcher
from optout.requests.outcome import Decision
from tests.bench.people.differences import OTHERS, OWN, differing, told_with_less
from tests.bench.people.listings import Shown, listings_for, subject_of
from tests.bench.people.population import population

_DEVELOPMENT, _EVALUATION = 20_260_101, (71, 904, 77_003)
_PEOPLE, _SUBJECTS = 100_000, 2_000
_BINS = (0.0, 0.01, 0.1, 0.5, 0.9, 0.99, 1.01)

Judged = list[tuple[Shown, Decision, float]]
Confusion = dict[str, dict[str, int]]


def bench() -> dict[str, object]:
    """Precision, recall and confusion for the seed that was developed with and for three others."""
    return {
        "development": measured(_DEVELOPMENT, _PEOPLE, _SUBJECTS),
        "evaluation": {str(seed): measured(seed, _PEOPLE, _SUBJECTS) for seed in _EVALUATION},
        "one_difference": one_difference(_EVALUATION[0], people=10_000, subjects=1_000),
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


def one_difference(seed: int, people: int, subjects: int) -> dict[str, dict[str, Confusion]]:
    """The confusion by kind, each kind alone: for people who told all, and who told the least."""
    rng = random.Random(seed)
    grown = [person for person in population(seed, people) if 18 <= person.age() <= 95]
    counted: dict[str, dict[str, dict[str, Counter[str]]]] = {
        told: {"own": {}, "other": {}} for told in ("all", "little")
    }
    for person in rng.sample(grown, subjects):
        subject = subject_of(person, rng)
        for told, known in (("all", subject), ("little", told_with_less(subject))):
            matcher = Matcher(known)
            for whose, kinds in (("own", OWN), ("other", OTHERS)):
                for kind, listing in differing(person, kinds, rng):
                    decision = matcher.match_listing(listing).decision.value
                    counted[told][whose].setdefault(kind, Counter())[decision] += 1
    return {
        told: {whose: _plain(kinds) for whose, kinds in by_whose.items()}
        for told, by_whose in counted.items()
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


def _confusion(judged: Judged) -> Confusion:
    """By kind of difference: how many of each decision."""
    counted: dict[str, Counter[str]] = {}
    for shown, decision, _ in judged:
        for kind in shown.kinds:
            counted.setdefault(kind, Counter())[decision.value] += 1
    return _plain(counted)


def _plain(counted: dict[str, Counter[str]]) -> Confusion:
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
