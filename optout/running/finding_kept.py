"""Keeping a look that belongs to no request: sealed evidence, disclosures, ledger entries."""

from collections.abc import Sequence

from optout.catalog.steps import Step
from optout.channels.attempt import Attempt, Capture, Disclosed
from optout.errors import StorageFailure
from optout.running.expecting import expected
from optout.running.installation import Installation
from optout.running.keeping import Kept, disclosures, keep
from optout.running.roster import Enrolled
from optout.storage import ledger
from optout.storage.findings import FindingRow, begin_finding, drop_finding, settle_finding
from optout.storage.subjects import Forgotten, require_remembered
from optout.storage.traces import DisclosureRow


def begin(installation: Installation, person: Enrolled, step: Step, attempt: Attempt) -> None:
    """Store that the look begins, under the attempt's id, with what it may tell.

    Raises ``Forgotten``.
    """
    row = FindingRow(attempt.id, person.id, attempt.provider.slug, attempt.at)
    with installation.database.transaction() as tx:
        require_remembered(tx, person.id)
        begin_finding(tx, row, expected(attempt.id, step, attempt))


def begin_at_home(installation: Installation, person: Enrolled, finding: str, place: str) -> None:
    """The same for a look that tells nobody anything, because it stays on this machine."""
    with installation.database.transaction() as tx:
        require_remembered(tx, person.id)
        begin_finding(tx, FindingRow(finding, person.id, place, installation.clock.now()), ())


def begin_to_tell(
    installation: Installation, person: Enrolled, finding: str, place: str, may_tell: Sequence[Disclosed]
) -> None:
    """The same for a look at ``place`` that no definition describes; see ``begin``."""
    at = installation.clock.now()
    told = [
        DisclosureRow(finding, finding, at, one.meaning, one.recipient, certain=False)
        for one in may_tell
    ]
    with installation.database.transaction() as tx:
        require_remembered(tx, person.id)
        begin_finding(tx, FindingRow(finding, person.id, place, at), told)


def conclude(installation: Installation, person: Enrolled, finding: str, capture: Capture) -> str | None:
    """Seal what was captured; the finding's id, or None where there is nothing to prove anything with.

    Whatever goes wrong with the evidence, what was told is recorded. ``StorageFailure`` for a full
    disk; ``Forgotten`` where the person was forgotten meanwhile, and then nothing is kept.
    """
    lost: StorageFailure | None = None
    at = installation.clock.now()
    try:
        kept = keep(installation.files, person, finding, finding, capture, {}, at)
    except StorageFailure as failure:
        lost = failure
        kept = Kept(None, disclosures(person, finding, finding, capture, at), {})
    try:
        _record(installation, person, finding, kept)
    except Forgotten:
        if kept.evidence and kept.evidence.path:
            installation.files.remove(kept.evidence.path)
        raise
    if lost:
        raise lost
    return finding if kept.evidence else None


def _record(installation: Installation, person: Enrolled, finding: str, kept: Kept) -> None:
    at = installation.clock.now()
    with installation.database.transaction() as tx:
        require_remembered(tx, person.id)
        if kept.evidence is None and not kept.disclosures:
            drop_finding(tx, finding)
            return
        settle_finding(tx, finding, kept.evidence, kept.disclosures)
        if kept.evidence:
            ledger.drop(tx, at, [("evidence", kept.evidence.commitment)])
        ledger.drop(tx, at, [("disclosure", one.commitment) for one in kept.disclosures])
        ledger.seal_inbox(tx, installation.signing_key, at)
