"""Searching by address, and the list that comes of it."""

import pytest
from starlette.requests import Request

from optout.rehearsal.pages import Site
from optout.rehearsal.people_search import PeopleSearch, parts
from optout.rehearsal.results import ResultList
from tests.providers.visitor import Visitor

SHOWS = ResultList(
    heading="People",
    row="<li>{name}, {age}, {city}, {state}, {state_name}, {former}, {ident}</li>",
    around="<ul>{rows}</ul>",
    no_heading="Nobody",
    nothing="<p>Really nobody.</p>",
)


class Search(PeopleSearch):
    site = Site("Acme")
    domain = "acme.example"
    record_path = "/record/"
    shows = SHOWS
    asks = parts(
        name="given-name family-name", place="address-level2,address-level1", age="x-age", city="x-place"
    )


def asked(query: str, **path: str) -> dict[str, str]:
    twin = Search(Visitor("people_atlas").world)
    scope = {"type": "http", "query_string": query.encode(), "path_params": path, "headers": []}
    filled = twin.asked(Request(scope))
    return {filled.meanings[name]: value for name, value in filled.fields.items()}


@pytest.mark.parametrize("name", ["Ana-Calloway-Finch", "Ana Calloway-Finch", "Ana+Calloway-Finch"])
def test_given_and_family_name_are_parted_at_the_first_mark(name: str) -> None:
    assert asked("", name=name) == {"given-name": "Ana", "family-name": "Calloway-Finch"}


def test_a_place_is_parted_at_its_comma_and_a_single_fact_is_never_parted() -> None:
    told = asked("place=San+Jose,CA&city=El+Paso")
    assert told == {"address-level2": "San Jose", "address-level1": "CA", "x-place": "El Paso"}


def test_what_is_empty_or_not_asked_for_is_not_written_down() -> None:
    assert asked("age=&shoe=42", name="Ana") == {"given-name": "Ana"}


def test_a_row_shows_one_record() -> None:
    visitor = Visitor("people_atlas")
    entry = visitor.twin.register.of(visitor.subject, visitor.clock.now())
    past = visitor.subject.addresses[1]
    row = SHOWS.html([entry])
    assert row.startswith(f"<ul><li>{entry.name}, {entry.age}, {entry.city}, {entry.state}, ")
    assert row.endswith(f", {past.locality}, {past.region}, {entry.ident}</li></ul>")


def test_an_empty_list_is_a_page_of_its_own() -> None:
    page = bytes(SHOWS.page(Site("Acme"), []).body).decode()
    assert "<h1>Nobody</h1><p>Really nobody.</p>" in page


def test_a_site_finds_by_name_and_state_and_writes_down_what_it_was_told() -> None:
    visitor = Visitor("us_phone_book")
    name, home = visitor.subject.names[0], visitor.subject.addresses[0]
    page = visitor.get(f"/{name.given}-{name.family}/{home.region}/{home.locality}")
    everybody = (visitor.subject, *visitor.strangers)
    there = [one for one in everybody if one.addresses[0].region == home.region]
    assert len(page.tree.xpath("//*[@itemtype]")) == len(there)
    (told,) = visitor.books.searched
    assert told.person == visitor.key
    assert sorted(told.fields.values()) == sorted(
        [name.given, name.family, str(home.region), home.locality]
    )
