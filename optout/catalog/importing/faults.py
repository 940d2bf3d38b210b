"""What is wrong with a file that is to be imported, and where in it."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from pydantic import ValidationError

_MOST = 3
_LONGEST = 300


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


def faults_of(error: ValidationError, tags: frozenset[str]) -> str:
    """The first faults of a file in one line; ``tags`` are parts of places that no reader wrote."""
    told = [f"{_place(one['loc'], tags)}: {_message(one)}" for one in error.errors()[:_MOST]]
    more = error.error_count() - len(told)
    return "; ".join(one[:_LONGEST] for one in told) + (f"; and {more} more" if more else "")


def _place(parts: tuple[int | str, ...], tags: frozenset[str]) -> str:
    """Unions put the tag they chose into the place, after a list's index or a key."""
    kept = [str(part) for part in parts if not (isinstance(part, str) and part in tags)]
    return ".".join(kept) or "the file"


def _message(one: Mapping[str, Any]) -> str:
    if one["type"] == "extra_forbidden":
        return "unknown key"
    return str(one["msg"]).removeprefix("Value error, ").splitlines()[0]
