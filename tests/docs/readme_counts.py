"""Writes the numbers of providers in the README: ``python -m tests.docs.readme_counts``."""

import re
from collections import Counter

from optout.catalog.catalog import load_catalog
from optout.catalog.definition import Kind, Tier
from optout.running.planning import is_invented
from tests.docs.pages import CHECKOUT

FILE = CHECKOUT / "README.md"


def with_counts(text: str) -> str:
    """The text with the numbers as they are; every sentence about them has to be there already."""
    everybody = tuple(load_catalog())
    real = [one for one in everybody if not is_invented(one)]
    brokers = [one for one in real if one.kind == Kind.DATA_BROKER]
    tiers = Counter(one.tier for one in everybody)
    for tier in Tier:
        text = _put(rf"(?m)^\| {tier.value} \| \d+ \|", f"| {tier.value} | {tiers[tier]} |", text)
    invented = len(everybody) - len(real)
    text = _put(r"\d+ of the \d+ are invented", f"{invented} of the {len(everybody)} are invented", text)
    text = _put(r"\d+ are real brokers", f"{len(brokers)} are real brokers", text)
    return _put(r"\d+ are AI services", f"{len(real) - len(brokers)} are AI services", text)


def _put(pattern: str, words: str, text: str) -> str:
    found, times = re.subn(pattern, words, text)
    if times != 1:
        raise ValueError(f"README.md says {words!r} {times} times, not once")
    return found


if __name__ == "__main__":
    FILE.write_text(with_counts(FILE.read_text(encoding="utf-8")), encoding="utf-8")
