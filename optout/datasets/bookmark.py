"""Where a scan of shards stopped, so that the next one goes on there. It holds no fact of anybody."""

import hashlib
import json
import os
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from optout.datasets.wanted import Wanted

_VERSION = 1


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
    by their place as well. Without a path nothing is kept."""

    path: Path | None
    mark: str = ""
    done: dict[str, int] = field(default_factory=dict)
    rows: int = 0
    counts: list[int] = field(default_factory=list)
    hits: list[list[Any]] = field(default_factory=list)

    def keep(self) -> None:
        """Write it, whole or not at all, for this user only."""
        if self.path is None:
            return
        kept = {name: getattr(self, name) for name in ("mark", "done", "rows", "counts", "hits")}
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
    kept = _read(path) if path else {}
    salt = str(kept.get("mark", "")).partition(":")[0] or secrets.token_hex(16)
    mark = f"{salt}:{_digest(salt, wanted, identity)}"
    if kept.get("mark") != mark or not _is_sound(kept):
        new = secrets.token_hex(16)
        return Bookmark(path, f"{new}:{_digest(new, wanted, identity)}")
    return Bookmark(path, mark, kept["done"], kept["rows"], kept["counts"], kept["hits"])


def _read(path: Path) -> Mapping[str, Any]:
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return kept if isinstance(kept, dict) and kept.get("version") == _VERSION else {}


def _is_sound(kept: Mapping[str, Any]) -> bool:
    lists = isinstance(kept.get("hits"), list) and isinstance(kept.get("counts"), list)
    return lists and isinstance(kept.get("done"), dict) and type(kept.get("rows")) is int


def _digest(salt: str, wanted: Sequence[Wanted], identity: str) -> str:
    """Salted and slow, so that nobody who finds the file can try out what was looked for."""
    text = json.dumps([identity, *([one.meaning, one.value] for one in wanted)])
    return hashlib.scrypt(text.encode(), salt=salt.encode(), n=2**14, r=8, p=1).hex()
