"""An HTML part as its reader sees it: text in blocks, without what is hidden or quoted."""

import re
from dataclasses import dataclass, field
from itertools import islice

from lxml import etree, html

_BLOCK_TAGS = """
    p div br tr td th li ul ol table h1 h2 h3 h4 h5 h6 hr section article header footer center pre
    blockquote address form body
"""
_BLOCKS = frozenset(_BLOCK_TAGS.split())
_QUOTES = re.compile(
    r"gmail_quote|gmail_attr|yahoo_quoted|moz-cite|protonmail_quote|zmail_extra|cite\b|quoted",
    re.IGNORECASE,
)
_REST_IS_QUOTED = re.compile(r"divRplyFwdMsg|appendonsend|replySplit|OLK_SRC_BODY", re.IGNORECASE)
_HIDDEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all|font-size\s*:\s*0(?![.\d]*[1-9])"
    r"|opacity\s*:\s*0(?:\s*;|\s*$)",
    re.IGNORECASE,
)
_MOST_ELEMENTS = 20_000
_MOST_PIECES = 400
_MOST_WORDS = 600
MAX_LINKS = 200


@dataclass(frozen=True, slots=True)
class PageLink:
    """A link of the page: where it leads, what it shows, and the words of the block around it."""

    href: str = field(repr=False)
    shown: str = field(repr=False)
    around: str = field(repr=False, default="")


@dataclass(slots=True)
class Page:
    """``text`` has a line for each block. ``asks`` is whether a form on it wants to be filled in."""

    text: str = field(default="", repr=False)
    links: list[PageLink] = field(default_factory=list, repr=False)
    asks: bool = False
    whole: bool = True


def read_page(source: str) -> Page:
    """The page, or an empty one where nothing in it is a page."""
    parser = html.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = html.document_fromstring(source.encode("utf-8", "replace"), parser=parser)
    except (etree.LxmlError, ValueError):
        return Page()
    asks = any(one.get("type", "text").lower() != "hidden" for one in root.iter("input", "textarea"))
    links = [_link(one) for one in islice(root.iter("a", "area"), MAX_LINKS)]
    _strip(root)
    whole = sum(1 for _ in root.iter()) <= _MOST_ELEMENTS
    return Page(_text(root) if whole else "", links, asks, whole)


def _link(anchor: html.HtmlElement) -> PageLink:
    shown = _seen(anchor) or _alternative(anchor)
    title = anchor.get("title") or ""
    around = anchor.getparent()
    while around is not None and around.tag not in _BLOCKS:
        around = around.getparent()
    words = _seen(around) if around is not None else ""
    return PageLink((anchor.get("href") or "").strip(), shown.strip() or title, words)


def _alternative(anchor: html.HtmlElement) -> str:
    """The words that stand for the link's images."""
    inside = islice(anchor.iter(), _MOST_PIECES)
    return " ".join(one.get("alt") or "" for one in inside if one.tag == "img")


def _seen(element: html.HtmlElement) -> str:
    """The first words of an element. A block may hold the whole page, and be asked for by each link."""
    pieces: list[str] = []
    size = 0
    for event, one in islice(etree.iterwalk(element, events=("start", "end")), _MOST_PIECES):
        piece = one.text if event == "start" else one.tail if one is not element else None
        pieces.append((piece or "")[:_MOST_WORDS])
        size += len(pieces[-1])
        if size > _MOST_WORDS:
            break
    return " ".join("".join(pieces).split())[:_MOST_WORDS]


def _strip(root: html.HtmlElement) -> None:
    etree.strip_elements(root, "script", "style", "template", "title", "head", with_tail=False)
    for element in list(root.iter()):
        if not isinstance(element.tag, str):
            continue
        named = f"{element.get('class') or ''} {element.get('id') or ''}"
        if _REST_IS_QUOTED.search(named):
            _drop_from(element)
        elif element.tag == "blockquote" or _QUOTES.search(named) or _is_hidden(element):
            _drop(element)


def _is_hidden(element: html.HtmlElement) -> bool:
    return element.get("hidden") is not None or bool(_HIDDEN.search(element.get("style") or ""))


def _drop(element: html.HtmlElement) -> None:
    if element.getparent() is not None:
        element.drop_tree()


def _drop_from(element: html.HtmlElement) -> None:
    """The element and all that follows it beside it."""
    for sibling in list(element.itersiblings()):
        _drop(sibling)
    _drop(element)


def _text(root: html.HtmlElement) -> str:
    pieces: list[str] = []
    for event, element in etree.iterwalk(root, events=("start", "end")):
        block = element.tag in _BLOCKS
        if event == "start":
            pieces += ["\n"] * block + [_run(element.text)]
        else:
            pieces += ["\n"] * block + [_run(element.tail)]
    lines = "".join(pieces).splitlines()
    return "\n\n".join(line.strip() for line in lines if line.strip())


def _run(text: str | None) -> str:
    return re.sub(r"\s+", " ", text or "")
