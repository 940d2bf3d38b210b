"""Brings a database to the version this program needs; refuses one written by a newer program."""

from importlib.resources import files

from optout.errors import StorageFailure
from optout.storage.database import Database, Transaction


def migrate(database: Database) -> int:
    """Apply the migrations that are missing, all or nothing; returns the version reached."""
    scripts = _scripts()
    with database.transaction() as tx:
        if tx.postgres:
            tx.run("SELECT pg_advisory_xact_lock(7077077)")
        version = _version(tx)
        if version > len(scripts):
            raise StorageFailure(
                f"The database was written by a newer optout (its version is {version}, "
                f"this program knows {len(scripts)}).",
                kept="Nothing was changed.",
                todo="Install the newer optout.",
            )
        for script in scripts[version:]:
            _apply(tx, script)
        if version < len(scripts):
            tx.run("UPDATE schema_version SET version = :version", version=len(scripts))
    return len(scripts)


def _version(tx: Transaction) -> int:
    tx.run("CREATE TABLE IF NOT EXISTS schema_version (version BIGINT NOT NULL)")
    version = tx.value("SELECT version FROM schema_version")
    if version is None:
        tx.run("INSERT INTO schema_version (version) VALUES (0)")
        return 0
    return int(version)


def _apply(tx: Transaction, script: str) -> None:
    lines = (line for line in script.splitlines() if not line.lstrip().startswith("--"))
    for statement in "\n".join(lines).split(";"):
        if statement.strip():
            tx.run(statement)


def _scripts() -> list[str]:
    folder = files("optout.storage") / "migrations"
    names = sorted(entry.name for entry in folder.iterdir() if entry.name.endswith(".sql"))
    return [(folder / name).read_text(encoding="utf-8") for name in names]
