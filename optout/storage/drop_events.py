"""What a person did at California's DROP, as stored: kinds and moments, everything else sealed."""

from dataclasses import dataclass, field
from datetime import datetime

from optout.storage.database import Transaction, micros, moment


@dataclass(frozen=True, slots=True)
class DropRow:
    """``seq`` counts from 1. ``sealed`` is None once the subject was forgotten."""

    subject_id: str
    seq: int
    at: datetime
    kind: str
    sealed: bytes | None = field(repr=False)


def add(tx: Transaction, row: DropRow) -> None:
    """Append one; the database refuses a second one with the same number."""
    tx.run(
        """INSERT INTO drop_event (subject_id, seq, at, kind, sealed)
           VALUES (:subject, :seq, :at, :kind, :sealed)""",
        subject=row.subject_id,
        seq=row.seq,
        at=micros(row.at),
        kind=row.kind,
        sealed=row.sealed,
    )


def drop_rows(tx: Transaction, subject_id: str) -> list[DropRow]:
    """Everything of one subject, in order."""
    rows = tx.rows("SELECT * FROM drop_event WHERE subject_id = :id ORDER BY seq", id=subject_id)
    return [
        DropRow(
            row["subject_id"],
            row["seq"],
            moment(row["at"]),
            row["kind"],
            None if row["sealed"] is None else bytes(row["sealed"]),
        )
        for row in rows
    ]
