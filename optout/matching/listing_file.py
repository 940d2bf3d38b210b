"""Listings in a file, one JSON object per line (JSON Lines), read one at a time."""

from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from pydantic import ValidationError

from optout.errors import WrongInput
from optout.matching.listing import Listing

LONGEST_LINE = 262_144
"""Bytes; no listing needs more."""

_TODO = "Correct that line; docs/reference/matching.md says what a listing is."


def read_listings(path: Path) -> Iterator[Listing]:
    """The file's listings in order; empty lines are left out.

    ``WrongInput`` names the file and the line (from 1) and repeats nothing of what stands there.
    """
    try:
        with path.open("rb") as file:
            for number, line in _lines(path, file):
                if line.strip():
                    yield _listing(path, number, line)
    except OSError as error:
        what = f"{path.name} cannot be read: {error.strerror}."
        raise WrongInput(what, todo="Check the name and that you may read it.") from None


def _lines(path: Path, file: BinaryIO) -> Iterator[tuple[int, bytes]]:
    number = 0
    while line := file.readline(LONGEST_LINE + 1):
        number += 1
        if len(line) > LONGEST_LINE:
            raise _refused(path, number, f"the line is longer than {LONGEST_LINE} bytes")
        yield number, line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line


def _listing(path: Path, number: int, line: bytes) -> Listing:
    try:
        return Listing.model_validate_json(line)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False, include_context=False)[0]
        raise _refused(path, number, _fault(first["type"], first["loc"])) from None


def _fault(kind: str, where: tuple[int | str, ...]) -> str:
    if kind == "json_invalid":
        return "this is not valid JSON"
    if kind == "extra_forbidden":
        return "a field is not known"
    place = ".".join(str(part + 1) if isinstance(part, int) else part for part in where)
    if not place:
        return "this is not a JSON object"
    return f"{place} is missing" if kind == "missing" else f"{place} has a value that does not fit"


def _refused(path: Path, number: int, fault: str) -> WrongInput:
    return WrongInput(f"{path.name}, line {number}: {fault}.", todo=_TODO)
