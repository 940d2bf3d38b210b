"""Writes the Data Mining property into an image; nothing else in the file changes."""

from lxml import etree

from optout.signals.images.containers import container_of
from optout.signals.images.credentials import credentials_in
from optout.signals.images.permission import (
    PLUS,
    PROPERTY,
    RDF,
    VOCABULARY,
    Permission,
    Unreadable,
    data_mining_in,
    parse_packet,
)

_BEGIN = b'<?xpacket begin="\xef\xbb\xbf" id="W5M0MpCehiHzreSzNTczkc9d"?>\n'
_END = b'\n<?xpacket end="w"?>'
_DESCRIPTION = f"{{{RDF}}}Description"
_EMPTY = (
    f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="{RDF}">'
    f'<rdf:Description rdf:about="" xmlns:plus="{PLUS}"/></rdf:RDF></x:xmpmeta>'
).encode()


def with_permission(content: bytes, permission: Permission) -> bytes:
    """The image with the property set; other metadata and the picture stay as they are.

    Raises ``Unreadable`` for a format that is not JPEG, PNG or WebP, where what metadata there is
    cannot be read or says it in extended XMP, and for an image with content credentials: its
    signature would not hold any more.
    """
    container = container_of(content)
    if container is None:
        raise Unreadable("a format into which optout does not write: use JPEG, PNG or WebP")
    packets = container.packets(content)
    if data_mining_in(container.extended(content)) is not None:
        raise Unreadable("the property in extended XMP, into which optout does not write")
    if credentials_in(content, container.media_type) is not None:
        raise Unreadable(
            "content credentials, whose signature a change would break: sign it anew with both"
        )
    if len(packets) > 1:
        raise Unreadable("more than one XMP packet")
    return container.with_packet(content, _packet(packets[0] if packets else _EMPTY, permission))


def _packet(before: bytes, permission: Permission) -> bytes:
    root = parse_packet(before)
    for element in list(root.iter()):
        element.attrib.pop(PROPERTY, "")
        if element.tag == PROPERTY and (parent := element.getparent()) is not None:
            parent.remove(element)
    descriptions = list(root.iter(_DESCRIPTION))
    if not descriptions:
        raise Unreadable("XMP without a description")
    descriptions[0].set(PROPERTY, VOCABULARY + permission.value)
    return _BEGIN + etree.tostring(root, encoding="utf-8") + _END
