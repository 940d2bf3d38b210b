"""From a page's bytes to what an audit needs of it: meta tags, and the addresses it leads to."""

from collections.abc import Iterator
from dataclasses import dataclass

from lxml.html import HtmlElement

from optout.channels.web.parsing import base_of, is_swollen, joined, parsed

_MOST = 500
_MOST_SIGNS = 2000


@dataclass(frozen=True, slots=True)
class Markup:
    """``metas`` are name and content; ``links`` and ``images`` whole addresses, each once, in order."""

    metas: tuple[tuple[str, str], ...] = ()
    links: tuple[str, ...] = ()
    images: tuple[str, ...] = ()


def markup(source: str, url: str) -> Markup | None:
    """What the page at ``url`` has; None where it is built so as to choke whoever reads it."""
    if is_swollen(source):
        return None
    document = parsed(source)
    base = joined(url, base_of(document))
    return Markup(
        tuple(_metas(document))[:_MOST],
        _addresses(document, "a", "href", base),
        _addresses(document, "img", "src", base),
    )


def _metas(document: HtmlElement) -> Iterator[tuple[str, str]]:
    for tag in document.iter("meta"):
        name = str(tag.get("name") or "")
        if name:
            yield name, str(tag.get("content") or "")[:_MOST_SIGNS]


def _addresses(document: HtmlElement, tag: str, attribute: str, base: str) -> tuple[str, ...]:
    found = (str(each.get(attribute) or "").strip() for each in document.iter(tag))
    whole = (joined(base, each).partition("#")[0] for each in found if each)
    return tuple(dict.fromkeys(whole))[:_MOST]
