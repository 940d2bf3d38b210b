"""What a selector of a definition finds in a page's HTML, by CSS or XPath 1.0."""

import re
from functools import lru_cache
from typing import TypeAlias

from cssselect import SelectorError
from lxml import html
from lxml.cssselect import CSSSelector
from lxml.etree import LxmlError, XPath
from lxml.html import HtmlElement

from optout.catalog.selectors import is_xpath
from optout.channels.web.parsing import is_swollen
from optout.http import Unanswered
from optout.requests.failures import Failure

Found: TypeAlias = HtmlElement | str
"""An element; or, where XPath asks for them, a text or an attribute's value."""

_QUOTED = re.compile(r"'[^']*'|\"[^\"]*\"")
_COSTLY_AXES = ("following::", "preceding::")
_SIBLINGS = ("following-sibling::", "preceding-sibling::")
_LOOKS_BESIDE = re.compile(r"-sibling::|parent::|ancestor|\.\.")
_MOST_CHILDREN = 500
_CROWD = XPath(f"boolean(descendant-or-self::*[count(*) > {_MOST_CHILDREN}])")


def document_of(source: str) -> HtmlElement:
    """Raises ``Unanswered`` (layout-unknown) for what is no HTML."""
    if is_swollen(source):
        raise unknown("the page is no HTML that a person would write")
    try:
        return html.document_fromstring(source or "<html></html>")
    except (LxmlError, ValueError):
        raise unknown("the page is no HTML") from None


def find(node: HtmlElement, selector: str) -> list[Found]:
    """Everything that fits, in the order of the page; CSS and "./" look inside of ``node``.

    Raises ``Unanswered`` (layout-unknown) for a selector that is none or that could take for ever.
    """
    path = _compiled(selector)
    if _LOOKS_BESIDE.search(path.path) and _is_crowded(node, selector):
        raise unknown("a selector of the definition could take for ever on this page")
    try:
        found = path(node)
    except (LxmlError, ValueError, RecursionError):
        raise unknown("a selector of the definition is none") from None
    if not isinstance(found, list):
        return []
    return [one for one in found if isinstance(one, HtmlElement | str)]


def elements(node: HtmlElement, selector: str) -> list[HtmlElement]:
    """The elements among what is found."""
    return [one for one in find(node, selector) if isinstance(one, HtmlElement)]


def unknown(detail: str) -> Unanswered:
    """The failure of a page that does not look as the definition says."""
    return Unanswered(Failure.LAYOUT_UNKNOWN, detail)


def _is_crowded(node: HtmlElement, selector: str) -> bool:
    """libxml2 takes the cube of an element's children to find all that are beside each other."""
    inside = not is_xpath(selector) or selector.startswith("./")
    parent = node.getparent()
    if inside and ".." not in selector:
        return bool(_CROWD(node)) or (parent is not None and len(parent) > _MOST_CHILDREN)
    return bool(_CROWD(node.getroottree().getroot()))


@lru_cache(maxsize=4096)
def _compiled(selector: str) -> XPath:
    try:
        if not is_xpath(selector):
            return CSSSelector(selector, translator="html")
        if _is_costly(selector):
            raise unknown("a selector of the definition could take for ever")
        return XPath(selector)
    except (LxmlError, SelectorError, ValueError, RecursionError):
        raise unknown("a selector of the definition is none") from None


def _is_costly(selector: str) -> bool:
    """Whether it looks over the whole page again for every element: that is squared, or worse."""
    depth, bare = 0, _QUOTED.sub("''", selector)
    for at, sign in enumerate(bare):
        depth += (sign == "[") - (sign == "]")
        anew = sign == "/" and not re.search(r"[\w.\])*/@:]\s*$", bare[:at])
        again = depth > 1 and bare.startswith("//", at)
        beside = depth > 1 and bare.startswith(_SIBLINGS, at)
        if depth and (anew or again or beside or bare.startswith(_COSTLY_AXES, at)):
            return True
    return False
