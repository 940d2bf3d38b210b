"""Reads a search's whole result list: each page at rest, then the page after it."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

from optout.catalog.definition import Provider
from optout.catalog.steps import Extract
from optout.channels.attempt import Record
from optout.channels.web.controls import Seen
from optout.channels.web.details import DetailReader
from optout.channels.web.extracting import MAX_ROWS, ResultPage, extract, require_fields, row_count
from optout.channels.web.identity import told_apart
from optout.channels.web.judge import judge
from optout.channels.web.selecting import unknown
from optout.channels.web.visit import Visit
from optout.http import Unanswered
from optout.requests.failures import Failure

MAX_PAGES = 10
_READINGS = 8


@dataclass(frozen=True, slots=True)
class Listing:
    """The records, each once, and in ``gaps`` why the list was not read to its end; empty if it was.

    ``proves_none``: there is no row, and the page shows what the definition says it shows only then.
    """

    records: tuple[Record, ...]
    gaps: tuple[str, ...]
    proves_none: bool = False


def _any(_: Record) -> bool:
    return True


class ListReader:
    """Reads one list. ``is_list`` knows its pages, ``provider`` the hosts where they may be.

    ``may_fit``: whose own pages are opened, where the definition reads more there.
    """

    def __init__(
        self,
        visit: Visit,
        provider: Provider,
        how: Extract,
        is_list: Callable[[Seen], bool],
        may_fit: Callable[[Record], bool] = _any,
    ) -> None:
        self._visit = visit
        self._provider = provider
        self._how = how
        self._is_list = is_list
        self._strict = provider.origin is None
        self._details = DetailReader(visit, provider, how.detail, may_fit)
        self._pages: list[ResultPage] = []
        self._opened: set[str] = set()
        self._gaps: dict[str, None] = {}

    async def read(self, seen: Seen) -> Listing:
        """The list whose first page is ``seen``, where the visit stands.

        Raises ``Unanswered``: for a page that is none of the list, and for rows that cannot be read.
        """
        page = await self._page(seen)
        if not page.records:
            return await self._none(page, seen)
        while len(self._pages) < MAX_PAGES and (link := self._link_after(page, seen)):
            seen = await self._open(link)
            page = await self._page(seen)
        return await self._detailed(self._concluded(page))

    async def _none(self, page: ResultPage, seen: Seen) -> Listing:
        """Only what the page really shows counts: style sheets may hide what its source says."""
        now = seen if seen.still else await self._visit.look(lambda _: True)
        if not any(_shows(text, now) for text in page.none):
            raise unknown("no row on a page that says there are results")
        return Listing((), tuple(self._gaps), proves_none=not self._gaps)

    async def _detailed(self, listing: Listing) -> Listing:
        records, whole = await self._details.read(listing.records)
        gaps = listing.gaps if whole else (*listing.gaps, "a record's own page was not read")
        return Listing(records, gaps)

    async def _page(self, seen: Seen) -> ResultPage:
        self._opened.add(seen.url)
        source = await self._visit.source() if seen.still else await self._source_at_rest()
        page = await asyncio.to_thread(extract, source, seen.url, self._how, self._strict)
        self._pages.append(page)
        return page

    async def _source_at_rest(self) -> str:
        """The source once two readings, a moment apart, have as many rows: scripts draw them late."""
        source = ""
        for reading in range(_READINGS):
            if not await self._is_settled():
                return await self._visit.source()
            last, source = source, await self._visit.source()
            if reading and await asyncio.to_thread(self._have_equal_rows, last, source):
                return source
        self._gaps["the rows kept changing"] = None
        return source

    async def _is_settled(self) -> bool:
        try:
            await self._visit.settle()
        except Unanswered as error:
            if error.failure != Failure.TIMEOUT:
                raise
            self._gaps["the page's scripts were not answered in time"] = None
            return False
        return True

    def _have_equal_rows(self, one: str, other: str) -> bool:
        return one == other or row_count(one, self._how) == row_count(other, self._how)

    def _link_after(self, page: ResultPage, seen: Seen) -> str:
        """The next page's address; empty where there is none that may be opened and was not yet."""
        link = page.next_link or ""
        parts = urlsplit(link)
        encrypted = parts.scheme == "https" or not seen.url.startswith("https:")
        stays = self._provider.speaks_for(parts.hostname or "")
        return link if encrypted and stays and link not in self._opened else ""

    async def _open(self, link: str) -> Seen:
        self._opened.add(link)
        await self._visit.open(link)
        seen = await self._visit.look(self._is_list)
        if not self._is_list(seen):
            raise Unanswered(*judge(seen))
        return seen

    def _concluded(self, last: ResultPage) -> Listing:
        records = told_apart([record for page in self._pages for record in page.records[:MAX_ROWS]])
        require_fields(records, self._how, self._strict)
        found = {
            "a next page was not read": last.next_link is not None or last.names_next,
            f"more than {MAX_ROWS} rows on one page": any(
                len(page.records) > MAX_ROWS for page in self._pages
            ),
            "fewer records were read than the page states": len(records)
            < max(page.stated for page in self._pages),
        }
        gaps = (*self._gaps, *(gap for gap, is_there in found.items() if is_there))
        return Listing(records, gaps)


def _shows(text: str, seen: Seen) -> bool:
    """A sign without a word says nothing that could be read."""
    wanted = _folded(text)
    return bool(wanted) and wanted in _folded(seen.text)


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())
