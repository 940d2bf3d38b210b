"""The Data Mining property in XMP, in the ways that RDF has of saying it, and hostile XMP."""

import pytest
from lxml import etree

from optout.signals.images.permission import (
    VOCABULARY,
    DataMining,
    Permission,
    Unreadable,
    cautious_parser,
    data_mining_in,
)
from tests.signals.images.pictures import xmp

VALUE = f"{VOCABULARY}DMI-PROHIBITED"
NO = DataMining(Permission.PROHIBITED, canonical=True)
STRANGE = DataMining(None, canonical=False)


@pytest.mark.parametrize(
    "inside",
    [
        f"<plus:DataMining><rdf:Bag><rdf:li>{VALUE}</rdf:li></rdf:Bag></plus:DataMining>",
        f'<plus:DataMining><rdf:Bag><rdf:li rdf:resource="{VALUE}"/></rdf:Bag></plus:DataMining>',
        f'<plus:DataMining rdf:parseType="Resource"><rdf:value>{VALUE}</rdf:value></plus:DataMining>',
        f'<plus:DataMining><rdf:Description rdf:value="{VALUE}"/></plus:DataMining>',
        f"<plus:DataMining><!-- note -->{VALUE}</plus:DataMining>",
        f"<plus:DataMining>{VOCABULARY}<!-- note -->DMI-PROHIBITED</plus:DataMining>",
        f"<plus:DataMining><![CDATA[{VALUE}]]></plus:DataMining>",
    ],
)
def test_it_is_read_in_whatever_form_rdf_has_for_it(inside: str) -> None:
    assert data_mining_in([xmp(inside)]) == NO


@pytest.mark.parametrize(
    "packet",
    [
        xmp("<plus:DataMining/>"),
        xmp("<plus:DataMining><rdf:Bag/></plus:DataMining>"),
        xmp("<plus:DataMining><!-- DMI-ALLOWED --></plus:DataMining>"),
        xmp(attributes=' plus:DataMining=""'),
    ],
)
def test_a_property_without_a_value_is_there_and_not_understood(packet: bytes) -> None:
    assert data_mining_in([packet]) == STRANGE


def test_two_items_that_deny_each_other_are_unreadable() -> None:
    items = f"<rdf:li>{VALUE}</rdf:li><rdf:li>{VOCABULARY}DMI-ALLOWED</rdf:li>"
    with pytest.raises(Unreadable, match="two different values"):
        data_mining_in([xmp(f"<plus:DataMining><rdf:Bag>{items}</rdf:Bag></plus:DataMining>")])


def test_two_packets_that_deny_each_other_are_unreadable() -> None:
    packets = [
        xmp(attributes=f' plus:DataMining="{one}"') for one in (VALUE, f"{VOCABULARY}DMI-ALLOWED")
    ]
    with pytest.raises(Unreadable, match="two different values"):
        data_mining_in(packets)


@pytest.mark.parametrize("packet", [b"\xff\xfe<", b"<a>\xe4</a>", b"\xff\xfe\0\0\0\0\xff\xff"])
def test_what_is_no_unicode_is_unreadable(packet: bytes) -> None:
    with pytest.raises(Unreadable):
        data_mining_in([packet])


def test_another_encoding_that_is_declared_is_not_followed() -> None:
    declared = b'<?xml version="1.0" encoding="utf-7"?>'
    hidden = (
        declared + b'<a xmlns:p="http://ns.useplus.org/ldf/xmp/1.0/" p:DataMining="+AEQ-MI-ALLOWED"/>'
    )
    assert data_mining_in([hidden]) == STRANGE


def test_the_parser_resolves_no_entity_even_where_one_is_declared() -> None:
    hostile = b'<!DOCTYPE x [<!ENTITY a "DMI-ALLOWED">]><x>&a;</x>'
    assert "".join(etree.fromstring(hostile, cautious_parser()).itertext(etree.Element)) == ""


def test_the_parser_reads_nothing_huge() -> None:
    with pytest.raises(etree.XMLSyntaxError):
        etree.fromstring(b"<a>" * 1000 + b"</a>" * 1000, cautious_parser())
