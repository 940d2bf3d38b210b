"""What writing would change in a site's folder, shown first and then done."""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import unified_diff
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from optout.channels.site.folder import Unwritable, merge_into
from optout.errors import WrongInput

_MOST = 1024 * 1024


class Written(Protocol):
    """What one file of a site is to say; ``file`` is its path from the top of the site."""

    @property
    def file(self) -> str: ...

    def added_to(self, text: str) -> str:
        """The file's text with it; every other line stays. ``WrongInput`` where it cannot."""
        ...


class Kind(StrEnum):
    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    REFUSED = "refused"  # what is there cannot be understood, so it stays as it is


@dataclass(frozen=True, slots=True)
class Change:
    """One file. ``before`` is None where there is none; ``why`` says why it is refused."""

    path: str
    kind: Kind
    before: str | None = None
    after: str = ""
    why: str = ""

    @property
    def diff(self) -> str:
        """As ``diff -u`` shows it; empty where nothing changes."""
        old, new = (self.before or "").splitlines(), self.after.splitlines()
        if self.kind not in (Kind.NEW, Kind.CHANGED):
            return ""
        return "\n".join(unified_diff(old, new, self.path, self.path, lineterm=""))


def changes(folder: Path, wishes: Sequence[Written]) -> tuple[Change, ...]:
    """What each wish would change. Reads only; never raises for what lies in the folder."""
    return tuple(_change(folder, wish) for wish in wishes)


def _change(folder: Path, wish: Written) -> Change:
    try:
        before = _text(folder, wish.file)
        after = wish.added_to(before or "")
    except WrongInput as error:
        return Change(wish.file, Kind.REFUSED, why=error.what)
    except (OSError, ValueError):
        return Change(
            wish.file, Kind.REFUSED, why="The file that is there cannot be read as UTF-8 text."
        )
    if after == before:
        return Change(wish.file, Kind.SAME, before, after)
    return Change(wish.file, Kind.NEW if before is None else Kind.CHANGED, before, after)


def _text(folder: Path, name: str) -> str | None:
    """With its line ends as they are."""
    place = (folder / name).resolve()
    if not place.is_relative_to(folder.resolve()):
        raise WrongInput("A link leads out of the folder.")
    if not place.exists():
        return None
    if place.stat().st_size > _MOST:
        raise WrongInput("The file that is there is larger than 1 MiB.")
    return place.read_bytes().decode("utf-8")


def write(folder: Path, change: Change) -> None:
    """Write a change as it was shown. Raises ``Unwritable``, also where the file is another by now."""

    def as_shown(text: str) -> str:
        if text != (change.before or ""):
            raise Unwritable(f"{change.path} was changed meanwhile")
        return change.after

    merge_into(folder, change.path, as_shown)
