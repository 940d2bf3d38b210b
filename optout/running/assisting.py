"""An attempt with the person at the window: intent first, as for any other, then what came of it."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from optout.catalog.definition import Provider
from optout.catalog.steps import HandStep, Step, WebStep, hand_step
from optout.channels.attempt import Attempt, Capture
from optout.errors import OutsideFailure
from optout.people.facts import MEANINGS, Facts
from optout.requests.actions import Action
from optout.requests.events import Concluded, Intended
from optout.requests.failures import Failure
from optout.requests.outcome import Answer, Outcome, Sent
from optout.requests.state import Standing
from optout.running.assistable import require_wanted
from optout.running.assisted_reach import NO_WINDOW, WATCH_S
from optout.running.attempting import Attempting, Runs
from optout.running.cut_off import conclude_cut_off
from optout.running.expecting import expected_in_window
from optout.running.hand_link import hand_link, lacking_words
from optout.running.installation import Installation
from optout.running.journal import Journal, Known
from optout.running.preparing import facts_of
from optout.running.steps_by_hand import steps_by_hand
from optout.storage import traces
from optout.storage.claim import LEASE
from optout.storage.database import Transaction
from optout.storage.requests import events_of, make_due, take
from optout.storage.traces import DisclosureRow


class _Nowhere:
    """Stands where no window can be opened: nothing is attempted."""

    def prepare(self, step: Step) -> Outcome | None:
        raise OutsideFailure("No window can be shown here.", kept="Nothing was opened.", todo=NO_WINDOW)

    def run(self, step: Step, attempt: Attempt, capture: Capture) -> Outcome:
        return Outcome(Answer.UNREACHABLE, Failure.NO_BROWSER)


class Assisting(Attempting):
    """Makes the attempt that waits for the person, with them. See ``Attempting``.

    Without a ``reach`` only ``steps_by_hand`` can be had.
    """

    def __init__(
        self,
        installation: Installation,
        journal: Journal,
        reach: Runs | None,
        checkpoint: Callable[[str], None] = lambda _name: None,
        watch_s: float = WATCH_S,
    ) -> None:
        super().__init__(installation, journal, reach or _Nowhere(), checkpoint)
        self._hold = timedelta(seconds=watch_s) + LEASE
        self.opened = False  # whether a window was, by the last that was taken up

    def take_up(self, request_id: str) -> tuple[Standing, Outcome]:
        """Do what waits for the person; the standing after it, and what came of it.

        Raises ``WrongInput`` or ``Busy`` where nothing waits that is done in a window.
        """
        self.opened = False
        known = self.seen_to(request_id)
        wanted = require_wanted(known, self._installation.catalog)
        self._make(known, wanted.action, self._journal.moment(known))
        self._journal.seal(self._installation.clock.now())
        return self._came_of_it(known.row.id)

    def seen_to(self, request_id: str) -> Known:
        """The request as it stands; an attempt at a window that was cut off is concluded first."""
        known = self._journal.read(request_id)
        return conclude_cut_off(self._installation, self._journal, known, self._hold)

    def steps_by_hand(self, request_id: str) -> tuple[str, ...]:
        """What to do without our help, in words with the person's own facts: for their eyes only."""
        known = self._journal.read(request_id)
        wanted = require_wanted(known, self._installation.catalog)
        provider = self._installation.catalog.get(known.row.provider)
        if isinstance(wanted.step, HandStep):
            return self._with_link(known, wanted.step, wanted.action)
        if not isinstance(wanted.step, WebStep):
            return (f"Open {wanted.step.url}", *wanted.step.instructions)
        person = self._installation.roster.get(known.row.subject_id)
        now = self._journal.moment(known)
        facts = facts_of(self._installation, known.standing, wanted.step, wanted.action, person, now)
        return steps_by_hand(
            provider, wanted.step.flow, Facts({}) if isinstance(facts, Outcome) else facts
        )

    def _with_link(self, known: Known, step: HandStep, action: Action) -> tuple[str, ...]:
        address, facts = hand_link(self._installation, known, step, action)
        have = (f"Have ready: {MEANINGS[one]}: {facts.one(one)}" for one in facts if step.fills)
        lacking = lacking_words(step, address, facts)
        return *lacking, f"Open {address.link or address.plain}", *have, *step.instructions

    def _step(self, provider: Provider, action: Action) -> Step:
        """What the person does where our own step cannot."""
        step = super()._step(provider, action)
        return hand_step(step) or step

    def _may_tell(self, known: Known, step: Step, attempt: Attempt) -> tuple[traces.DisclosureRow, ...]:
        if isinstance(step, HandStep):
            return expected_in_window(known.row.id, step, attempt)
        return super()._may_tell(known, step, attempt)

    def _begin(self, known: Known, intent: Intended, told: Sequence[DisclosureRow]) -> Known:
        """Others leave it alone while the person may act, and see to it should we be stopped."""

        def begin(tx: Transaction) -> None:
            traces.keep_disclosures(tx, told)
            make_due(tx, known.row.id, intent.at)
            take(tx, known.row.id, intent.attempt)

        return self._journal.append(known, [intent], begin, self._hold)

    def _run(self, step: Step, attempt: Attempt, capture: Capture) -> Outcome:
        """Stopped by Ctrl-C at whatever moment, the attempt has an outcome, and is in doubt."""
        self.opened = True
        try:
            return super()._run(step, attempt, capture)
        except KeyboardInterrupt:
            if not attempt.action.has_effect:
                return Outcome(Answer.UNREACHABLE, Failure.OWN_FAULT, detail="you stopped it")
            return Outcome(Answer.PERSON, Failure.UNSURE, detail="you stopped it", sent=Sent.MAYBE)

    def _intent(self, at: datetime, attempt_id: str, action: Action) -> Intended:
        return Intended(at, attempt_id, action, assisted=True)

    def _came_of_it(self, request_id: str) -> tuple[Standing, Outcome]:
        with self._installation.database.transaction(write=False) as tx:
            events = events_of(tx, request_id)
        last = next(event for event in reversed(events) if isinstance(event, Concluded))
        return self._journal.read(request_id).standing, last.outcome
