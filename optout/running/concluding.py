"""What came of an attempt: its outcome and its evidence, in one transaction."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from optout.channels.attempt import Attempt, Capture
from optout.errors import StorageFailure
from optout.requests.events import Concluded
from optout.requests.failures import Failure
from optout.requests.outcome import Answer, Outcome
from optout.requests.resting import READS
from optout.running.begun import begun_deadline
from optout.running.held import keep_held
from optout.running.installation import Installation
from optout.running.journal import Journal, Known
from optout.running.keeping import Kept, disclosures, judge_records, keep
from optout.running.roster import Enrolled
from optout.storage import traces
from optout.storage.database import Transaction
from optout.storage.subjects import Forgotten


class Concluding:
    """Records outcomes. ``checkpoint`` is called before anything is written; faults are tested there."""

    def __init__(
        self, installation: Installation, journal: Journal, checkpoint: Callable[[str], None]
    ) -> None:
        self._installation = installation
        self._journal = journal
        self._checkpoint = checkpoint

    def conclude(
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
        by = begun_deadline(self._installation, known, attempt.action, outcome, now)
        self._record(known, Concluded(now, attempt.id, outcome, by), kept, person, capture)
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

    def _record(
        self, known: Known, event: Concluded, kept: Kept, person: Enrolled, capture: Capture
    ) -> None:
        """The outcome, and what is known to have been told in the place of what might have been."""

        def settle(tx: Transaction) -> None:
            traces.drop_expected(tx, event.attempt)
            kept.write(tx, known.row.id, event.at)
            keep_held(tx, person, known.row.id, event.attempt, capture, event.at)

        try:
            self._journal.append_to_latest(known, [event], settle)
        except Forgotten:
            if kept.evidence and kept.evidence.path:
                self._installation.files.remove(kept.evidence.path)
            raise
