"""Looks for a person's own things that belong to no request: their evidence and what they told."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from optout.errors import WrongInput
from optout.storage.database import Row, Transaction, micros, moment
from optout.storage.traces import DisclosureRow, EvidenceRow


@dataclass(frozen=True, slots=True)
class FindingRow:
    """One look in one place. ``commitment`` is empty, and ``path`` None, while it has no evidence."""

    id: str
    subject_id: str
    provider: str
    at: datetime
    path: str | None = None
    commitment: str = ""
    forgotten: bool = False

    @property
    def evidence(self) -> EvidenceRow:
        """As evidence of an attempt; the finding's id stands for the attempt's and the request's."""
        return EvidenceRow(self.id, self.id, self.at, self.path, self.commitment, self.forgotten)


def begin_finding(tx: Transaction, row: FindingRow, told: Iterable[DisclosureRow]) -> None:
    """Store that a look begins, with what it may tell, before anything leaves."""
    tx.run(
        "INSERT INTO finding (id, subject_id, provider, at) VALUES (:id, :subject, :provider, :at)",
        id=row.id,
        subject=row.subject_id,
        provider=row.provider,
        at=micros(row.at),
    )
    _keep_told(tx, told)


def settle_finding(
    tx: Transaction, finding: str, evidence: EvidenceRow | None, told: Iterable[DisclosureRow]
) -> None:
    """Store what came of it: the evidence, and what was told in the place of what might have been."""
    tx.run("DELETE FROM finding_disclosure WHERE finding = :id", id=finding)
    _keep_told(tx, told)
    if evidence is not None:
        tx.run(
            "UPDATE finding SET path = :path, commitment = :commitment WHERE id = :id",
            id=finding,
            path=evidence.path,
            commitment=evidence.commitment,
        )


def drop_finding(tx: Transaction, finding: str) -> None:
    """Forget a look that asked nobody and told nothing."""
    tx.run("DELETE FROM finding_disclosure WHERE finding = :id", id=finding)
    tx.run("DELETE FROM finding WHERE id = :id", id=finding)


def find_finding(tx: Transaction, finding: str) -> FindingRow:
    """``WrongInput`` where there is none with this id."""
    row = tx.row("SELECT * FROM finding WHERE id = :id", id=finding)
    if row is None:
        raise WrongInput("There is no evidence with this id.", todo="See `optout find --json`.")
    return _row(row)


def findings_of(tx: Transaction, subject_id: str | None = None) -> list[FindingRow]:
    """All looks for one subject's things, or for everybody's, oldest first."""
    rows = tx.rows(
        "SELECT * FROM finding WHERE :id = '' OR subject_id = :id ORDER BY at, id", id=subject_id or ""
    )
    return [_row(row) for row in rows]


def told_by_finding(tx: Transaction, finding: str) -> list[DisclosureRow]:
    """What one look told to whom; the finding's id stands for the attempt's and the request's."""
    rows = tx.rows(
        "SELECT * FROM finding_disclosure WHERE finding = :id ORDER BY meaning, recipient", id=finding
    )
    return [
        DisclosureRow(
            finding,
            finding,
            moment(row["at"]),
            row["meaning"],
            row["recipient"],
            row["commitment"],
            bool(row["certain"]),
        )
        for row in rows
    ]


def _keep_told(tx: Transaction, told: Iterable[DisclosureRow]) -> None:
    tx.run_many(
        """INSERT INTO finding_disclosure (finding, meaning, recipient, at, commitment, certain)
           VALUES (:finding, :meaning, :recipient, :at, :commitment, :certain)""",
        [
            {
                "finding": one.attempt,
                "meaning": one.meaning,
                "recipient": one.recipient,
                "at": micros(one.at),
                "commitment": one.commitment,
                "certain": int(one.certain),
            }
            for one in told
        ],
    )


def _row(row: Row) -> FindingRow:
    return FindingRow(
        id=row["id"],
        subject_id=row["subject_id"],
        provider=row["provider"],
        at=moment(row["at"]),
        path=row["path"],
        commitment=row["commitment"],
        forgotten=bool(row["forgotten"]),
    )
