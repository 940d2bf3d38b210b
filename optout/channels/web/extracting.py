"""Reads the records off a result list. Pure, over the page's HTML."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import parse_qsl, urldefrag, urlencode, urljoin, urlsplit, urlunsplit

from lxml import html
from lxml.etree import LxmlError
from lxml.html import HtmlElement

from optout.catalog.reading import Extract, readings
from optout.channels.attempt import Record
from optout.http import Unanswered
from optout.requests.failures import Failure

MAX_ROWS = 200
_FIELD_LIMIT = 500
_NAMES = ("name", "given-name", "family-name")
_NUMBER = re.compile(r"[0-9]{1,9}(?:[.,'\u2019 \u00a0\u202f][0-9]{3})*(?![0-9])")
_SEPARATORS = re.compile(r"[^0-9]")
_TRACKING = ("utm_", "gclid", "fbclid", "msclkid", "mc_cid", "mc_eid")


@dataclass(frozen=True, slots=True)
class ResultPage:
    """One page of a result list: at most ``MAX_ROWS`` + 1 records.

    ``next_link`` is the address behind the definition's ``next``: None where nothing matches, empty
    where what matches has no web address. ``names_next``: the page itself marks a next page.
    ``stated`` is the number that ``count`` shows, 0 where the definition has none.
    """

    records: tuple[Record, ...]
    next_link: str | None
    names_next: bool
    stated: int


def extract(source: str, url: str, how: Extract) -> ResultPage:
    """The page as the definition reads it. ``url`` is the page's own address.

    Raises ``Unanswered`` (layout-unknown) where there is no row, a row without its key, or no number
    where the definition's ``count`` points.
    """
    document = _document(source)
    rows = document.cssselect(how.row)[: MAX_ROWS + 1]
    if not rows:
        raise _unknown("no row on a page that says there are results")
    return ResultPage(
        records=tuple(_record(row, url, how) for row in rows),
        next_link=_next_link(document, url, how.next) if how.next else None,
        names_next=any(_marks_next(one) for one in document.iter("a", "link")),
        stated=_stated(document, how.count) if how.count else 0,
    )


def row_count(source: str, how: Extract) -> int:
    """How many rows the page has by now."""
    return len(_document(source).cssselect(how.row))


def require_fields(records: Sequence[Record], how: Extract) -> None:
    """Raises ``Unanswered`` (layout-unknown) where a selector of ``how`` no longer finds its field.

    That is a field which every record lacks, or a name which any record lacks: without it nobody
    could be told apart, and a record of the person would count as a stranger's.
    """
    for meaning in how.fields:
        having = sum(meaning in record.fields for record in records)
        if having == 0 or (meaning in _NAMES and having < len(records)):
            raise _unknown(f"the rows do not show {meaning}")


def canonical(link: str, page: str) -> str:
    """The absolute address without fragment and tracking parameters; empty if it is no web address."""
    try:
        parts = urlsplit(urljoin(page, link.strip()))
    except ValueError:
        return ""
    if parts.scheme not in ("https", "http") or not parts.hostname:
        return ""
    kept = [
        (name, value)
        for name, value in parse_qsl(parts.query, keep_blank_values=True)
        if not name.lower().startswith(_TRACKING)
    ]
    return urlunsplit((parts.scheme, parts.netloc.lower(), parts.path or "/", urlencode(kept), ""))


def _document(source: str) -> HtmlElement:
    try:
        return html.document_fromstring(source or "<html></html>")
    except (LxmlError, ValueError):
        raise _unknown("the page is no HTML") from None


def _record(row: HtmlElement, url: str, how: Extract) -> Record:
    links = row.cssselect(how.key or "")
    key = canonical(links[0].get("href") or "", url) if links and links[0].get("href") else ""
    if not key:
        raise _unknown("a row has no link that identifies its record")
    texts = {meaning: _text(row, selector.at) for meaning, selector in readings(how.fields).items()}
    return Record(key, {meaning: text for meaning, text in texts.items() if text})


def _next_link(document: HtmlElement, url: str, selector: str) -> str | None:
    found = document.cssselect(selector)
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
    found = document.cssselect(selector)
    text = found[0].text_content()[:_FIELD_LIMIT] if found else ""
    numbers = [int(_SEPARATORS.sub("", one)) for one in _NUMBER.findall(text)]
    if not numbers:
        raise _unknown("the number of records is not where it was")
    return max(numbers)


def _text(row: HtmlElement, selector: str) -> str:
    found = row.cssselect(selector)
    return " ".join(found[0].text_content().split())[:_FIELD_LIMIT] if found else ""


def _unknown(detail: str) -> Unanswered:
    return Unanswered(Failure.LAYOUT_UNKNOWN, detail)
