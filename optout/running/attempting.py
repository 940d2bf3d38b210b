"""One attempt: intent first, then the send, then outcome and evidence."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Protocol

from optout.catalog.definition import Provider
from optout.catalog.steps import ParentStep, Step
from optout.channels.attempt import Attempt, Capture, Record
from optout.channels.mail.reference import mail_reference
from optout.errors import StorageFailure
from optout.matching.name_in_facts import may_be_of
from optout.people.disclosure import MissingFacts, facts_for
from optout.people.facts import Facts
from optout.requests.actions import Action
from optout.requests.events import Concluded, DeadlinePassed, Intended, Interrupted
from optout.requests.failures import Failure
from optout.requests.outcome import Answer, Outcome, Sent
from optout.requests.resting import READS
from optout.requests.state import Standing, State
from optout.running.asking_parent import asked_at_parent
from optout.running.awaiting_code import Asking, AwaitedCode, CodeInbox
from optout.running.deadlines import deadline_of
from optout.running.expecting import expected
from optout.running.installation import Installation
from optout.running.journal import Journal, Known
from optout.running.keeping import Kept, disclosures, judge_records, keep, open_record
from optout.running.letterbox import open_reading
from optout.running.planning import beyond_agreement
from optout.running.recognising import recogniser
from optout.running.roster import Enrolled
from optout.storage import traces
from optout.storage.database import Transaction
from optout.storage.subjects import Forgotten


class Runs(Protocol):
    """What attempts need of the outside world; ``Reach`` in production."""

    def prepare(self, step: Step) -> Outcome | None:
        """Start what the step is run with; the outcome of the attempt where that is impossible."""
        ...

    def run(self, step: Step, attempt: Attempt, capture: Capture) -> Outcome: ...


class Attempting:
    """Makes attempts. ``checkpoint`` is called at each named point; faults are tested there.

    ``codes`` is where the codes are read that flows await; None where somebody else reads them.
    """

    def __init__(
        self,
        installation: Installation,
        journal: Journal,
        reach: Runs,
        checkpoint: Callable[[str], None] = lambda _name: None,
        codes: CodeInbox | None = None,
    ) -> None:
        self._installation = installation
        self._journal = journal
        self._reach = reach
        self._checkpoint = checkpoint
        self._codes = codes

    def attempt(self, request_id: str, lease: str | None = None) -> None:
        """Do what is due for one request now, if anything is. Safe to call again after a crash.

        With ``lease``, nothing is done where another batch has the request by now.
        """
        known = self._journal.read(request_id)
        if lease is not None and known.row.lease != lease:
            return
        now = self._journal.moment(known)
        if known.standing.running:
            self._journal.append(known, [Interrupted(now, known.standing.running[0])])
            return
        due = self._journal.due(known)
        if due is None or due.at > now:
            self._journal.postpone(known)
        elif due.action is None:
            self._journal.append(known, [DeadlinePassed(now)])
        else:
            self._make(known, due.action, now)

    def look_again(self, request_id: str) -> bool:
        """Read now, whatever the schedule says; False where there is nothing that could be read."""
        now = self._installation.clock.now()
        known = self._journal.read(request_id)
        if not self._readable(known):
            return False
        self._make(known, Action.RECHECK if known.standing.submissions else Action.SEARCH, now)
        return True

    def _readable(self, known: Known) -> bool:
        """Whether there is something to read, and somebody who wants to know."""
        standing, catalog = known.standing, self._installation.catalog
        if standing.running or standing.state == State.WITHDRAWN or not standing.searchable:
            return False
        return known.row.provider in catalog and catalog.get(known.row.provider).search is not None

    def _make(self, known: Known, action: Action, now: datetime) -> None:
        person = self._installation.roster.get(known.row.subject_id)
        provider = self._installation.catalog.get(known.row.provider)
        attempt_id = self._installation.ids.new("a")
        intent = self._intent(now, attempt_id, action)
        answered = self._answered_here(known, provider, action)
        if answered is not None:
            by = deadline_of(provider, now) if answered.answer == Answer.DONE else None
            self._journal.append(known, [intent, Concluded(now, attempt_id, answered, by)])
            return
        step = step_for(provider, action)
        ready = self._prepared(known, Asking(known.row.id, person, provider, now), step, action)
        if isinstance(ready, Outcome):
            self._journal.append(known, [intent, Concluded(now, attempt_id, ready)])
            return
        facts, code = ready
        capture = Capture()
        attempt = Attempt(
            id=attempt_id,
            provider=provider,
            action=action,
            facts=facts,
            at=now,
            reference=mail_reference(known.row.id),
            listing=self._listing(person, known.standing) if action == Action.SUBMIT else None,
            own_addresses=frozenset(person.subject.emails) if person.mandate.kind == "self" else None,
            recognise=recogniser(person.subject, now.date()),
            may_be_of=partial(may_be_of, facts),
            await_code=partial(code.receive, capture) if code else None,
        )
        self._send(known, person, step, attempt, capture)

    def _begin(self, known: Known, intent: Intended, told: Sequence[traces.DisclosureRow]) -> Known:
        return self._journal.append(known, [intent], lambda tx: traces.keep_disclosures(tx, told))

    def _intent(self, at: datetime, attempt_id: str, action: Action) -> Intended:
        return Intended(at, attempt_id, action)

    def _prepared(
        self, known: Known, asking: Asking, step: Step, action: Action
    ) -> tuple[Facts, AwaitedCode | None] | Outcome:
        """What the attempt needs beside the step; the outcome where it cannot be had."""
        facts = self._facts(known.standing, step, action, asking.person, asking.at)
        if isinstance(facts, Outcome):
            return facts
        code = self._reach.prepare(step) or (self._codes.begin(asking, step) if self._codes else None)
        return code if isinstance(code, Outcome) else (facts, code)

    def _answered_here(self, known: Known, provider: Provider, action: Action) -> Outcome | None:
        """The outcome of what no channel is needed for, or may be used for; None where one is."""
        if action == Action.ESCALATE:
            return Outcome(Answer.PERSON, Failure.COMPLAINT)
        if isinstance(step_for(provider, action), ParentStep):
            return asked_at_parent(self._installation, self._journal, known, provider)
        most = provider.cadence.max_attempts
        if action == Action.SUBMIT and most is not None and known.standing.submissions >= most:
            return Outcome(Answer.PERSON, Failure.ASKED_OFTEN)
        return _refusal(known.standing, provider)

    def _send(
        self, known: Known, person: Enrolled, step: Step, attempt: Attempt, capture: Capture
    ) -> None:
        """Intent first, with what may be told; then the run; then what came of it."""
        intent = self._intent(attempt.at, attempt.id, attempt.action)
        self._checkpoint("before-intent")
        intended = self._begin(known, intent, expected(known.row.id, step, attempt))
        self._checkpoint("after-intent")
        outcome = self._run(step, attempt, capture)
        self._checkpoint("after-send")
        self._conclude(intended, person, attempt, outcome, capture)

    def _run(self, step: Step, attempt: Attempt, capture: Capture) -> Outcome:
        """A fault of our own is an outcome as well: nothing is assumed, and others are attempted."""
        try:
            return self._reach.run(step, attempt, capture)
        except Exception as fault:
            sent = Sent.MAYBE if attempt.action.has_effect else Sent.NO
            return Outcome(Answer.UNREACHABLE, Failure.OWN_FAULT, detail=type(fault).__name__, sent=sent)

    def _facts(
        self, standing: Standing, step: Step, action: Action, person: Enrolled, now: datetime
    ) -> Facts | Outcome:
        """The facts this step may use, or the outcome where one is missing."""
        listing = self._listing(person, standing) if action == Action.SUBMIT else None
        try:
            facts = facts_for(
                person.subject,
                step.needs,
                on=now.date(),
                listing_url=listing.address if listing else None,
            )
        except MissingFacts as missing:
            detail = "missing: " + ", ".join(missing.meanings)
            return Outcome(Answer.PERSON, Failure.FACT_MISSING, detail=detail)
        if action != Action.CONFIRM:
            return facts
        if standing.mail is None:
            return Outcome(Answer.PERSON, Failure.MAIL_MISSING)
        return self._mailed_facts(facts, standing.mail, person)

    def _mailed_facts(self, facts: Facts, mail: str, person: Enrolled) -> Facts:
        with self._installation.database.transaction(write=False) as tx:
            sealed = traces.sealed_mail(tx, mail)
        reading = open_reading(person, mail, sealed or b"")
        given = {"x_code": reading.code, "x_confirm_link": reading.link}
        return facts.extended(**{name: value for name, value in given.items() if value})

    def _listing(self, person: Enrolled, standing: Standing) -> Record | None:
        listing = standing.next_listing
        if listing is None:
            return None
        with self._installation.database.transaction(write=False) as tx:
            sealed = traces.sealed_listing(tx, listing)
        return open_record(person, listing, sealed) if sealed else None

    def _conclude(
        self, known: Known, person: Enrolled, attempt: Attempt, outcome: Outcome, capture: Capture
    ) -> None:
        """Whatever goes wrong with what came back, that the attempt was made is recorded."""
        now = self._journal.moment(known)
        request_id = known.row.id
        outcome, sealed = self._judged(person, request_id, attempt, outcome, capture, now)
        lost: StorageFailure | None = None
        try:
            kept = keep(self._installation.files, person, request_id, attempt.id, capture, sealed, now)
        except Exception as fault:
            lost = fault if isinstance(fault, StorageFailure) else None
            kept = Kept(None, disclosures(person, request_id, attempt.id, capture, now), sealed)
            why = "be written" if lost else f"be made: {type(fault).__name__}"
            outcome = replace(outcome, detail=f"the evidence could not {why}")
        self._checkpoint("before-evidence")
        asked = attempt.action == Action.SUBMIT and outcome.answer == Answer.DONE
        by = deadline_of(attempt.provider, now) if asked else None
        event = Concluded(now, attempt.id, outcome, by)
        self._record(known, event, kept)
        if lost:
            raise lost

    def _judged(
        self,
        person: Enrolled,
        request_id: str,
        attempt: Attempt,
        outcome: Outcome,
        capture: Capture,
        now: datetime,
    ) -> tuple[Outcome, dict[str, bytes]]:
        """The outcome with whose the records are, and the records to keep, sealed.

        Records that break us say nothing: neither that the person was seen nor that they were not.
        """
        read = attempt.action in READS and outcome.answer == Answer.DONE
        try:
            with self._installation.database.transaction(write=False) as tx:
                seen_before = traces.sealed_listings(tx, request_id) if capture.records else {}
            sightings, sealed = judge_records(person, attempt.provider.slug, capture, now, seen_before)
        except Exception as fault:
            unread = Outcome(
                Answer.UNREACHABLE, Failure.OWN_FAULT, detail=type(fault).__name__, sent=outcome.sent
            )
            return unread if read else outcome, {}
        return replace(outcome, sightings=sightings) if read else outcome, sealed

    def _record(self, known: Known, event: Concluded, kept: Kept) -> None:
        """The outcome, and what is known to have been told in the place of what might have been."""

        def settle(tx: Transaction) -> None:
            traces.drop_expected(tx, event.attempt)
            kept.write(tx, known.row.id, event.at)

        try:
            self._journal.append_to_latest(known, [event], settle)
        except Forgotten:
            if kept.evidence and kept.evidence.path:
                self._installation.files.remove(kept.evidence.path)
            raise


def _refusal(standing: Standing, provider: Provider) -> Outcome | None:
    """Nothing is told that the person did not agree to, whatever the definition says by now."""
    more = beyond_agreement(standing, provider)
    if not more:
        return None
    return Outcome(Answer.PERSON, Failure.NOT_AGREED, detail="now also: " + ", ".join(more))


def step_for(provider: Provider, action: Action) -> Step:
    """The definition's step for an action. A complaint has none: it is always the person's own."""
    step = {
        Action.SEARCH: provider.search,
        Action.RECHECK: provider.search,
        Action.SUBMIT: provider.submit,
        Action.CONFIRM: provider.confirm,
    }.get(action)
    if step is None:
        raise ValueError(f"{provider.slug} has no step for {action.value}")
    return step
