"""Reads what only a record's own page shows, for the few records that may be the person's."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from urllib.parse import urlsplit

from optout.catalog.definition import Provider
from optout.catalog.reading import Fields
from optout.channels.attempt import Record
from optout.channels.web.judge import judge
from optout.channels.web.rows import fields_of
from optout.channels.web.selecting import document_of
from optout.channels.web.visit import Visit
from optout.http import Unanswered
from optout.people.facts import LISTED
from optout.requests.failures import Failure

MOST = 5
"""Records whose own page is opened in one attempt."""


class DetailReader:
    """Opens records' own pages on ``visit``, on the hosts of ``provider``, and reads ``fields``."""

    def __init__(
        self, visit: Visit, provider: Provider, fields: Fields, may_fit: Callable[[Record], bool]
    ) -> None:
        self._visit = visit
        self._provider = provider
        self._fields = fields
        self._may_fit = may_fit

    async def read(self, records: Sequence[Record]) -> tuple[tuple[Record, ...], bool]:
        """The records, with what their pages add; and whether every page that was opened could be read.

        The rows prove by themselves that the records are there: a page that cannot be read leaves
        its record as it is, and no further page is asked for.
        """
        wanted = [record for record in records if self._may_fit(record)][:MOST] if self._fields else []
        read: dict[str, Record] = {}
        for record in wanted:
            more = await self._more(record)
            if more is None:
                break
            read[record.key] = _joined(record, more)
        whole = len(read) == len(wanted)
        return tuple(read.get(record.key, record) for record in records), whole

    async def _more(self, record: Record) -> Mapping[str, str] | None:
        """What the record's page shows of the fields; None where the page is not what it should be."""
        address = record.address or ""
        parts = urlsplit(address)
        if parts.scheme != "https" or not self._provider.speaks_for(parts.hostname or ""):
            return None
        try:
            source, url = await self._page(address)
            return await asyncio.to_thread(_read, source, url, self._fields) or None
        except Unanswered as unanswered:
            if unanswered.failure in (Failure.CHALLENGE, Failure.RATE_LIMITED):
                raise
            return None

    async def _page(self, address: str) -> tuple[str, str]:
        await self._visit.open(address)
        seen = await self._visit.look(lambda _: True)
        failure, detail = judge(seen)
        if failure != Failure.LAYOUT_UNKNOWN or seen.status >= 400:
            raise Unanswered(failure, detail)
        if not seen.still:
            await self._visit.settle()
        return await self._visit.source(), seen.url


def _read(source: str, url: str, fields: Fields) -> Mapping[str, str]:
    return fields_of(document_of(source), url, fields)


def _joined(record: Record, more: Mapping[str, str]) -> Record:
    """The page of its own says more exactly what the row says; lists are put together."""
    lists = {
        meaning: "\n".join(
            dict.fromkeys([*record.fields[meaning].split("\n"), *more[meaning].split("\n")])
        )
        for meaning in more
        if meaning in LISTED and meaning in record.fields
    }
    return replace(record, fields={**record.fields, **more, **lists})
