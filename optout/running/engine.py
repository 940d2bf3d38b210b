"""The port behind which durable execution lives, and how much of it a machine does at once."""

import os
from collections.abc import Callable
from typing import Protocol

from optout.storage.claim import Batch

RunBatch = Callable[[Batch], None]
"""Runs a claimed batch to its end. Must be safe to call again after a crash in the middle."""

_PER_CORE, _LEAST, _MOST = 3, 4, 16


def batches_at_once(cores: int | None = None) -> int:
    """How many batches a machine of so many cores does well at once; None: this machine's.

    Two busy browser contexts fill a core; a third works while others wait for their providers.
    """
    return min(max(_PER_CORE * (cores or _usable_cores()), _LEAST), _MOST)


def _usable_cores() -> int:
    """Those that this process may use, which in a container may be fewer than there are."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class Engine(Protocol):
    """Executes batches so that none is lost when the process dies."""

    def start(self, run: RunBatch) -> None:
        """Begin; batches that an earlier process of this executor left are run again."""
        ...

    def dispatch(self, batch: Batch) -> None:
        """Hand over a batch; returns before it is done."""
        ...

    @property
    def at_once(self) -> int:
        """How many batches it runs at the same time; more would wait inside it."""
        ...

    @property
    def in_flight(self) -> int: ...

    def wait_for_one(self) -> None:
        """Block until a dispatched batch is done; raises what it raised."""
        ...

    def close(self) -> None: ...
