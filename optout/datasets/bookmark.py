"""Where a scan of shards stopped, so that the next one goes on there. It holds no fact of anybody."""

import hashlib
import json
import os
import secrets
from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from optout.datasets.wanted import Wanted
from optout.errors import WrongInput

_VERSION = 2
_KEPT = ("mark", "done", "rows", "counts", "hits", "compared", "doubts")


@dataclass(slots=True)
class Progress:
    """How far a scan is. ``rows_expected`` is None while a file does not say how many it has."""

    files: int = 0
    files_expected: int = 0
    rows: int = 0
    rows_expected: int | None = None
    hits: int = 0


@dataclass(slots=True)
class Bookmark:
    """``done`` are the parts read completely, by the file's place in the list; ``hits`` name the wanted
    by their place as well. ``compared`` are, by file, the wanted that it could hold, and ``doubts`` the
    files whose rows may be divided otherwise. Without a path nothing is kept."""

    path: Path | None
    mark: str = ""
    done: dict[str, int] = field(default_factory=dict)
    rows: int = 0
    counts: list[int] = field(default_factory=list)
    hits: list[list[Any]] = field(default_factory=list)
    compared: dict[str, list[int]] = field(default_factory=dict)
    doubts: list[str] = field(default_factory=list)

    def begin(self) -> None:
        """``WrongInput`` where it cannot be written."""
        try:
            self._write()
        except OSError as fault:
            raise WrongInput(
                "The bookmark cannot be written.", todo="Name a file in a folder that you can write to."
            ) from fault

    def keep(self) -> None:
        """Where it can no longer be written, a later scan goes on where the last one could be."""
        with suppress(OSError):
            self._write()

    def _write(self) -> None:
        """Whole or not at all, for this user only."""
        if self.path is None:
            return
        kept = {name: getattr(self, name) for name in _KEPT}
        beside = self.path.with_name(f"{self.path.name}.{os.getpid()}")
        descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            json.dump({"version": _VERSION, **kept}, file)
        beside.replace(self.path)

    def remove(self) -> None:
        if self.path is not None:
            self.path.unlink(missing_ok=True)


def bookmark_at(path: Path | None, wanted: Sequence[Wanted], identity: str) -> Bookmark:
    """The bookmark at ``path`` if it is about the same wanted things in the same files, else a new."""
    if path is None:
        return Bookmark(None)
    kept = _read(path)
    salt = str(kept.get("mark", "")).partition(":")[0] or secrets.token_hex(16)
    mark = f"{salt}:{_digest(salt, wanted, identity)}"
    if kept.get("mark") != mark or not _is_sound(kept, len(wanted)):
        new = secrets.token_hex(16)
        return Bookmark(path, f"{new}:{_digest(new, wanted, identity)}")
    return Bookmark(path, **{name: kept[name] for name in _KEPT})


def _read(path: Path) -> Mapping[str, Any]:
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    return kept if isinstance(kept, dict) and kept.get("version") == _VERSION else {}


def _is_sound(kept: Mapping[str, Any], wanted: int) -> bool:
    """Whether it is as it was written: anybody could have changed the file meanwhile."""
    counts, hits, compared = kept.get("counts"), kept.get("hits"), kept.get("compared")
    if not (_numbers(counts) and isinstance(hits, list) and isinstance(compared, dict)):
        return False
    doubts, done = kept.get("doubts"), kept.get("done")
    texts = isinstance(doubts, list) and all(type(one) is str for one in doubts)
    if not texts or not isinstance(done, dict) or not _numbers([*done.values(), kept.get("rows")]):
        return False
    files = {key for key in done if key.isdecimal()}
    places = all(_numbers(each) and all(n < wanted for n in each) for each in compared.values())
    whole = (len(counts or ()) == wanted or not (counts or files)) and len(files) == len(done)
    return whole and places and all(_is_hit(one, wanted, files) for one in hits)


def _is_hit(hit: Any, wanted: int, files: Collection[str]) -> bool:
    match hit:
        case [int(which), int(file), int(part), [int(row), str()]]:
            return 0 <= which < wanted and str(file) in files and part >= 0 and row >= 0
    return False


def _numbers(values: Any) -> bool:
    return isinstance(values, list) and all(type(one) is int and one >= 0 for one in values)


def _digest(salt: str, wanted: Sequence[Wanted], identity: str) -> str:
    """Salted and slow, so that nobody who finds the file can try out what was looked for."""
    text = json.dumps([identity, *([one.meaning, one.value] for one in wanted)])
    return hashlib.scrypt(text.encode(), salt=salt.encode(), n=2**14, r=8, p=1).hex()
