from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from optout.storage.database import Database
from tests.running.checked_site import site
from tests.running.workshop import Workshop, definition

MakeWorkshop = Callable[..., Workshop]


@pytest.fixture
def make_workshop(database: Database, tmp_path: Path) -> MakeWorkshop:
    """A workshop on the test's database; without definitions, with one provider, *acme*."""

    def make(definitions: dict[str, str] | None = None, **parts: Any) -> Workshop:
        return Workshop(database, tmp_path, definitions or {"acme": definition()}, **parts)

    return make


@pytest.fixture
def workshop(make_workshop: MakeWorkshop) -> Workshop:
    return make_workshop()


@pytest.fixture
def listed(workshop: Workshop) -> Workshop:
    """The person's listing was found, and a challenge keeps the request from being sent."""
    site(workshop)
    workshop.worker.run_due()
    assert workshop.row.state == "needs you"
    workshop.reach.attempts.clear()
    return workshop
