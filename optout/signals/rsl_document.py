"""An RSL licence file: which uses of which addresses it permits and prohibits.

Hostile input: no document type, so no entity, is read; size, depth and number of elements are bounded.
Source: RSL 1.0, rslstandard.org/rsl, December 2025.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from xml.parsers import expat

from optout.signals.wish import Wish, combined

NAMESPACE = "https://rslstandard.org/rsl"
USES = ("ai-train", "ai-input", "ai-index", "search")
_WIDER = {"all": USES, "ai-all": ("ai-train", "ai-input", "ai-index")}
_MOST_BYTES = 1024 * 1024
_MOST_ELEMENTS = 10_000
_DEEPEST = 32


class UnreadableLicense(ValueError):
    """The document is no RSL that could be read; the message says why, without quoting it."""


@dataclass(frozen=True, slots=True)
class Content:
    """Terms for the addresses that ``url`` covers.

    ``wishes`` has one entry for each of ``USES``. ``payments`` are the types of payment asked for;
    where there is one besides ``free``, a permitted use is permitted for that only.
    """

    url: str
    wishes: dict[str, Wish]
    payments: tuple[str, ...]


@dataclass(slots=True)
class _Element:
    name: str
    attributes: dict[str, str]
    children: list["_Element"] = field(default_factory=list)
    text: str = ""


def read_license(document: str | bytes) -> tuple[Content, ...]:
    """Every ``content`` element, in order. Raises ``UnreadableLicense``."""
    root = _tree(document)
    if root.name != f"{NAMESPACE} rsl":
        raise UnreadableLicense("its first element is not RSL's")
    return tuple(_content(one) for one in _named(root, "content"))


def _tree(document: str | bytes) -> _Element:
    body = document.encode("utf-8", "replace") if isinstance(document, str) else document
    if len(body) > _MOST_BYTES:
        raise UnreadableLicense("it is larger than 1 MiB")
    grown = _Growing()
    parser = expat.ParserCreate(None if body is document else "utf-8", namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = grown.begin
    parser.EndElementHandler = grown.end
    parser.CharacterDataHandler = grown.say
    parser.StartDoctypeDeclHandler = grown.refuse
    try:
        parser.Parse(body, True)
    except UnreadableLicense:
        raise
    except (expat.ExpatError, ValueError, LookupError):
        raise UnreadableLicense("it is no XML") from None
    return grown.top.children[0]


class _Growing:
    """Puts the tree together, element by element."""

    def __init__(self) -> None:
        self.top = _Element("", {})
        self._open = [self.top]
        self._elements = 0

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        self._elements += 1
        if self._elements > _MOST_ELEMENTS or len(self._open) > _DEEPEST:
            raise UnreadableLicense("it has too many elements, or too deep ones")
        element = _Element(name, attributes)
        self._open[-1].children.append(element)
        self._open.append(element)

    def end(self, name: str) -> None:
        self._open.pop()

    def say(self, text: str) -> None:
        self._open[-1].text += text

    def refuse(self, *declared: object) -> None:
        raise UnreadableLicense("it declares a document type")


def _content(element: _Element) -> Content:
    licenses = list(_named(element, "license"))
    return Content(
        url=element.attributes.get("url", ""),
        wishes=combined([dict.fromkeys(USES, Wish.UNKNOWN), *_said(licenses)]),
        payments=tuple(
            payment.attributes.get("type", "") for one in licenses for payment in _named(one, "payment")
        ),
    )


def _said(licenses: Iterable[_Element]) -> Iterator[dict[str, Wish]]:
    for one in licenses:
        for name, wish in (("permits", Wish.ALLOWED), ("prohibits", Wish.REFUSED)):
            for terms in _named(one, name):
                if terms.attributes.get("type") == "usage":
                    yield dict.fromkeys(_uses(terms.text), wish)


def _uses(text: str) -> Iterator[str]:
    for word in re.split(r"[\s,]+", text.lower()):
        yield from _WIDER.get(word, (word,) if word in USES else ())


def _named(element: _Element, name: str) -> Iterator[_Element]:
    return (child for child in element.children if child.name == f"{NAMESPACE} {name}")
