"""Where imported definitions are kept: whole sets of them, of which one is in use.

``imported/current`` names the set in use, a folder beside it that is laid out like ``providers/``. A
new set is written and read back first, and comes into use by one rename: whoever is stopped before
that has changed nothing. The set before stays, for processes that are still reading it.
"""

import os
import shutil
import tempfile
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path

from optout.errors import Busy, StorageFailure

_CURRENT = "current"
_PREFIX = "set-"


def in_use(folder: Path) -> Path | None:
    """The set in use below ``folder``; None where nothing was imported yet."""
    try:
        name = (folder / _CURRENT).read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError):
        return None
    kept = folder / name
    return kept if name.startswith(_PREFIX) and Path(name).name == name and kept.is_dir() else None


@contextmanager
def replacing(folder: Path) -> Iterator[Path]:
    """An empty folder for a new set, which comes into use at the end, unless something is raised.

    ``Busy`` where another process imports, ``StorageFailure`` where nothing can be written. Only the
    owner may read what is written.
    """
    try:
        for closed in (folder.parent, folder):
            closed.mkdir(parents=True, exist_ok=True, mode=0o700)
        with _alone(folder):
            new = Path(tempfile.mkdtemp(prefix=_PREFIX, dir=folder))
            try:
                yield new
                before = in_use(folder)
                _use(folder, new)
            except BaseException:
                shutil.rmtree(new, ignore_errors=True)
                raise
            _sweep(folder, keep={new, before})
    except OSError as error:
        raise StorageFailure(
            f"The imported definitions cannot be written ({type(error).__name__}).",
            kept="What was imported before is as it was.",
            todo="Check the folder for optout's data and the space on its disk.",
        ) from None


def write(root: Path, name: str, content: bytes) -> Path:
    """Write the content to the path ``name`` below ``root``, for nobody else to read."""
    path = root / name
    for parent in reversed(path.relative_to(root).parents[:-1]):
        (root / parent).mkdir(mode=0o700, exist_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
    return path


def carry_over(folder: Path, root: Path, besides: Collection[str]) -> None:
    """Copy into the new set what the set in use has: all but ``besides``, names at its top.

    Each kind of import writes its own part, and leaves the others' as they are.
    """
    before = in_use(folder)
    for file in sorted(before.rglob("*")) if before else ():
        place = file.relative_to(before) if before else file
        if file.is_file() and place.parts[0] not in besides:
            write(root, str(place), file.read_bytes())


def _use(folder: Path, new: Path) -> None:
    pointer = folder / f"{_CURRENT}.new"
    pointer.touch(mode=0o600)
    with pointer.open("w", encoding="ascii") as file:
        file.write(f"{new.name}\n")
        file.flush()
        os.fsync(file.fileno())
    pointer.replace(folder / _CURRENT)


def _sweep(folder: Path, keep: set[Path | None]) -> None:
    """Also what imports that were stopped have left."""
    for old in folder.glob(f"{_PREFIX}*"):
        if old not in keep:
            shutil.rmtree(old, ignore_errors=True)


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """The operating system gives the lock back when the process ends, however it ends."""
    try:
        import fcntl
    except ImportError:  # Windows: whoever comes last wins, with a whole set
        yield
        return
    lock = folder / "lock"
    lock.touch(mode=0o600)
    with lock.open("a") as file:
        try:
            fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Busy(
                "Another optout is importing.",
                kept="Nothing was changed.",
                todo="Wait until it is done.",
            ) from None
        yield
