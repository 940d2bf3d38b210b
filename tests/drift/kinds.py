"""The kinds of mutation by name: each changes a page in place and says whether it could."""

from collections.abc import Callable
from dataclasses import dataclass

from tests.drift.page import Page

Mutate = Callable[[Page], bool]


@dataclass(frozen=True)
class Kind:
    """``not_with``: kinds that take each other's effect away."""

    name: str
    is_meaningful: bool
    mutate: Mutate
    not_with: frozenset[str] = frozenset()


KINDS: dict[str, Kind] = {}


def cosmetic(*, not_with: tuple[str, ...] = ()) -> Callable[[Mutate], Mutate]:
    """A mutation that must not stop anything."""
    return _listed(False, not_with)


def meaningful(*, not_with: tuple[str, ...] = ()) -> Callable[[Mutate], Mutate]:
    """A mutation after which nothing may be typed or sent."""
    return _listed(True, not_with)


def _listed(is_meaningful: bool, not_with: tuple[str, ...]) -> Callable[[Mutate], Mutate]:
    def listing(mutate: Mutate) -> Mutate:
        name = mutate.__name__.replace("_", "-")
        assert name not in KINDS
        KINDS[name] = Kind(name, is_meaningful, mutate, frozenset(not_with))
        return mutate

    return listing
