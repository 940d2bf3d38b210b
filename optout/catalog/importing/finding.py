"""From the paths that a person names to the files that are meant."""

from collections.abc import Iterable, Iterator
from pathlib import Path


def files_in(paths: Iterable[Path]) -> Iterator[Path]:
    """Files as they are named, and of folders every ``.json`` below; each once, folders sorted.

    A path that does not exist is returned as well: reading it says so.
    """
    seen: set[Path] = set()
    for path in paths:
        inside = sorted(path.rglob("*.json")) if path.is_dir() else [path]
        for file in inside:
            if file.resolve() not in seen:
                seen.add(file.resolve())
                yield file
