"""Reads the records off a result list. Pure, over the page's HTML."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import compress
from urllib.parse import urldefrag, urljoin

from lxml.html import HtmlElement

from optout.catalog.reading import Extract
from optout.channels.attempt import Record
from optout.channels.web.going_on import goes_on, stated_beyond
from optout.channels.web.identity import canonical, key_of, unlinked_key
from optout.channels.web.rows import MAX_ROWS, fields_of, patience, row_elements
from optout.channels.web.selecting import document_of, elements, find, unknown
from optout.channels.web.shown_text import is_drawn, printable, shown_text
from optout.people.facts import LISTED

__all__ = ["MAX_ROWS", "ResultPage", "extract", "require_fields", "row_count"]

_TEXT_LIMIT = 500
_NAMES = ("name", "given-name", "family-name")
_NUMBER = re.compile(r"[0-9]{1,9}(?:[.,'\u2019 \u00a0\u202f][0-9]{3})*(?![0-9])")
_SEPARATORS = re.compile(r"[^0-9]")


@dataclass(frozen=True, slots=True)
class ResultPage:
    """One page of a result list: at most ``MAX_ROWS`` + 1 records.

    ``next_link`` is the address behind the definition's ``next``: None where nothing matches, empty
    where what matches has no web address. ``names_next``: the page itself marks a next page,
    or says (if not ``strict``) that there is one.
    ``stated`` is the number that ``count`` shows, 0 where the definition has none. ``none``: without
    a row, the texts of what the definition says is there only where nothing is found.
    """

    records: tuple[Record, ...]
    next_link: str | None = None
    names_next: bool = False
    stated: int = 0
    none: tuple[str, ...] = ()


def extract(source: str, url: str, how: Extract, strict: bool = True) -> ResultPage:
    """The page as the definition reads it. ``url`` is the page's own address.

    Raises ``Unanswered`` (layout-unknown) where there is neither a row nor the definition's ``none``,
    a row without its key (if ``strict``), or no number where the definition's ``count`` points.
    """
    document = document_of(source)
    rows = _rows(document, url, how)
    if not rows:
        return ResultPage((), none=_said_none(document, how))
    page = ResultPage(
        records=_records(rows, url, how, strict),
        next_link=_next_link(document, url, how.next) if how.next else None,
        names_next=any(_marks_next(one) for one in document.iter("a", "link")),
        stated=_stated(document, how.count) if how.count else 0,
    )
    return page if strict else _as_it_says(page, document, rows)


def _as_it_says(page: ResultPage, document: HtmlElement, rows: list[HtmlElement]) -> ResultPage:
    """The definition does not say how the list goes on: what the page says of it counts."""
    return replace(
        page,
        names_next=page.names_next or goes_on(document, rows),
        stated=page.stated or stated_beyond(document, rows),
    )


def row_count(source: str, how: Extract) -> int:
    """How many rows the page has by now."""
    return len(_rows(document_of(source), "", how))


def require_fields(records: Sequence[Record], how: Extract, strict: bool = True) -> None:
    """Raises ``Unanswered`` (layout-unknown) where a selector of ``how`` no longer finds its field.

    That is a field which every record lacks, or a name which any record lacks: without it nobody
    could be told apart, and a record of the person would count as a stranger's. Many people have no
    other names or relatives to show. Not ``strict``: only that some name is shown, because what
    others wrote down does not say which fields are always there.
    """
    for meaning in how.fields:
        having = sum(meaning in record.fields for record in records)
        is_name = meaning in _NAMES
        missing = having == 0 if strict and meaning not in LISTED else is_name and having == 0
        if missing or (strict and is_name and having < len(records)):
            raise unknown(f"the rows do not show {meaning}")


def _rows(document: HtmlElement, url: str, how: Extract) -> list[HtmlElement]:
    """The rows that show; and those of a page's own paging, which are hidden beside them and named."""
    found = row_elements(document, how.row)
    drawn = [is_drawn(row) for row in found]
    if not any(drawn):
        return []
    until = patience()
    is_named = (
        shows or _names_somebody(row, url, how, until) for row, shows in zip(found, drawn, strict=True)
    )
    return list(compress(found, is_named))


def _names_somebody(row: HtmlElement, url: str, how: Extract, until: float) -> bool:
    names = {meaning: how.fields[meaning] for meaning in _NAMES if meaning in how.fields}
    return bool(fields_of(row, url, names, until))


def _said_none(document: HtmlElement, how: Extract) -> tuple[str, ...]:
    found = [one for one in elements(document, how.none) if is_drawn(one)] if how.none else []
    if not found:
        raise unknown("no row on a page that says there are results")
    return tuple(shown_text(one, _TEXT_LIMIT) for one in found[:MAX_ROWS])


def _records(rows: list[HtmlElement], url: str, how: Extract, strict: bool) -> tuple[Record, ...]:
    until = patience()
    return tuple(_record(row, url, how, strict, until) for row in rows)


def _record(row: HtmlElement, url: str, how: Extract, strict: bool, until: float) -> Record:
    address = _address(row, url, how.key) if how.key else ""
    if how.key and not address and strict:
        raise unknown("a row has no link that identifies its record")
    fields = fields_of(row, url, how.fields, until)
    if not address:
        return Record(unlinked_key(fields), fields)
    key = key_of(address, how.identity)
    return Record(key, fields if key == address else {**fields, "x-listing-url": address})


def _address(row: HtmlElement, url: str, selector: str) -> str:
    found = find(row, selector)
    link = found[0] if found else ""
    text = link if isinstance(link, str) else link.get("href") or ""
    return canonical(printable(text), url) if text.strip() else ""


def _next_link(document: HtmlElement, url: str, selector: str) -> str | None:
    found = elements(document, selector)
    if not found:
        return None
    try:
        address, _ = urldefrag(urljoin(url, found[0].get("href", "").strip()))
    except ValueError:
        return ""
    return address if found[0].get("href") and address.startswith(("https://", "http://")) else ""


def _marks_next(element: HtmlElement) -> bool:
    return bool(element.get("href")) and "next" in element.get("rel", "").lower().split()


def _stated(document: HtmlElement, selector: str) -> int:
    """The largest number in the text: "1-10 of 1,234 records" states 1234."""
    found = find(document, selector)
    text = found[0] if found else ""
    text = (text if isinstance(text, str) else shown_text(text))[:_TEXT_LIMIT]
    numbers = [int(_SEPARATORS.sub("", one)) for one in _NUMBER.findall(text)]
    if not numbers:
        raise unknown("the number of records is not where it was")
    return max(numbers)
