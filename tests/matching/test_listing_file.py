"""Listings from a file: what is read, and what is refused without repeating it."""

import json
from pathlib import Path

import pytest
from pydantic import ValidationError

from optout.errors import WrongInput
from optout.matching.listing_file import LONGEST_LINE, read_listings

GOOD = {"id": "a1", "name": "Desmond Quillfeather", "seen_on": "2026-06-01"}


def write(tmp_path: Path, *lines: str) -> Path:
    file = tmp_path / "listings.jsonl"
    file.write_text("\n".join(lines), encoding="utf-8")
    return file


def test_it_reads_every_field_and_leaves_out_empty_lines(tmp_path: Path) -> None:
    full = {
        **GOOD,
        "also_known_as": ["Dez"],
        "age": 41,
        "addresses": [{"locality": "Peoria", "region": "IL", "postal_code": "61602"}],
        "phones": ["1"],
        "relatives": ["M"],
        "url": "https://broker.example/a1",
    }
    file = write(tmp_path, "\ufeff" + json.dumps(full), "", "  ", json.dumps(GOOD), "")
    first, second = read_listings(file)
    assert json.loads(first.model_dump_json()) == full
    assert (second.age, second.addresses, second.url) == (None, (), "")
    assert repr(first) == str(first) == "Listing(...)"


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("{", "this is not valid JSON"),
        ("[]", "this is not a JSON object"),
        (json.dumps({**GOOD, "Quillfeather": 1}), "a field is not known"),
        (json.dumps({**GOOD, "age": "41"}), "age has a value that does not fit"),
        (json.dumps({**GOOD, "age": -1}), "age has a value that does not fit"),
        (json.dumps({**GOOD, "seen_on": "2026-02-30"}), "seen_on has a value that does not fit"),
        (json.dumps({"id": "a", "name": "Quillfeather"}), "seen_on is missing"),
        (json.dumps({**GOOD, "id": ""}), "id has a value that does not fit"),
        (json.dumps({**GOOD, "addresses": [{"city": "Peoria"}]}), "a field is not known"),
        (json.dumps({**GOOD, "phones": [7]}), "phones.1 has a value that does not fit"),
        ("x" * (LONGEST_LINE + 1), f"the line is longer than {LONGEST_LINE} bytes"),
        ("[" * 100_000, "this is not valid JSON"),
    ],
)
def test_a_wrong_line_is_named_and_not_repeated(tmp_path: Path, line: str, said: str) -> None:
    file = write(tmp_path, json.dumps(GOOD), line)
    with pytest.raises(WrongInput) as caught:
        list(read_listings(file))
    assert caught.value.what == f"listings.jsonl, line 2: {said}."
    assert caught.value.__cause__ is None


def test_a_line_may_be_just_as_long_as_allowed(tmp_path: Path) -> None:
    line = json.dumps(GOOD)
    file = write(tmp_path, line + " " * (LONGEST_LINE - len(line)))
    assert [one.id for one in read_listings(file)] == ["a1"]
    with pytest.raises(ValidationError, match="frozen"):
        next(read_listings(file)).id = "a2"  # type: ignore[misc]


def test_text_that_is_not_utf_8_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "listings.jsonl"
    file.write_bytes(b'{"id": "\xff"}\n')
    with pytest.raises(WrongInput, match="line 1: this is not valid JSON"):
        list(read_listings(file))


def test_it_reads_no_further_than_it_is_asked(tmp_path: Path) -> None:
    listings = read_listings(write(tmp_path, json.dumps(GOOD), "{"))
    assert next(listings).id == "a1"


@pytest.mark.parametrize("name", ["missing.jsonl", "."])
def test_a_file_that_cannot_be_read_is_said_so(tmp_path: Path, name: str) -> None:
    with pytest.raises(WrongInput, match="cannot be read"):
        list(read_listings(tmp_path / name))
