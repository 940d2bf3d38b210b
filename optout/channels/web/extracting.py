"""Reads the records off a result list. Pure, over the page's HTML."""

from collections.abc import Sequence
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

from lxml import html
from lxml.etree import LxmlError
from lxml.html import HtmlElement

from optout.catalog.steps import Extract
from optout.channels.attempt import Record
from optout.http import Unanswered
from optout.requests.failures import Failure

MAX_ROWS = 200
_FIELD_LIMIT = 500
_NAMES = ("name", "given-name", "family-name")
_TRACKING = ("utm_", "gclid", "fbclid", "msclkid", "mc_cid", "mc_eid")


def extract(source: str, url: str, how: Extract) -> list[Record]:
    """The records on the page, at most ``MAX_ROWS`` + 1. ``url`` is the page's own address.

    Raises ``Unanswered`` (layout-unknown) where there is no row, or a row without its key.
    """
    rows = _document(source).cssselect(how.row)[: MAX_ROWS + 1]
    if not rows:
        raise _unknown("no row on a page that says there are results")
    return [_record(row, url, how) for row in rows]


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
    links = row.cssselect(how.key)
    key = canonical(links[0].get("href") or "", url) if links and links[0].get("href") else ""
    if not key:
        raise _unknown("a row has no link that identifies its record")
    texts = {meaning: _text(row, selector) for meaning, selector in how.fields.items()}
    return Record(key, {meaning: text for meaning, text in texts.items() if text})


def _text(row: HtmlElement, selector: str) -> str:
    found = row.cssselect(selector)
    return " ".join(found[0].text_content().split())[:_FIELD_LIMIT] if found else ""


def _unknown(detail: str) -> Unanswered:
    return Unanswered(Failure.LAYOUT_UNKNOWN, detail)
