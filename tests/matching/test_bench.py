"""The benchmark in a short form: a small population, the same figures."""

from tests.bench.matching import measured
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
