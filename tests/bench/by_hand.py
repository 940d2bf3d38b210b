"""The statements of an attempt, written by hand with ``sqlite3`` and ``psycopg``: what we compare with.

The same transactions, rows, sealing and syncing as the product; no lifecycle, no engine, no classes.
"""

import json
import sqlite3
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import datetime
from typing import Any

import psycopg

from optout.channels.attempt import Capture
from optout.evidence.bundle import bundle_of, statement_of
from optout.evidence.files import EvidenceFiles
from optout.evidence.ledger import Entry, SigningKey, entry_bytes, sign_head
from optout.evidence.merkle import Frontier, leaf_hash
from optout.people.vault import commitment, seal
from optout.running.ids import RandomIds
from optout.storage.database import micros

BATCH = 20
Fill = Callable[[Capture], None]


class ByHand:
    """Makes attempts for whatever is due, ``threads`` batches at a time."""

    def __init__(
        self, url: str, files: EvidenceFiles, key: bytes, signing: SigningKey, fill: Fill
    ) -> None:
        self._url = url
        self._postgres = url.startswith("postgres")
        self._files = files
        self._key = key
        self._signing = signing
        self._fill = fill
        self._ids = RandomIds()

    def run(self, now: datetime, threads: int) -> int:
        """Attempt everything that is due; returns how many attempts that were."""
        with ThreadPoolExecutor(threads) as pool:
            return sum(pool.map(lambda _: self._work(now), range(threads)))

    def _work(self, now: datetime) -> int:
        connection, done = self._connect(), 0
        try:
            while batch := self._claim(connection, now):
                for request in batch:
                    self._attempt(connection, request, now)
                self._seal(connection, now)
                done += len(batch)
        finally:
            connection.close()
        return done

    def _connect(self) -> Any:
        if self._postgres:
            return psycopg.connect(self._url)
        path = self._url.removeprefix("sqlite:///")
        connection = sqlite3.connect(path, isolation_level=None, timeout=30)
        for pragma in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON"):
            connection.execute(f"PRAGMA {pragma}")
        connection.execute("PRAGMA secure_delete = ON")
        return connection

    @contextmanager
    def _transaction(self, connection: Any, write: bool = True) -> Any:
        if not self._postgres:
            connection.execute("BEGIN IMMEDIATE" if write else "BEGIN")
        yield connection
        connection.commit()

    def _sql(self, text: str) -> str:
        return text.replace("?", "%s") if self._postgres else text

    def _claim(self, connection: Any, now: datetime) -> list[str]:
        with self._transaction(connection) as tx:
            if self._postgres:
                tx.execute("SELECT pg_advisory_xact_lock(7077079)")
            found = tx.execute(
                self._sql(
                    """SELECT p.slug FROM provider p WHERE EXISTS (
                           SELECT 1 FROM request r WHERE r.provider = p.slug
                           AND r.due_at <= ? AND r.lease_until <= ?) ORDER BY p.tat LIMIT 1"""
                ),
                (micros(now), micros(now)),
            ).fetchone()
            if found is None:
                return []
            rows = tx.execute(
                self._sql(
                    f"""UPDATE request SET lease = ?, lease_until = ? WHERE id IN (
                            SELECT id FROM request WHERE provider = ? AND due_at <= ?
                            AND lease_until <= ? ORDER BY due_at, id LIMIT {BATCH}) RETURNING id"""  # noqa: S608
                ),
                (self._ids.new("b"), micros(now) + 600_000_000, found[0], micros(now), micros(now)),
            ).fetchall()
            tx.execute(self._sql("UPDATE provider SET tat = tat + 1 WHERE slug = ?"), (found[0],))
            for tallied in ("", found[0]):
                tx.execute(
                    self._sql(
                        """INSERT INTO tally (day, provider, sent) VALUES (?, ?, ?)
                           ON CONFLICT (day, provider) DO UPDATE SET sent = tally.sent + 1"""
                    ),
                    (now.date().isoformat(), tallied, len(rows)),
                )
            return [row[0] for row in rows]

    def _attempt(self, connection: Any, request: str, now: datetime) -> None:
        attempt = self._ids.new("a")
        with self._transaction(connection, write=False) as tx:
            tx.execute(self._sql("SELECT * FROM request WHERE id = ?"), (request,)).fetchone()
            history = "SELECT at, kind, body FROM event WHERE request_id = ? ORDER BY seq"
            [json.loads(row[2]) for row in tx.execute(self._sql(history), (request,)).fetchall()]
        with self._transaction(connection) as tx:
            tx.execute(
                self._sql("UPDATE request SET events = 2, lease_until = ? WHERE id = ? AND events = 1"),
                (micros(now) + 600_000_000, request),
            )
            self._event(tx, request, 2, now, "Intended", {"attempt": attempt, "action": "submit"})
        capture = Capture()
        self._fill(capture)
        parts = bundle_of(capture, now)
        sealed = {
            name: seal(self._key, part, f"evidence/{attempt}/{name}") for name, part in parts.items()
        }
        path = self._files.write_all(attempt, sealed)
        with self._transaction(connection) as tx:
            self._conclude(tx, request, attempt, path, parts, capture, now)

    def _conclude(
        self,
        tx: Any,
        request: str,
        attempt: str,
        path: str,
        parts: dict[str, bytes],
        capture: Capture,
        now: datetime,
    ) -> None:
        body = {"attempt": attempt, "outcome": {"answer": "done", "sent": "yes"}}
        tx.execute(self._sql("UPDATE request SET events = 3 WHERE id = ? AND events = 2"), (request,))
        self._event(tx, request, 3, now, "Concluded", body)
        tx.execute(
            self._sql(
                """UPDATE request SET state = 'submitted', overdue = 0, trouble = NULL, task = NULL,
                       changed_at = ?, due_action = NULL, due_at = ?, lease = NULL, lease_until = 0
                   WHERE id = ?"""
            ),
            (micros(now), micros(now) + 86_400_000_000, request),
        )
        evidence = commitment(self._key, statement_of(attempt, parts))
        tx.execute(
            self._sql(
                "INSERT INTO evidence (attempt, request_id, at, path, commitment) VALUES (?, ?, ?, ?, ?)"
            ),
            (attempt, request, micros(now), path, evidence),
        )
        self._drop(tx, now, "evidence", evidence)
        for told in capture.disclosed:
            content = f"{attempt}\n{told.meaning}\n{told.recipient}\n{told.value}"
            disclosure = commitment(self._key, content.encode())
            tx.execute(
                self._sql(
                    """INSERT INTO disclosure (attempt, meaning, recipient, request_id, at, commitment)
                       VALUES (?, ?, ?, ?, ?, ?)"""
                ),
                (attempt, told.meaning, told.recipient, request, micros(now), disclosure),
            )
            self._drop(tx, now, "disclosure", disclosure)

    def _event(
        self, tx: Any, request: str, seq: int, now: datetime, kind: str, body: dict[str, Any]
    ) -> None:
        text = json.dumps(body)
        tx.execute(
            self._sql("INSERT INTO event (request_id, seq, at, kind, body) VALUES (?, ?, ?, ?, ?)"),
            (request, seq, micros(now), kind, text),
        )
        content = f"{request}\n{seq}\n{now.isoformat()}\n{kind}\n{text}".encode()
        self._drop(tx, now, "event", commitment(self._key, content))

    def _drop(self, tx: Any, now: datetime, what: str, digest: str) -> None:
        tx.execute(
            self._sql("INSERT INTO ledger_inbox (at, what, commitment) VALUES (?, ?, ?)"),
            (micros(now), what, digest),
        )

    def _seal(self, connection: Any, now: datetime) -> None:
        with self._transaction(connection) as tx:
            if self._postgres:
                tx.execute("SELECT pg_advisory_xact_lock(7077078)")
            waiting = sorted(
                tx.execute("DELETE FROM ledger_inbox RETURNING at, what, commitment").fetchall()
            )
            if not waiting:
                return
            newest = tx.execute("SELECT frontier FROM ledger_head ORDER BY size DESC LIMIT 1").fetchone()
            frontier = Frontier.from_bytes(bytes(newest[0])) if newest else Frontier()
            for at, what, digest in waiting:
                entry = Entry(frontier.size, now, what, digest)
                tx.execute(
                    self._sql("INSERT INTO ledger (idx, at, what, commitment) VALUES (?, ?, ?, ?)"),
                    (entry.index, at, what, digest),
                )
                frontier = frontier.append(leaf_hash(entry_bytes(entry)))
            head = sign_head(self._signing, frontier.size, frontier.root(), now)
            tx.execute(
                self._sql(
                    """INSERT INTO ledger_head (size, root, at, signature, frontier)
                       VALUES (?, ?, ?, ?, ?)"""
                ),
                (head.size, head.root, micros(now), head.signature, frontier.to_bytes()),
            )
