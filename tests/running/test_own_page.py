"""Whether a listing's own page still stands, in the browser on a twin's site."""

from collections.abc import Iterator

import pytest

from optout.catalog.catalog import load_catalog
from optout.channels.attempt import Record
from optout.rehearsal.stage import START
from optout.running.own_page import still_stands
from optout.running.probes import Looking
from tests.running.local_sites import LocalSites, answering

CATALOG = load_catalog()
ATLAS = CATALOG.get("people_atlas")
ADDRESS = f"https://{ATLAS.domains[0]}/search"
FIELDS = {"name": "Ada Quill", "address-level2": "Ostergrove", "x-listing-url": ADDRESS}
PAGE = "<h1>ADA  Quill</h1><p>lives in Ostergrove</p>"


@pytest.fixture(scope="module")
def sites() -> Iterator[LocalSites]:
    with LocalSites(CATALOG, ("people_atlas",)).open() as opened:
        yield opened


@pytest.mark.parametrize(
    ("page", "status", "stands"),
    [
        (PAGE, 200, True),
        (PAGE, 404, False),
        ("<h1>Ada Quill</h1><p>is not listed here.</p>", 200, False),
        ("<h1>Somebody else</h1><p>lives in Ostergrove</p>", 200, False),
    ],
    ids=["shown", "an error", "only the name", "another"],
)
def test_a_page_stands_where_it_shows_the_name_and_more(
    sites: LocalSites, page: str, status: int, stands: bool
) -> None:
    sites.place("people_atlas", answering("/search", page, status))
    assert still_stands(Looking(ATLAS, START, sites.reach), Record(ADDRESS, FIELDS)) is stands


@pytest.mark.parametrize(
    "address",
    ["https://elsewhere.example/search", "http://[", "file:///search", f"{ADDRESS}?q={{name}}"],
)
def test_what_is_no_address_of_the_provider_is_not_opened(sites: LocalSites, address: str) -> None:
    sites.place("people_atlas", answering("/search", PAGE))
    record = Record(address, {**FIELDS, "x-listing-url": address})
    assert not still_stands(Looking(ATLAS, START, sites.reach), record)
