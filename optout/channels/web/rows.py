"""The rows of a result list and the fields in each, as a definition describes them. Pure."""

import re
import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import TypeVar
from urllib.parse import urljoin, urlsplit

from lxml.html import HtmlElement

from optout.catalog.patterns import UnusablePattern, mark
from optout.catalog.reading import Reading, Rows, readings
from optout.channels.web.selecting import Found, document_of, elements, find, unknown
from optout.channels.web.shown_text import is_drawn, is_inert, printable, shown_text
from optout.channels.web.tidying import tidy_all
from optout.people.facts import LISTED

Item = TypeVar("Item")
MAX_ROWS = 200
_MOST_FOUND = 200
_PATIENCE_S = 10.0
_DEFAULT_SEPARATOR = r"/[|\n•·]/"
_ADDRESSES = ("href", "src", "action")
_LINKS = ("x-listing-url", "url")
_VERBATIM = ("x-listing-url", "url", "x-image-url", "email", "username")


@dataclass(frozen=True, slots=True)
class ShownRow:
    """The fields of a row by meaning, and its whole text; nothing of a row that is hidden."""

    fields: Mapping[str, str] = field(default_factory=dict, repr=False)
    text: str = field(default="", repr=False)


def shown_rows(source: str, url: str, rows: Rows) -> tuple[ShownRow, ...]:
    """The rows in the order of the page, at most ``MAX_ROWS`` + 1; ``url`` is the page's own address.

    A hidden row keeps its place. A list of values has one per line; what a row lacks is left out.
    Raises ``Unanswered`` (layout-unknown) for selectors and expressions that cannot be used.
    """
    found, until = row_elements(document_of(source), rows.row), patience()
    return tuple(_shown(row, url, rows, until) if is_drawn(row) else ShownRow() for row in found)


def _shown(row: HtmlElement, url: str, rows: Rows, until: float) -> ShownRow:
    return ShownRow(fields_of(row, url, rows.fields, until), shown_text(row))


def patience() -> float:
    """When (``time.monotonic``) the reading of a page that begins now is given up."""
    return time.monotonic() + _PATIENCE_S


def row_elements(document: HtmlElement, selector: str) -> list[HtmlElement]:
    """The rows, at most ``MAX_ROWS`` + 1; none of those that a browser does not have as elements."""
    found = (one for one in elements(document, selector) if not is_inert(one))
    return list(islice(found, MAX_ROWS + 1))


def fields_of(
    node: HtmlElement, url: str, fields: Mapping[str, str | Reading], until: float | None = None
) -> dict[str, str]:
    """The fields that are found inside of an element. ``until``: the patience with its page.

    Raises ``Unanswered`` (layout-unknown) for what cannot be used, and where the patience ends.
    """
    until = patience() if until is None else until
    try:
        read = {
            meaning: _value(node, url, meaning, how, until) for meaning, how in readings(fields).items()
        }
    except UnusablePattern as fault:
        raise unknown(str(fault)) from None
    return {meaning: value for meaning, value in read.items() if value}


def _value(node: HtmlElement, url: str, meaning: str, how: Reading, until: float) -> str:
    found = _patiently(find(node, how.at)[: _MOST_FOUND if how.every else 1], until)
    texts = [_cut(text, how) for one in found if (text := _text(one, url, meaning, how))]
    if meaning in _VERBATIM:
        values: Iterable[str] = dict.fromkeys(text.strip()[: _MOST_FOUND * 10] for text in texts)
        return "\n".join(values)
    parts = [part for text in _patiently(texts, until) for part in _parts(text, meaning, how)]
    return "\n".join(tidy_all(meaning, parts))


def _patiently(items: Iterable[Item], until: float) -> Iterator[Item]:
    """The items one by one: expressions hold the whole process up, so nobody else ends this."""
    for one in items:
        if time.monotonic() > until:
            raise unknown("the page takes too long to read")
        yield one


def _text(found: Found, url: str, meaning: str, how: Reading) -> str:
    if not isinstance(found, HtmlElement):
        return " ".join(printable(found[:2000]).split())
    attribute = how.attribute or ("href" if meaning in _LINKS and found.get("href") else None)
    if attribute is None:
        return shown_text(found)
    value = printable((found.get(attribute) or "")[:2000])
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
