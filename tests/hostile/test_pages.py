"""Every hostile page ends in bounded time with the right outcome, and no undeclared fact leaves.

The short form: some pages of every kind. ``tests.bench.hostile`` runs all of them in every place.
"""

from importlib import import_module
from pkgutil import iter_modules

import pytest

from tests.channels.web.acme import quick
from tests.hostile import pages
from tests.hostile.page import Hostile
from tests.hostile.pages import PAGES
from tests.hostile.runs import Range
from tests.hostile.short import short_form


def _cases() -> list[object]:
    return [
        pytest.param(page, place, way, id=f"{page.name}, {place}, {way}")
        for page, place, way in short_form()
    ]


@pytest.mark.parametrize(("page", "place", "way"), _cases())
def test_a_hostile_page_gets_its_right_outcome_and_no_more_facts_than_declared(
    hostile_range: Range, page: Hostile, place: str, way: str
) -> None:
    ran = hostile_range.run(page, place, way, quick(**page.bounds))
    assert ran.leaks == ()
    assert ran.wrongs == ()
    assert ran.seconds < page.within_s


def test_there_are_hundreds_of_pages_and_each_has_a_name_of_its_own() -> None:
    assert len(PAGES) >= 250
    assert len({page.name for page in PAGES}) == len(PAGES)


def test_the_short_form_meets_pages_of_every_kind() -> None:
    met = {page.name for page, _, _ in short_form()}
    kinds = [import_module(f"{pages.__name__}.{one.name}").PAGES for one in iter_modules(pages.__path__)]
    assert len(met) >= 100
    assert all(sum(page.name in met for page in kind) >= 5 for kind in kinds)
