"""XMP of a JPEG file that does not fit into one segment."""

import struct

import pytest

from optout.signals.images.marks import marks_of
from optout.signals.images.permission import VOCABULARY, DataMining, Permission, Unreadable
from optout.signals.images.writing import with_permission
from tests.signals.images.pictures import jpeg_with, xmp

HEAD = b"http://ns.adobe.com/xmp/extension/\0" + b"0123456789ABCDEF" * 2
REFUSES = xmp(attributes=f' plus:DataMining="{VOCABULARY}DMI-PROHIBITED"')
HALF = len(REFUSES) // 2


def part(offset: int, body: bytes, length: int = len(REFUSES)) -> bytes:
    return HEAD + struct.pack(">II", length, offset) + body


def test_parts_are_put_together_in_their_order() -> None:
    content = jpeg_with(part(HALF, REFUSES[HALF:]), part(0, REFUSES[:HALF]))
    assert marks_of(content).data_mining == DataMining(Permission.PROHIBITED, canonical=True)


@pytest.mark.parametrize(
    "segments",
    [
        [part(0, REFUSES[:HALF])],
        [part(HALF, REFUSES[HALF:])],
        [part(0, REFUSES[:HALF]), part(HALF - 1, REFUSES[HALF:])],
        [part(0, REFUSES[:HALF]), part(HALF, REFUSES[HALF:], len(REFUSES) + 1)],
        [part(0, REFUSES), part(0, REFUSES)],
        [HEAD + b"\0"],
    ],
)
def test_parts_that_do_not_fit_are_unreadable(segments: list[bytes]) -> None:
    found = marks_of(jpeg_with(*segments))
    assert found.data_mining is None
    assert found.unreadable[0] == "extended XMP that is damaged"


def test_where_extended_xmp_says_it_nothing_is_written() -> None:
    with pytest.raises(Unreadable, match="extended XMP"):
        with_permission(jpeg_with(part(0, REFUSES)), Permission.NO_AI_TRAINING)


def test_other_extended_xmp_stays_when_the_property_is_written() -> None:
    other = xmp("<dc:rights>mine</dc:rights>")
    segment = part(0, other, len(other))
    written = with_permission(jpeg_with(segment), Permission.NO_AI_TRAINING)
    assert segment in written
    assert marks_of(written).data_mining == DataMining(Permission.NO_AI_TRAINING, canonical=True)
