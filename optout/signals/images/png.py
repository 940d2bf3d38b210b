"""XMP in a PNG file: an iTXt chunk with the keyword ``XML:com.adobe.xmp`` (PNG, third edition)."""

import struct
import zlib
from collections.abc import Iterator

from optout.signals.images.permission import Unreadable

HEAD = b"\x89PNG\r\n\x1a\n"
_XMP = b"XML:com.adobe.xmp"
_MOST_CHUNKS = 100_000
_LARGEST_PACKET = 16 * 1024 * 1024


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


def _text(content: bytes, kind: bytes, begin: int, end: int) -> bytes | None:
    """The XMP of an iTXt chunk, unpacked; None for other chunks."""
    body = content[begin + 8 : end - 4]
    if kind != b"iTXt" or not body.startswith(_XMP + b"\0"):
        return None
    rest = body[len(_XMP) + 1 :]
    packed, fields = rest[:1] == b"\1", rest[2:].split(b"\0", 2)
    if len(rest) < 2 or len(fields) != 3:
        raise Unreadable("a PNG text chunk that is damaged")
    return _unpacked(fields[2]) if packed else fields[2]


def _unpacked(data: bytes) -> bytes:
    unpacking = zlib.decompressobj()
    try:
        text = unpacking.decompress(data, _LARGEST_PACKET)
    except zlib.error:
        raise Unreadable("a PNG text chunk that is damaged") from None
    if unpacking.unconsumed_tail or not unpacking.eof:
        raise Unreadable("a PNG text chunk that is too large or cut off")
    return text


def packets(content: bytes) -> list[bytes]:
    """Every XMP packet, unpacked. ``Unreadable`` for a damaged file."""
    texts = (_text(content, *chunk) for chunk in _chunks(content))
    return [text for text in texts if text is not None]


def with_packet(content: bytes, packet: bytes) -> bytes:
    """The file with this packet in the place of all others. ``Unreadable`` for a damaged file."""
    body = _XMP + b"\0\0\0\0\0" + packet
    checksum = zlib.crc32(b"iTXt" + body)
    chunk = struct.pack(">I", len(body)) + b"iTXt" + body + struct.pack(">I", checksum)
    kept = [HEAD]
    end = len(HEAD)
    for kind, begin, end in _chunks(content):
        if _text(content, kind, begin, end) is None:
            kept.append(content[begin:end])
        if kind == b"IHDR":
            kept.append(chunk)
    return b"".join([*kept, content[end:]])
