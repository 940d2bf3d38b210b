"""An installation of its own for each test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from optout.clock import VirtualClock
from optout.running.installation import Installation
from tests.report.installations import opened, settled
from tests.report.stories import START


@pytest.fixture
def clock() -> VirtualClock:
    return VirtualClock(START)


@pytest.fixture
def installation(tmp_path: Path, clock: VirtualClock) -> Iterator[Installation]:
    with opened(settled(tmp_path / "home"), clock) as made:
        yield made
