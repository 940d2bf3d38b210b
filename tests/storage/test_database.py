import logging
import sqlite3
import subprocess
import sys
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from optout.errors import StorageFailure, WrongInput
from optout.storage.database import Database, micros, moment
from optout.storage.migrating import migrate
from tests.postgres import PostgresServer

MOMENTS = st.datetimes(datetime(1900, 1, 1), datetime(2200, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001


@given(MOMENTS)
def test_a_moment_survives_storing_to_the_microsecond(when: datetime) -> None:
    assert moment(micros(when)) == when


def test_moments_keep_their_order_before_1970_too() -> None:
    before = datetime(1969, 12, 31, 23, 59, 59, 999_999, tzinfo=UTC)

    assert micros(before) == -1
    assert micros(before + timedelta(microseconds=1)) == 0


@pytest.mark.parametrize("url", ["mysql://x", "sqlite://x", "/var/x.db", ""])
def test_other_databases_are_refused(url: str) -> None:
    with pytest.raises(WrongInput, match="sqlite:/// or postgresql://"):
        Database(url)


def test_every_thread_has_a_connection_of_its_own(database: Database) -> None:
    with database.transaction() as outer:
        outer.run("INSERT INTO setting (name, value) VALUES ('a', '1')")
        seen: list[object] = []

        def look() -> None:
            with database.transaction(write=False) as tx:
                seen.append(tx.value("SELECT COUNT(*) FROM setting"))

        thread = threading.Thread(target=look)
        thread.start()
        thread.join(timeout=30)

    assert seen == [0]  # what is not committed is nobody else's business


def test_values_are_values_and_never_statements(database: Database) -> None:
    nasty = "x'); DROP TABLE setting; --"
    with database.transaction() as tx:
        tx.run("INSERT INTO setting (name, value) VALUES (:name, :value)", name=nasty, value="50% :name")

    with database.transaction(write=False) as tx:
        assert dict(tx.row("SELECT name, value FROM setting") or {}) == {
            "name": nasty,
            "value": "50% :name",
        }


def test_after_a_failed_statement_the_next_transaction_works(database: Database) -> None:
    with (
        pytest.raises(StorageFailure, match="could not do what was asked"),
        database.transaction() as tx,
    ):
        tx.run("SELECT * FROM nowhere")

    with database.transaction(write=False) as tx:
        assert tx.value("SELECT 1") == 1


def test_failures_do_not_pile_up_connections(postgres_server: PostgresServer) -> None:
    url = postgres_server.new_database()
    database = Database(url)
    for _ in range(3):
        with pytest.raises(StorageFailure), database.transaction() as tx:
            tx.run("SELECT * FROM nowhere")
    with database.transaction(write=False) as tx:
        sessions = tx.value("SELECT COUNT(*) FROM pg_stat_activity WHERE datname = current_database()")
    database.close()
    postgres_server.drop(url)

    assert sessions == 1


def test_a_server_that_is_not_there_gives_a_sentence_without_its_address() -> None:
    database = Database("postgresql://somebody:secret@127.0.0.1:1/x")

    with pytest.raises(StorageFailure) as failure, database.transaction():
        pass

    assert "Check that the server runs" in str(failure.value)
    assert "secret" not in str(failure.value)
    assert failure.value.__cause__ is None


def test_a_file_that_is_no_database_is_called_damaged(tmp_path: Path) -> None:
    (tmp_path / "x.sqlite3").write_bytes(b"this is not a database, by any means" * 100)

    with pytest.raises(StorageFailure, match="damaged"):
        migrate(Database(f"sqlite:///{tmp_path / 'x.sqlite3'}"))


def test_a_database_with_torn_pages_is_called_damaged(tmp_path: Path) -> None:
    path = tmp_path / "x.sqlite3"
    database = Database(f"sqlite:///{path}")
    migrate(database)
    database.close()
    whole = path.read_bytes()
    path.write_bytes(whole[:4096] + b"\xff" * (len(whole) - 4096))

    with pytest.raises(StorageFailure, match="damaged"):
        migrate(Database(f"sqlite:///{path}"))


def test_a_folder_that_is_not_there_gives_a_sentence_without_its_path(tmp_path: Path) -> None:
    with pytest.raises(StorageFailure, match="cannot be opened") as failure:
        migrate(Database(f"sqlite:///{tmp_path / 'nowhere' / 'x.sqlite3'}"))

    assert str(tmp_path) not in str(failure.value)


def test_a_file_that_must_not_be_written_gives_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "x.sqlite3"
    database = Database(f"sqlite:///{path}")
    migrate(database)
    database.close()
    read_only = Database(f"sqlite:///file:{path}?mode=ro")

    # A read-only file is what a foreign owner's file is to us; root may write those all the same.
    connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True, isolation_level=None)
    connection.row_factory = sqlite3.Row
    read_only._local.connection = connection
    with (
        pytest.raises(StorageFailure, match="cannot be opened for writing"),
        read_only.transaction() as tx,
    ):
        tx.run("INSERT INTO setting (name) VALUES ('a')")
    connection.close()


_FILL_THE_DISK = """
import resource, sys
from optout.errors import StorageFailure
from optout.storage.database import Database
from optout.storage.migrating import migrate

database = Database(sys.argv[1])
migrate(database)
with database.transaction() as tx:
    tx.run("INSERT INTO setting (name, value) VALUES ('before', 'kept')")
resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, 400_000))
try:
    for number in range(100):
        with database.transaction() as tx:
            tx.run("INSERT INTO setting (name, value) VALUES (:n, :v)", n=str(number), v="x" * 20_000)
except StorageFailure as failure:
    print(f"{number} {failure}")
    sys.exit(failure.exit_code)
"""


def test_a_full_disk_gives_a_sentence_and_keeps_what_was_stored(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'x.sqlite3'}"
    done = subprocess.run(
        [sys.executable, "-c", _FILL_THE_DISK, url],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    number, _, sentence = done.stdout.partition(" ")
    assert (done.returncode, done.stderr) == (StorageFailure.exit_code, "")
    assert "The disk does not take what is written" in sentence
    assert "What was stored before is kept." in sentence
    database = Database(url)
    with database.transaction(write=False) as tx:
        assert tx.value("SELECT COUNT(*) FROM setting") == 1 + int(number)
        assert tx.value("PRAGMA integrity_check") == "ok"
    database.close()


def test_a_lock_that_somebody_holds_gives_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "x.sqlite3"
    database = Database(f"sqlite:///{path}")
    migrate(database)
    with database.transaction(write=False) as tx:
        tx.value("SELECT 1")
    database._local.connection.execute("PRAGMA busy_timeout = 50")
    holder = sqlite3.connect(path, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")

    with pytest.raises(StorageFailure, match="in use"), database.transaction():
        pass
    holder.close()
    database.close()


def test_statements_and_values_are_never_logged(
    database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        with database.transaction() as tx:
            tx.run("INSERT INTO setting (name, value) VALUES ('a', :value)", value="Quandolin")
        with pytest.raises(StorageFailure) as failure, database.transaction() as tx:
            tx.run("INSERT INTO setting (name, value) VALUES ('a', :value)", value="Quandolin")

    assert "Quandolin" not in caplog.text
    assert "Quandolin" not in str(failure.value)
