"""Which kind of image a file is, and how XMP is read from it and put into it."""

from collections.abc import Callable
from dataclasses import dataclass, field

from optout.signals.images import jpeg, png, webp


@dataclass(frozen=True, slots=True)
class Container:
    """A format: its media type, how packets are read, and how one takes the place of them all.

    Everything else in the file stays, byte for byte, also ``extended`` packets, to which a packet may
    point. All raise ``Unreadable`` for a damaged file.
    """

    media_type: str
    packets: Callable[[bytes], list[bytes]]
    with_packet: Callable[[bytes, bytes], bytes]
    extended: Callable[[bytes], list[bytes]] = field(default=lambda content: [])


def container_of(content: bytes) -> Container | None:
    """The format by its first bytes, or None for one that is not known here."""
    if content.startswith(b"\xff\xd8\xff"):
        return Container("image/jpeg", jpeg.packets, jpeg.with_packet, jpeg.extended)
    if content.startswith(png.HEAD):
        return Container("image/png", png.packets, png.with_packet)
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return Container("image/webp", webp.packets, webp.with_packet)
    return None
