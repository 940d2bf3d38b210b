"""What the README says about the catalog is compared with the catalog."""

import re
from collections import Counter

from optout.catalog.catalog import load_catalog
from optout.catalog.definition import Kind, Tier
from optout.running.planning import is_invented
from tests.docs.pages import CHECKOUT
from tests.docs.readme_counts import with_counts

README = (CHECKOUT / "README.md").read_text(encoding="utf-8")
PROVIDERS = tuple(load_catalog())
REAL = [provider for provider in PROVIDERS if not is_invented(provider)]
BROKERS = [provider for provider in REAL if provider.kind == Kind.DATA_BROKER]
MEND = "providers/ came or went: python -m tests.docs.readme_counts, and mend the names in README.md"
SERVICES = [provider for provider in REAL if provider.kind != Kind.DATA_BROKER]


def test_it_fits_on_one_screen() -> None:
    lines = README.splitlines()
    assert len(lines) <= 70
    assert max(map(len, lines)) <= 130


def test_it_leads_to_what_is_done_about_ai_training() -> None:
    assert "](docs/how-to/opt-out-of-ai-training.md)" in README
    assert [name for name in ("find", "site", "exposure") if f"`optout {name}`" not in README] == []


def test_it_counts_the_tiers_as_they_are() -> None:
    said = re.findall(r"^\| (\w+) \| (\d+) \|", README, re.MULTILINE)
    counted = Counter(provider.tier for provider in PROVIDERS)
    assert dict(said) == {tier.value: str(counted[tier]) for tier in Tier}, MEND


def test_it_counts_invented_and_real_providers_as_they_are() -> None:
    invented = len(PROVIDERS) - len(REAL)
    assert f"{invented} of the {len(PROVIDERS)} are invented brokers" in README, MEND
    assert f"{len(BROKERS)} are real brokers" in README, MEND
    assert f"{len(SERVICES)} are AI services, data sets and takedowns" in README, MEND


def test_its_numbers_can_be_written_anew() -> None:
    outdated = re.sub(r"(?m)^(\| \w+ \|) \d+ \|", r"\1 7777 |", README)
    assert outdated != README
    assert with_counts(outdated) == README, MEND


def test_it_names_the_real_brokers() -> None:
    sentence = README.partition("38 sites:")[2].partition(". ")[0]
    assert len(re.split(r",| and ", sentence)) == len(BROKERS), MEND
    assert [provider.slug for provider in BROKERS if provider.name.split()[0] not in sentence] == []


def test_it_says_that_nothing_was_seen_live_exactly_as_long_as_that_is_so() -> None:
    verified = [provider for provider in PROVIDERS if provider.tier == Tier.VERIFIED]
    assert ("No provider has been seen to work live" in README) == (not verified)


def test_it_names_the_licence_that_comes_along() -> None:
    assert "[Apache-2.0](LICENSE)" in README
    assert "Apache License" in (CHECKOUT / "LICENSE").read_text(encoding="utf-8")
