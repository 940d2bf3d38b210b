"""Forgetting a subject, and saying honestly what remains."""

from dataclasses import dataclass

from optout.people.vault import commitment
from optout.running.installation import Installation
from optout.storage import ledger
from optout.storage.requests import find_requests
from optout.storage.subjects import destroy


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


def forget_subject(installation: Installation, subject_id: str) -> Remains:
    """Destroy the key, the sealed data and the evidence files. Raises ``WrongInput`` if unknown."""
    person = installation.roster.get(subject_id)
    now = installation.clock.now()
    farewell = commitment(person.key, f"forgotten\n{subject_id}\n{now.isoformat()}".encode())
    with installation.database.transaction() as tx:
        requests = len(find_requests(tx, subject_id=subject_id))
        paths = destroy(tx, subject_id, now)
        ledger.drop(tx, now, [("subject-forgotten", farewell)])
        ledger.seal_inbox(tx, installation.signing_key, now)
    installation.database.scrub(("subject", "listing", "mail"))
    installation.roster.drop(subject_id)
    for path in paths:
        installation.files.remove(path)
    remains = (*_REMAINS, _ON_A_SERVER) if installation.database.postgres else _REMAINS
    return Remains(subject_id, requests, len(paths), remains)
