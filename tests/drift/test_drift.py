"""Every kind of change, each on one twin by plain HTTP and one in a browser; the bench does the rest."""

import asyncio
from collections.abc import Iterator

import pytest

from optout.catalog.catalog import load_catalog
from optout.channels.web.browser_path import find_browser
from optout.rehearsal.room import Room
from tests.drift.kinds import KINDS
from tests.drift.trial import BOUNDS, Case, Drift, Ran, combinations

PLAIN, BROWSED = "county_ledger", "people_atlas"
SLUGS = (PLAIN, BROWSED)
ONLY_BROWSED = ("shadow-dom",)
NOWHERE = ("select-to-radio",)
"""No twin has a list that is short enough."""
SINGLES = [
    Case(BROWSED if kind in ONLY_BROWSED or number % 3 == 0 else PLAIN, (kind,))
    for number, kind in enumerate(KINDS)
    if kind not in NOWHERE
]
COMBINED = [
    *combinations(SLUGS, seed=7, count=8, meaningful=False),
    *combinations(SLUGS, seed=7, count=8, meaningful=True),
]


@pytest.fixture(scope="module")
def runner() -> Iterator[asyncio.Runner]:
    with asyncio.Runner() as runner:
        yield runner


@pytest.fixture(scope="module")
def drift(runner: asyncio.Runner) -> Iterator[Drift]:
    catalog, choice = load_catalog(), find_browser(None)
    assert choice is not None, "these tests need a browser: see make test"
    room = Room(catalog, [catalog.get(slug) for slug in SLUGS], choice.path, bounds=BOUNDS)
    runner.run(room.__aenter__())
    yield Drift(catalog, room)
    runner.run(room.__aexit__(None, None, None))


def tried(runner: asyncio.Runner, drift: Drift, case: Case) -> Ran:
    return runner.run(drift.run(case))


def test_there_are_many_kinds_of_both() -> None:
    meaningful = [kind for kind in KINDS.values() if kind.is_meaningful]
    assert len(meaningful) >= 24
    assert len(KINDS) - len(meaningful) >= 24


@pytest.mark.parametrize(
    "case", [one for one in SINGLES if not one.is_meaningful], ids=lambda one: one.kinds[0]
)
def test_what_only_looks_different_is_sent_as_before(
    runner: asyncio.Runner, drift: Drift, case: Case
) -> None:
    ran = tried(runner, drift, case)
    assert ran.applied
    assert ran.right, ran.why


@pytest.mark.parametrize(
    "case", [one for one in SINGLES if one.is_meaningful], ids=lambda one: one.kinds[0]
)
def test_what_matters_stops_before_anything_is_told(
    runner: asyncio.Runner, drift: Drift, case: Case
) -> None:
    ran = tried(runner, drift, case)
    assert ran.applied
    assert ran.right, ran.why


@pytest.mark.parametrize("case", COMBINED, ids=lambda one: "+".join(one.kinds))
def test_several_changes_at_once_end_as_the_gravest_of_them(
    runner: asyncio.Runner, drift: Drift, case: Case
) -> None:
    ran = tried(runner, drift, case)
    assert ran.right, ran.why


def test_a_cosmetic_change_is_noted(runner: asyncio.Runner, drift: Drift) -> None:
    ran = tried(runner, drift, Case(PLAIN, ("add-newsletter-box",)))
    assert ran.right
    assert ran.why.endswith("cosmetic: new, optional: 'Send me the newsletter and marketing offers'")


def test_a_meaningful_change_is_said(runner: asyncio.Runner, drift: Drift) -> None:
    ran = tried(runner, drift, Case(PLAIN, ("optional-ssn",)))
    assert ran.right
    assert ran.why == (
        "unrecognised form-changed at press-send: "
        "new, for what is never told: 'Last four digits of your SSN'"
    )
