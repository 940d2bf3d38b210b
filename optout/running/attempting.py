"""One attempt: intent first, then the send, then outcome and evidence."""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from typing import Protocol

from optout.catalog.definition import Provider
from optout.catalog.steps import MailStep, ParentStep, Step
from optout.channels.attempt import Attempt, Capture
from optout.channels.mail.reference import mail_reference
from optout.matching.name_in_facts import may_be_of
from optout.people.facts import Facts
from optout.requests.actions import Action
from optout.requests.events import Concluded, Intended
from optout.requests.failures import Failure
from optout.requests.outcome import Answer, Outcome, Sent
from optout.requests.silence import FOLLOW_UPS
from optout.requests.state import Standing, State
from optout.running.asking_parent import asked_at_parent
from optout.running.awaiting_code import Asking, AwaitedCode, CodeInbox
from optout.running.begun import begun_deadline
from optout.running.concluding import Concluding
from optout.running.cut_off import cut_off
from optout.running.expecting import expected
from optout.running.installation import Installation
from optout.running.journal import Journal, Known
from optout.running.letter_story import with_story
from optout.running.planning import beyond_agreement
from optout.running.preparing import facts_of, listing_of
from optout.running.recognising import recogniser
from optout.running.roster import Enrolled
from optout.running.sent_folder import SentFolder
from optout.storage import traces


class Runs(Protocol):
    """What attempts need of the outside world; ``Reach`` in production."""

    def prepare(self, step: Step) -> Outcome | None:
        """Start what the step is run with; the outcome of the attempt where that is impossible."""
        ...

    def run(self, step: Step, attempt: Attempt, capture: Capture) -> Outcome: ...


class Attempting:
    """Makes attempts. ``checkpoint`` is called at each named point; faults are tested there.

    ``codes`` is where the codes are read that flows await, and where a doubtful letter is looked for
    among those that were sent; None where somebody else reads them.
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
        self._concluding = Concluding(installation, journal, checkpoint)
        self._sent = SentFolder(installation, journal, codes.mailbox if codes else None)

    def attempt(self, request_id: str, lease: str | None = None) -> None:
        """Do what is due for one request now, if anything is. Safe to call again after a crash.

        With ``lease``, nothing is done where another batch has the request by now.
        """
        known = self._journal.read(request_id)
        if lease is not None and known.row.lease != lease:
            return
        now = self._journal.moment(known)
        if known.standing.running:
            self._journal.append(known, [cut_off(self._installation, known, now)])
            self._sent.settle(known.row.id)
            return
        due = self._journal.due(known)
        if due is None or due.at > now:
            self._journal.postpone(known)
        elif due.action is None:
            self._journal.append(known, [self._journal.passing(known, now)])
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
        answered = _not_covered(person, now) or self._answered_here(known, provider, action)
        if answered is not None:
            by = begun_deadline(self._installation, known, action, answered, now)
            self._journal.append(known, [intent, Concluded(now, attempt_id, answered, by)])
            return
        step = self._step(provider, action)
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
            listing=listing_of(self._installation, person, known.standing, action),
            own_addresses=frozenset(person.subject.emails) if person.mandate.kind == "self" else None,
            recognise=recogniser(person.subject, now.date()),
            may_be_of=partial(may_be_of, facts),
            await_code=partial(code.receive, capture) if code else None,
        )
        attempt = with_story(self._installation, attempt, step, known, person)
        self._send(known, person, step, attempt, capture)

    def _step(self, provider: Provider, action: Action) -> Step:
        return step_for(provider, action)

    def _may_tell(self, known: Known, step: Step, attempt: Attempt) -> tuple[traces.DisclosureRow, ...]:
        return expected(known.row.id, step, attempt)

    def _begin(self, known: Known, intent: Intended, told: Sequence[traces.DisclosureRow]) -> Known:
        return self._journal.append(known, [intent], lambda tx: traces.keep_disclosures(tx, told))

    def _intent(self, at: datetime, attempt_id: str, action: Action) -> Intended:
        return Intended(at, attempt_id, action)

    def _prepared(
        self, known: Known, asking: Asking, step: Step, action: Action
    ) -> tuple[Facts, AwaitedCode | None] | Outcome:
        """What the attempt needs beside the step; the outcome where it cannot be had."""
        facts = facts_of(self._installation, known.standing, step, action, asking.person, asking.at)
        if isinstance(facts, Outcome):
            return facts
        code = self._reach.prepare(step) or (self._codes.begin(asking, step) if self._codes else None)
        return code if isinstance(code, Outcome) else (facts, code)

    def _answered_here(self, known: Known, provider: Provider, action: Action) -> Outcome | None:
        """The outcome of what no channel is needed for, or may be used for; None where one is."""
        if action == Action.ESCALATE:
            return Outcome(Answer.PERSON, Failure.COMPLAINT)
        if action in FOLLOW_UPS and not isinstance(provider.submit, MailStep):
            return Outcome(Answer.PERSON, Failure.BY_HAND)
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
        intended = self._begin(known, intent, self._may_tell(known, step, attempt))
        self._checkpoint("after-intent")
        outcome = self._run(step, attempt, capture)
        self._checkpoint("after-send")
        self._concluding.conclude(intended, person, attempt, outcome, capture)
        if outcome.sent == Sent.MAYBE:
            self._sent.settle(known.row.id)

    def _run(self, step: Step, attempt: Attempt, capture: Capture) -> Outcome:
        """A fault of our own is an outcome as well: nothing is assumed, and others are attempted."""
        try:
            return self._reach.run(step, attempt, capture)
        except Exception as fault:
            sent = Sent.MAYBE if attempt.action.has_effect else Sent.NO
            return Outcome(Answer.UNREACHABLE, Failure.OWN_FAULT, detail=type(fault).__name__, sent=sent)


def _not_covered(person: Enrolled, now: datetime) -> Outcome | None:
    """Nothing is done in the name of somebody whose permission does not cover the day."""
    if person.mandate.covers(now.date()):
        return None
    return Outcome(Answer.PERSON, Failure.MANDATE_ENDED)


def _refusal(standing: Standing, provider: Provider) -> Outcome | None:
    """Nothing is told that the person did not agree to, whatever the definition says by now."""
    more = beyond_agreement(standing, provider)
    if not more:
        return None
    return Outcome(Answer.PERSON, Failure.NOT_AGREED, detail="now also: " + ", ".join(more))


def step_for(provider: Provider, action: Action) -> Step:
    """The definition's step for an action. A complaint has none: it is always the person's own.

    A reminder and an appeal go where the request went.
    """
    step = {
        Action.SEARCH: provider.search,
        Action.RECHECK: provider.search,
        Action.SUBMIT: provider.submit,
        Action.REMIND: provider.submit,
        Action.APPEAL: provider.submit,
        Action.CONFIRM: provider.confirm,
    }.get(action)
    if step is None:
        raise ValueError(f"{provider.slug} has no step for {action.value}")
    return step
