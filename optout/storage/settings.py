"""What an installation remembers by name between runs: no secrets, and nothing personal."""

from optout.storage.database import Transaction


def setting(tx: Transaction, name: str) -> str | None:
    """The value kept under the name; None where there is none."""
    value = tx.value("SELECT value FROM setting WHERE name = :name", name=name)
    return str(value) if value is not None else None


def keep_setting(tx: Transaction, name: str, value: str) -> None:
    """Keep the value under the name, instead of what was there."""
    tx.run(
        """INSERT INTO setting (name, value) VALUES (:name, :value)
           ON CONFLICT (name) DO UPDATE SET value = excluded.value""",
        name=name,
        value=value,
    )
