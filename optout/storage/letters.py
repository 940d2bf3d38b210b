"""The mailbox's own limits: so many letters a minute and a UTC day, over all providers and workers.

A letter counts when it is claimed, whether or not the mail server takes it then.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from optout.storage.database import Transaction, micros

_MINUTE = 60_000_000
_TALLY = "@letters"  # no provider's slug has an @
_NO_BOUND = 1_000_000_000


@dataclass(frozen=True, slots=True)
class LetterLimits:
    """``per_minute`` holds for any 60 seconds, wherever they begin; None is no bound."""

    per_day: int | None = None
    per_minute: int | None = None


NO_LIMITS = LetterLimits()


def letters_left(tx: Transaction, now: datetime, limits: LetterLimits) -> int:
    """How many letters may leave at this moment. The caller holds off other claims."""
    day = _NO_BOUND if limits.per_day is None else limits.per_day - _sent_on(tx, now)
    if limits.per_minute is None:
        return max(0, day)
    since = micros(now) - _MINUTE
    lately = tx.value("SELECT COUNT(*) FROM letter_pace WHERE at > :since", since=since)
    return max(0, min(day, limits.per_minute - int(lately)))


def count_letters(tx: Transaction, now: datetime, letters: int) -> None:
    """Write down that so many letters are about to leave."""
    if not letters:
        return
    tx.run("DELETE FROM letter_pace WHERE at <= :before", before=micros(now) - _MINUTE)
    tx.run_many("INSERT INTO letter_pace (at) VALUES (:at)", [{"at": micros(now)}] * letters)
    tx.run(
        """INSERT INTO tally (day, provider, sent) VALUES (:day, :letters, :sent)
           ON CONFLICT (day, provider) DO UPDATE SET sent = tally.sent + excluded.sent""",
        day=now.date().isoformat(),
        letters=_TALLY,
        sent=letters,
    )


def next_letter(tx: Transaction, now: datetime, limits: LetterLimits) -> int:
    """When the next letter may leave, in microseconds: 0 where one may already."""
    if limits.per_day is not None and _sent_on(tx, now) >= limits.per_day:
        return micros(midnight_after(now))
    if limits.per_minute is None or letters_left(tx, now, limits):
        return 0
    gone = tx.value(
        "SELECT at FROM letter_pace ORDER BY at DESC LIMIT 1 OFFSET :most", most=limits.per_minute - 1
    )
    return int(gone) + _MINUTE


def midnight_after(now: datetime) -> datetime:
    """The next midnight of ``now``'s time zone, which is UTC wherever limits are counted."""
    return datetime.combine(now.date() + timedelta(days=1), datetime.min.time(), tzinfo=now.tzinfo)


def _sent_on(tx: Transaction, now: datetime) -> int:
    day = now.date().isoformat()
    sent = tx.value(
        "SELECT sent FROM tally WHERE day = :day AND provider = :letters", day=day, letters=_TALLY
    )
    return int(sent or 0)
