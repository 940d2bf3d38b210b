"""The benchmark in a short form: a small population, the same figures."""

from tests.bench.matching import measured, one_difference
from tests.bench.people.population import population


def test_listings_of_a_small_population_are_told_apart() -> None:
    figures = measured(seed=5, people=6_000, subjects=150)
    assert figures["ok"] is True, figures
    assert figures["people"] in range(6_000, 6_010)


def test_a_population_has_what_makes_matching_hard() -> None:
    people = population(seed=5, size=6_000)
    pairs = [(one, kin) for one in people for kin in one.kin]
    assert any(one.given == kin.given and one.family == kin.family for one, kin in pairs)
    assert any(one.born == kin.born for one, kin in pairs)
    assert any(one.former_family for one in people)
    assert any(len(one.homes) > 2 for one in people)
    families = [one.family for one in people]
    assert families.count("Smith") > 50
    assert sum(families.count(family) < 10 for family in set(families)) > 500


def test_the_same_seed_gives_the_same_population() -> None:
    def told(seed: int) -> list[str]:
        return [f"{one.given} {one.family} {one.born} {one.homes}" for one in population(seed, 300)]

    assert told(7) == told(7)
    assert told(7) != told(8)


UNTOLD = {"middle name in use", "a place not told", "only an old place", "former name"}
"""What may make a listing of the person's own another's: it shows what the person did not tell."""


def test_no_single_kind_of_difference_is_decided_wrongly_as_a_whole() -> None:
    confusion = one_difference(seed=5, people=3_000, subjects=150)
    for told in ("all", "little"):
        own, others = confusion[told]["own"], confusion[told]["other"]
        lost = {kind for kind, decided in own.items() if decided.get("different", 0) > 3}
        taken = {kind for kind, decided in others.items() if decided.get("same", 0) > 0}
        assert (lost - UNTOLD, taken) == (set(), set())
        assert len(own) > 25
        assert len(others) > 6
