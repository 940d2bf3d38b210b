"""One look for a person's own things in one place: as a request's next look, or by itself."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial

from optout.catalog.definition import Provider
from optout.catalog.steps import Step
from optout.channels.attempt import Attempt, Capture
from optout.matching.name_in_facts import may_be_of
from optout.people.disclosure import MissingFacts
from optout.people.subject import Subject
from optout.requests.actions import Action
from optout.requests.events import Concluded
from optout.requests.failures import Failure
from optout.requests.outcome import Answer, Outcome
from optout.requests.state import State
from optout.running.attempting import Attempting, Runs
from optout.running.finding_kept import begin, conclude
from optout.running.finding_places import facts_told
from optout.running.installation import Installation
from optout.running.journal import Journal
from optout.running.recognising import recogniser
from optout.running.roster import Enrolled
from optout.storage import traces
from optout.storage.claim import Limits, lease_one
from optout.storage.requests import Overtaken, events_of, find_requests

_BUSY = Outcome(
    Answer.UNREACHABLE,
    Failure.OWN_FAULT,
    detail="its request is being looked after by somebody else right now",
)


@dataclass(frozen=True, slots=True)
class Look:
    """What came of it. ``evidence`` is the id of what is kept; ``request`` the one it belongs to."""

    outcome: Outcome
    capture: Capture = field(repr=False)
    evidence: str | None = None
    request: str | None = None


class SimulatedLooks:
    """Looks for somebody at the simulated stand-ins on this machine; nothing is kept."""

    def __init__(self, subject: Subject, runs: Runs, at: datetime) -> None:
        self._subject, self._runs, self._at = subject, runs, at

    def look(self, provider: Provider) -> Look:
        step, attempt = _search(provider, self._subject, "f-simulated", self._at)
        capture = Capture()
        return Look(
            attempt if isinstance(attempt, Outcome) else run(self._runs, step, attempt, capture), capture
        )


class EnrolledLooks:
    """Looks for an enrolled person. Where a request is open, this is its next look; else it is kept
    as a finding of its own. What may be told is stored before anything leaves."""

    def __init__(self, installation: Installation, person: Enrolled, runs: Runs) -> None:
        self._installation, self._person, self._runs = installation, person, runs
        self._journal = Journal(installation)

    def look(self, provider: Provider) -> Look:
        """Raises ``Forgotten`` where the person was forgotten meanwhile, ``StorageFailure``."""
        at = self._installation.clock.now()
        if not self._person.mandate.covers(at.date()):
            return Look(Outcome(Answer.PERSON, Failure.MANDATE_ENDED), Capture())
        request = self._open_request(provider)
        return self._again(request) if request else self._by_itself(provider, at)

    def _open_request(self, provider: Provider) -> str | None:
        with self._installation.database.transaction(write=False) as tx:
            rows = find_requests(tx, subject_id=self._person.id, provider=provider.slug)
            known = [self._journal.read_in(tx, row.id) for row in rows]
        open_ones = (
            one.row.id
            for one in known
            if one.standing.searchable and one.standing.state != State.WITHDRAWN
        )
        return next(open_ones, None)

    def _again(self, request: str) -> Look:
        seen = _Seen(self._runs)
        before = self._journal.read(request).standing.events
        with self._leased(request) as leased:
            if leased:
                with suppress(Overtaken):
                    Attempting(self._installation, self._journal, seen).look_again(request)
        self._journal.seal(self._installation.clock.now())
        with self._installation.database.transaction(write=False) as tx:
            came = [one for one in events_of(tx, request)[before:] if isinstance(one, Concluded)]
            kept = [one.attempt for one in traces.evidence_of(tx, request) if one.path]
        if not came:
            return Look(_BUSY, Capture(), request=request)
        evidence = came[-1].attempt if came[-1].attempt in kept else None
        return Look(came[-1].outcome, seen.capture, evidence, request)

    @contextmanager
    def _leased(self, request: str) -> Iterator[bool]:
        """Whether nobody else looks after the request until this ends."""
        lease = self._installation.ids.new("b")
        limits = Limits(1, self._installation.cadence.submissions_per_day)
        with self._installation.database.transaction() as tx:
            leased = lease_one(tx, request, self._installation.clock.now(), limits, lease)
        try:
            yield leased
        finally:
            if leased:
                self._journal.release(request, lease)

    def _by_itself(self, provider: Provider, at: datetime) -> Look:
        finding = self._installation.ids.new("f")
        step, attempt = _search(provider, self._person.subject, finding, at)
        if isinstance(attempt, Outcome):
            return Look(attempt, Capture())
        begin(self._installation, self._person, step, attempt)
        capture = Capture()
        outcome = run(self._runs, step, attempt, capture)
        return Look(outcome, capture, conclude(self._installation, self._person, finding, capture))


class _Seen:
    """Runs what it is given, and remembers what came back for whoever wants to read it."""

    def __init__(self, runs: Runs) -> None:
        self._runs = runs
        self.capture = Capture()

    def prepare(self, step: Step) -> Outcome | None:
        return self._runs.prepare(step)

    def run(self, step: Step, attempt: Attempt, capture: Capture) -> Outcome:
        self.capture = capture
        return self._runs.run(step, attempt, capture)


def _search(
    provider: Provider, subject: Subject, name: str, at: datetime
) -> tuple[Step, Attempt | Outcome]:
    """The provider's own search with the facts it declares; the outcome where one is missing."""
    step = provider.search
    if step is None:
        raise ValueError(f"{provider.slug} has no search")
    try:
        facts = facts_told(subject, step.needs, at.date())
    except MissingFacts as missing:
        detail = "missing: " + ", ".join(missing.meanings)
        return step, Outcome(Answer.PERSON, Failure.FACT_MISSING, detail=detail)
    return step, Attempt(
        id=name,
        provider=provider,
        action=Action.SEARCH,
        facts=facts,
        at=at,
        reference=name,
        recognise=recogniser(subject, at.date()),
        may_be_of=partial(may_be_of, facts),
    )


def run(runs: Runs, step: Step, attempt: Attempt, capture: Capture) -> Outcome:
    """A fault of our own is an outcome as well: nothing is assumed, and other places are asked."""
    try:
        return runs.prepare(step) or runs.run(step, attempt, capture)
    except Exception as fault:
        return Outcome(Answer.UNREACHABLE, Failure.OWN_FAULT, detail=type(fault).__name__)
