"""XMP in a WebP file: the chunk ``XMP ``, announced in the extended header (RFC 9649)."""

import struct
from collections.abc import Iterator

from optout.signals.images.permission import Unreadable

_XMP_FLAG, _ALPHA = 0x04, 0x10
_MOST_CHUNKS = 10_000


def _chunks(content: bytes) -> Iterator[tuple[bytes, int, int]]:
    """Kind, begin and end of every chunk, its padding byte included."""
    size = struct.unpack("<I", content[4:8])[0] + 8 if len(content) >= 12 else 0
    if size > len(content) or size < 12:
        raise Unreadable("a WebP file that is cut off or damaged")
    at = 12
    for _ in range(_MOST_CHUNKS):
        if at >= size:
            return
        if at + 8 > size:
            raise Unreadable("a WebP file that is cut off or damaged")
        kind, length = struct.unpack("<4sI", content[at : at + 8])
        end = at + 8 + length + length % 2
        if end > size + size % 2:
            raise Unreadable("a WebP file that is cut off or damaged")
        yield kind, at, min(end, len(content))
        at = end
    raise Unreadable("a WebP file with too many parts")


def packets(content: bytes) -> list[bytes]:
    """Every XMP packet. ``Unreadable`` for a damaged file."""
    found = [
        (begin, content[begin + 4 : begin + 8]) for kind, begin, _ in _chunks(content) if kind == b"XMP "
    ]
    return [content[begin + 8 : begin + 8 + struct.unpack("<I", size)[0]] for begin, size in found]


def with_packet(content: bytes, packet: bytes) -> bytes:
    """The file with this packet in the place of all others. ``Unreadable`` for a damaged file."""
    chunks = [(kind, content[begin:end]) for kind, begin, end in _chunks(content) if kind != b"XMP "]
    if not any(kind == b"VP8X" for kind, _ in chunks):
        chunks.insert(0, (b"VP8X", _header(chunks)))
    told = [_flagged(body) if kind == b"VP8X" else body for kind, body in chunks]
    body = b"".join([*told, _chunk(b"XMP ", packet)])
    return b"RIFF" + struct.pack("<I", len(body) + 4) + b"WEBP" + body


def _chunk(kind: bytes, body: bytes) -> bytes:
    return kind + struct.pack("<I", len(body)) + body + b"\0" * (len(body) % 2)


def _flagged(header: bytes) -> bytes:
    return header[:8] + bytes([header[8] | _XMP_FLAG]) + header[9:]


def _header(chunks: list[tuple[bytes, bytes]]) -> bytes:
    """The extended header that a simple file lacks: its flags and the picture's size."""
    kind, body = chunks[0] if chunks else (b"", b"")
    data = body[8:]
    if kind == b"VP8L" and data[:1] == b"\x2f" and len(data) >= 5:
        bits = struct.unpack("<I", data[1:5])[0]
        width, height, alpha = (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1, bits >> 28 & 1
    elif kind == b"VP8 " and data[3:6] == b"\x9d\x01\x2a" and len(data) >= 10:
        width, height = (value & 0x3FFF for value in struct.unpack("<HH", data[6:10]))
        alpha = 0
    else:
        raise Unreadable("a WebP file of an unknown kind")
    flags = _ALPHA if alpha else 0
    sizes = struct.pack("<I", width - 1)[:3] + struct.pack("<I", height - 1)[:3]
    return _chunk(b"VP8X", bytes([flags, 0, 0, 0]) + sizes)
