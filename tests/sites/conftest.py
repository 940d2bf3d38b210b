from collections.abc import Iterator

import pytest

from tests.sites.own_server import OwnServer


@pytest.fixture
def site() -> Iterator[OwnServer]:
    with OwnServer().open() as opened:
        yield opened
