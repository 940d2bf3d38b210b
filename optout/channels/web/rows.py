"""The rows of a result list and the fields in each, as a definition describes them. Pure."""

import re
from collections.abc import Iterable, Mapping
from urllib.parse import urljoin, urlsplit

from lxml.html import HtmlElement

from optout.catalog.patterns import UnusablePattern, mark
from optout.catalog.reading import Reading, Rows, readings
from optout.channels.web.selecting import Found, document_of, elements, find, unknown
from optout.channels.web.shown_text import shown_text
from optout.channels.web.tidying import tidy_all
from optout.people.facts import LISTED

MAX_ROWS = 200
_MOST_FOUND = 200
_DEFAULT_SEPARATOR = r"/[|\n•·]/"
_ADDRESSES = ("href", "src", "action")
_LINKS = ("x-listing-url", "url")
_VERBATIM = ("x-listing-url", "url", "x-image-url", "email", "username")


def read_rows(source: str, url: str, rows: Rows) -> tuple[Mapping[str, str], ...]:
    """The fields of each row by meaning, in the order of the page; what a row lacks is left out.

    A list of values has one per line. At most ``MAX_ROWS`` + 1 rows; ``url`` is the page's own address.
    Raises ``Unanswered`` (layout-unknown) for selectors and expressions that cannot be used.
    """
    document = document_of(source)
    return tuple(fields_of(row, url, rows.fields) for row in row_elements(document, rows.row))


def row_elements(document: HtmlElement, selector: str) -> list[HtmlElement]:
    """The rows, at most ``MAX_ROWS`` + 1."""
    return elements(document, selector)[: MAX_ROWS + 1]


def fields_of(node: HtmlElement, url: str, fields: Mapping[str, str | Reading]) -> dict[str, str]:
    """The fields that are found inside of an element."""
    try:
        read = {meaning: _value(node, url, meaning, how) for meaning, how in readings(fields).items()}
    except UnusablePattern as fault:
        raise unknown(str(fault)) from None
    return {meaning: value for meaning, value in read.items() if value}


def _value(node: HtmlElement, url: str, meaning: str, how: Reading) -> str:
    found = find(node, how.at)[: _MOST_FOUND if how.every else 1]
    texts = [_cut(text, how) for one in found if (text := _text(one, url, meaning, how))]
    if meaning in _VERBATIM:
        values: Iterable[str] = dict.fromkeys(text.strip()[: _MOST_FOUND * 10] for text in texts)
        return "\n".join(values)
    parts = [part for text in texts for part in _parts(text, meaning, how)]
    return "\n".join(tidy_all(meaning, parts))


def _text(found: Found, url: str, meaning: str, how: Reading) -> str:
    if not isinstance(found, HtmlElement):
        return " ".join(found[:2000].split())
    attribute = how.attribute or ("href" if meaning in _LINKS and found.get("href") else None)
    if attribute is None:
        return shown_text(found)
    value = (found.get(attribute) or "")[:2000]
    return _absolute(value, url) if attribute in _ADDRESSES else value


def _absolute(link: str, url: str) -> str:
    """The web address; empty where it is none."""
    try:
        address = urljoin(url, link.strip())
        return address if urlsplit(address).scheme in ("http", "https") else ""
    except ValueError:
        return ""


def _cut(text: str, how: Reading) -> str:
    text = mark(how.after).after(text) if how.after else text
    return mark(how.before).before(text) if how.before else text


def _parts(text: str, meaning: str, how: Reading) -> list[str]:
    """One text may hold several values: where the definition says so, and in what is a list."""
    if how.separator:
        return mark(how.separator).split(text)
    if meaning not in LISTED:
        return [text]
    return _with_labels(mark(_DEFAULT_SEPARATOR).split(text))


def _with_labels(parts: list[str]) -> list[str]:
    """A label on a line of its own is no value."""
    return [part for part in parts if not re.fullmatch(r"\s*[^:\n]{1,40}:\s*", part)]
