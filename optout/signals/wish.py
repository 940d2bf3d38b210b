"""What somebody says about one use of what they published."""

from collections.abc import Iterable, Mapping
from enum import StrEnum


class Wish(StrEnum):
    ALLOWED = "allowed"
    REFUSED = "refused"
    UNKNOWN = "unknown"  # nothing said, or nothing that can be read; no permission


def combined(statements: Iterable[Mapping[str, Wish]]) -> dict[str, Wish]:
    """One wish for every label of several statements: a refusal wins, then a permission."""
    found: dict[str, Wish] = {}
    for statement in statements:
        for label, wish in statement.items():
            found[label] = _stricter(found.get(label, Wish.UNKNOWN), wish)
    return found


def _stricter(one: Wish, other: Wish) -> Wish:
    return next((wish for wish in (Wish.REFUSED, Wish.ALLOWED) if wish in (one, other)), Wish.UNKNOWN)
