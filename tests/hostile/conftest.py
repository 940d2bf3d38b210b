"""One recorder, one browser and one event loop for all hostile pages."""

from collections.abc import Iterator

import pytest

from tests.hostile.runs import Range, running_range


@pytest.fixture(scope="session")
def hostile_range() -> Iterator[Range]:
    with running_range() as found:
        yield found
