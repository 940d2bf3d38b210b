"""Imports a list of organisations: what can be used of it, beside all that was imported before."""

from collections import Counter
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from optout.catalog.companies import FILE, KEPT, LISTED, lines_of
from optout.catalog.definition import Provider, Tier
from optout.catalog.importing.companies.entry import Entry, ListName
from optout.catalog.importing.companies.kept import ENTRIES, kept_entries, text_of
from optout.catalog.importing.companies.lists import LISTS
from optout.catalog.importing.companies.merging import organisations
from optout.catalog.importing.companies.provider import provider_of
from optout.catalog.importing.companies.source_file import Found, Skipped
from optout.catalog.importing.faults import Unusable
from optout.catalog.importing.finding import files_in
from optout.catalog.importing.generations import carry_over, in_use, replacing, write
from optout.errors import WrongInput

NO_WAY = "it names no way to ask that can be used"
UNCHANGED = "unchanged"
MOVED = "its list has it at another domain now"
"""So that a request which was opened there still has its provider."""


@dataclass(slots=True)
class Told:
    """What became of the entries: ``read`` is the sum of the others.

    ``added`` are new organisations, ``merged`` entries that say more of one that was there.
    ``remarks`` are for people.
    """

    read: int = 0
    added: int = 0
    merged: int = 0
    skipped: list[Skipped] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)


def import_list(name: ListName, paths: Sequence[Path], folder: Path, today: date) -> Told:
    """Read the list's files at ``paths`` into ``folder``, where imported definitions are kept.

    Raises ``WrongInput`` for a file that is not such a list (then nothing was changed), ``Busy``
    and ``StorageFailure``.
    """
    found = _found(name, paths, today)
    told = Told(found.read, skipped=found.skipped, remarks=found.remarks)
    with suppress(_NothingNew), replacing(folder) as root:
        kept = kept_entries(in_use(folder))
        if not _take_over(found.entries, kept, told):
            raise _NothingNew
        carry_over(folder, root, besides=(FILE, ENTRIES))
        write(root, ENTRIES, text_of(kept.values()).encode())
        write(root, FILE, lines_of(_marked(kept.values())).encode())
    return told


class _NothingNew(Exception):
    """Leaves the set in use as it is: whatever is raised gives a new set up."""


def _found(name: ListName, paths: Sequence[Path], today: date) -> Found:
    _refuse_missing(paths)
    found, its = Found(), LISTS[name]
    for file in files_in(paths, its.suffixes):
        try:
            its.read(file, today, found)
        except Unusable as fault:
            raise WrongInput(
                f"{file} cannot be read as {its.title}: {fault}.",
                todo="Check that it is the file of that list. Nothing was imported.",
            ) from None
    if not found.read:
        raise WrongInput(
            f"There is nothing to import in {', '.join(map(str, paths))}.",
            todo=f"Name a file of the list, or a folder with files that end in {its.suffixes[0]}.",
        )
    if not found.entries:
        raise _nothing_usable(found)
    return found


def _refuse_missing(paths: Sequence[Path]) -> None:
    for path in paths:
        if not path.exists():
            raise WrongInput(
                f"There is no file or folder {path}.",
                kept="Nothing was imported.",
                todo="Check the path.",
            )


def _nothing_usable(found: Found) -> WrongInput:
    """For a list in which every entry was skipped; its commonest reason is told."""
    [(why, times)] = Counter(one.why for one in found.skipped).most_common(1)
    return WrongInput(
        f"None of {found.read:,} entries can be used; {times:,} of them: {why}.",
        kept="Nothing was imported.",
        todo="Check that these are files of that list.",
    )


def _take_over(entries: Iterable[Entry], kept: dict[tuple[str, str], Entry], told: Told) -> bool:
    """Put the entries among the kept ones, and count; whether anything is new."""
    known = {entry.identity for entry in kept.values() if entry.reachable}
    seen: set[tuple[str, str]] = set()
    changed = False
    for entry in entries:
        place = (entry.list, entry.key)
        before = kept.get(place)
        if place in seen:
            told.skipped.append(Skipped(entry.name, "it is in the list twice"))
            continue
        seen.add(place)
        new = before is None or not entry.says_as(before)
        if new:
            if before is not None and before.identity != entry.identity:
                moved = replace(before, key=f"{before.key} at {before.identity}", gone=MOVED)
                kept[(moved.list, moved.key)] = moved
            kept[place] = entry
            changed = True
        _count(entry, new, known, told)
    return changed


def _count(entry: Entry, new: bool, known: set[str], told: Told) -> None:
    if not entry.reachable:
        told.skipped.append(Skipped(entry.name, entry.gone or NO_WAY))
    elif not new:
        told.skipped.append(Skipped(entry.name, UNCHANGED))
    elif entry.identity in known:
        told.merged += 1
    else:
        known.add(entry.identity)
        told.added += 1


def _marked(entries: Iterable[Entry]) -> Iterable[tuple[Provider, str]]:
    for organisation in organisations(entries):
        provider = provider_of(organisation)
        hidden = organisation.part_of is not None or provider.tier == Tier.RETIRED
        yield provider, KEPT if hidden else LISTED
