"""What attempts leave behind: listings, mails, evidence, disclosures."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from optout.storage.database import Transaction, micros, moment


@dataclass(frozen=True, slots=True)
class EvidenceRow:
    """Evidence of one attempt (or one mail). ``path`` is None once the subject was forgotten."""

    attempt: str
    request_id: str
    at: datetime
    path: str | None
    commitment: str
    forgotten: bool = False


@dataclass(frozen=True, slots=True)
class DisclosureRow:
    """That a fact of this meaning reached this recipient; its value only as a commitment.

    Not ``certain``: an attempt was given the fact, and nobody knows whether it told it. Such a row
    has no commitment and is not in the ledger.
    """

    attempt: str
    request_id: str
    at: datetime
    meaning: str
    recipient: str
    commitment: str = field(repr=False, default="")
    certain: bool = True


def keep_listing(tx: Transaction, listing: str, request_id: str, at: datetime, sealed: bytes) -> None:
    """Store a listing once; seeing it again changes nothing but its latest content."""
    tx.run(
        """INSERT INTO listing (id, request_id, first_seen_at, sealed_record)
           VALUES (:id, :request, :at, :sealed)
           ON CONFLICT (id) DO UPDATE SET sealed_record = excluded.sealed_record""",
        id=listing,
        request=request_id,
        at=micros(at),
        sealed=sealed,
    )


def sealed_listing(tx: Transaction, listing: str) -> bytes | None:
    found = tx.value("SELECT sealed_record FROM listing WHERE id = :id", id=listing)
    return None if found is None else bytes(found)


def sealed_listings(tx: Transaction, request_id: str) -> dict[str, bytes]:
    """The latest content of every listing of a request, by id."""
    rows = tx.rows(
        "SELECT id, sealed_record FROM listing WHERE request_id = :id ORDER BY id", id=request_id
    )
    return {row["id"]: bytes(row["sealed_record"]) for row in rows}


def keep_mail(tx: Transaction, mail: str, request_id: str, at: datetime, sealed: bytes) -> bool:
    """Store what was read from a mail; False where it is known already."""
    made = tx.run(
        """INSERT INTO mail (id, request_id, at, sealed_reading) VALUES (:id, :request, :at, :sealed)
           ON CONFLICT (id) DO NOTHING""",
        id=mail,
        request=request_id,
        at=micros(at),
        sealed=sealed,
    )
    return bool(made)


def sealed_mail(tx: Transaction, mail: str) -> bytes | None:
    found = tx.value("SELECT sealed_reading FROM mail WHERE id = :id", id=mail)
    return None if found is None else bytes(found)


def keep_paper(tx: Transaction, paper: str, request_id: str, at: datetime, sealed: bytes) -> None:
    """Store what is sealed under ``paper``, once; the same again changes nothing."""
    tx.run(
        """INSERT INTO paper (id, request_id, at, sealed) VALUES (:id, :request, :at, :sealed)
           ON CONFLICT (id) DO NOTHING""",
        id=paper,
        request=request_id,
        at=micros(at),
        sealed=sealed,
    )


def sealed_paper(tx: Transaction, paper: str) -> bytes | None:
    found = tx.value("SELECT sealed FROM paper WHERE id = :id", id=paper)
    return None if found is None else bytes(found)


def keep_evidence(tx: Transaction, evidence: EvidenceRow) -> None:
    tx.run(
        """INSERT INTO evidence (attempt, request_id, at, path, commitment)
           VALUES (:attempt, :request, :at, :path, :commitment)""",
        attempt=evidence.attempt,
        request=evidence.request_id,
        at=micros(evidence.at),
        path=evidence.path,
        commitment=evidence.commitment,
    )


def keep_disclosures(tx: Transaction, disclosures: Iterable[DisclosureRow]) -> None:
    tx.run_many(
        """INSERT INTO disclosure (attempt, meaning, recipient, request_id, at, commitment, certain)
           VALUES (:attempt, :meaning, :recipient, :request, :at, :commitment, :certain)
           ON CONFLICT DO NOTHING""",
        [
            {
                "attempt": one.attempt,
                "meaning": one.meaning,
                "recipient": one.recipient,
                "request": one.request_id,
                "at": micros(one.at),
                "commitment": one.commitment,
                "certain": int(one.certain),
            }
            for one in disclosures
        ],
    )


def drop_expected(tx: Transaction, attempt: str) -> None:
    """Forget what the attempt may have told: what it did tell is known now."""
    tx.run("DELETE FROM disclosure WHERE attempt = :attempt AND certain = 0", attempt=attempt)


def evidence_of(tx: Transaction, request_id: str | None = None) -> list[EvidenceRow]:
    """Evidence of one request, or of all, oldest first."""
    rows = tx.rows(
        "SELECT * FROM evidence WHERE (:id = '' OR request_id = :id) ORDER BY at, attempt",
        id=request_id or "",
    )
    return [
        EvidenceRow(
            row["attempt"],
            row["request_id"],
            moment(row["at"]),
            row["path"],
            row["commitment"],
            bool(row["forgotten"]),
        )
        for row in rows
    ]


def request_of(tx: Transaction, attempt: str) -> str | None:
    """The request that an attempt's evidence belongs to; None where there is no such evidence."""
    found = tx.value("SELECT request_id FROM evidence WHERE attempt = :id", id=attempt)
    return None if found is None else str(found)


def disclosures_of(tx: Transaction, request_id: str | None = None) -> list[DisclosureRow]:
    rows = tx.rows(
        "SELECT * FROM disclosure WHERE (:id = '' OR request_id = :id) ORDER BY at, attempt, meaning",
        id=request_id or "",
    )
    return [
        DisclosureRow(
            row["attempt"],
            row["request_id"],
            moment(row["at"]),
            row["meaning"],
            row["recipient"],
            row["commitment"],
            bool(row["certain"]),
        )
        for row in rows
    ]
