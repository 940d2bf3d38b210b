"""Which very files a folder of shards is, and whether they are still the same."""

import hashlib
from collections.abc import Mapping
from pathlib import Path

from optout.datasets.folder import Folder

_ENDS = 1 << 16


def edition_of(folder: Folder) -> str:
    """A short name for these files: their names, sizes, first and last bytes (of a parquet file, its
    index, which tells of all its parts)."""
    known = hashlib.sha256()
    for file in folder.shards:
        known.update(f"{name_in(folder, file)}\n".encode(errors="surrogateescape"))
        known.update(_ends(file))
    return known.hexdigest()[:16]


def stamps(folder: Folder) -> Mapping[str, tuple[int, int]]:
    """By name the size and the time of the last change; those of a file that is not there are 0."""
    return {name_in(folder, file): _stamp(file) for file in folder.shards}


def name_in(folder: Folder, file: Path) -> str:
    return file.relative_to(folder.root).as_posix() if folder.root != file else file.name


def _stamp(file: Path) -> tuple[int, int]:
    try:
        known = file.stat()
    except OSError:
        return 0, 0
    return known.st_size, known.st_mtime_ns


def _ends(file: Path) -> bytes:
    try:
        with file.open("rb") as opened:
            size = opened.seek(0, 2)
            opened.seek(0)
            first = opened.read(_ENDS)
            opened.seek(max(0, size - _ENDS))
            return f"{size}\n".encode() + first + opened.read(_ENDS)
    except OSError:
        return b""
