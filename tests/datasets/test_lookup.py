"""What is found in one column, and with what it was not compared."""

import hashlib
from base64 import b64encode

import pyarrow as pa
import pytest

from optout.datasets.lookup import Lookup
from optout.datasets.wanted import Wanted

PHOTO = "https://robin.example/photo.jpg"
MD5 = hashlib.md5(b"robin", usedforsecurity=False).hexdigest()


def found(wanted: Wanted, column: pa.Array) -> list[tuple[int, int]]:
    return list(Lookup([(0, wanted)], column.type).find(column))


@pytest.mark.parametrize(
    "kind", [pa.binary(), pa.large_binary(), pa.binary_view(), pa.binary(len(PHOTO))]
)
@pytest.mark.parametrize("wanted", [Wanted("url", PHOTO), Wanted("x-domain", "robin.example")])
def test_bytes_are_read_as_text(kind: pa.DataType, wanted: Wanted) -> None:
    assert found(wanted, pa.array([None, PHOTO.encode()], kind)) == [(0, 1)]


def test_bytes_that_are_no_text_are_a_fault() -> None:
    with pytest.raises(ValueError, match="UTF8"):
        found(Wanted("url", PHOTO), pa.array([b"https://robin.example/\xff"]))


def test_an_address_is_found_once_however_it_is_written() -> None:
    written = [PHOTO, "HTTPS://Robin.example/photo.jpg", "robin.example/photo%2Ejpg", PHOTO + "x"]
    assert found(Wanted("url", PHOTO), pa.array(written)) == [(0, 0), (0, 1), (0, 2)]


@pytest.mark.parametrize("host", ["xn--bcher-kva.example", "bücher.example", "BÜCHER.example"])
@pytest.mark.parametrize("name", ["xn--bcher-kva.example", "bücher.example"])
def test_a_domain_is_found_in_letters_and_in_punycode(name: str, host: str) -> None:
    assert found(Wanted("x-domain", name), pa.array([f"https://a.{host}/x"])) == [(0, 0)]


@pytest.mark.parametrize(
    "text", ["https://github.com/jane/x", "jane/x.git", "git@github.com:Jane/X.git", "JANE/x"]
)
@pytest.mark.parametrize("meaning", ["x-repository", "x-github-account"])
def test_a_repository_is_found_in_its_addresses(meaning: str, text: str) -> None:
    value = "jane/x" if meaning == "x-repository" else "jane"
    assert found(Wanted(meaning, value), pa.array(["jane-x/x", text])) == [(0, 1)]


def test_names_with_other_letters_have_no_case() -> None:
    assert found(Wanted("username", "ärni"), pa.array(["ÄRNI"])) == [(0, 0)]


@pytest.mark.parametrize(
    "value",
    [MD5.encode(), bytes.fromhex(MD5), f"md5:{MD5}", b64encode(bytes.fromhex(MD5)).decode(), f"0x{MD5}"],
)
def test_a_hash_is_found_in_bytes_and_codes(value: bytes | str) -> None:
    assert found(Wanted("x-image-hash", MD5), pa.array([value])) == [(0, 0)]


@pytest.mark.parametrize(
    ("column", "compared"),
    [
        (pa.array(["0" * 32]), {0}),
        (pa.array(["0" * 64]), set()),
        (pa.array([b"0" * 16]), {0}),
        (pa.array([7], pa.uint64()), set()),
    ],
)
def test_a_hash_was_compared_only_with_values_of_its_length(
    column: pa.Array, compared: set[int]
) -> None:
    lookup = Lookup([(0, Wanted("x-image-hash", MD5))], column.type)
    assert list(lookup.find(column)) == []
    assert lookup.compared == compared


@pytest.mark.parametrize("meaning", ["url", "x-domain", "username"])
def test_numbers_are_compared_with_no_text(meaning: str) -> None:
    assert Lookup([(0, Wanted(meaning, PHOTO))], pa.int64()).compared == set()


def test_several_values_in_one_text_are_a_doubt() -> None:
    lookup = Lookup([(0, Wanted("url", PHOTO))], pa.string())
    assert list(lookup.find(pa.array([f"['https://q.example', '{PHOTO}']"]))) == []
    assert lookup.doubtful
