"""One database, SQLite or PostgreSQL, spoken to in SQL that both understand.

DB-API directly: importing SQLAlchemy costs 0.54 s of CPU (measured 2026-11-21), and commands
such as ``optout status`` must start in under 0.4 s.
"""

import re
import sqlite3
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

from optout.errors import StorageFailure, WrongInput
from optout.storage.private_file import make_private

Row = Mapping[str, Any]
_TRIES, _TRY_AGAIN_S = 200, 0.05
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


def micros(moment: datetime) -> int:
    """A moment as stored: whole microseconds since 1970 UTC."""
    return (moment - _EPOCH) // _MICROSECOND


def moment(value: int) -> datetime:
    """The moment that ``micros`` stored."""
    return _EPOCH + timedelta(microseconds=value)


@lru_cache(maxsize=512)
def _for_postgres(sql: str) -> str:
    return re.sub(r"(?<!:):(\w+)", r"%(\1)s", sql)


class Transaction:
    """Statements with ``:name`` parameters, committed together or not at all."""

    def __init__(self, connection: Any, postgres: bool) -> None:
        self._connection = connection
        self.postgres = postgres

    def run(self, sql: str, **values: object) -> int:
        """Run a statement; returns how many rows it touched."""
        return int(self._cursor(sql, values).rowcount)

    def run_many(self, sql: str, rows: Sequence[Mapping[str, object]]) -> None:
        if not rows:
            return
        cursor = self._connection.cursor()
        cursor.executemany(_for_postgres(sql) if self.postgres else sql, rows)

    def rows(self, sql: str, **values: object) -> list[Row]:
        return list(self._cursor(sql, values).fetchall())

    def row(self, sql: str, **values: object) -> Row | None:
        found: Row | None = self._cursor(sql, values).fetchone()
        return found

    def value(self, sql: str, **values: object) -> Any:
        """The first column of the first row, or None."""
        found = self._cursor(sql, values).fetchone()
        return None if found is None else next(iter(dict(found).values()))

    def _cursor(self, sql: str, values: Mapping[str, object]) -> Any:
        if self.postgres:
            return self._connection.execute(_for_postgres(sql), values)
        return self._connection.execute(sql, values)


class Database:
    """Connections, one per thread, and transactions on them."""

    def __init__(self, url: str) -> None:
        """``url`` is ``sqlite:///path`` or ``postgresql://...``; anything else is WrongInput."""
        self.url = url
        self.postgres = url.startswith(("postgresql://", "postgres://"))
        if not self.postgres and not url.startswith("sqlite:///"):
            raise WrongInput("The database address must begin with sqlite:/// or postgresql://.")
        self._local = threading.local()
        self._open: list[Any] = []

    @property
    def path(self) -> Path | None:
        """The file, for SQLite."""
        return None if self.postgres else Path(self.url.removeprefix("sqlite:///"))

    @contextmanager
    def transaction(self, *, write: bool = True) -> Iterator[Transaction]:
        """A transaction. Raises ``StorageFailure`` where the database or its disk fails."""
        with self._failures():
            connection = self._connection()
            if not self.postgres:
                connection.execute("BEGIN IMMEDIATE" if write else "BEGIN")
            try:
                yield Transaction(connection, self.postgres)
                connection.commit()
            except BaseException:
                connection.rollback()
                raise

    def scrub(self, tables: Sequence[str]) -> None:
        """Let go of what was destroyed: of SQLite's log, of PostgreSQL's dead rows in ``tables``.

        PostgreSQL overwrites the freed space only when it uses it again.
        """
        with self._failures():
            if not self.postgres:
                self._connection().execute("PRAGMA wal_checkpoint(TRUNCATE)")
                return
            connection = self._connect_postgres()
            try:
                connection.autocommit = True
                for table in tables:
                    connection.execute(f"VACUUM {table}")
            finally:
                connection.close()

    @contextmanager
    def session_lock(self, key: int) -> Iterator[bool]:
        """Hold the advisory lock ``key`` in a session of its own; yields False if it is taken."""
        with self._failures():
            connection = self._connect_postgres()
        try:
            with self._failures():
                connection.autocommit = True
                taken = connection.execute("SELECT pg_try_advisory_lock(%s) AS free", (key,)).fetchone()
            yield bool(taken["free"])
        finally:
            connection.close()

    def close(self) -> None:
        for connection in self._open:
            connection.close()
        self._open.clear()
        self._local = threading.local()

    def _drop_connection(self) -> None:
        broken = getattr(self._local, "connection", None)
        self._local.connection = None
        if broken is not None:
            self._open = [connection for connection in self._open if connection is not broken]
            broken.close()

    def _connection(self) -> Any:
        if getattr(self._local, "connection", None) is None:
            self._local.connection = (
                self._connect_postgres() if self.postgres else self._connect_sqlite()
            )
            self._open.append(self._local.connection)
        return self._local.connection

    def _connect_sqlite(self) -> Any:
        path = self.url.removeprefix("sqlite:///")
        with suppress(OSError):  # SQLite says better what is wrong with the place
            make_private(Path(path))
        connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False, timeout=30)
        connection.row_factory = sqlite3.Row
        _write_ahead(connection)
        # FULL: an intent must survive a power cut, or a submission could be sent twice.
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA foreign_keys = ON")
        # A destroyed key must not stay behind in the file's free space.
        connection.execute("PRAGMA secure_delete = ON")
        return connection

    def _connect_postgres(self) -> Any:
        import psycopg
        from psycopg.rows import dict_row

        return psycopg.connect(self.url, row_factory=dict_row)

    @contextmanager
    def _failures(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.DatabaseError as error:
            raise _sqlite_failure(error) from None
        except Exception as error:
            if type(error).__module__.startswith("psycopg"):
                self._drop_connection()
                raise StorageFailure(
                    f"The database could not do what was asked ({type(error).__name__}).",
                    kept="What was stored before is kept.",
                    todo="Check that the server runs and that its address is right.",
                ) from None
            raise


def _write_ahead(connection: sqlite3.Connection) -> None:
    """Switch to the write-ahead log. SQLite does not wait for others who do the same: we do."""
    for left in reversed(range(_TRIES)):
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or not left:
                raise
            time.sleep(_TRY_AGAIN_S)


def _sqlite_failure(error: sqlite3.DatabaseError) -> StorageFailure:
    text = str(error)
    kept = "What was stored before is kept."
    if "full" in text:
        return StorageFailure("The disk is full.", kept=kept, todo="Free some space and run again.")
    if "disk i/o" in text.lower():
        return StorageFailure(
            "The disk does not take what is written: it is full or damaged.",
            kept=kept,
            todo="Free some space, check the disk and run again.",
        )
    if "locked" in text:
        return StorageFailure("The database is in use.", kept=kept, todo="Try again in a moment.")
    if "not a database" in text or "malformed" in text:
        return StorageFailure("The database file is damaged.", todo="Restore it from a backup.")
    if "unable to open" in text or "readonly" in text:
        return StorageFailure(
            "The database file cannot be opened for writing.", todo="Check its folder."
        )
    return StorageFailure(
        f"The database could not do what was asked ({type(error).__name__}).", kept=kept
    )
