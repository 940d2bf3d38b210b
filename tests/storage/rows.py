"""Rows for storage tests: providers with a pace, and requests that are due."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from optout.requests.actions import Action
from optout.requests.due import Due
from optout.requests.events import Planned
from optout.requests.lifecycle import standing_after
from optout.requests.rights import Right
from optout.storage.database import Database, Transaction
from optout.storage.requests import open_request, settle
from optout.storage.subjects import SubjectRow, enrol

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
PLANNED = Planned(NOW, Right.DELETE, "listing", 2, True, False)


def add_subject(tx: Transaction, subject_id: str = "s-1") -> str:
    enrol(tx, SubjectRow(subject_id, NOW, b"wrapped", b"sealed profile", b"sealed mandate"))
    return subject_id


def add_provider(
    tx: Transaction,
    slug: str,
    *,
    every: timedelta = timedelta(seconds=10),
    burst: int = 5,
    per_day: int = 500,
    letters: str = "",
) -> str:
    tx.run(
        """INSERT INTO provider (slug, interval_us, burst, per_day, letters)
           VALUES (:slug, :every, :burst, :day, :letters)""",
        slug=slug,
        every=every // timedelta(microseconds=1),
        burst=burst,
        day=per_day,
        letters=letters,
    )
    return slug


def add_request(
    tx: Transaction,
    provider: str,
    number: int,
    *,
    action: Action | None = Action.SEARCH,
    at: datetime | None = NOW,
) -> str:
    """A request of a subject of its own, due at ``at`` (never, if None)."""
    request_id = f"r-{provider}-{number:04}"
    subject = add_subject(tx, f"s-{provider}-{number:04}")
    assert open_request(tx, request_id, subject, provider, PLANNED)
    settle(tx, request_id, standing_after([PLANNED]), Due(action, at) if at else None)
    return request_id


def fill(database: Database, requests: Iterable[tuple[str, int]], **pace: object) -> None:
    """Providers with so many due requests each, all with the same pace."""
    with database.transaction() as tx:
        for slug, many in requests:
            add_provider(tx, slug, **pace)  # type: ignore[arg-type]
            for number in range(many):
                add_request(tx, slug, number)
