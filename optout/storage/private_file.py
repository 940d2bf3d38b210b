"""Files that only their owner may read: databases and locks."""

import os
from pathlib import Path


def make_private(path: Path) -> None:
    """Make the file, empty, where it is missing; nobody but its owner may read or write it (0600).

    SQLite gives its side files the mode of the database. Raises ``OSError``.
    """
    descriptor = os.open(path, os.O_CREAT | os.O_RDWR, 0o600)
    try:
        if hasattr(os, "fchmod"):  # not on Windows
            os.fchmod(descriptor, 0o600)
    finally:
        os.close(descriptor)
