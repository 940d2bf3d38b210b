"""The claim: leases due requests of one provider, within its rate, over the whole fleet.

The rate is GCRA (a virtual theoretical arrival time, ``tat``, per provider): ``burst`` attempts
at once, then one per interval. The mailbox has limits of its own, over all providers that are
written to. On PostgreSQL locked providers and requests are skipped; on SQLite the transaction is
alone anyway.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from optout.storage.database import Row, Transaction, micros, moment
from optout.storage.letters import (
    NO_LIMITS,
    LetterLimits,
    count_letters,
    letters_left,
    midnight_after,
    next_letter,
)

_ALL = ""  # the tally's row for all providers together
LEASE = timedelta(minutes=10)
"""Longer than any attempt takes; renewed when an attempt begins."""

_CLAIM_LOCK = 7077079
_ALL_DAY = 1_000_000_000
_SUBMISSIONS_ARE_LEFT = """(
    COALESCE((SELECT sent FROM tally WHERE day = :day AND provider = ''), 0) < :limit
    AND COALESCE((SELECT sent FROM tally WHERE day = :day AND provider = p.slug), 0) < p.per_day)"""


@dataclass(frozen=True, slots=True)
class Batch:
    """Requests of one provider, leased under one token until ``until``."""

    provider: str
    lease: str
    requests: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Limits:
    """``batch`` requests at most; ``submissions_per_day`` over all providers (UTC days).

    ``letters`` are the mailbox's limits.
    """

    batch: int
    submissions_per_day: int
    lease: timedelta = LEASE
    letters: LetterLimits = NO_LIMITS


def claim(
    tx: Transaction, now: datetime, limits: Limits, lease: str, besides: Iterable[str] = ()
) -> Batch | None:
    """Lease the due requests of one provider that has room, or None when there are none.

    ``besides``: the slugs of providers to leave out.
    """
    left_out = {f"besides_{number}": slug for number, slug in enumerate(sorted(set(besides)))}
    names = ", ".join(f":{name}" for name in left_out) or "''"
    skip = "FOR UPDATE OF p SKIP LOCKED" if tx.postgres else ""
    if tx.postgres:  # two claims at once must not both count on the day's last submission
        tx.run(f"SELECT pg_advisory_xact_lock({_CLAIM_LOCK})")
    letters = letters_left(tx, now, limits.letters)
    candidates = tx.rows(
        f"""SELECT p.slug, p.tat, p.interval_us, p.burst, p.per_day, p.letters FROM provider p
            WHERE p.tat <= :now + (p.burst - 1) * p.interval_us
              AND p.slug NOT IN ({names})
              AND EXISTS (SELECT 1 FROM request r WHERE r.provider = p.slug
                          AND r.due_at <= :now AND r.lease_until <= :now
                          AND NOT {_is_held(tx)}
                          AND (r.due_action IS NULL OR r.due_action <> 'submit'
                               OR {_SUBMISSIONS_ARE_LEFT})
                          AND (:letters > 0 OR r.due_action IS NULL
                               OR {_position(tx)}(p.letters, r.due_action) = 0))
            ORDER BY p.tat, p.slug LIMIT 8 {skip}""",  # noqa: S608 - constants, and names of parameters
        now=micros(now),
        day=now.date().isoformat(),
        limit=limits.submissions_per_day,
        letters=letters,
        **left_out,
    )
    for provider in candidates:
        taken = _take(tx, provider, now, limits, lease, letters)
        if taken:
            return Batch(provider["slug"], lease, taken)
    return None


def lease_one(tx: Transaction, request_id: str, now: datetime, limits: Limits, lease: str) -> bool:
    """Lease one request out of turn, unless somebody has it; counts against its provider's rate."""
    taken = tx.rows(
        """UPDATE request SET lease = :lease, lease_until = :until
           WHERE id = :id AND lease_until <= :now RETURNING provider""",
        id=request_id,
        lease=lease,
        now=micros(now),
        until=micros(now + limits.lease),
    )
    for row in taken:
        tx.run(
            """UPDATE provider SET tat = interval_us + CASE WHEN tat > :now THEN tat ELSE :now END
               WHERE slug = :slug""",
            slug=row["provider"],
            now=micros(now),
        )
    return bool(taken)


def _position(tx: Transaction) -> str:
    """Says where a text has a word: 0 where it has not."""
    return "strpos" if tx.postgres else "instr"


def _is_held(tx: Transaction) -> str:
    """Says whether a pause of provider ``p`` keeps what is due for request ``r``.

    Deadlines pass all the same, and a complaint needs nothing of the provider. While only its address
    is bad, no more than letters wait.
    """
    return f"""(COALESCE(p.paused_until, 0) > :now AND r.due_action IS NOT NULL
        AND r.due_action <> 'escalate'
        AND (COALESCE(p.paused_because, '') <> 'address-dead'
             OR {_position(tx)}(p.letters, r.due_action) > 0))"""


def _take(
    tx: Transaction, provider: Row, now: datetime, limits: Limits, lease: str, letters: int
) -> tuple[str, ...]:
    submissions = max(0, _submissions_left(tx, provider, now, limits))
    room = min(limits.batch, _tokens(provider, micros(now)))
    room = min(room, submissions or room, letters or room)
    skip = "FOR UPDATE OF r SKIP LOCKED" if tx.postgres else ""
    rows = tx.rows(
        f"""WITH ranked AS MATERIALIZED (
                SELECT r.id FROM request r JOIN provider p ON p.slug = r.provider
                WHERE r.provider = :slug AND r.due_at <= :now AND r.lease_until <= :now
                  AND NOT {_is_held(tx)}
                  AND (:submissions > 0 OR r.due_action IS NULL OR r.due_action <> 'submit')
                  AND (:left > 0 OR r.due_action IS NULL
                       OR {_position(tx)}(CAST(:letters AS TEXT), r.due_action) = 0)
                ORDER BY r.due_at, r.id LIMIT {room:d} {skip})
            UPDATE request SET lease = :lease, lease_until = :until
            FROM ranked WHERE request.id = ranked.id
            RETURNING request.id, request.due_action""",  # noqa: S608 - numbers and constants
        slug=provider["slug"],
        now=micros(now),
        submissions=submissions,
        left=letters,
        letters=provider["letters"],
        lease=lease,
        until=micros(now + limits.lease),
    )
    if rows:
        _advance(tx, provider, now, len(rows))
        _count(tx, provider["slug"], now, sum(row["due_action"] == "submit" for row in rows))
        written = provider["letters"].split()
        count_letters(tx, now, sum(row["due_action"] in written for row in rows))
    return tuple(sorted(row["id"] for row in rows))


def _tokens(provider: Row, now: int) -> int:
    ahead = max(0, provider["tat"] - now)
    return int(provider["burst"] - -(-ahead // provider["interval_us"]))


def _advance(tx: Transaction, provider: Row, now: datetime, taken: int) -> None:
    tat = max(provider["tat"], micros(now)) + taken * provider["interval_us"]
    tx.run("UPDATE provider SET tat = :tat WHERE slug = :slug", tat=tat, slug=provider["slug"])


def _submissions_left(tx: Transaction, provider: Row, now: datetime, limits: Limits) -> int:
    rows = tx.rows(
        "SELECT provider, sent FROM tally WHERE day = :day AND provider IN (:all, :slug)",
        day=now.date().isoformat(),
        all=_ALL,
        slug=provider["slug"],
    )
    sent = {row["provider"]: row["sent"] for row in rows}
    return int(
        min(
            limits.submissions_per_day - sent.get(_ALL, 0),
            provider["per_day"] - sent.get(provider["slug"], 0),
        )
    )


def _count(tx: Transaction, slug: str, now: datetime, submissions: int) -> None:
    if not submissions:
        return
    for provider in (_ALL, slug):
        tx.run(
            """INSERT INTO tally (day, provider, sent) VALUES (:day, :provider, :sent)
               ON CONFLICT (day, provider) DO UPDATE SET sent = tally.sent + excluded.sent""",
            day=now.date().isoformat(),
            provider=provider,
            sent=submissions,
        )


def next_moment(tx: Transaction, now: datetime, limits: Limits | None = None) -> datetime | None:
    """When something will next be due, free of a lease and allowed by its provider's rate, or None.

    Requests held back by a daily limit are due again at the next UTC midnight, letters when the
    mailbox has room again. Without ``limits`` whatever is due by now is taken to be held back until
    midnight.
    """
    latest = "GREATEST" if tx.postgres else "MAX"
    bounds = limits or Limits(1, _ALL_DAY)
    due = tx.value(
        f"""SELECT MIN({latest}(r.due_at, r.lease_until,
                       CASE WHEN {_is_held(tx)} THEN p.paused_until ELSE 0 END,
                       p.tat - (p.burst - 1) * p.interval_us,
                       CASE WHEN r.due_action = 'submit' AND NOT {_SUBMISSIONS_ARE_LEFT}
                            THEN :midnight ELSE 0 END,
                       CASE WHEN {_position(tx)}(p.letters, r.due_action) > 0
                            THEN :next_letter ELSE 0 END))
            FROM request r JOIN provider p ON p.slug = r.provider
            WHERE r.due_at IS NOT NULL""",  # noqa: S608 - constants
        now=micros(now),
        day=now.date().isoformat(),
        limit=bounds.submissions_per_day,
        midnight=micros(midnight_after(now)),
        next_letter=next_letter(tx, now, bounds.letters),
    )
    resume = tx.value("SELECT MIN(paused_until) FROM provider")
    first = min((value for value in (due, resume) if value is not None), default=None)
    if first is None or first > micros(now):
        return None if first is None else moment(first)
    return midnight_after(now)


def letters_wait_until(tx: Transaction, now: datetime, limits: Limits) -> datetime | None:
    """When the next letter may leave, where letters are due that only the minute's limit holds back."""
    then = next_letter(tx, now, limits.letters)
    if not micros(now) < then < micros(midnight_after(now)):
        return None
    waits = tx.value(
        f"""SELECT COUNT(*) FROM request r JOIN provider p ON p.slug = r.provider
            WHERE r.due_at <= :now AND r.lease_until <= :now AND NOT {_is_held(tx)}
              AND {_position(tx)}(p.letters, r.due_action) > 0
              AND (r.due_action <> 'submit' OR {_SUBMISSIONS_ARE_LEFT})""",  # noqa: S608 - constants
        now=micros(now),
        day=now.date().isoformat(),
        limit=limits.submissions_per_day,
    )
    return moment(then) if waits else None
