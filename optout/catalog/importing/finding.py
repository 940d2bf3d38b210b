"""From the paths that a person names to the files that are meant."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path


def files_in(paths: Iterable[Path], suffixes: Sequence[str] = (".json",)) -> Iterator[Path]:
    """Files as they are named, and of folders every one with a suffix below; each once, folders sorted.

    A path that does not exist is returned as well: reading it says so.
    """
    seen: set[Path] = set()
    for path in paths:
        below = (found for suffix in suffixes for found in path.rglob(f"*{suffix}"))
        inside = sorted(below) if path.is_dir() else [path]
        for file in inside:
            real = _real(file)
            if real not in seen:
                seen.add(real)
                yield file


def _real(file: Path) -> Path:
    """Where its links lead; itself where they lead in a circle, which reading it says."""
    try:
        return file.resolve()
    except (OSError, RuntimeError):
        return file.absolute()


def name_of(file: Path) -> str:
    """The file's name as text that can be kept: what no text can hold is spelt out."""
    plain = file.name.encode("utf-8", "backslashreplace").decode("utf-8")
    return "".join(one if one.isprintable() else ascii(one)[1:-1] for one in plain)
