"""From the text of a page to its elements, and from its addresses to whole ones. Pure."""

import re
from urllib.parse import urljoin

from lxml import html
from lxml.etree import LxmlError
from lxml.html import HtmlElement

_EMPTY = "<html></html>"
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
