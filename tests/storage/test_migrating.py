import threading

import pytest

from optout.errors import StorageFailure
from optout.storage import migrating
from optout.storage.database import Database, Transaction
from optout.storage.migrating import migrate
from optout.storage.subjects import find_subject

NEWEST = 9


def _tables(tx: Transaction) -> list[str]:
    sql = (
        "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public'"
        if tx.postgres
        else "SELECT name FROM sqlite_master WHERE type = 'table'"
    )
    return sorted(row["name"] for row in tx.rows(sql))


def test_an_empty_database_gets_every_table(database: Database) -> None:
    with database.transaction(write=False) as tx:
        assert _tables(tx) == [
            "disclosure",
            "drop_event",
            "event",
            "evidence",
            "finding",
            "finding_disclosure",
            "health",
            "ledger",
            "ledger_head",
            "ledger_inbox",
            "letter_pace",
            "listing",
            "mail",
            "paper",
            "provider",
            "request",
            "schema_version",
            "setting",
            "subject",
            "tally",
        ]


def test_migrating_again_changes_nothing(database: Database) -> None:
    with database.transaction() as tx:
        tx.run("INSERT INTO setting (name, value) VALUES ('a', 'kept')")
        before = _tables(tx)

    assert migrate(database) == migrate(database) == NEWEST

    with database.transaction(write=False) as tx:
        assert _tables(tx) == before
        assert tx.value("SELECT value FROM setting") == "kept"
        assert tx.value("SELECT COUNT(*) FROM schema_version") == 1


def test_a_database_of_a_newer_version_is_left_alone(database: Database) -> None:
    with database.transaction() as tx:
        tx.run("UPDATE schema_version SET version = 99")

    with pytest.raises(StorageFailure) as failure:
        migrate(database)

    assert f"written by a newer optout (its version is 99, this program knows {NEWEST})" in str(
        failure.value
    )
    assert "Nothing was changed. Install the newer optout." in str(failure.value)
    with database.transaction(write=False) as tx:
        assert tx.value("SELECT version FROM schema_version") == 99


def test_processes_that_start_together_migrate_once(database_url: str) -> None:
    together, reached = threading.Barrier(4), []

    def start() -> None:
        database = Database(database_url)
        together.wait(timeout=30)
        reached.append(migrate(database))
        database.close()

    threads = [threading.Thread(target=start) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)

    assert reached == [NEWEST] * 4


def test_a_database_of_the_first_version_keeps_its_subjects(database_url: str) -> None:
    database = Database(database_url)
    scripts = migrating._scripts()
    with database.transaction() as tx:
        migrating._version(tx)
        migrating._apply(tx, scripts[0])
        tx.run("UPDATE schema_version SET version = 1")
        tx.run("INSERT INTO subject (id, created_at) VALUES ('s-1', 0)")

    assert migrate(database) == NEWEST
    with database.transaction(write=False) as tx:
        assert find_subject(tx, "s-1").version == 0
    database.close()
