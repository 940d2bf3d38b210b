"""What is wrong with a file that is to be imported, and where in it."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from pydantic import ValidationError

_MOST = 3
_LONGEST = 300
_OF_KINDS = ("steps", "actions")
"""Lists whose members are of several kinds."""


class Unusable(ValueError):
    """A file that cannot be imported: one sentence that names the place."""

    def __init__(self, place: str, what: str) -> None:
        super().__init__(f"{place}: {what}"[:_LONGEST] if place else what[:_LONGEST])


@contextmanager
def at(place: str) -> Iterator[None]:
    """Whatever our own models refuse inside is a fault of the file at ``place``."""
    try:
        yield
    except Unusable:
        raise
    except ValidationError as error:
        raise Unusable(place, "cannot be said in a definition: " + _message(error.errors()[0])) from None


def faults_of(error: ValidationError) -> str:
    """The first faults of a file in one line, each with its place."""
    told = [f"{_place(one['loc'])}: {_message(one)}" for one in error.errors()[:_MOST]]
    more = error.error_count() - len(told)
    return "; ".join(one[:_LONGEST] for one in told) + (f"; and {more} more" if more else "")


def _place(parts: tuple[int | str, ...]) -> str:
    """The keys and indexes, without what pydantic adds: the kind it chose, after a list's index."""
    kept = [
        str(part)
        for number, part in enumerate(parts)
        if number < 2 or parts[number - 2] not in _OF_KINDS or isinstance(parts[number - 1], str)
    ]
    return ".".join(kept) or "the file"


def _message(one: Mapping[str, Any]) -> str:
    key = "actionType" if "actionType" in str(one.get("ctx")) else "stepType"
    if one["type"] == "extra_forbidden":
        return "unknown key"
    if one["type"] == "union_tag_invalid":
        return f"unknown {key} {one['ctx']['tag']!r}"
    if one["type"] == "union_tag_not_found":
        return f"{key} is missing"
    return str(one["msg"]).removeprefix("Value error, ").splitlines()[0]
