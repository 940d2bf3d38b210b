"""The health of providers, as the last check of each found it."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from optout.catalog.health import Health, HealthState, Probe, ProbeResult, Verdict, judge_health
from optout.storage.database import Row, Transaction, micros, moment


@dataclass(frozen=True, slots=True)
class HealthRow:
    """``since``: when the state began. ``checked_at`` is None while the first check is under way."""

    provider: str
    health: Health
    since: datetime
    checked_at: datetime | None
    next_at: datetime

    @property
    def state(self) -> HealthState:
        return self.health.state


@dataclass(frozen=True, slots=True)
class Asked:
    """A provider with open requests: since when there are any, how many, and its next check.

    ``waiting``: how many are paused, or are due before the provider's pause is over.
    """

    provider: str
    since: datetime
    requests: int
    next_at: datetime | None
    waiting: int = 0


def keep_health(tx: Transaction, slug: str, health: Health, at: datetime, next_at: datetime) -> None:
    """Keep what a check found at ``at``; a state that was there before keeps its date."""
    tx.run(
        """INSERT INTO health (provider, state, since, checked_at, next_at, results)
           VALUES (:slug, :state, :at, :at, :next, :results)
           ON CONFLICT (provider) DO UPDATE SET
               since = CASE WHEN health.state = excluded.state AND health.checked_at IS NOT NULL
                            THEN health.since ELSE excluded.since END,
               state = excluded.state, checked_at = excluded.checked_at,
               next_at = excluded.next_at, results = excluded.results""",
        slug=slug,
        state=health.state.value,
        at=micros(at),
        next=micros(next_at),
        results=_written(health),
    )


def begin_check(tx: Transaction, slug: str, now: datetime, until: datetime) -> bool:
    """Take the check that is due, until ``until``; False where another worker has taken it."""
    unknown = judge_health(())
    made = tx.run(
        """INSERT INTO health (provider, state, since, checked_at, next_at, results)
           VALUES (:slug, :state, :now, NULL, :until, :results)
           ON CONFLICT (provider) DO UPDATE SET next_at = excluded.next_at
           WHERE health.next_at <= :now""",
        slug=slug,
        state=unknown.state.value,
        now=micros(now),
        until=micros(until),
        results=_written(unknown),
    )
    return bool(made)


def healths(tx: Transaction, slugs: Iterable[str] = ()) -> dict[str, HealthRow]:
    """What is known, by provider; of all where no slugs are given."""
    wanted = set(slugs)
    rows = tx.rows("SELECT * FROM health ORDER BY provider")
    return {row["provider"]: _row(row) for row in rows if not wanted or row["provider"] in wanted}


def asked_providers(tx: Transaction) -> list[Asked]:
    """The providers with requests that somebody still wants, by slug."""
    rows = tx.rows(
        """SELECT r.provider AS slug, MIN(r.opened_at) AS since, COUNT(*) AS requests,
                  MIN(h.next_at) AS next_at,
                  SUM(CASE WHEN r.state = 'paused' OR r.due_at <= COALESCE(p.paused_until, 0)
                           THEN 1 ELSE 0 END) AS waiting
           FROM request r LEFT JOIN health h ON h.provider = r.provider
                          LEFT JOIN provider p ON p.slug = r.provider
           WHERE r.state <> 'withdrawn' GROUP BY r.provider ORDER BY r.provider"""
    )
    return [
        Asked(
            row["slug"],
            moment(row["since"]),
            row["requests"],
            None if row["next_at"] is None else moment(row["next_at"]),
            int(row["waiting"]),
        )
        for row in rows
    ]


_MAY_BE_LISTED = ("found", "reappeared", "needs you", "paused", "submitted", "acknowledged",
                  "awaiting confirmation", "overdue", "escalated", "refused")  # fmt: skip


def likely_listed(tx: Transaction, slug: str, most: int) -> list[str]:
    """Requests of a provider whose listing may still stand: not asked about yet first, newest first."""
    names = {f"state_{number}": state for number, state in enumerate(_MAY_BE_LISTED)}
    states = ", ".join(f":{name}" for name in names)
    rows = tx.rows(
        f"""SELECT id FROM request WHERE provider = :slug AND state IN ({states})
            ORDER BY CASE WHEN state IN ('found', 'reappeared') THEN 0
                          WHEN state IN ('needs you', 'paused') THEN 1 ELSE 2 END,
                     changed_at DESC, id LIMIT {most:d}""",  # noqa: S608 - names of parameters, a number
        slug=slug,
        **names,
    )
    return [row["id"] for row in rows]


def _written(health: Health) -> str:
    return json.dumps(
        [
            {"probe": one.probe.value, "verdict": one.verdict.value, "reason": one.reason}
            for one in health.results
        ]
    )


def _row(row: Row) -> HealthRow:
    results = [
        ProbeResult(Probe(one["probe"]), Verdict(one["verdict"]), one["reason"])
        for one in json.loads(row["results"])
    ]
    return HealthRow(
        provider=row["provider"],
        health=judge_health(results),
        since=moment(row["since"]),
        checked_at=None if row["checked_at"] is None else moment(row["checked_at"]),
        next_at=moment(row["next_at"]),
    )
