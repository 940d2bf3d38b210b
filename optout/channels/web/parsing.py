"""From the text of a page to its elements, and from its addresses to whole ones. Pure."""

import re
from collections.abc import Iterator
from urllib.parse import urljoin

from lxml import html
from lxml.etree import LxmlError
from lxml.html import HtmlElement

_EMPTY = "<html></html>"
_MOST_ATTRIBUTES = 2000
_TAG = re.compile(r"<[a-zA-Z](?>[^\"'>]|\"[^\"]*+\"|'[^']*+')*+")
_RAW = ("script", "style", "textarea")
_VALUE = re.compile(r"\"[^\"]*+\"|'[^']*+'")
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*>")


def parsed(source: str) -> HtmlElement:
    """The document; what is no HTML at all is an empty page."""
    try:
        return html.document_fromstring(_DECLARATION.sub("", source.replace("\x00", "\ufffd")) or _EMPTY)
    except (LxmlError, ValueError):
        return html.document_fromstring(_EMPTY)


def joined(base: str, address: str) -> str:
    """As the page's script says of what is no address."""
    try:
        return urljoin(base, address)
    except ValueError:
        return "invalid:"


def base_of(document: HtmlElement) -> str:
    found = document.find(".//base[@href]")
    return str(found.get("href", "")) if found is not None else ""


def is_swollen(source: str) -> bool:
    """Whether a tag has so many attributes that to parse it takes the square of their number."""
    return any(_is_swollen(tag) for tag in _tags(source))


def _tags(source: str) -> Iterator[str]:
    """The tags as they are written; nothing between a script's, where ``a<b`` begins none."""
    folded, at = source.lower(), 0
    while at >= 0 and (found := _TAG.search(source, at)):
        yield found[0]
        raw = next((one for one in _RAW if folded.startswith(one, found.start() + 1)), None)
        at = folded.find(f"</{raw}", found.end()) if raw else found.end()


def _is_swollen(tag: str) -> bool:
    if len(tag) <= _MOST_ATTRIBUTES:
        return False
    bare = _VALUE.sub(" ", tag)
    return len(bare.split()) > _MOST_ATTRIBUTES or bare.count("=") > _MOST_ATTRIBUTES
