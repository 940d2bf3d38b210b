"""The result of a rehearsal: the object of the contract, and the words for it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import astuple, dataclass
from datetime import datetime, timedelta

from optout.rehearsal.claims import Story, story, went_overdue
from optout.rehearsal.comparison import (
    Disclosure,
    Logged,
    Sends,
    Truth,
    compare_disclosure,
    compare_sends,
    compare_truth,
)
from optout.rehearsal.letter_figures import LetterFigures, letter_figures
from optout.rehearsal.stage import Stage
from optout.rehearsal.stopping import stopped
from optout.rehearsal.twin import person_key
from optout.requests.history import Moment
from optout.running.installation import Installation
from optout.running.proving import verify_installation
from optout.storage import providers
from optout.storage.requests import events_of, find_requests
from optout.storage.traces import disclosures_of


@dataclass(frozen=True, slots=True)
class EvidenceFigures:
    events: int
    ledger_ok: bool


@dataclass(frozen=True, slots=True)
class Result:
    """What a rehearsal prints. Truth, sends and disclosure come from the twins' books.

    ``stopped`` says by slug what kept a provider from ever being asked.
    """

    days: int
    subjects: int
    providers: int
    requests: int
    submitted: int
    confirmed: int
    removed_proven: int
    reappeared_caught: int
    resubmitted: int
    overdue: int
    person_tasks: int
    paused_providers: tuple[str, ...]
    stopped: Mapping[str, str]
    letters: LetterFigures
    truth: Truth
    sends: Sends
    disclosure: Disclosure
    evidence: EvidenceFigures
    wall_s: float

    @property
    def is_true(self) -> bool:
        """Whether every figure that must be zero is zero, and the ledger verifies."""
        lies = sum(astuple(self.truth))
        leaks = self.disclosure.undeclared + self.disclosure.hidden_filled
        return lies + leaks + self.sends.duplicates == 0 and self.evidence.ledger_ok


def result_of(
    days: int, stage: Stage, installation: Installation, end: datetime, wall_s: float
) -> Result:
    """Compare the histories in the database with the twins' books."""
    stories = _stories(stage, installation)
    books = {slug: twin.books for slug, twin in stage.twins.items()}
    with installation.database.transaction(write=False) as tx:
        paused = tuple(pause.provider for pause in providers.pauses(tx))
    verification = verify_installation(installation)
    return Result(
        days=days,
        subjects=len(stage.people),
        providers=len(stage.providers),
        requests=len(stories),
        submitted=_count(stories, lambda moment: moment.submitted),
        confirmed=_count(stories, lambda moment: moment.confirmed),
        removed_proven=_count(stories, lambda moment: moment.proven),
        reappeared_caught=_count(stories, lambda moment: moment.reappeared),
        resubmitted=_count(stories, lambda m: m.submitted and m.after.reappearances > 0),
        overdue=_count(stories, went_overdue),
        person_tasks=_count(stories, lambda moment: moment.asked_person),
        paused_providers=paused,
        stopped=stopped(stories),
        letters=letter_figures(stories),
        truth=compare_truth(stories, books, end, _slack(installation)),
        sends=compare_sends(books),
        disclosure=compare_disclosure(
            stage.providers, books, _logged(installation), {person_key(one) for one in stage.people}
        ),
        evidence=EvidenceFigures(sum(len(s.moments) for s in stories), verification.ok),
        wall_s=round(wall_s, 2),
    )


def _count(stories: Sequence[Story], counts: Callable[[Moment], bool]) -> int:
    return sum(counts(moment) for story in stories for moment in story.moments)


def _slack(installation: Installation) -> timedelta:
    """A reappearance is noticed at the next watch; providers may be known to be slower."""
    slowest = max(
        installation.cadence.with_hints(None, p.cadence.recheck_days).watch_every
        for p in installation.catalog
    )
    spread = slowest * (installation.cadence.jitter_percent / 100)
    return slowest + spread + installation.cadence.retry[-1] + timedelta(days=1)


def _stories(stage: Stage, installation: Installation) -> list[Story]:
    stories = []
    people = {person.id: person for person in installation.roster.everybody()}
    with installation.database.transaction(write=False) as tx:
        for row in find_requests(tx):
            provider = installation.catalog.get(row.provider)
            person = person_key(people[row.subject_id].subject)
            stories.append(story(provider, person, events_of(tx, row.id)))
    return stories


def _logged(installation: Installation) -> list[Logged]:
    with installation.database.transaction(write=False) as tx:
        providers_of = {row.id: row.provider for row in find_requests(tx)}
        told = disclosures_of(tx)
    return [Logged(providers_of[one.request_id], one.at, one.meaning) for one in told if one.certain]
