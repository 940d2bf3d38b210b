"""Keeping what an attempt brought back: listings, evidence and disclosures, all sealed."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType

from optout.channels.attempt import Capture, Record
from optout.evidence.bundle import bundle_of, statement_of
from optout.evidence.files import EvidenceFiles
from optout.matching.continuity import continued, trace
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
    person: Enrolled,
    provider: str,
    capture: Capture,
    at: datetime,
    known: Mapping[str, bytes] = MappingProxyType({}),
) -> tuple[tuple[Sighting, ...], dict[str, bytes]]:
    """Decide whose the found records are, and which of the ``known`` sealed listings they continue.

    Records of other people are not kept at all.
    """
    records = capture.records
    decisions = [match(person.subject, record.fields, at.date()).decision for record in records]
    ids = _listings_of(person, provider, list(zip(records, decisions, strict=True)), at, known)
    sightings = tuple(map(Sighting, ids, decisions))
    kept = zip(ids, decisions, records, strict=True)
    sealed = {
        listing: _seal_record(person, listing, record, at)
        for listing, decision, record in kept
        if decision != Decision.DIFFERENT
    }
    return sightings, sealed


def _listings_of(
    person: Enrolled,
    provider: str,
    judged: Sequence[tuple[Record, Decision]],
    at: datetime,
    known: Mapping[str, bytes],
) -> list[str]:
    """The listing that each record is: by its key, else by what does not change in it, else a new one.

    Somebody else's record never continues a listing by what it shows: what was the person's is not
    still there because a stranger's record is like it.
    """
    kept = {listing: _opened(person, listing, sealed) for listing, sealed in known.items()}
    by_key = {record.key: listing for listing, (record, _) in kept.items()}
    ids = [by_key.get(record.key) or listing_id(person, provider, record) for record, _ in judged]
    gone = {
        listing: trace(record.fields, seen_on or at.date())
        for listing, (record, seen_on) in kept.items()
        if listing not in ids
    }
    new = [
        place
        for place, (_, decision) in enumerate(judged)
        if ids[place] not in known and decision != Decision.DIFFERENT
    ]
    traces_now = [trace(judged[place][0].fields, at.date()) for place in new] if gone else []
    for number, listing in continued(gone, traces_now).items():
        ids[new[number]] = listing
    return ids


def listing_id(person: Enrolled, provider: str, record: Record) -> str:
    """The same for the same record of the same person; says nothing to anybody without the key."""
    return "l-" + commitment(person.key, _listing_bytes(provider, record))[:20]


def _listing_bytes(provider: str, record: Record) -> bytes:
    """What providers send may hold half characters (lone surrogates), which UTF-8 does not have."""
    return f"listing\n{provider}\n{record.key}".encode("utf-8", "backslashreplace")


def _seal_record(person: Enrolled, listing: str, record: Record, at: datetime) -> bytes:
    content = {"key": record.key, "fields": dict(record.fields), "seen_on": at.date().isoformat()}
    return seal(person.key, json.dumps(content).encode(), f"listing/{listing}")


def _opened(person: Enrolled, listing: str, sealed: bytes) -> tuple[Record, date | None]:
    """The record, and the day it was last seen; None where it was kept before that was written down."""
    content = json.loads(unseal(person.key, sealed, f"listing/{listing}"))
    seen_on = date.fromisoformat(content["seen_on"]) if "seen_on" in content else None
    return Record(content["key"], content["fields"]), seen_on


def open_record(person: Enrolled, listing: str, sealed: bytes) -> Record:
    """The record that was kept."""
    return _opened(person, listing, sealed)[0]


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


def keep_parts(
    files: EvidenceFiles,
    person: Enrolled,
    request_id: str,
    attempt: str,
    parts: dict[str, bytes],
    at: datetime,
) -> Kept:
    """Seal and write what the person gave themselves, as ``keep`` does for what an attempt saw."""
    return Kept(_write(files, person, request_id, attempt, parts, at), (), {})


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
