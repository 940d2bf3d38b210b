"""Reading one item ahead changes neither the items nor where a fault shows."""

from collections.abc import Iterator

import pytest

from optout.datasets.ahead import one_ahead


def test_the_items_come_in_their_order_and_end() -> None:
    assert list(one_ahead(iter(range(5)))) == [0, 1, 2, 3, 4]
    assert list(one_ahead(iter(()))) == []


def test_a_fault_shows_after_the_items_before_it() -> None:
    def faulty() -> Iterator[int]:
        yield 1
        raise OSError("cut off")

    reading = one_ahead(faulty())
    assert next(reading) == 1
    with pytest.raises(OSError, match="cut off"):
        next(reading)
