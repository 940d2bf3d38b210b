"""Forgetting a subject, and saying honestly what remains."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from optout.channels.mail.drafts import drop_drafts
from optout.channels.mail.reference import mail_reference
from optout.people.vault import commitment
from optout.requests.events import Event, Interrupted, Withdrawn
from optout.requests.lifecycle import apply
from optout.requests.state import Standing, State
from optout.running.installation import Installation
from optout.running.journal import Known, commitments_of
from optout.running.roster import Enrolled
from optout.storage import ledger, requests
from optout.storage.database import Transaction
from optout.storage.requests import RequestRow
from optout.storage.subjects import begin_forgetting, destroy


@dataclass(frozen=True, slots=True)
class Remains:
    """What is left of a forgotten subject, and what others may still have."""

    subject: str
    requests: int
    evidence_removed: int
    remains: tuple[str, ...]

    @property
    def words(self) -> str:
        lines = [f"{self.subject} is forgotten; {self.evidence_removed} evidence files are gone."]
        return "\n".join([*lines, *(f"- {line}" for line in self.remains)])


_REMAINS = (
    "ids, states and dates of the requests, without any name",
    "salted commitments in the ledger, which nobody can open without the key that is gone",
    "what providers were told before: only they can delete that",
    "letters and answers in your own mailbox, and backups of this machine made earlier",
)

_ON_A_SERVER = "freed space in the database server's files and its write-ahead log, until it is reused"


def forget_subject(installation: Installation, subject_id: str, drafts: Path | None = None) -> Remains:
    """Withdraw the requests; destroy the key, the sealed data, the evidence files and the ``drafts``.

    Raises ``WrongInput`` for a subject that is unknown, ``Forgotten`` for one that is gone.
    """
    person = installation.roster.get(subject_id)
    now = installation.clock.now()
    farewell = commitment(person.key, f"forgotten\n{subject_id}\n{now.isoformat()}".encode())
    with installation.database.transaction() as tx:
        begin_forgetting(tx, subject_id)
        rows = requests.find_requests(tx, subject_id=subject_id)
        for row in rows:
            _withdraw(tx, person, row, now)
        paths = destroy(tx, subject_id, now)
        ledger.drop(tx, now, [("subject-forgotten", farewell)])
        ledger.seal_inbox(tx, installation.signing_key, now)
    installation.database.scrub(("subject", "listing", "mail", "drop_event"))
    installation.roster.drop(subject_id)
    for path in paths:
        installation.files.remove(path)
    if drafts is not None:
        drop_drafts(drafts, {mail_reference(row.id) for row in rows})
    remains = (*_REMAINS, _ON_A_SERVER) if installation.database.postgres else _REMAINS
    return Remains(subject_id, len(rows), len(paths), remains)


def _withdraw(tx: Transaction, person: Enrolled, row: RequestRow, now: datetime) -> None:
    """An attempt that is running elsewhere will not be able to say how it ended: it says so now."""
    try:
        standing = requests.standing_of(tx, row.id)
    except (ValueError, KeyError, TypeError):  # a damaged history keeps nobody from being forgotten
        return
    events = _farewell(standing, max(now, standing.at))
    requests.append(tx, row.id, standing.events, events)
    ledger.drop(tx, now, commitments_of(person.key, Known(row, standing), events))
    for event in events:
        standing = apply(standing, event)
    requests.settle(tx, row.id, standing, None)


def _farewell(standing: Standing, at: datetime) -> list[Event]:
    events: list[Event] = []
    if standing.running:
        events.append(Interrupted(at, standing.running[0]))
    if standing.state != State.WITHDRAWN:
        events.append(Withdrawn(at))
    return events
