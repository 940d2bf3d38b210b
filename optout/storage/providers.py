"""What the database knows of providers: their pace, and whether they are paused."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from optout.requests.actions import Action
from optout.storage.database import Transaction, micros, moment

if TYPE_CHECKING:
    from optout.catalog.definition import Provider

BURST = 5
"""How many attempts at once a provider is asked to bear before the pace applies."""


@dataclass(frozen=True, slots=True)
class Pause:
    """A provider that is left alone until a moment, and why (a failure's name)."""

    provider: str
    until: datetime
    because: str


def enter_provider(tx: Transaction, provider: "Provider") -> None:
    """Make the provider's pace known; a pause that is on stays on."""
    tx.run(
        """INSERT INTO provider (slug, interval_us, burst, per_day, letters, as_of, expires)
           VALUES (:slug, :interval, :burst, :per_day, :letters, :as_of, :expires)
           ON CONFLICT (slug) DO UPDATE SET interval_us = excluded.interval_us,
               burst = excluded.burst, per_day = excluded.per_day, letters = excluded.letters,
               as_of = excluded.as_of, expires = excluded.expires""",
        slug=provider.slug,
        interval=int(60_000_000 / provider.cadence.per_minute),
        burst=BURST,
        per_day=provider.cadence.per_day,
        letters=" ".join(_letters(provider)),
        as_of=provider.as_of.isoformat(),
        expires=provider.expires.isoformat(),
    )


def enter_dates(tx: Transaction, provider: "Provider") -> None:
    """Make known how old its facts are by now; nothing is written where that is known."""
    tx.run(
        """UPDATE provider SET as_of = :as_of, expires = :expires
           WHERE slug = :slug AND (expires IS NULL OR as_of <> :as_of OR expires <> :expires)""",
        slug=provider.slug,
        as_of=provider.as_of.isoformat(),
        expires=provider.expires.isoformat(),
    )


def out_of_date(tx: Transaction, today: date) -> dict[str, date]:
    """The providers whose facts have expired by ``today``, each with the day that its facts are of."""
    rows = tx.rows(
        "SELECT slug, as_of FROM provider WHERE expires <= :today ORDER BY slug", today=today.isoformat()
    )
    return {row["slug"]: date.fromisoformat(row["as_of"]) for row in rows}


def _letters(provider: "Provider") -> Iterator[str]:
    """The actions at this provider that are letters. A reminder goes where the request went."""
    if provider.submit.channel == "mail":
        yield from (Action.SUBMIT.value, Action.REMIND.value, Action.APPEAL.value)
    if provider.confirm is not None and provider.confirm.channel == "mail":
        yield Action.CONFIRM.value


def count_visits(tx: Transaction, slug: str, visits: int, now: datetime) -> None:
    """Visits out of turn count against the provider's rate like any other."""
    tx.run(
        """UPDATE provider
           SET tat = :visits * interval_us + CASE WHEN tat > :now THEN tat ELSE :now END
           WHERE slug = :slug""",
        slug=slug,
        visits=visits,
        now=micros(now),
    )


def pause(tx: Transaction, slug: str, until: datetime, because: str) -> None:
    tx.run(
        "UPDATE provider SET paused_until = :until, paused_because = :because WHERE slug = :slug",
        slug=slug,
        until=micros(until),
        because=because,
    )


def end_pause(tx: Transaction, pause: Pause) -> None:
    """End this pause; one that was begun after it stays on."""
    tx.run(
        """UPDATE provider SET paused_until = NULL, paused_because = NULL
           WHERE slug = :slug AND paused_until = :until""",
        slug=pause.provider,
        until=micros(pause.until),
    )


def pauses(tx: Transaction) -> list[Pause]:
    """The providers that are paused, whether or not their time is over."""
    rows = tx.rows(
        """SELECT slug, paused_until, paused_because FROM provider
           WHERE paused_until IS NOT NULL ORDER BY slug"""
    )
    return [Pause(row["slug"], moment(row["paused_until"]), row["paused_because"]) for row in rows]
