"""XMP in a PNG file: an iTXt chunk with the keyword ``XML:com.adobe.xmp`` (PNG, third edition)."""

import struct
import zlib
from collections.abc import Iterator

from optout.signals.images.permission import MOST_OF_XMP, Unreadable

HEAD = b"\x89PNG\r\n\x1a\n"
_XMP = b"XML:com.adobe.xmp"
_MOST_CHUNKS = 10_000


def _chunks(content: bytes) -> Iterator[tuple[bytes, int, int]]:
    """Kind, begin and end of every chunk, its length and checksum included."""
    at = len(HEAD)
    for _ in range(_MOST_CHUNKS):
        if at + 12 > len(content):
            raise Unreadable("a PNG file that is cut off or damaged")
        length, kind = struct.unpack(">I4s", content[at : at + 8])
        end = at + 12 + length
        if end > len(content):
            raise Unreadable("a PNG file that is cut off or damaged")
        yield kind, at, end
        if kind == b"IEND":
            return
        at = end
    raise Unreadable("a PNG file with too many parts")


def _is_xmp(content: bytes, kind: bytes, begin: int) -> bool:
    return kind == b"iTXt" and content.startswith(_XMP + b"\0", begin + 8)


def _text(content: bytes, begin: int, end: int, most: int) -> bytes:
    """The XMP of an iTXt chunk, unpacked."""
    rest = content[begin + 8 + len(_XMP) + 1 : end - 4]
    packed, fields = rest[:1] == b"\1", rest[2:].split(b"\0", 2)
    if len(rest) < 2 or len(fields) != 3:
        raise Unreadable("a PNG text chunk that is damaged")
    return _unpacked(fields[2], most) if packed else fields[2]


def _unpacked(data: bytes, most: int) -> bytes:
    unpacking = zlib.decompressobj()
    try:
        text = unpacking.decompress(data, most + 1)
    except zlib.error:
        raise Unreadable("a PNG text chunk that is damaged") from None
    if len(text) > most or not unpacking.eof:
        raise Unreadable("a PNG text chunk that is too large or cut off")
    return text


def packets(content: bytes) -> list[bytes]:
    """Every XMP packet, unpacked. ``Unreadable`` for a damaged file, and for more than 1 MiB of them."""
    found: list[bytes] = []
    left = MOST_OF_XMP
    for kind, begin, end in _chunks(content):
        if _is_xmp(content, kind, begin):
            found.append(_text(content, begin, end, left))
            left -= len(found[-1])
        if left < 0:
            raise Unreadable("XMP that is larger than is read")
    return found


def with_packet(content: bytes, packet: bytes) -> bytes:
    """The file with this packet in the place of all others. ``Unreadable`` for a damaged file."""
    body = _XMP + b"\0\0\0\0\0" + packet
    checksum = zlib.crc32(b"iTXt" + body)
    chunk = struct.pack(">I", len(body)) + b"iTXt" + body + struct.pack(">I", checksum)
    kept = [HEAD]
    end = len(HEAD)
    for kind, begin, end in _chunks(content):
        if not _is_xmp(content, kind, begin):
            kept.append(content[begin:end])
        if kind == b"IHDR":
            kept.append(chunk)
    return b"".join([*kept, content[end:]])
