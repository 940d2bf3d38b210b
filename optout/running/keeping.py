"""Keeping what an attempt brought back: listings, evidence and disclosures, all sealed."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from optout.channels.attempt import Capture, Record
from optout.evidence.bundle import bundle_of, statement_of
from optout.evidence.files import EvidenceFiles
from optout.matching.match import match
from optout.people.vault import commitment, seal, unseal
from optout.requests.outcome import Decision, Sighting
from optout.running.roster import Enrolled
from optout.storage import ledger, traces
from optout.storage.database import Transaction
from optout.storage.traces import DisclosureRow, EvidenceRow


@dataclass(frozen=True, slots=True)
class Kept:
    """What will be written to the database together with the attempt's outcome."""

    evidence: EvidenceRow | None
    disclosures: tuple[DisclosureRow, ...]
    listings: Mapping[str, bytes]

    def write(self, tx: Transaction, request_id: str, at: datetime) -> None:
        for listing, sealed in self.listings.items():
            traces.keep_listing(tx, listing, request_id, at, sealed)
        if self.evidence:
            traces.keep_evidence(tx, self.evidence)
            ledger.drop(tx, at, [("evidence", self.evidence.commitment)])
        traces.keep_disclosures(tx, self.disclosures)
        ledger.drop(tx, at, [("disclosure", one.commitment) for one in self.disclosures])


def judge_records(
    person: Enrolled, provider: str, capture: Capture, at: datetime
) -> tuple[tuple[Sighting, ...], dict[str, bytes]]:
    """Decide whose the found records are. Records of other people are not kept at all."""
    sightings, sealed = [], {}
    for record in capture.records:
        listing = listing_id(person, provider, record)
        decision = match(person.subject, record.fields, at.date()).decision
        sightings.append(Sighting(listing, decision))
        if decision != Decision.DIFFERENT:
            sealed[listing] = _seal_record(person, listing, record)
    return tuple(sightings), sealed


def listing_id(person: Enrolled, provider: str, record: Record) -> str:
    """The same for the same record of the same person; says nothing to anybody without the key."""
    return "l-" + commitment(person.key, _listing_bytes(provider, record))[:20]


def _listing_bytes(provider: str, record: Record) -> bytes:
    """What providers send may hold half characters (lone surrogates), which UTF-8 does not have."""
    return f"listing\n{provider}\n{record.key}".encode("utf-8", "backslashreplace")


def _seal_record(person: Enrolled, listing: str, record: Record) -> bytes:
    content = json.dumps({"key": record.key, "fields": dict(record.fields)}).encode()
    return seal(person.key, content, f"listing/{listing}")


def open_record(person: Enrolled, listing: str, sealed: bytes) -> Record:
    """The record that was kept."""
    content = json.loads(unseal(person.key, sealed, f"listing/{listing}"))
    return Record(content["key"], content["fields"])


def keep(
    files: EvidenceFiles,
    person: Enrolled,
    request_id: str,
    attempt: str,
    capture: Capture,
    listings: Mapping[str, bytes],
    at: datetime,
) -> Kept:
    """Seal and write the evidence to disk; returns what belongs into the database.

    Raises ``StorageFailure`` when the disk is full: the caller still records the outcome.
    """
    parts = bundle_of(capture, at)
    evidence = _write(files, person, request_id, attempt, parts, at) if parts else None
    return Kept(evidence, disclosures(person, request_id, attempt, capture, at), listings)


def _write(
    files: EvidenceFiles,
    person: Enrolled,
    request_id: str,
    attempt: str,
    parts: dict[str, bytes],
    at: datetime,
) -> EvidenceRow:
    sealed = {name: seal(person.key, part, f"evidence/{attempt}/{name}") for name, part in parts.items()}
    path = files.write_all(attempt, sealed)
    return EvidenceRow(
        attempt, request_id, at, path, commitment(person.key, statement_of(attempt, parts))
    )


def disclosures(
    person: Enrolled, request_id: str, attempt: str, capture: Capture, at: datetime
) -> tuple[DisclosureRow, ...]:
    """One row per meaning and recipient; of the value only a commitment."""
    told = {(one.meaning, one.recipient): one.value for one in capture.disclosed}
    return tuple(
        DisclosureRow(
            attempt,
            request_id,
            at,
            meaning,
            recipient,
            commitment(person.key, disclosure_bytes(attempt, meaning, recipient, value)),
        )
        for (meaning, recipient), value in sorted(told.items())
    )


def disclosure_bytes(attempt: str, meaning: str, recipient: str, value: str) -> bytes:
    """What a disclosure's commitment commits to; half characters as in ``disclosed.json``."""
    return f"{attempt}\n{meaning}\n{recipient}\n{value}".encode("utf-8", "replace")
