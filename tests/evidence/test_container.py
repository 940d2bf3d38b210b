"""The container gives back what it was given, or says that it is damaged."""

import io
import zipfile
from hashlib import sha256

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from optout.errors import StorageFailure
from optout.evidence.container import pack, unpack

PARTS = {"traffic.warc.gz": b"sealed one", "before.jpg": b"sealed two"}
_names = st.from_regex(r"[A-Za-z0-9][A-Za-z0-9._-]{0,20}", fullmatch=True)


@given(st.dictionaries(_names, st.binary(max_size=60), max_size=5))
@settings(max_examples=60, deadline=None)
def test_it_gives_back_what_was_packed(parts: dict[str, bytes]) -> None:
    assert unpack(pack(parts)) == parts


def test_the_order_of_the_parts_does_not_change_the_bytes() -> None:
    assert pack(PARTS) == pack(dict(reversed(PARTS.items())))


def test_the_format_stays_the_same() -> None:
    expected = "780e00b315b8f43ecaf90c7590ecefbe282ae3e5df4a16de21f243f10e5bd910"
    assert sha256(pack(PARTS)).hexdigest() == expected


def test_the_parts_are_stored_as_they_are_in_an_ordinary_zip() -> None:
    with zipfile.ZipFile(io.BytesIO(pack(PARTS))) as archive:
        assert archive.namelist() == ["before.jpg", "traffic.warc.gz"]
        assert {member.compress_type for member in archive.infolist()} == {zipfile.ZIP_STORED}


@pytest.mark.parametrize("name", ["", "../escape", "a/b", "/etc/passwd", ".hidden", "a\\b", "new\nline"])
def test_it_refuses_a_name_that_is_not_plain(name: str) -> None:
    with pytest.raises(ValueError, match="plain name"):
        pack({name: b""})


def test_every_single_changed_byte_is_noticed() -> None:
    packed = pack(PARTS)
    for place in range(len(packed)):
        damaged = packed[:place] + bytes([packed[place] ^ 1]) + packed[place + 1 :]
        with pytest.raises(StorageFailure, match="damaged"):
            unpack(damaged)


@pytest.mark.parametrize("damaged", [b"", b"not a zip", pack(PARTS)[:-1], pack(PARTS) + b"x"])
def test_a_cut_or_longer_file_is_noticed(damaged: bytes) -> None:
    with pytest.raises(StorageFailure, match="damaged"):
        unpack(damaged)


def test_an_archive_from_elsewhere_that_reaches_outside_is_not_opened() -> None:
    foreign = io.BytesIO()
    with zipfile.ZipFile(foreign, "w") as archive:
        archive.writestr("../outside", b"x")
    with pytest.raises(StorageFailure, match="damaged"):
        unpack(foreign.getvalue())
