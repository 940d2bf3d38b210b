"""What a list's reader concludes without rows, and what records' own pages add."""

import asyncio
from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest

from optout.catalog.definition import Origin
from optout.catalog.reading import Extract
from optout.channels.attempt import Record
from optout.channels.web.controls import Control, Seen
from optout.channels.web.filling import Entry
from optout.channels.web.listing import Listing, ListReader
from optout.channels.web.visit import Until
from optout.http import Unanswered
from optout.matching.name_in_facts import may_be_of
from optout.people.facts import Facts
from optout.requests.failures import Failure
from optout.requests.outcome import Sent
from tests.channels.web.acme import HOME, a_provider

LIST = HOME + "/search"
HOW: dict[str, Any] = {
    "row": "li",
    "key": "a",
    "fields": {"name": "b", "x-places": "i"},
    "none": ".none",
    "detail": {"x-age": ".age", "x-places": {"at": ".at", "every": True}},
}
ORIGIN = Origin(
    catalog="x", licence="y", file="z.json", version="1", added_on=date(2026, 1, 1), opt_out_url=None
)


class Pages:
    """A visit to pages that a test wrote; ``shown`` is what a person sees where that differs."""

    def __init__(self, pages: dict[str, str], shown: str | None = None, status: int = 200) -> None:
        self.pages = pages
        self.opened: list[str] = []
        self._shown = shown
        self._status = status
        self._at = LIST

    async def open(self, url: str) -> None:
        self.opened.append(url)
        self._at = url

    async def look(self, until: Until) -> Seen:
        return self.seen()

    def seen(self) -> Seen:
        text = self._shown if self._shown is not None else self.pages.get(self._at, "gone away now")
        known = self._at == LIST or self._at in self.pages
        return Seen(self._at, self._status if known else 404, text=text)

    async def source(self) -> str:
        return self.pages[self._at]

    async def settle(self) -> None: ...

    async def fill(self, entries: Sequence[Entry]) -> None: ...

    async def press(self, control: Control) -> None: ...

    async def picture(self, name: str) -> None: ...

    def sent(self) -> Sent:
        return Sent.NO


def read(pages: Pages, origin: Origin | None = None, **changes: Any) -> Listing:
    provider = a_provider().model_copy(update={"origin": origin})
    facts = Facts({"given-name": ("Ada",), "family-name": ("Quill",)})

    def may_fit(record: Record) -> bool:
        return may_be_of(facts, record.fields)

    reader = ListReader(pages, provider, Extract.model_validate(HOW | changes), lambda _: True, may_fit)
    return asyncio.run(reader.read(pages.seen()))


def row(number: int, name: str = "Ada Quill") -> str:
    return f"<li><a href=/p/{number}>more</a><b>{name}</b><i>York, PA</i></li>"


def own(age: int) -> str:
    return (
        f"<h1>Ada Quill</h1><p class=age>Age {age}</p><p class=at>York, PA</p><p class=at>Reno, NV</p>"
    )


def test_no_row_and_the_sign_of_nothing_prove_that_there_is_none() -> None:
    listing = read(Pages({LIST: "<p class=none>Nobody  here</p>"}, shown="NOBODY HERE"))
    assert listing == Listing((), (), proves_none=True)


def test_a_sign_that_nobody_sees_proves_nothing() -> None:
    with pytest.raises(Unanswered, match="no row"):
        read(Pages({LIST: "<p class=none>Nobody here</p>"}, shown="Loading"))


def test_a_records_own_page_adds_to_it() -> None:
    pages = Pages({LIST: row(1), HOME + "/p/1": own(41)})
    listing = read(pages)
    assert [dict(record.fields) for record in listing.records] == [
        {"name": "Ada Quill", "x-age": "41", "x-places": "York, PA\nReno, NV"}
    ]
    assert (listing.gaps, pages.opened) == ((), [HOME + "/p/1"])


def test_only_pages_of_records_that_may_fit_are_opened_and_at_most_five() -> None:
    many = "".join(row(number) for number in range(2, 10))
    pages = Pages(
        {LIST: row(1, "Bo Ink") + many, **{f"{HOME}/p/{number}": own(40) for number in range(1, 10)}}
    )
    listing = read(pages)
    assert pages.opened == [f"{HOME}/p/{number}" for number in range(2, 7)]
    assert (listing.gaps, len(listing.records)) == ((), 9)


@pytest.mark.parametrize("link", ["https://elsewhere.example/p/1", "http://acme-people.example/p/1"])
def test_no_page_is_opened_elsewhere(link: str) -> None:
    pages = Pages({LIST: row(1).replace("/p/1", link)})
    listing = read(pages)
    assert (pages.opened, len(listing.records), listing.gaps) == (
        [],
        1,
        ("a record's own page was not read",),
    )


def test_a_page_that_is_gone_leaves_its_record_as_it_is() -> None:
    listing = read(Pages({LIST: row(1)}))
    assert [dict(record.fields) for record in listing.records] == [
        {"name": "Ada Quill", "x-places": "York, PA"}
    ]
    assert listing.gaps == ("a record's own page was not read",)


def test_a_challenge_on_a_records_page_is_told() -> None:
    asks = "<title>Just a moment</title><p>verify you are human</p>"
    with pytest.raises(Unanswered) as error:
        read(Pages({LIST: row(1), HOME + "/p/1": asks}))
    assert error.value.failure == Failure.CHALLENGE


def test_an_imported_definition_may_lack_fields_and_links() -> None:
    page = "<li><b>Ada Quill</b></li><li><b>Ada Quill</b><i>York, PA</i></li>"
    listing = read(Pages({LIST: page}), ORIGIN, detail={})
    assert [dict(record.fields) for record in listing.records] == [
        {"name": "Ada Quill"},
        {"name": "Ada Quill", "x-places": "York, PA"},
    ]
    with pytest.raises(Unanswered, match="link"):
        read(Pages({LIST: page}), None, detail={})


@pytest.mark.parametrize(
    ("facts", "name", "may"),
    [
        ({"name": ("Ada Quill",)}, "Quill, Ada", True),
        ({"name": ("Ada Quill",)}, "Ada Quillon", False),
        ({"given-name": ("Ada",), "family-name": ("Quill",)}, "Bo Quill", False),
        ({"given-name": ("Robert",), "family-name": ("Quill",)}, "Bob Quill", True),
        ({}, "Bo Ink", True),
        ({"name": ("Ada Quill",)}, "", True),
    ],
)
def test_a_record_may_fit_where_its_name_does(
    facts: dict[str, tuple[str, ...]], name: str, may: bool
) -> None:
    assert may_be_of(Facts(facts), {"name": name} if name else {}) is may


class Restless(Pages):
    """Its scripts are never answered."""

    async def settle(self) -> None:
        raise Unanswered(Failure.TIMEOUT, "the page's scripts were not answered in time")


def test_a_page_that_may_still_change_proves_no_absence() -> None:
    listing = read(Restless({LIST: "<p class=none>Nobody here</p>"}, shown="Nobody here"))
    assert listing == Listing((), ("the page's scripts were not answered in time",), proves_none=False)
