"""A look that belongs to no request, as a case for a third party."""

from optout.evidence.case import Attachment, Case, Told
from optout.people.vault import ledger_salt
from optout.report.case import case_of
from optout.report.case_evidence import attachments
from optout.report.case_proofs import Material, proofs_of
from optout.report.words_of_disclosures import fact_words
from optout.running.installation import Installation
from optout.running.planning import is_invented
from optout.running.proving import open_evidence
from optout.storage import ledger, traces
from optout.storage.findings import FindingRow, find_finding, told_by_finding

_LOOKED = "You looked for your own things here (optout find). Nothing was asked for."


def case_named(installation: Installation, name: str, *, openings: bool = False) -> Case:
    """The case that an id names: a request, the request of an attempt, or a finding.

    Raises as ``case_of`` does.
    """
    if name.startswith("f-"):
        return _case_of_finding(installation, name, openings=openings)
    with installation.database.transaction(write=False) as tx:
        request = traces.request_of(tx, name)
    return case_of(installation, request or name, openings=openings)


def _case_of_finding(installation: Installation, name: str, *, openings: bool) -> Case:
    row, material = _gathered(installation, name)
    known = installation.catalog.get(row.provider) if row.provider in installation.catalog else None
    return Case(
        reference=row.id,
        subject=material.person.subject.names[0].full,
        provider=known.name if known else row.provider,
        domains=known.domains if known else (),
        right="none: a look, without a request",
        law="No request was made, so no law sets a deadline.",
        prepared_at=installation.clock.now(),
        state=_LOOKED,
        timeline=((row.at, _LOOKED),),
        disclosures=tuple(Told(one.at, fact_words(one), one.recipient) for one in material.told),
        attachments=_attachments(material),
        proofs=proofs_of(material, row.id, openings=openings),
        head=material.head,
        public_key=installation.signing_key.public_hex,
        salt=ledger_salt(material.person.key) if openings else None,
        rehearsed=known is not None and is_invented(known),
    )


def _gathered(installation: Installation, name: str) -> tuple[FindingRow, Material]:
    """Everything as of one moment, then the evidence file. Raises ``Forgotten``."""
    with installation.database.transaction() as tx:
        ledger.seal_inbox(tx, installation.signing_key, installation.clock.now())
        row, told = find_finding(tx, name), told_by_finding(tx, name)
        entries, heads = ledger.entries(tx), ledger.heads(tx)
    person = installation.roster.get(row.subject_id)
    evidence = [row.evidence] if row.path else []
    parts = {one.attempt: open_evidence(installation, person, one) for one in evidence}
    return row, Material(person, (), evidence, told, parts, entries, heads[-1])


def _attachments(material: Material) -> tuple[Attachment, ...]:
    return tuple(
        one
        for row in material.evidence
        for one in attachments(row, material.parts[row.attempt], _LOOKED)
    )
