"""The first wave in a short form; ``make bench`` plays it over 100 brokers."""

from pathlib import Path

from tests.bench.wave import measure
from tests.bench.wave_brokers import SHAPES, write_brokers


def test_the_waves_brokers_are_valid_and_each_has_a_site_of_its_own(tmp_path: Path) -> None:
    catalog = write_brokers(tmp_path, 2 * len(SHAPES), seed=11)

    domains = [provider.domains[0] for provider in catalog]
    assert len(set(domains)) == 2 * len(SHAPES)
    assert [catalog.twin_of(slug).domain for slug in catalog.slugs] == domains
    assert all(provider.cadence.per_minute == 6.0 for provider in catalog)


def test_the_same_seed_writes_the_same_brokers_and_another_one_others(tmp_path: Path) -> None:
    texts = []
    for name, seed in (("one", 11), ("again", 11), ("other", 12)):
        write_brokers(tmp_path / name, len(SHAPES), seed)
        texts.append([file.read_text("utf-8") for file in sorted((tmp_path / name).rglob("*.py"))])
    assert texts[0] == texts[1] != texts[2]


def test_a_wave_asks_every_broker_once_and_sends_exactly_what_it_should() -> None:
    told = measure(len(SHAPES))

    assert told["wrong_at"] == []
    assert (told["searches"], told["submissions"], told["confirmed"]) == (5, 4, 1)
    assert (told["duplicates"], told["states"]) == (
        0,
        {"acknowledged": 1, "needs you": 1, "submitted": 3},
    )
