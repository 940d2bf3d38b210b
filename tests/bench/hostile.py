"""Every hostile page, in every place and way, with the bounds of real attempts.

Run with ``python -m tests.bench.hostile [--quick] [NAME...]``; names are beginnings of page names.
"""

import json
import sys
from collections.abc import Iterable, Iterator

from optout.channels.web.bounds import Bounds
from tests.channels.web.acme import quick
from tests.hostile.page import Hostile
from tests.hostile.pages import PAGES
from tests.hostile.runs import Ran, running_range

_Case = tuple[Hostile, str, str]


def bench(names: Iterable[str] = (), quickly: bool = False) -> dict[str, object]:
    """How many of the runs were right, what leaked, and how long the slowest took."""
    cases, ran = list(_cases(tuple(names))), []
    with running_range() as hostile_range:
        for page, place, way in cases:
            bounds = quick(**page.bounds) if quickly else Bounds()
            ran.append(hostile_range.run(page, place, way, bounds))
            _report((page, place, way), ran[-1])
    return {
        "pages": len({page.name for page, _, _ in cases}),
        "runs": len(ran),
        "right": sum(not one.wrongs for one in ran),
        "leaks": sum(bool(one.leaks) for one in ran),
        "slowest_s": round(max((one.seconds for one in ran), default=0.0), 1),
    }


def _cases(names: tuple[str, ...]) -> Iterator[_Case]:
    for page in PAGES:
        if not names or page.name.startswith(names):
            yield from ((page, place, way) for place in page.places for way in page.ways)


def _report(case: _Case, ran: Ran) -> None:
    page, place, way = case
    for said in (*ran.leaks, *ran.wrongs):
        print(f"{page.name} ({place}, {way}, {ran.seconds:.1f} s): {said}", file=sys.stderr)


if __name__ == "__main__":
    wanted = [one for one in sys.argv[1:] if one != "--quick"]
    print(json.dumps(bench(wanted, "--quick" in sys.argv), indent=2))
