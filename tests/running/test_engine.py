import pytest

from optout.running.engine import batches_at_once


@pytest.mark.parametrize(("cores", "batches"), [(1, 4), (2, 6), (4, 12), (6, 16), (128, 16)])
def test_a_machine_does_as_much_at_once_as_its_cores_allow_within_bounds(
    cores: int, batches: int
) -> None:
    assert batches_at_once(cores) == batches


def test_this_machine_does_something_at_once() -> None:
    assert 4 <= batches_at_once() <= 16
