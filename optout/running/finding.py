"""Finding a person's own things: every place asked in turn, every thing with one verdict.

Nothing is looked for on a network but what belongs to somebody who is enrolled here and wants it.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Protocol

from optout.catalog.definition import Provider
from optout.channels.attempt import Capture
from optout.datasets.bookmark import Progress
from optout.errors import OptoutError
from optout.people.subject import Subject
from optout.requests.failures import Failure
from optout.requests.outcome import Answer, Outcome
from optout.requests.verdict import Verdict
from optout.running.finding_kept import begin_at_home, conclude
from optout.running.finding_lacks import what_lacks
from optout.running.finding_looks import Look
from optout.running.finding_places import things_for
from optout.running.finding_shards import LocalShards, look_through, things_in_shards
from optout.running.finding_verdicts import Found, verdicts
from optout.running.installation import Installation
from optout.running.roster import Enrolled
from optout.storage.subjects import Forgotten

NOT_ENROLLED = "not-enrolled"
_WORDS = {
    NOT_ENROLLED: "Only an enrolled person's things are looked for in places that would learn of them.",
}


class Looks(Protocol):
    """Asks one place; see ``finding_looks``."""

    def look(self, provider: Provider) -> Look: ...


@dataclass(frozen=True, slots=True)
class Keeper:
    """Where what is found on this machine is kept: for whom, in which installation."""

    installation: Installation
    person: Enrolled


@dataclass(frozen=True, slots=True)
class Search:
    """What is to be looked for, and where. ``looks`` None: the person is not enrolled, so that no
    place on a network is asked. ``keeper`` None: nothing is kept. ``secrets`` are the settings.
    ``bookmark`` is where a look through local files goes on after a stop.
    """

    subject: Subject = field(repr=False)
    at: datetime
    places: Sequence[Provider]
    shards: Sequence[LocalShards] = ()
    looks: Looks | None = None
    keeper: Keeper | None = None
    secrets: Mapping[str, str] = field(default_factory=dict, repr=False)
    simulated: bool = False
    bookmark: Path | None = None


Tell = Callable[[str], None]
"""Hears which place is asked, in words without any fact."""


def find(search: Search, tell: Tell) -> Iterator[Found]:
    """Place by place, in the order given, then the local files. An error in one stops no other."""
    for provider in search.places:
        if search.looks is None:
            yield from _not_asked(search, provider)
            continue
        stand_in = "the simulated stand-in of " if search.simulated else ""
        tell(f"Asking {stand_in}{provider.name} ...")
        known = {"place": provider.find}
        yield from _surely(partial(_asked, search, provider, search.looks), provider.slug, known)
    for number, shards in enumerate(search.shards, 1):
        tell(f"Looking through the local {shards.kind} files ...")
        mark = _numbered(search.bookmark, number)
        known = {"place": f"{shards.kind}:{shards.path}"}
        yield from _surely(partial(_at_home, search, shards, tell, mark), shards.provider, known)


def _surely(
    look: Callable[[], Iterator[Found]], provider: str, known: Mapping[str, object]
) -> Iterator[Found]:
    """The look's answers; where it breaks off, that instead, so that no other place's are lost."""
    try:
        yield from list(look())
    except Forgotten:
        raise
    except Exception as fault:
        note = fault.what if isinstance(fault, OptoutError) else type(fault).__name__
        broken = Outcome(Answer.UNREACHABLE, Failure.OWN_FAULT, detail=note)
        for found in verdicts(provider, (), broken, Capture()):
            yield replace(found, detail={**known, **found.detail})


def _not_asked(search: Search, provider: Provider) -> Iterator[Found]:
    todo = "optout init --from FILE, then look again"
    for thing in things_for(search.subject, provider, search.at.date()) or (None,):
        known = {"place": provider.find, "meaning": thing.meaning if thing else None}
        why = {"why": NOT_ENROLLED, "words": _WORDS[NOT_ENROLLED], "todo": todo}
        value = thing.value if thing else None
        yield Found(provider.slug, value, Verdict.ERROR, detail={**known, **why})


def _asked(search: Search, provider: Provider, looks: Looks) -> Iterator[Found]:
    look = looks.look(provider)
    things = things_for(search.subject, provider, search.at.date())
    for found in verdicts(provider.slug, things, look.outcome, look.capture):
        yield _led(found, search, provider, look)


def _led(found: Found, search: Search, provider: Provider, look: Look) -> Found:
    """With what it rests on, and what to do next."""
    detail = {"place": provider.find, **found.detail}
    if look.request:
        detail["request"] = look.request
    if search.simulated:
        detail["simulated"] = True
    if found.verdict == Verdict.ERROR and _asked_nobody(look):
        on = search.at.date()
        detail |= what_lacks(found, provider, look, search.subject, search.secrets, on)
    if found.verdict == Verdict.PRESENT and not search.simulated:
        detail["todo"] = _next_step(provider.slug, look.request)
    return replace(found, evidence=look.evidence, detail=detail)


def _asked_nobody(look: Look) -> bool:
    """Whether the search gave up for want of something that only the person can give."""
    told = look.capture.exchanges or look.capture.disclosed
    return look.outcome.answer == Answer.PERSON and not told


def _next_step(slug: str, request: str | None) -> str:
    return f"optout show {request}" if request else f"optout plan --only {slug} --accept"


def _at_home(search: Search, shards: LocalShards, tell: Tell, bookmark: Path | None) -> Iterator[Found]:
    things = things_in_shards(search.subject, search.at.date())
    finding = _begun(search.keeper, shards)
    outcome, capture = look_through(shards, things, partial(_told, tell), bookmark)
    evidence = _kept(search.keeper, finding, capture)
    for found in verdicts(shards.provider, things, outcome, capture):
        detail: dict[str, object] = {"place": f"{shards.kind}:{shards.path}", **found.detail}
        if found.verdict == Verdict.PRESENT and shards.provider != shards.kind:
            detail["todo"] = _next_step(shards.provider, None)
        yield replace(found, evidence=evidence, detail=detail)


def _numbered(bookmark: Path | None, number: int) -> Path | None:
    """Each place has a bookmark of its own."""
    if bookmark is None or number == 1:
        return bookmark
    return bookmark.with_name(f"{bookmark.name}.{number}")


def _begun(keeper: Keeper | None, shards: LocalShards) -> str | None:
    if keeper is None:
        return None
    finding = keeper.installation.ids.new("f")
    begin_at_home(keeper.installation, keeper.person, finding, shards.provider)
    return finding


def _kept(keeper: Keeper | None, finding: str | None, capture: Capture) -> str | None:
    if keeper is None or finding is None:
        return None
    return conclude(keeper.installation, keeper.person, finding, capture)


def _told(tell: Tell, at: Progress) -> None:
    expected = f" of {at.rows_expected:,}" if at.rows_expected and at.files_expected == 1 else ""
    tell(f"  {at.files} of {at.files_expected} files, {at.rows:,}{expected} rows")
