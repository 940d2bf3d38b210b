"""Files that only their owner may read: databases and locks."""

import os
import secrets
from contextlib import suppress
from pathlib import Path


def make_private(path: Path) -> None:
    """Make the file, empty, where it is missing; nobody but its owner may read or write it (0600).

    The file itself is never opened here: closing it would drop the locks that SQLite holds on it
    elsewhere in this process (POSIX locks belong to the process). SQLite gives its side files the
    mode of the database. Raises ``OSError``.
    """
    if path.exists():
        path.chmod(0o600)
        return
    beside = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    os.close(os.open(beside, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    try:
        with suppress(FileExistsError):  # somebody else was quicker, and made it in the same way
            os.link(beside, path)
    finally:
        beside.unlink()
