"""Subjects as stored: ciphertext and a wrapped key. Without the key nothing can be read again."""

from dataclasses import dataclass, field
from datetime import datetime

from optout.errors import WrongInput
from optout.storage.database import Row, Transaction, micros, moment


class Forgotten(WrongInput):
    """The subject was forgotten: nothing is read, stored or sent for them any more."""

    def __init__(self) -> None:
        super().__init__("This subject was forgotten; nothing about them can be read.")


@dataclass(frozen=True, slots=True)
class SubjectRow:
    """``wrapped_key`` is None once the subject was forgotten. ``version`` counts changes of facts."""

    id: str
    created_at: datetime
    wrapped_key: bytes | None = field(repr=False)
    sealed_profile: bytes | None = field(repr=False)
    sealed_mandate: bytes | None = field(repr=False)
    forgotten_at: datetime | None = None
    version: int = 0


def enrol(tx: Transaction, subject: SubjectRow) -> None:
    tx.run(
        """INSERT INTO subject (id, created_at, wrapped_key, sealed_profile, sealed_mandate)
           VALUES (:id, :at, :key, :profile, :mandate)""",
        id=subject.id,
        at=micros(subject.created_at),
        key=subject.wrapped_key,
        profile=subject.sealed_profile,
        mandate=subject.sealed_mandate,
    )


def replace_profile(tx: Transaction, subject_id: str, sealed_profile: bytes) -> None:
    """Put other facts in the place of those that are kept."""
    tx.run(
        "UPDATE subject SET sealed_profile = :profile, version = version + 1 WHERE id = :id",
        id=subject_id,
        profile=sealed_profile,
    )


def subjects(tx: Transaction) -> list[SubjectRow]:
    """All subjects, oldest first, forgotten ones included."""
    return [_row(row) for row in tx.rows("SELECT * FROM subject ORDER BY created_at, id")]


def find_subject(tx: Transaction, subject_id: str) -> SubjectRow:
    """Raises ``WrongInput`` where there is none with this id."""
    row = tx.row("SELECT * FROM subject WHERE id = :id", id=subject_id)
    if row is None:
        raise WrongInput("There is no subject with this id.", todo="See `optout status` for the ids.")
    return _row(row)


def require_remembered(tx: Transaction, subject_id: str) -> None:
    """Raises ``Forgotten``; otherwise the subject cannot be forgotten before this transaction ends."""
    _refuse_forgotten(tx, subject_id, "KEY SHARE")


def begin_forgetting(tx: Transaction, subject_id: str) -> None:
    """Wait for everybody who stores something for the subject, and keep others out until the end.

    Raises ``Forgotten`` where somebody else was quicker.
    """
    _refuse_forgotten(tx, subject_id, "UPDATE")


def _refuse_forgotten(tx: Transaction, subject_id: str, lock: str) -> None:
    lock = f"FOR {lock}" if tx.postgres else ""  # on SQLite a writing transaction is alone
    at = tx.value(f"SELECT forgotten_at FROM subject WHERE id = :id {lock}", id=subject_id)  # noqa: S608
    if at is not None:
        raise Forgotten


def version_of(tx: Transaction, subject_id: str) -> int | None:
    """The version of the facts that are kept now; None for somebody unknown or forgotten."""
    found = tx.value(
        "SELECT version FROM subject WHERE id = :id AND forgotten_at IS NULL", id=subject_id
    )
    return None if found is None else int(found)


def destroy(tx: Transaction, subject_id: str, at: datetime) -> list[str]:
    """Destroy the key and every sealed thing; returns the paths of evidence files to remove.

    Requests, events and the ledger stay: they hold ids, states and salted commitments only.
    """
    of_subject = "request_id IN (SELECT id FROM request WHERE subject_id = :id)"
    paths = tx.rows(
        f"SELECT path FROM evidence WHERE path IS NOT NULL AND {of_subject}",  # noqa: S608 - a constant
        id=subject_id,
    )
    tx.run(
        """UPDATE subject SET wrapped_key = NULL, sealed_profile = NULL, sealed_mandate = NULL,
               forgotten_at = :at WHERE id = :id""",
        id=subject_id,
        at=micros(at),
    )
    for table, column in (("listing", "sealed_record"), ("mail", "sealed_reading")):
        tx.run(f"UPDATE {table} SET {column} = NULL WHERE {of_subject}", id=subject_id)  # noqa: S608
    looked = tx.rows(
        "SELECT path FROM finding WHERE path IS NOT NULL AND subject_id = :id", id=subject_id
    )
    tx.run("UPDATE finding SET path = NULL, forgotten = 1 WHERE subject_id = :id", id=subject_id)
    tx.run("UPDATE drop_event SET sealed = NULL WHERE subject_id = :id", id=subject_id)
    tx.run(f"UPDATE evidence SET path = NULL, forgotten = 1 WHERE {of_subject}", id=subject_id)  # noqa: S608
    tx.run(
        """UPDATE request SET state = 'withdrawn', due_action = NULL, due_at = NULL, task = NULL,
               trouble = NULL, overdue = 0, lease = NULL, lease_until = 0
           WHERE subject_id = :id""",
        id=subject_id,
    )
    return [row["path"] for row in (*paths, *looked)]


def _row(row: Row) -> SubjectRow:
    forgotten = row["forgotten_at"]
    return SubjectRow(
        id=row["id"],
        created_at=moment(row["created_at"]),
        wrapped_key=_bytes(row["wrapped_key"]),
        sealed_profile=_bytes(row["sealed_profile"]),
        sealed_mandate=_bytes(row["sealed_mandate"]),
        forgotten_at=moment(forgotten) if forgotten is not None else None,
        version=row["version"],
    )


def _bytes(value: bytes | None) -> bytes | None:
    return None if value is None else bytes(value)
