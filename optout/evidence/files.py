"""The folder of sealed evidence files: one file per attempt, complete or not there at all."""

import errno
import os
import re
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from uuid import uuid4

from optout.errors import StorageFailure
from optout.evidence.container import pack, unpack

_PARTS = "parts.zip"
_FULL = frozenset((errno.ENOSPC, errno.EDQUOT, errno.EFBIG))
_is_part = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}").fullmatch
_is_stored = re.compile(r"[0-9a-f]{2}/[A-Za-z0-9][A-Za-z0-9._-]{0,201}").fullmatch


class EvidenceFiles:
    """Files under ``root``, named by attempt only, in 256 folders so that none grows too large.

    What is written is durable when a method returns. Paths that come back are relative to ``root``
    and are what ``read`` and ``remove`` take; no other path is accepted.
    """

    def __init__(self, root: Path) -> None:
        self._root = root

    def write_all(self, attempt_id: str, parts: Mapping[str, bytes]) -> str:
        """Keep all of an attempt's sealed parts in one file (see ``container``); its path.

        Written again for the same attempt, the new file takes the place of the old one.
        ``StorageFailure`` when the disk is full or refuses; then nothing of it is there.
        """
        return self.write(attempt_id, _PARTS, pack(parts))

    def read_all(self, path: str) -> dict[str, bytes]:
        """The sealed parts that ``write_all`` kept. ``StorageFailure``: missing or damaged."""
        return unpack(self.read(path))

    def write(self, attempt_id: str, name: str, sealed: bytes) -> str:
        """Keep one sealed file of an attempt; as ``write_all``."""
        if not (_is_part(attempt_id) and _is_part(name)):
            raise ValueError("not a plain attempt id or name")
        folder = sha256(attempt_id.encode()).hexdigest()[:2]
        path = f"{folder}/{attempt_id}.{name}"
        try:
            _make_folder(self._root / folder)
            _place(sealed, self._root / path)
        except OSError as error:
            raise _not_written(error) from None
        return path

    def read(self, path: str) -> bytes:
        """The sealed bytes of a file. ``StorageFailure``: missing or unreadable."""
        try:
            return self._inside(path).read_bytes()
        except OSError as error:
            raise StorageFailure(
                f"An evidence file cannot be read: {_reason(error)}.",
                kept="Nothing was changed.",
                todo="Restore it from a backup; 'optout evidence verify' says what else is affected.",
            ) from None

    def remove(self, path: str) -> None:
        """Delete a file; one that is not there any more is no error."""
        try:
            self._inside(path).unlink(missing_ok=True)
        except OSError as error:
            raise StorageFailure(
                f"An evidence file cannot be deleted: {_reason(error)}.",
                todo="Make the evidence folder writable and try again.",
            ) from None

    def _inside(self, path: str) -> Path:
        if not _is_stored(path):
            raise ValueError("not a path of an evidence file")
        return self._root / path


def _make_folder(folder: Path) -> None:
    if not folder.is_dir():
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        _sync(folder.parent)


def _place(content: bytes, target: Path) -> None:
    """Write beside the target, sync, rename: at no time is there a half file under its name."""
    beside = target.with_name(f".{uuid4().hex}.part")
    try:
        with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(target)
        _sync(target.parent)
    finally:
        beside.unlink(missing_ok=True)


def _sync(folder: Path) -> None:
    """Make names in a folder durable; where folders cannot be synced (Windows) there is no need."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _not_written(error: OSError) -> StorageFailure:
    if error.errno in _FULL:
        what, todo = "The disk is full", "Free some space and run the command again."
    else:
        what = f"The evidence folder cannot be written: {_reason(error)}"
        todo = "Make the folder writable and run the command again."
    kept = "Nothing of this attempt's evidence was kept; everything before it is unharmed."
    return StorageFailure(f"{what}; evidence could not be stored.", kept=kept, todo=todo)


def _reason(error: OSError) -> str:
    """The system's own words, without the path that ``str(error)`` would show."""
    return (error.strerror or type(error).__name__).lower()
