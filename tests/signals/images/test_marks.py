"""What an image says: read from files of other programs, and written so that they can read it."""

import io
import time
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from optout.signals.images.containers import container_of
from optout.signals.images.marks import NOT_ASKED, ImageMarks, marks_of
from optout.signals.images.permission import MOST_OF_XMP, VOCABULARY, DataMining, Permission, Unreadable
from optout.signals.images.writing import with_permission
from tests.signals.images.pictures import FORMATS, picture, pixels, png_with, signed, xmp, xmp_by_pillow

NO = DataMining(Permission.NO_GENERATIVE_TRAINING, canonical=True)


def cawg(use: str, **more: str) -> list[dict[str, object]]:
    entries = {"cawg.ai_generative_training": {"use": use, **more}}
    return [{"label": "cawg.training-mining", "data": {"entries": entries}}]


@pytest.mark.parametrize("kind", FORMATS)
@pytest.mark.parametrize("permission", Permission)
def test_what_is_written_is_read_by_us_and_by_others(kind: str, permission: Permission) -> None:
    before = picture(kind)
    after = with_permission(before, permission)
    assert marks_of(after) == ImageMarks(FORMATS[kind], DataMining(permission, canonical=True))
    assert VOCABULARY + permission.value in xmp_by_pillow(after)
    assert pixels(after) == pixels(before)


@pytest.mark.parametrize("kind", FORMATS)
def test_writing_twice_is_writing_once(kind: str) -> None:
    once = with_permission(picture(kind), Permission.PROHIBITED)
    assert with_permission(once, Permission.PROHIBITED) == once
    other = with_permission(once, Permission.ALLOWED)
    assert marks_of(other).data_mining == DataMining(Permission.ALLOWED, canonical=True)


@pytest.mark.parametrize("kind", FORMATS)
def test_other_metadata_stays(kind: str) -> None:
    before = picture(kind, xmp("<dc:rights>mine</dc:rights>"))
    after = with_permission(before, Permission.PROHIBITED)
    assert "mine" in xmp_by_pillow(after)
    assert marks_of(after).data_mining == DataMining(Permission.PROHIBITED, canonical=True)


@pytest.mark.parametrize(
    ("lossless", "alpha"), [(True, False), (True, True), (False, False), (False, True)]
)
def test_every_kind_of_webp_can_be_written(lossless: bool, alpha: bool) -> None:
    before = picture("WEBP", lossless=lossless, alpha=alpha)
    after = with_permission(before, Permission.PROHIBITED)
    assert pixels(after) == pixels(before)
    with Image.open(io.BytesIO(after)) as opened:
        assert (opened.size, opened.mode) == ((33, 17), "RGBA" if alpha else "RGB")


@pytest.mark.parametrize(
    ("packet", "expected"),
    [
        (xmp(attributes=f' plus:DataMining="{VOCABULARY}DMI-PROHIBITED-GENAIMLTRAINING"'), NO),
        (xmp(f"<plus:DataMining>{VOCABULARY}DMI-PROHIBITED-GENAIMLTRAINING</plus:DataMining>"), NO),
        (xmp(f'<plus:DataMining rdf:resource="{VOCABULARY}DMI-PROHIBITED-GENAIMLTRAINING"/>'), NO),
        (
            xmp("<plus:DataMining>DMI-PROHIBITED-GENAIMLTRAINING</plus:DataMining>"),
            DataMining(Permission.NO_GENERATIVE_TRAINING, canonical=False),
        ),
        (
            xmp(f"<plus:DataMining>{VOCABULARY}DMI-NEW</plus:DataMining>"),
            DataMining(None, canonical=True),
        ),
        (xmp("<dc:rights>mine</dc:rights>"), None),
        (None, None),
    ],
)
@pytest.mark.parametrize("kind", FORMATS)
def test_it_reads_the_property_however_it_is_written(
    kind: str, packet: bytes | None, expected: DataMining | None
) -> None:
    assert marks_of(picture(kind, packet)) == ImageMarks(FORMATS[kind], expected)


def test_a_plain_saving_again_drops_the_property_and_that_is_seen() -> None:
    marked = with_permission(picture("JPEG"), Permission.PROHIBITED)
    out = io.BytesIO()
    with Image.open(io.BytesIO(marked)) as opened:
        opened.save(out, "JPEG")
    assert marks_of(out.getvalue()) == ImageMarks("image/jpeg")


@pytest.mark.parametrize(
    ("packet", "problem"),
    [
        (b"<x:xmpmeta", "XMP that is not XML"),
        (b'<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>', "XMP with a document type"),
        (
            xmp(
                f"<plus:DataMining>{VOCABULARY}DMI-ALLOWED</plus:DataMining>"
                f"<plus:DataMining>{VOCABULARY}DMI-PROHIBITED</plus:DataMining>"
            ),
            "two different values of the Data Mining property",
        ),
    ],
)
@pytest.mark.parametrize("kind", FORMATS)
def test_metadata_that_cannot_be_read_says_so_and_is_not_overwritten(
    kind: str, packet: bytes, problem: str
) -> None:
    content = picture(kind, packet)
    assert marks_of(content) == ImageMarks(FORMATS[kind], unreadable=(problem,))
    if "two different" not in problem:
        with pytest.raises(Unreadable):
            with_permission(content, Permission.PROHIBITED)


def test_packed_text_is_unpacked_within_bounds() -> None:
    packed = zlib.compress(xmp(attributes=f' plus:DataMining="{VOCABULARY}DMI-PROHIBITED"'))
    assert marks_of(png_with(packed, packed=True)).data_mining == DataMining(Permission.PROHIBITED, True)
    bomb = zlib.compress(b"<x>" + b" " * MOST_OF_XMP + b"</x>")
    too_large = "a PNG text chunk that is too large or cut off"
    assert marks_of(png_with(bomb, packed=True)).unreadable == (too_large, NOT_ASKED)


def test_all_packets_of_a_file_are_bounded_together() -> None:
    half = zlib.compress(b"<x>" + b" " * (MOST_OF_XMP // 2) + b"</x>")
    too_large = "a PNG text chunk that is too large or cut off"
    assert marks_of(png_with(half, packed=True)).unreadable == ()
    assert marks_of(png_with(half, half, packed=True)).unreadable == (too_large, NOT_ASKED)
    plain = b"<x>" + b" " * (MOST_OF_XMP // 2) + b"</x>"
    too_much = "XMP that is larger than is read"
    assert marks_of(png_with(plain, plain)).unreadable == (too_much, NOT_ASKED)
    assert marks_of(picture("WEBP", plain + plain)).unreadable == (too_much,)


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("declared", ["", '<?xml version="1.0" encoding="utf-16"?>'])
def test_xmp_in_every_form_of_unicode_is_read(encoding: str, mark: str, declared: str) -> None:
    said = declared + xmp(attributes=f' plus:DataMining="{VOCABULARY}DMI-PROHIBITED"').decode()
    content = png_with(f"{mark}{said}\n".encode(encoding))
    assert marks_of(content).data_mining == DataMining(Permission.PROHIBITED, canonical=True)
    kind = '<!DOCTYPE x [<!ENTITY a "DMI-ALLOWED">]>'
    hostile = declared + kind + said.removeprefix(declared).replace("DMI-PROHIBITED", "&a;")
    assert marks_of(png_with(f"{mark}{hostile}".encode(encoding))) == ImageMarks(
        "image/png", unreadable=("XMP with a document type",)
    )


def test_a_file_that_is_damaged_says_that_credentials_were_not_looked_for() -> None:
    content = signed(picture("WEBP"), "image/webp", cawg("notAllowed"))
    cut = marks_of(content[:-40])
    assert cut.unreadable == ("a WebP file that is cut off or damaged", NOT_ASKED)
    assert cut.refuses_training is None


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (
            b"RIFF" + (8 * 1_000_000 + 4).to_bytes(4, "little") + b"WEBP" + b"ABCD\0\0\0\0" * 1_000_000,
            "a WebP file with too many parts",
        ),
        (b"\xff\xd8" + b"\xff\xe1\0\x02" * 2_000_000, "a JPEG file with too many parts"),
        (b"\xff\xd8\xff" + b"\xff" * 8_000_000, "a JPEG file that is cut off or damaged"),
        (
            b"\x89PNG\r\n\x1a\n" + b"\0\0\0\0abcd\0\0\0\0" * 600_000,
            "a PNG file with too many parts",
        ),
    ],
    ids=["WebP", "segments", "filling", "PNG"],
)
def test_a_file_that_is_built_to_keep_us_busy_is_soon_given_up(content: bytes, problem: str) -> None:
    begun = time.process_time()
    assert marks_of(content).unreadable == (problem, NOT_ASKED)
    assert time.process_time() - begun < 1


def test_a_property_within_itself_is_visited_once() -> None:
    nested = "<plus:DataMining>" * 120 + "</plus:DataMining>" * 120
    content = png_with(zlib.compress(xmp(nested * 200)), packed=True)
    begun = time.process_time()
    assert marks_of(content).data_mining == DataMining(None, canonical=False)
    assert time.process_time() - begun < 1


def test_a_permission_beside_what_cannot_be_read_is_none() -> None:
    allowed = DataMining(Permission.ALLOWED, canonical=True)
    refused = DataMining(Permission.PROHIBITED, canonical=True)
    assert ImageMarks("image/png", allowed).refuses_training is False
    assert ImageMarks("image/png", allowed, unreadable=("something",)).refuses_training is None
    assert ImageMarks("image/png", refused, unreadable=("something",)).refuses_training is True


@pytest.mark.parametrize("content", [b"", b"<html>", b"GIF89a", b"RIFF\0\0\0\0WAVE"])
def test_of_another_format_nothing_is_said(content: bytes) -> None:
    assert marks_of(content) == ImageMarks(None)
    with pytest.raises(Unreadable):
        with_permission(content, Permission.PROHIBITED)


@pytest.mark.parametrize("kind", FORMATS)
@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_whatever_is_cut_or_changed_nothing_is_raised(kind: str, data: st.DataObject) -> None:
    whole = with_permission(picture(kind), Permission.PROHIBITED)
    at = data.draw(st.integers(0, len(whole) - 1))
    cut = data.draw(st.booleans())
    hurt = (
        whole[:at]
        if cut
        else whole[:at] + bytes([whole[at] ^ data.draw(st.integers(1, 255))]) + whole[at + 1 :]
    )
    container = container_of(hurt)
    if container is None:
        assert marks_of(hurt) == ImageMarks(None)
        return
    found = marks_of(hurt)
    if cut and found.data_mining is None:
        assert found.unreadable or container.packets(hurt) == []


@pytest.mark.parametrize(
    ("use", "more", "refuses"),
    [
        ("allowed", {}, False),
        ("notAllowed", {}, True),
        ("constrained", {}, True),
        ("constrained", {"constraint_info": "ask me"}, True),
    ],
)
@pytest.mark.parametrize("kind", FORMATS)
def test_the_assertion_about_training_is_read(
    kind: str, use: str, more: dict[str, str], refuses: bool
) -> None:
    content = signed(picture(kind), FORMATS[kind], cawg(use, **more))
    found = marks_of(content)
    assert found.refuses_training is refuses
    assert found.credentials is not None
    (assertion,) = found.credentials.assertions
    assert (assertion.purpose, assertion.allowed) == ("ai_generative_training", not refuses)
    assert assertion.constraint == more.get("constraint_info")
    assert found.credentials.valid


def test_an_image_with_credentials_is_not_written_into() -> None:
    content = signed(picture("JPEG"), "image/jpeg", cawg("notAllowed"))
    with pytest.raises(Unreadable, match="signature"):
        with_permission(content, Permission.PROHIBITED)


def test_a_picture_that_was_changed_after_signing_has_no_valid_credentials() -> None:
    content = bytearray(signed(picture("JPEG"), "image/jpeg", cawg("notAllowed")))
    content[-20] ^= 1
    found = marks_of(bytes(content))
    assert found.credentials is not None
    assert not found.credentials.valid


def test_a_contradiction_of_the_two_is_seen() -> None:
    marked = with_permission(picture("JPEG"), Permission.ALLOWED)
    assert marks_of(signed(marked, "image/jpeg", cawg("notAllowed"))).contradicts_itself
    assert not marks_of(signed(marked, "image/jpeg", cawg("allowed"))).contradicts_itself
    assert not marks_of(marked).contradicts_itself
