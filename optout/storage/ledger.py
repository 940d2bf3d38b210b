"""The ledger in the database: facts drop commitments into the inbox; sealing gives them places."""

from collections.abc import Iterable
from datetime import datetime

from optout.evidence.ledger import Entry, Head, SigningKey, entry_bytes, sign_head
from optout.evidence.merkle import Frontier, leaf_hash
from optout.storage.database import Transaction, micros, moment

_LEDGER_LOCK = 7077078


def drop(tx: Transaction, at: datetime, commitments: Iterable[tuple[str, str]]) -> None:
    """Put ``(what, commitment)`` pairs into the inbox, in the transaction of the fact itself."""
    tx.run_many(
        "INSERT INTO ledger_inbox (at, what, commitment) VALUES (:at, :what, :commitment)",
        [{"at": micros(at), "what": what, "commitment": commitment} for what, commitment in commitments],
    )


def seal_inbox(tx: Transaction, key: SigningKey, now: datetime) -> int:
    """Move what waits into the ledger and sign the new head; returns how many entries that were."""
    if tx.postgres:
        tx.run(f"SELECT pg_advisory_xact_lock({_LEDGER_LOCK})")
    waiting = tx.rows("DELETE FROM ledger_inbox RETURNING at, what, commitment")
    if not waiting:
        return 0
    newest = tx.row("SELECT size, frontier FROM ledger_head ORDER BY size DESC LIMIT 1")
    frontier = Frontier.from_bytes(bytes(newest["frontier"])) if newest else Frontier()
    waiting.sort(key=lambda row: (row["at"], row["what"], row["commitment"]))
    entries = [
        Entry(index, moment(row["at"]), row["what"], row["commitment"])
        for index, row in enumerate(waiting, start=frontier.size)
    ]
    for entry in entries:
        frontier = frontier.append(leaf_hash(entry_bytes(entry)))
    _keep_entries(tx, entries)
    _keep_head(tx, sign_head(key, frontier.size, frontier.root(), now), frontier)
    return len(entries)


def entries(tx: Transaction) -> list[Entry]:
    """The whole ledger, in order."""
    rows = tx.rows("SELECT idx, at, what, commitment FROM ledger ORDER BY idx")
    return [Entry(row["idx"], moment(row["at"]), row["what"], row["commitment"]) for row in rows]


def heads(tx: Transaction) -> list[Head]:
    """Every signed head, smallest first."""
    rows = tx.rows("SELECT size, root, at, signature FROM ledger_head ORDER BY size")
    return [Head(row["size"], row["root"], moment(row["at"]), row["signature"]) for row in rows]


def _keep_entries(tx: Transaction, entries: list[Entry]) -> None:
    tx.run_many(
        "INSERT INTO ledger (idx, at, what, commitment) VALUES (:idx, :at, :what, :commitment)",
        [
            {"idx": e.index, "at": micros(e.at), "what": e.what, "commitment": e.commitment}
            for e in entries
        ],
    )


def _keep_head(tx: Transaction, head: Head, frontier: Frontier) -> None:
    tx.run(
        """INSERT INTO ledger_head (size, root, at, signature, frontier)
           VALUES (:size, :root, :at, :signature, :frontier)""",
        size=head.size,
        root=head.root,
        at=micros(head.at),
        signature=head.signature,
        frontier=frontier.to_bytes(),
    )
