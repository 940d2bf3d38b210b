"""Every hostile page ends in bounded time with the right outcome, and no undeclared fact leaves.

The short form: each page in its first place. ``tests.bench.hostile`` runs all of them everywhere.
"""

import pytest

from tests.channels.web.acme import quick
from tests.hostile.known import WRONG
from tests.hostile.page import Hostile
from tests.hostile.pages import PAGES
from tests.hostile.runs import Range


def _cases() -> list[object]:
    return [
        pytest.param(page, way, id=f"{page.name}, {way}", marks=_marks(page))
        for page in PAGES
        for way in page.ways
        if not page.only_in_full
    ]


def _marks(page: Hostile) -> tuple[pytest.MarkDecorator, ...]:
    why = WRONG.get(page.name)
    return (pytest.mark.xfail(reason=why, strict=False),) if why else ()


@pytest.mark.parametrize(("page", "way"), _cases())
def test_a_hostile_page_gets_its_right_outcome_and_no_more_facts_than_declared(
    hostile_range: Range, page: Hostile, way: str
) -> None:
    ran = hostile_range.run(page, page.places[0], way, quick(**page.bounds))
    assert ran.leaks == ()
    assert ran.wrongs == ()
    assert ran.seconds < page.within_s


def test_there_are_at_least_forty_pages_and_each_has_a_name_of_its_own() -> None:
    assert len(PAGES) >= 40
    assert len({page.name for page in PAGES}) == len(PAGES)


def test_what_is_known_to_be_wrong_names_pages_that_exist() -> None:
    assert set(WRONG) <= {page.name for page in PAGES}
