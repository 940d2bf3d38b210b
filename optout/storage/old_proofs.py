"""What the requests of an older database rest on, written into their rows once, from their histories."""

from optout.requests.lifecycle import standing_after
from optout.requests.resting_on import proof_of
from optout.storage.database import Database, Row, Transaction, micros
from optout.storage.requests import events_of
from optout.storage.settings import keep_setting, setting

_FILLED = "proofs of older rows"
_AT_ONCE = 200
"""Histories read in one transaction: others may write in between."""


def fill_old_proofs(database: Database) -> int:
    """Fill the proof columns that migration 9 left empty; how many were. Once for each database.

    Later calls cost one query. Safe beside workers, and to be stopped and begun anew. A history that
    cannot be read is left as it is: whoever works on that request next says so.
    """
    with database.transaction(write=False) as tx:
        if setting(tx, _FILLED) is not None:
            return 0
    filled, after = 0, ""
    while True:
        with database.transaction() as tx:
            rows = _unproven(tx, after)
            if not rows:
                keep_setting(tx, _FILLED, "yes")
                return filled
            filled += sum(_fill(tx, row) for row in rows)
            after = str(rows[-1]["id"])


def _unproven(tx: Transaction, after: str) -> list[Row]:
    return tx.rows(
        """SELECT id, events FROM request WHERE proof_rung IS NULL AND id > :after
           ORDER BY id LIMIT :most""",
        after=after,
        most=_AT_ONCE,
    )


def _fill(tx: Transaction, row: Row) -> int:
    """1 where the request rests on something, and nobody added to it meanwhile."""
    try:
        proof = proof_of(standing_after(events_of(tx, row["id"])))
    except (ValueError, KeyError, TypeError):
        return 0
    if proof is None:
        return 0
    return tx.run(
        """UPDATE request SET proof_rung = :rung, proof_at = :at, proof_edition = :edition
           WHERE id = :id AND events = :events""",
        id=row["id"],
        events=row["events"],
        rung=proof.rung.value,
        at=micros(proof.at),
        edition=proof.edition,
    )
