"""PLUS Data Mining: the closed vocabulary of the property, and its value in an XMP packet."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from lxml import etree

PLUS = "http://ns.useplus.org/ldf/xmp/1.0/"
VOCABULARY = "http://ns.useplus.org/ldf/vocab/"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
PROPERTY = f"{{{PLUS}}}DataMining"
MOST_OF_XMP = 1024 * 1024
"""What is read of one file's XMP, unpacked and all packets together."""
_WORTHLESS = "\0 \t\r\n\ufeff"
_ENCODINGS: Sequence[tuple[bytes, str]] = (
    (b"\xff\xfe\0\0", "utf-32-le"),
    (b"\0\0\xfe\xff", "utf-32-be"),
    (b"<\0\0\0", "utf-32-le"),
    (b"\0\0\0<", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
    (b"<\0", "utf-16-le"),
    (b"\0<", "utf-16-be"),
)
"""By how a packet begins; every other is UTF-8. XMP Specification Part 1, section 7.3.1."""


class Permission(StrEnum):
    """The codes of the PLUS vocabulary (IPTC Photo Metadata 2023.1, property Data Mining)."""

    UNSPECIFIED = "DMI-UNSPECIFIED"
    ALLOWED = "DMI-ALLOWED"
    NO_AI_TRAINING = "DMI-PROHIBITED-AIMLTRAINING"
    NO_GENERATIVE_TRAINING = "DMI-PROHIBITED-GENAIMLTRAINING"
    SEARCH_ONLY = "DMI-PROHIBITED-EXCEPTSEARCHENGINEINDEXING"
    PROHIBITED = "DMI-PROHIBITED"
    SEE_CONSTRAINT = "DMI-PROHIBITED-SEECONSTRAINT"
    SEE_EMBEDDED_RIGHTS = "DMI-PROHIBITED-SEEEMBEDDEDRIGHTSEXPR"
    SEE_LINKED_RIGHTS = "DMI-PROHIBITED-SEELINKEDRIGHTSEXPR"

    @property
    def refuses_training(self) -> bool:
        """Whether generative AI may not be trained with the image, at least without reading further."""
        return self not in (Permission.UNSPECIFIED, Permission.ALLOWED)


class Unreadable(Exception):
    """Metadata that is there but cannot be read; says what is wrong, never what it holds."""


@dataclass(frozen=True, slots=True)
class DataMining:
    """The property as it stands in an image. ``permission`` is None for a value outside the vocabulary;
    ``canonical`` is false for a bare code without the vocabulary's address, which readers may ignore."""

    permission: Permission | None
    canonical: bool


def data_mining_in(packets: Iterable[bytes]) -> DataMining | None:
    """The property in a file's XMP packets, or None where it is not there.

    ``Unreadable`` for more than 1 MiB of them, for broken XML, for a document type (which could name
    entities), and where two values contradict each other.
    """
    every = list(packets)
    if sum(map(len, every)) > MOST_OF_XMP:
        raise Unreadable("XMP that is larger than is read")
    found = {_understood(value.strip()) for one in every for value in _values(parse_packet(one))}
    if len(found) > 1:
        raise Unreadable("two different values of the Data Mining property")
    return found.pop() if found else None


def parse_packet(packet: bytes) -> etree._Element:
    """The XML of a packet, in whatever form of Unicode. ``Unreadable`` as above."""
    text = _decoded(packet).strip(_WORTHLESS)
    if "<!DOCTYPE" in text:
        raise Unreadable("XMP with a document type")
    try:
        return etree.fromstring(text.encode("utf-8"), cautious_parser())
    except (etree.XMLSyntaxError, ValueError):
        raise Unreadable("XMP that is not XML") from None


def cautious_parser() -> etree.XMLParser:
    """Reads UTF-8 whatever the XML declares; no entity, nothing from elsewhere, nothing huge."""
    return etree.XMLParser(encoding="utf-8", resolve_entities=False, no_network=True, huge_tree=False)


def _decoded(packet: bytes) -> str:
    known = (name for begins, name in _ENCODINGS if packet.startswith(begins))
    try:
        return packet.decode(next(known, "utf-8"))
    except UnicodeDecodeError:
        raise Unreadable("XMP that is no Unicode text") from None


def _values(root: etree._Element) -> Iterator[str]:
    """As an attribute of a description, or within an element. Where the property stands without any
    value, that is an empty one: it is there, and says nothing that is understood."""
    for element in root.iter(etree.Element):
        value = element.get(PROPERTY)
        if value is not None:
            yield str(value)
        if element.tag == PROPERTY and next(element.iterancestors(PROPERTY), None) is None:
            yield from list(_inside(element)) or [""]


def _inside(element: etree._Element) -> Iterator[str]:
    """Text, resource or rdf:value of the element and of what is in it, such as the items of a bag."""
    for one in element.iter(etree.Element):
        named = (one.get(f"{{{RDF}}}{name}") for name in ("resource", "value"))
        yield from (str(value) for value in named if value is not None)
        text = "".join([one.text or "", *(child.tail or "" for child in one)])
        if text.strip():
            yield text


def _understood(value: str) -> DataMining:
    code, canonical = value.removeprefix(VOCABULARY), value.startswith(VOCABULARY)
    permission = Permission(code) if code in set(Permission) else None
    return DataMining(permission, canonical)
