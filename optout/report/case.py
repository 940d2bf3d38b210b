"""A request as a case for a third party: everything that is known and proven about it."""

from collections.abc import Iterator
from datetime import datetime

from optout.evidence.case import Attachment, Case, Due, Told
from optout.people.vault import ledger_salt
from optout.report.case_evidence import about, attachments
from optout.report.case_proofs import Material, proofs_of
from optout.report.report_account import Account, account_in
from optout.report.words import day, lines
from optout.report.words_of_disclosures import fact_words
from optout.report.words_of_proofs import proof_words
from optout.requests.state import KEPT
from optout.running.installation import Installation
from optout.running.planning import is_invented
from optout.running.proving import open_evidence
from optout.storage import ledger, traces
from optout.storage.requests import find_request

_VOICE = "Here “you” is the person concerned, and “we” is optout, the program that acts for them."


def case_of(installation: Installation, request_id: str, *, openings: bool = False) -> Case:
    """The case of one request. ``openings``: hand out the salt and what the entries commit to.

    ``WrongInput`` for an unknown request or a forgotten subject, ``StorageFailure`` where evidence
    cannot be read, ``UntrueClaim`` where it is not what was committed to. The ledger is sealed
    first, so that everything so far has its proof.
    """
    account, material = _gathered(installation, request_id)
    definition = account.definition
    return Case(
        reference=account.row.id,
        subject=material.person.subject.names[0].full,
        provider=account.name,
        domains=definition.domains if definition else (),
        right=f"“{account.asked}”",
        law=account.law or "No law with a deadline is recorded for this request.",
        prepared_at=installation.clock.now(),
        state=_state(account),
        timeline=tuple(_timeline(account)),
        disclosures=tuple(_told(material)),
        deadlines=tuple(_deadlines(account)),
        attachments=tuple(_attachments(account, material)),
        proofs=proofs_of(material, account.row.id, openings=openings),
        head=material.head,
        public_key=installation.signing_key.public_hex,
        salt=ledger_salt(material.person.key) if openings else None,
        rehearsed=definition is not None and is_invented(definition),
    )


def _gathered(installation: Installation, request_id: str) -> tuple[Account, Material]:
    """Everything as of one moment, then the evidence files."""
    with installation.database.transaction() as tx:
        ledger.seal_inbox(tx, installation.signing_key, installation.clock.now())
        account = account_in(tx, find_request(tx, request_id), installation.catalog)
        evidence = [row for row in traces.evidence_of(tx, account.row.id) if row.path]
        told = traces.disclosures_of(tx, account.row.id)
        entries, heads = ledger.entries(tx), ledger.heads(tx)
    person = installation.roster.get(account.row.subject_id)
    parts = {row.attempt: open_evidence(installation, person, row) for row in evidence}
    events = [moment.event for moment in account.history.moments]
    return account, Material(person, events, evidence, told, parts, entries, heads[-1])


def _timeline(account: Account) -> Iterator[tuple[datetime, str]]:
    yield account.row.opened_at, _VOICE
    yield from ((line.at, line.words) for line in lines(account.history))


def _state(account: Account) -> str:
    beneath = f"; beneath it: {account.beneath}" if account.beneath else ""
    claim = account.claim
    said = f"{claim.name}, since {day(account.since)}{beneath}. {claim.says} Not proven: {claim.not_say}"
    if account.proof is None:
        return said
    rests = f"It rests on: {proof_words(account.proof)}."
    return f"{said} {rests} That does not prove {account.open_points}."


def _told(material: Material) -> Iterator[Told]:
    for row in material.told:
        yield Told(row.at, fact_words(row), row.recipient)


def _deadlines(account: Account) -> Iterator[Due]:
    """Every deadline that ran, once, and how it stands."""
    moments = account.history.moments
    passed = {m.before.answer_by: m.event.at for m in moments if m.before and m.became_overdue}
    running = account.history.standing.answer_by
    for at in sorted({m.after.answer_by for m in moments if m.after.answer_by}):
        if at in passed:
            state = f"passed; noted on {day(passed[at])}"
            kept = account.history.standing.resting in KEPT
            state += "; absence was proven since" if kept else ""
        else:
            state = "runs" if at == running else "over before it passed"
        yield Due(at.date(), account.law or "An answer to the request", state)


def _attachments(account: Account, material: Material) -> Iterator[Attachment]:
    for row in material.evidence:
        yield from attachments(row, material.parts[row.attempt], about(account.history, row))
