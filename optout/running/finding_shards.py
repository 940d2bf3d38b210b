"""Looking for a person's own things in local copies of a data set's metadata; nobody is told."""

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

from optout.channels.attempt import Capture, LookedUp
from optout.datasets.bookmark import Progress
from optout.datasets.columns import SEARCHABLE
from optout.datasets.scanned import Scanned
from optout.datasets.shards import scan
from optout.datasets.wanted import Wanted
from optout.errors import WrongInput
from optout.people.subject import Subject
from optout.requests.failures import Failure
from optout.requests.outcome import Answer, Outcome
from optout.requests.verdict import Verdict
from optout.running.finding_places import facts_told, things_in
from optout.running.finding_verdicts import Thing

Told = Callable[[Progress], None]
Kind = Literal["parquet", "csv"]
NO_COLUMN = "no-column"
"""Why a thing could not be looked for: no file has a column in which it could stand."""
_FAILURES = {Verdict.ERROR: Failure.BAD_ANSWER, Verdict.UNPROVEN: Failure.PARTIAL_ANSWER}
_SHOWN = 5
"""Places of hits that are told; the scan itself counts them all."""


@dataclass(frozen=True, slots=True)
class LocalShards:
    """A file or a folder on this machine. ``provider`` is whose data set it is: a slug, or the kind."""

    path: Path
    kind: Kind
    provider: str


def things_in_shards(subject: Subject, on: date) -> tuple[Thing, ...]:
    """What of the person's may stand in a data set's metadata."""
    return things_in(facts_told(subject, dict.fromkeys(sorted(SEARCHABLE), "optional"), on))


def refuse_missing(shards: Sequence[LocalShards]) -> None:
    """``WrongInput`` for a path that is not there, before anybody is asked anything."""
    for one in shards:
        if not one.path.exists():
            raise WrongInput(
                f"There is nothing at the path of a {one.kind} place.",
                kept="Nobody was asked anything.",
                todo="Check what follows 'parquet:' or 'csv:'.",
            )


def refuse_unwritable(bookmark: Path | None) -> None:
    """``WrongInput`` for a bookmark that cannot be written, before anybody is asked anything."""
    if bookmark is None:
        return
    folder = bookmark.resolve().parent
    if bookmark.is_dir() or not (folder.is_dir() and os.access(folder, os.W_OK | os.X_OK)):
        raise WrongInput(
            "The bookmark cannot be written.",
            kept="Nobody was asked anything.",
            todo="Name a file in a folder that you can write to.",
        )


def look_through(
    shards: LocalShards, things: Sequence[Thing], told: Told, bookmark: Path | None
) -> tuple[Outcome, Capture]:
    """One note for each thing. Files that cannot be used at all are a failure of the whole look."""
    wanted = [Wanted(one.meaning, one.value) for one in things]
    capture = Capture(flow_ended=True)
    if not wanted:
        return Outcome(Answer.PERSON, Failure.FACT_MISSING), capture
    try:
        scanned = scan(shards.path, wanted, told, bookmark)
    except (WrongInput, OSError) as fault:
        words = fault.what if isinstance(fault, WrongInput) else "the files cannot be read"
        return Outcome(Answer.UNREACHABLE, Failure.BAD_ANSWER, detail=words), capture
    except Exception as fault:  # one place's fault never costs the answers of the others
        own = type(fault).__name__
        return Outcome(Answer.UNREACHABLE, Failure.OWN_FAULT, detail=own), capture
    capture.looked_up += [_note(one, scanned) for one in wanted]
    return Outcome(Answer.DONE, revision=scanned.edition, complete=scanned.complete), capture


def _note(wanted: Wanted, scanned: Scanned) -> LookedUp:
    verdict = scanned.verdict(wanted)
    places = [one for one in scanned.hits if one.wanted == wanted][:_SHOWN]
    detail: dict[str, str | int | bool | None] = {
        "files": scanned.files,
        "rows": scanned.rows,
        "hits": scanned.counts.get(wanted, 0),
        "where": "; ".join(
            f"{one.file}, part {one.part}, row {one.row}, {one.column}" for one in places
        ),
    }
    for name, files in _gaps(wanted, scanned).items():
        detail[name] = _listed(files)
    no_column = scanned.asked_nowhere(wanted) and verdict == Verdict.ERROR
    failure = None if no_column else _FAILURES.get(verdict)
    detail |= {"why": NO_COLUMN} if no_column else {}
    return LookedUp(wanted.meaning, wanted.value, verdict, scanned.edition, failure, detail)


def _gaps(wanted: Wanted, scanned: Scanned) -> Mapping[str, Sequence[str]]:
    """By kind the files that keep an absence from being proven."""
    every = {
        "unreadable": scanned.unreadable,
        "skipped": scanned.skipped,
        "not_compared": scanned.unasked.get(wanted, ()),
        "doubtful": scanned.doubtful.get(wanted, ()),
    }
    return {name: files for name, files in every.items() if files}


def _listed(files: Sequence[str]) -> str:
    more = f" and {len(files) - _SHOWN} more" if len(files) > _SHOWN else ""
    return ", ".join(files[:_SHOWN]) + more
