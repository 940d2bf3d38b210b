"""Ids: short, meaningless, never derived from a person."""

import random
import secrets
from typing import Protocol


class Ids(Protocol):
    def new(self, prefix: str) -> str:
        """A fresh id such as ``r-5f0c29d1a7b3``."""
        ...


class RandomIds:
    def new(self, prefix: str) -> str:
        return f"{prefix}-{secrets.token_hex(6)}"


class SeededIds:
    """The same ids for the same seed: for rehearsals, where a run must be repeatable."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)  # noqa: S311 - repeatable on purpose

    def new(self, prefix: str) -> str:
        return f"{prefix}-{self._random.getrandbits(48):012x}"
