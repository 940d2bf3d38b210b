"""Checking what is kept against the ledger, with the subjects' keys."""

from collections.abc import Iterable, Iterator

from optout.errors import OptoutError
from optout.evidence.bundle import statement_of
from optout.evidence.verification import Claimed, Verification, verify
from optout.people.vault import commitment, unseal
from optout.running.drop import drop_claims
from optout.running.installation import Installation
from optout.running.journal import event_content
from optout.running.roster import Enrolled
from optout.storage import findings, ledger, traces
from optout.storage.database import Transaction
from optout.storage.requests import RequestRow, events_of, find_requests
from optout.storage.traces import EvidenceRow


def verify_installation(installation: Installation) -> Verification:
    """Recompute the whole ledger and every commitment that can still be recomputed.

    What belonged to a forgotten subject cannot be recomputed any more; its entries stay valid.
    """
    people = installation.roster.everybody()  # opened first: transactions do not nest
    with installation.database.transaction() as tx:
        ledger.seal_inbox(tx, installation.signing_key, installation.clock.now())
        claims = list(_claims(installation, tx, people))
        return verify(
            ledger.entries(tx),
            ledger.heads(tx),
            installation.signing_key.public_hex,
            claims,
            all_claimed=True,
        )


def _claims(
    installation: Installation, tx: Transaction, people: Iterable[Enrolled]
) -> Iterator[Claimed]:
    for person in people:
        for request in find_requests(tx, subject_id=person.id):
            yield from _of_request(installation, tx, person, request)
        yield from _of_findings(installation, tx, person)
        yield from drop_claims(tx, person)


def _of_request(
    installation: Installation, tx: Transaction, person: Enrolled, request: RequestRow
) -> Iterator[Claimed]:
    for seq, event in enumerate(events_of(tx, request.id), start=1):
        content = event_content(request.id, seq, event)
        yield Claimed(commitment(person.key, content), "event", f"event {seq} of {request.id}")
    for evidence in traces.evidence_of(tx, request.id):
        yield Claimed(
            _recomputed(installation, person, evidence), "evidence", f"evidence of {evidence.attempt}"
        )
    for told in traces.disclosures_of(tx, request.id):
        if told.certain:
            yield Claimed(told.commitment, "disclosure", f"a disclosure of {told.attempt}")


def _of_findings(installation: Installation, tx: Transaction, person: Enrolled) -> Iterator[Claimed]:
    """What looks told and brought back that belong to no request."""
    for finding in findings.findings_of(tx, person.id):
        if finding.commitment:
            found = _recomputed(installation, person, finding.evidence)
            yield Claimed(found, "evidence", f"evidence of {finding.id}")
        for told in findings.told_by_finding(tx, finding.id):
            if told.certain:
                yield Claimed(told.commitment, "disclosure", f"a disclosure of {finding.id}")


def _recomputed(installation: Installation, person: Enrolled, evidence: EvidenceRow) -> str:
    """The commitment of the evidence as it lies on the disk now; "unreadable" where it does not."""
    try:
        parts = open_evidence(installation, person, evidence)
        return commitment(person.key, statement_of(evidence.attempt, parts))
    except (OptoutError, ValueError):  # a path that was tampered with is no path of evidence
        return "unreadable"


def open_evidence(
    installation: Installation, person: Enrolled, evidence: EvidenceRow
) -> dict[str, bytes]:
    """The plaintext parts of an attempt's evidence. Raises ``StorageFailure``."""
    sealed = installation.files.read_all(evidence.path or "")
    return {
        name: unseal(person.key, part, f"evidence/{evidence.attempt}/{name}")
        for name, part in sealed.items()
    }
