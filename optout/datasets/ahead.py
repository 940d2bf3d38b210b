"""Reads one item ahead in a thread, so that reading and judging share two processors."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

T = TypeVar("T")


def one_ahead(items: Iterator[T]) -> Iterator[T]:
    """The same items in the same order; what reading raises is raised here, at its place."""
    end = object()
    with ThreadPoolExecutor(max_workers=1) as reading:
        following = reading.submit(next, items, end)
        while (item := following.result()) is not end:
            following = reading.submit(next, items, end)
            yield item  # type: ignore[misc]
