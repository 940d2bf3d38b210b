"""PLUS Data Mining: the closed vocabulary of the property, and its value in an XMP packet."""

from dataclasses import dataclass
from enum import StrEnum

from lxml import etree

PLUS = "http://ns.useplus.org/ldf/xmp/1.0/"
VOCABULARY = "http://ns.useplus.org/ldf/vocab/"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
PROPERTY = f"{{{PLUS}}}DataMining"


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


def data_mining_in(packet: bytes) -> DataMining | None:
    """The property in an XMP packet, or None where it is not there. ``Unreadable`` for broken XML, for
    a document type (which could name entities), and where two values contradict each other."""
    values = {value for element in parse_packet(packet).iter() for value in _values(element)}
    found = {_understood(value.strip()) for value in values}
    if len(found) > 1:
        raise Unreadable("two different values of the Data Mining property")
    return found.pop() if found else None


def parse_packet(packet: bytes) -> etree._Element:
    """The XML of a packet. ``Unreadable`` as above."""
    if b"<!DOCTYPE" in packet or b"<!ENTITY" in packet:
        raise Unreadable("XMP with a document type")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        root = etree.fromstring(packet.strip(b"\0 \t\r\n"), parser)
    except (etree.XMLSyntaxError, ValueError):
        raise Unreadable("XMP that is not XML") from None
    return root


def _values(element: etree._Element) -> list[str]:
    """As an attribute of a description, as an element's text, or as the resource that it names."""
    found = [value] if (value := element.get(PROPERTY)) else []
    if element.tag == PROPERTY:
        found += [
            text for text in (element.text, element.get(f"{{{RDF}}}resource")) if text and text.strip()
        ]
    return [str(value) for value in found]


def _understood(value: str) -> DataMining:
    code, canonical = value.removeprefix(VOCABULARY), value.startswith(VOCABULARY)
    permission = Permission(code) if code in set(Permission) else None
    return DataMining(permission, canonical)
