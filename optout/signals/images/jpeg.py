"""XMP in a JPEG file: an APP1 segment (XMP Specification Part 3, 2020, section 1.1.3)."""

import re
import struct
from collections.abc import Iterator

from optout.signals.images.permission import Unreadable

_XMP = b"http://ns.adobe.com/xap/1.0/\0"
_EXTENDED = b"http://ns.adobe.com/xmp/extension/\0"
_DIGEST = 32
_FILLING = re.compile(rb"\xff+(?=\xff)")
_MOST_SEGMENTS = 5_000
_LARGEST_SEGMENT = 65_533


def _segments(content: bytes) -> Iterator[tuple[int, int, int]]:
    """Marker, begin and end of every segment before the picture's data."""
    at = 2
    for _ in range(_MOST_SEGMENTS):
        filling = _FILLING.match(content, at)
        at = filling.end() if filling else at
        if at + 4 > len(content) or content[at] != 0xFF:
            raise Unreadable("a JPEG file that is cut off or damaged")
        marker, length = content[at + 1], struct.unpack(">H", content[at + 2 : at + 4])[0]
        if marker in (0xDA, 0xD9):
            return
        end = at + 2 + length
        if length < 2 or end > len(content):
            raise Unreadable("a JPEG file that is cut off or damaged")
        yield marker, at, end
        at = end
    raise Unreadable("a JPEG file with too many parts")


def _is_xmp(content: bytes, marker: int, begin: int) -> bool:
    return marker == 0xE1 and content.startswith(_XMP, begin + 4)


def packets(content: bytes) -> list[bytes]:
    """Every XMP packet. ``Unreadable`` for a damaged file."""
    skip = 4 + len(_XMP)
    return [
        content[begin + skip : end]
        for marker, begin, end in _segments(content)
        if _is_xmp(content, marker, begin)
    ]


def extended(content: bytes) -> list[bytes]:
    """The packets that did not fit into one segment (section 1.1.3.1), put together. ``Unreadable``
    for a damaged file, and where parts are missing."""
    skip = 4 + len(_EXTENDED)
    whole: dict[bytes, list[bytes]] = {}
    for marker, begin, end in _segments(content):
        if marker == 0xE1 and content.startswith(_EXTENDED, begin + 4):
            body = content[begin + skip : end]
            whole.setdefault(body[:_DIGEST], []).append(body[_DIGEST:])
    return [_together(parts) for parts in whole.values()]


def _together(parts: list[bytes]) -> bytes:
    """Each part is the length of the whole, its own place, and its bytes."""
    if any(len(part) < 8 for part in parts):
        raise Unreadable("extended XMP that is damaged")
    placed = sorted((struct.unpack(">II", part[:8]), part[8:]) for part in parts)
    at, size = 0, placed[0][0][0]
    for (length, offset), body in placed:
        if length != size or offset != at:
            raise Unreadable("extended XMP that is damaged")
        at += len(body)
    if at != size:
        raise Unreadable("extended XMP that is damaged")
    return b"".join(body for _, body in placed)


def with_packet(content: bytes, packet: bytes) -> bytes:
    """The file with this packet in the place of all others. ``Unreadable`` where that cannot be."""
    body = _XMP + packet
    if len(body) > _LARGEST_SEGMENT:
        raise Unreadable("XMP that is too large for one JPEG segment")
    segment = b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body
    kept, place = [content[:2]], 1
    end = 2
    for marker, begin, end in _segments(content):
        if not _is_xmp(content, marker, begin):
            kept.append(content[begin:end])
            place = len(kept) if marker in (0xE0, 0xE1) and place == len(kept) - 1 else place
    kept.insert(place, segment)
    return b"".join([*kept, content[end:]])
