"""The words around the controls of a parsed page: beside each, and the heading above it. Pure."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from lxml import etree
from lxml.html import HtmlElement

_SILENT = frozenset(
    {"script", "style", "noscript", "template", "select", "textarea", "button", "option", "svg"}
)
_TITLES = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "legend"})
_BLOCKS = _TITLES | {
    "p",
    "div",
    "td",
    "th",
    "tr",
    "li",
    "dt",
    "dd",
    "br",
    "hr",
    "table",
    "form",
    "section",
    "label",
}
_PRESSED = frozenset({"hidden", "submit", "button", "reset", "image"})
_NEAR = 100
_LEVELS = 6


@dataclass(frozen=True, slots=True)
class Surroundings:
    """``near`` is the text in its own box, else ``lead``: the last text before it."""

    near: str = ""
    lead: str = ""
    section: str = ""


def surroundings(document: HtmlElement) -> dict[HtmlElement, Surroundings]:
    """For every control to fill, in one walk over the page."""
    walk = _Walk()
    for event, element in etree.iterwalk(document, events=("start", "end")):
        walk.enter(element) if event == "start" else walk.leave(element)
    return {one: walk.around(one) for one in walk.controls}


class _Walk:
    """What was read so far. Text counts for the control that follows and for the boxes around it."""

    def __init__(self) -> None:
        self.controls: list[HtmlElement] = []
        self.sections: dict[HtmlElement, str] = {}
        self._before: dict[HtmlElement, str] = {}
        self._held: Counter[HtmlElement] = Counter()
        self._since: list[str] = []
        self._parted = False
        self._section = ""
        self._silent = 0

    def enter(self, element: HtmlElement) -> None:
        self._silent += element.tag in _SILENT or not isinstance(element.tag, str)
        self._parted = self._parted or element.tag in _BLOCKS
        if is_filled(element):
            self._keep(element)
        elif isinstance(element.tag, str) and element.tag in _TITLES:
            self._section = _tidy(element.text_content())
        self._hear(element.text)

    def leave(self, element: HtmlElement) -> None:
        self._silent -= element.tag in _SILENT or not isinstance(element.tag, str)
        self._parted = self._parted or element.tag in _BLOCKS
        self._hear(element.tail)

    def around(self, element: HtmlElement) -> Surroundings:
        lead = self._before[element][-_NEAR:]
        return Surroundings(
            self._beside(element) or lead, lead, _group(element) or self.sections[element]
        )

    def _beside(self, element: HtmlElement) -> str:
        found = ""
        for around in list(element.iterancestors())[:_LEVELS]:
            if self._held[around] != 1 or around.tag in ("body", "html"):
                break
            text = spoken(around)
            if len(text) > _NEAR:
                break
            found = text
        return found or _heading(element)

    def _keep(self, element: HtmlElement) -> None:
        self.controls.append(element)
        self.sections[element] = self._section
        self._before[element] = _tidy(" ".join(self._since))
        self._since.clear()
        for around in list(element.iterancestors())[:_LEVELS]:
            self._held[around] += 1

    def _hear(self, text: str | None) -> None:
        """Only the last block of text stands before a control."""
        if text and not self._silent and not text.isspace():
            if self._parted:
                self._since.clear()
            self._parted = False
            self._since.append(text)


def is_filled(element: HtmlElement) -> bool:
    """Whether it is something to fill or to choose, not to press."""
    if element.tag == "input":
        return str(element.get("type", "text")).lower() not in _PRESSED
    return element.tag in ("select", "textarea")


def spoken(element: HtmlElement) -> str:
    """The text of an element without that of scripts and choices; of a long one the beginning."""
    texts: list[str] = []
    silent: HtmlElement | None = None
    for event, one in etree.iterwalk(element, events=("start", "end")):
        mute = one.tag in _SILENT or not isinstance(one.tag, str)
        if event == "start" and silent is None:
            silent = one if mute else None
            texts.append("" if mute else one.text or "")
        elif event == "end" and (silent is None or silent is one):
            silent = None
            texts.append(one.tail or "" if one is not element else "")
        if len(texts) > 400:
            break
    return _tidy(" ".join(texts))


def _group(element: HtmlElement) -> str:
    """The legend or accessible name of the group around the control."""
    for around in element.iterancestors():
        if around.tag == "fieldset" or around.get("role") in ("group", "radiogroup"):
            return _tidy(around.findtext(".//legend") or around.get("aria-label") or "")
    return ""


def _heading(element: HtmlElement) -> str:
    """The head of the column of a table in which the control stands alone with others in its row."""
    cell = next(element.iterancestors("td"), None)
    row = cell.getparent() if cell is not None else None
    if cell is None or row is None or any(is_filled(one) for one in _before_in(cell, element)):
        return ""
    table = next(cell.iterancestors("table"), None)
    first: HtmlElement | None = next(table.iter("tr"), None) if table is not None else None
    heads: Sequence[HtmlElement] = first.findall("th") if first is not None and first is not row else ()
    at = row.index(cell)
    return _tidy(heads[at].text_content()) if at < len(heads) == len(row) else ""


def _before_in(cell: HtmlElement, element: HtmlElement) -> list[HtmlElement]:
    return [one for one in cell.iter("input", "select", "textarea") if one is not element]


def _tidy(text: str) -> str:
    return " ".join(text.split())
