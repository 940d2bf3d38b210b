"""Whether a result page says that its list goes on, where no definition says how. Pure.

Definitions that others wrote name neither the next page nor the number of records. What is said in
English on a page is taken for it; a list that says nothing counts as whole.
"""

import re
from collections.abc import Sequence

from lxml.html import HtmlElement

from optout.channels.web.shown_text import is_drawn, shown_text

_LONGEST = 40
_MOST_TEXT = 50_000
_MOST_PRESSED = 2000
_MOST_STATED = 10_000  # beyond that it is the provider's whole collection
_PEOPLE = r"(?:results?|records?|match(?:es)?|people|persons?|profiles?|listings?)"
_ON = re.compile(
    rf"(?:(?:go to )?(?:the )?next(?: page| {_PEOPLE})?|(?:load|show|view|see) more(?: {_PEOPLE})?"
    rf"|more {_PEOPLE}|(?:go to )?page 2)?[\s>»›→]*",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"(?<!\S)1\s+2(?!\S)")
_STATED = re.compile(
    r"\b(?:\d+ ?(?:-|–|to) ?\d+|(?:showing|viewing|displaying) \d+) (?:out )?of (?:about |over )?(\d+)\b"
    rf"|^[^\w\n]*(?:we )?(?:found |about )*(\d+)\+? (?:total |possible |matching )*{_PEOPLE}\b",
    re.IGNORECASE | re.MULTILINE,
)
_PAGES = re.compile(r"\bpage (\d+) of (\d+)\b", re.IGNORECASE)
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3})")
_NOT_NOW = re.compile(r"disabled|inactive|carousel|slick|slide|swiper", re.IGNORECASE)


def goes_on(document: HtmlElement, rows: Sequence[HtmlElement]) -> bool:
    """Whether a link or button outside of the rows leads to a next page."""
    within = set(rows)
    pressed = document.xpath("//a | //button | //input[@type='submit' or @type='button']")
    return any(
        _leads_on(one) and is_drawn(one) and within.isdisjoint((one, *one.iterancestors()))
        for one in pressed[:_MOST_PRESSED]
    )


def stated_beyond(document: HtmlElement, rows: Sequence[HtmlElement]) -> int:
    """How many records the page says there are, where these are more than its rows; else 0."""
    own = {line for row in rows for line in shown_text(row).split("\n")}
    lines = shown_text(document, _MOST_TEXT).split("\n")
    text = _THOUSANDS.sub("", "\n".join(line for line in lines if line not in own))
    stated = [_number(one) for found in _STATED.findall(text) for one in found if one]
    pages = [len(rows) + 1 for page, last in _PAGES.findall(text) if _number(page) < _number(last)]
    beyond = (number for number in stated + pages if len(rows) < number <= _MOST_STATED)
    return max(beyond, default=0)


def _number(digits: str) -> int:
    return int(digits[:9])


def _leads_on(element: HtmlElement) -> bool:
    if _is_not_now(element):
        return False
    said = (shown_text(element, _LONGEST + 1), element.get("aria-label"), element.get("value"))
    texts = {" ".join(text.split()) for text in said if text and len(text) <= _LONGEST}
    return any(map(_ON.fullmatch, texts - {"", ">"})) or ("2" in texts and _is_numbered(element))


def _is_not_now(element: HtmlElement) -> bool:
    """A page without a next one may show where it would be; and pictures are turned over, too."""
    if element.get("disabled") is not None or element.get("aria-disabled") == "true":
        return True
    line = (element, *element.iterancestors())
    return any(_NOT_NOW.search((one.get("class") or "")[:500]) for one in line[:4])


def _is_numbered(element: HtmlElement) -> bool:
    """Whether it stands in a row of numbers."""
    around = list(element.iterancestors())[:3]
    texts = (" ".join(shown_text(one, 200).split()) for one in around)
    return any(_NUMBERED.search(text) for text in texts)
