"""Changed forms: cosmetic changes must be sent correctly, meaningful ones stopped before sending.

Run with ``python -m tests.bench drift``: every kind on every twin, with several seeds where the kind
has a choice to make, and as many combinations again.
"""

import asyncio
import sys
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import chain

from optout.catalog.catalog import load_catalog
from optout.channels.web.browser_path import find_browser
from optout.rehearsal.room import Room
from tests.drift.kinds import KINDS
from tests.drift.trial import BOUNDS, Case, Drift, Ran, combinations, drifting

SEEDS = (1, 2)
_AT_ONCE = 4
TARGETS = {"cosmetic": 0.98, "meaningful": 1.0}


def bench() -> dict[str, object]:
    """The runs and rates of both, by kind, and what went wrong."""
    return asyncio.run(_bench())


async def _bench() -> dict[str, object]:
    catalog, choice = load_catalog(), find_browser(None)
    if choice is None:
        return {"skipped": "there is no browser"}
    slugs = drifting(catalog)
    cases = [Case(slug, (kind,), seed) for slug in slugs for kind in KINDS for seed in SEEDS]
    for seed in SEEDS:
        for meaningful in (False, True):
            cases += combinations(slugs, seed, 10 * len(slugs), meaningful)
    providers = [catalog.get(slug) for slug in slugs]
    async with Room(catalog, providers, choice.path, bounds=BOUNDS) as room:
        drift = Drift(catalog, room)
        places = asyncio.Semaphore(_AT_ONCE)
        by_slug = ([case for case in cases if case.slug == slug] for slug in slugs)
        ran = await asyncio.gather(*(_in_turn(drift, of_one, places) for of_one in by_slug))
    return summary(chain.from_iterable(ran))


async def _in_turn(drift: Drift, cases: Sequence[Case], places: asyncio.Semaphore) -> list[Ran]:
    """A twin serves one changed form at a time; twins are tried side by side."""
    async with places:
        return [await _told(drift, case) for case in cases]


async def _told(drift: Drift, case: Case) -> Ran:
    ran = await drift.run(case)
    if ran.applied and not ran.right:
        print(f"{case.slug} {'+'.join(case.kinds)} ({case.seed}): {ran.why}", file=sys.stderr)
    return ran


def summary(every: Iterable[Ran]) -> dict[str, object]:
    """What did not apply is left out."""
    ran = [one for one in every if one.applied]
    stopping = [one for one in ran if one.case.is_meaningful]
    passing = [one for one in ran if not one.case.is_meaningful]
    return {
        "cosmetic": _rate(passing, "sent"),
        "meaningful": _rate(stopping, "stopped"),
        "ok": _share(passing) >= TARGETS["cosmetic"] and _share(stopping) >= TARGETS["meaningful"],
        "by_kind": _by_kind(ran),
    }


def _rate(ran: Sequence[Ran], word: str) -> dict[str, float]:
    return {"runs": len(ran), word: sum(one.right for one in ran), "rate": round(_share(ran), 4)}


def _share(ran: Sequence[Ran]) -> float:
    return sum(one.right for one in ran) / len(ran) if ran else 0.0


def _by_kind(ran: Iterable[Ran]) -> dict[str, dict[str, float]]:
    kinds: defaultdict[str, list[Ran]] = defaultdict(list)
    for one in ran:
        kinds[one.case.kinds[0] if len(one.case.kinds) == 1 else "combined"].append(one)
    return {name: _rate(found, "right") for name, found in sorted(kinds.items())}


if __name__ == "__main__":
    import json

    print(json.dumps(bench(), indent=1))
