"""The folder of a site's files: texts are merged into it one after the other, and nothing is lost."""

import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

BACKUP = ".before-optout"
"""What is put behind a file's name, after a dot before it, for the copy of it as it was before the first
change: many servers publish no such name, and no other user may read it."""
_MOST = 1024 * 1024


class Unwritable(Exception):
    """Why nothing could be written there, in words that name no path."""


def merge_into(folder: Path, name: str, merged: Callable[[str], str]) -> bool:
    """Replace the text of ``name`` (relative, with slashes) by ``merged`` of it; False: it is so.

    A file that is not there counts as empty. Atomic, and one at a time over all processes, so that
    two which write lose nothing of each other's. The first time a copy is left as it was.
    Raises ``Unwritable``: the folder is missing, a link leads out of it, it is no UTF-8, no right.
    """
    try:
        real = _within(folder, name)
        with _alone(folder.resolve()):
            return _merge(real, merged)
    except (OSError, UnicodeDecodeError) as error:
        raise Unwritable(f"a file of the site cannot be written ({type(error).__name__})") from None


def _within(folder: Path, name: str) -> Path:
    """Where the file really lies."""
    if not folder.is_dir():
        raise Unwritable("the folder of the site is not there")
    inside, real = folder.resolve(), (folder / name).resolve()
    if not real.is_relative_to(inside) or real == inside:
        raise Unwritable("a link leads out of the site's folder")
    return real


def _merge(file: Path, merged: Callable[[str], str]) -> bool:
    before = _text(file)
    after = merged(before or "")
    if after == before:
        return False
    file.parent.mkdir(parents=True, exist_ok=True)
    if before is not None:
        _keep_copy(file)
    _replace(file, after)
    return True


def _text(file: Path) -> str | None:
    """The text with its line ends as they are; None where there is no file."""
    try:
        if file.stat().st_size > _MOST:
            raise Unwritable("a file of the site is larger than we touch")
        return file.read_bytes().decode("utf-8")
    except FileNotFoundError:
        return None


def _keep_copy(file: Path) -> None:
    copy = file.with_name(f".{file.name}{BACKUP}")
    try:
        with open(copy, "xb", opener=partial(os.open, mode=0o600)) as kept:
            kept.write(file.read_bytes())
    except FileExistsError:
        return  # the copy is of the time before the first change


def _replace(file: Path, text: str) -> None:
    """The new file has the rights of the old one, or may be read by the web server."""
    mode = file.stat().st_mode & 0o7777 if file.exists() else 0o644
    with tempfile.NamedTemporaryFile(prefix=".optout-", dir=file.parent, delete=False) as new:
        beside = Path(new.name)
        try:
            new.write(text.encode("utf-8"))
            new.flush()
            os.fsync(new.fileno())
            beside.chmod(mode)
            beside.replace(file)
        except BaseException:
            beside.unlink(missing_ok=True)
            raise


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """The lock is on the folder itself, so that no file of ours is served with the others."""
    try:
        import fcntl
    except ImportError:  # Windows: a second writer may come between, and the next look notices it
        yield
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)
