"""The port behind which durable execution lives, and the simplest thing that fits it."""

from collections.abc import Callable
from typing import Protocol

from optout.storage.claim import Batch

RunBatch = Callable[[Batch], None]
"""Runs a claimed batch to its end. Must be safe to call again after a crash in the middle."""


class Engine(Protocol):
    """Executes batches so that none is lost when the process dies."""

    def start(self, run: RunBatch) -> None:
        """Begin; batches that an earlier process of this executor left are run again."""
        ...

    def dispatch(self, batch: Batch) -> None:
        """Hand over a batch; returns before it is done."""
        ...

    @property
    def in_flight(self) -> int: ...

    def wait_for_one(self) -> None:
        """Block until a dispatched batch is done; raises what it raised."""
        ...

    def close(self) -> None: ...
