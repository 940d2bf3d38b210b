"""One process at a time on a laptop's database."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from optout.errors import Busy, StorageFailure
from optout.storage.private_file import make_private


@contextmanager
def laptop_lock(home: Path) -> Iterator[None]:
    """Hold the lock of this home; ``Busy`` where another process holds it.

    The operating system gives it back when the process ends, however it ends.
    """
    try:
        make_private(home / "run.lock")
        file = (home / "run.lock").open("a+b")
    except OSError:
        raise StorageFailure("The lock file cannot be written.", todo="Check the folder.") from None
    with file:
        if not _take(file.fileno()):
            raise Busy(
                "Another optout is running on this database.",
                kept="Nothing was changed.",
                todo="Wait until it is done, or stop it.",
            )
        yield


def _take(descriptor: int) -> bool:
    try:
        import fcntl
    except ImportError:  # Windows
        return _take_on_windows(descriptor)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _take_on_windows(descriptor: int) -> bool:
    import importlib

    locking = importlib.import_module("msvcrt")
    try:
        locking.locking(descriptor, locking.LK_NBLCK, 1)
    except OSError:
        return False
    return True
