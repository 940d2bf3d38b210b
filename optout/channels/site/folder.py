"""The folder of a site's files: texts are merged into it one after the other, and nothing is lost."""

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

BACKUP = ".before-optout"
"""What is put behind a file's name, after a dot before it, for the copy of it as it was before the first
change: many servers publish no such name, and no other user may read it."""
_MOST = 1024 * 1024
_FOR_THE_OWNER, _FOR_THE_SERVER = 0o600, 0o644


class Unwritable(Exception):
    """Why nothing could be written there, in words that name no path."""


def merge_into(folder: Path, name: str, merged: Callable[[str], str]) -> bool:
    """Replace the text of ``name`` (relative, with slashes) by ``merged`` of it; False: it is so.

    A file that is not there counts as empty. Atomic, and one at a time over all processes, so that
    two which write lose nothing of each other's. The first time a copy is left as it was. Owner, group
    and rights stay; what is new has those of the folder it is in.
    Raises ``Unwritable``: the folder is missing, a link leads out of it, it is no UTF-8, no right, the
    owner or group cannot be kept. What ``merged`` raises leaves everything as it is.
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
    _make(file.parent)
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


def _make(folder: Path) -> None:
    """Whoever may read the folder above may read this one, whatever this process hides elsewhere."""
    if folder.is_dir():
        return
    _make(folder.parent)
    folder.mkdir()
    above = folder.parent.stat()
    _own_as(folder, above)
    folder.chmod(above.st_mode & 0o2777)


def _keep_copy(file: Path) -> None:
    """As a whole or not at all; once there, it is of the time before the first change."""
    copy = file.with_name(f".{file.name}{BACKUP}")
    if not copy.exists():
        with _beside(file, file.read_bytes()) as new:
            _own_as(new, file.stat())
            new.chmod(_FOR_THE_OWNER)
            new.replace(copy)


def _replace(file: Path, text: str) -> None:
    """The new file has the rights of the old one, or may be read by the web server."""
    with _beside(file, text.encode("utf-8")) as new:
        if file.exists():
            if not _own_as(new, file.stat()):
                raise Unwritable("its owner and group could not be kept by this user")
            shutil.copystat(file, new)  # with the lists of rights besides the mode, where there are any
            os.utime(new)
        else:
            _own_as(new, file.parent.stat())
            new.chmod(_FOR_THE_SERVER)
        new.replace(file)


@contextmanager
def _beside(file: Path, content: bytes) -> Iterator[Path]:
    """A file that is complete on the disk, and gone afterwards unless it was moved."""
    with tempfile.NamedTemporaryFile(prefix=".optout-", dir=file.parent, delete=False) as new:
        beside = Path(new.name)
        try:
            new.write(content)
            new.flush()
            os.fsync(new.fileno())
            yield beside
        finally:
            beside.unlink(missing_ok=True)


def _own_as(path: Path, like: os.stat_result) -> bool:
    """Whether the owner and the group are the same now. Only a privileged user can give files away."""
    now = path.stat()
    if (now.st_uid, now.st_gid) == (like.st_uid, like.st_gid):
        return True
    try:
        os.chown(path, like.st_uid, like.st_gid)
    except OSError:
        return False
    return True


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
