"""The text of an element as a person would read it: lines, single blanks, nothing hidden."""

import re

from lxml.etree import iterwalk
from lxml.html import HtmlElement

LONGEST = 2000
BLOCKS = frozenset(
    (
        "address", "article", "aside", "blockquote", "br", "dd", "div", "dl", "dt", "fieldset",
        "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr",
        "li", "main", "nav", "ol", "p", "pre", "section", "table", "tbody", "thead", "tr", "ul",
    )
)  # fmt: skip
_STEERING = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]"
)
_INERT = ("template", "noscript")
_CELLS = frozenset({"td", "th", "option"})
_UNSEEN = frozenset({"script", "style", "template", "noscript", "head", "svg", "select", "textarea"})
_NOT_DRAWN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


def printable(text: str) -> str:
    """Without what would steer a terminal or turn the direction of reading."""
    return _STEERING.sub("", text)


def shown_text(element: HtmlElement, longest: int = LONGEST) -> str:
    """Lines break at ``<br>`` and blocks; at most ``longest`` characters."""
    pieces: list[str] = []
    room = 4 * longest
    walker = iterwalk(element, events=("start", "end", "comment", "pi"))
    for event, node in walker:
        if room <= 0:
            break
        before = len(pieces)
        if event == "start" and not _begin(node, pieces):
            walker.skip_subtree()
        elif event != "start":
            _end(node, pieces, node is not element)
        room -= sum(map(len, pieces[before:])) + 1
    return _tidied("".join(pieces))[:longest].strip()


def _begin(node: HtmlElement, pieces: list[str]) -> bool:
    """Whether what is inside is seen as well."""
    if node.tag in _UNSEEN or is_hidden(node):
        return False
    pieces.append(_around(node) + _flat(node.text))
    return True


def _end(node: HtmlElement, pieces: list[str], with_tail: bool) -> None:
    seen = isinstance(node.tag, str) and node.tag not in _UNSEEN and not is_hidden(node)
    pieces.append((_around(node) if seen else "") + (_flat(node.tail) if with_tail else ""))


def is_hidden(node: HtmlElement) -> bool:
    """Whether the element itself says so; what style sheets say is not known here."""
    return node.get("hidden") is not None or bool(_NOT_DRAWN.search(node.get("style") or ""))


def _around(node: HtmlElement) -> str:
    return "\n" if node.tag in BLOCKS else " " if node.tag in _CELLS else ""


def _flat(text: str | None) -> str:
    """Breaks in the source are no breaks on the page."""
    return re.sub(r"\s+", " ", (text or "")[: 4 * LONGEST])


def _tidied(text: str) -> str:
    lines = (" ".join(line.split()) for line in printable(text).split("\n"))
    return "\n".join(line for line in lines if line)


def is_inert(node: HtmlElement) -> bool:
    """Whether a browser that runs scripts has it not as an element: it is in a template or noscript."""
    return any(one.tag in _INERT for one in (node, *node.iterancestors()))


def is_drawn(node: HtmlElement) -> bool:
    """Whether neither the element nor what holds it says that it is hidden."""
    line = [node, *node.iterancestors()]
    return not any(is_hidden(one) or one.tag in _UNSEEN - {"head"} for one in line)
