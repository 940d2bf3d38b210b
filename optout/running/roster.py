"""The enrolled subjects, unlocked with the master key for as long as the process runs."""

import threading
from collections.abc import Sequence
from dataclasses import dataclass, field

from optout.clock import Clock
from optout.people.mandate import Mandate
from optout.people.subject import Subject
from optout.people.vault import new_key, seal, unseal, unwrap, wrap
from optout.rights.law import Role
from optout.running.ids import Ids
from optout.storage.database import Database
from optout.storage.subjects import (
    Forgotten,
    SubjectRow,
    enrol,
    find_subject,
    replace_profile,
    subjects,
    version_of,
)


@dataclass(frozen=True, slots=True)
class Enrolled:
    """A subject with the key that all that is kept about them is sealed with."""

    id: str
    subject: Subject = field(repr=False)
    mandate: Mandate
    key: bytes = field(repr=False)
    version: int = 0

    @property
    def role(self) -> Role:
        """Who writes the letters: the person, or an agent for them."""
        return "agent" if self.mandate.kind == "agent" else "person"


class Roster:
    """Opens subjects and keeps them in memory while nobody changes them. Safe to use from threads."""

    def __init__(self, database: Database, master: bytes, clock: Clock, ids: Ids) -> None:
        self._database = database
        self._master = master
        self._clock = clock
        self._ids = ids
        self._open: dict[str, Enrolled] = {}
        self._lock = threading.Lock()

    def enrol(self, subject: Subject, mandate: Mandate, permission: bytes = b"") -> Enrolled:
        """Seal and store a new subject; the signed permission of an agent is sealed with them."""
        subject_id, key = self._ids.new("s"), new_key()
        papers = mandate.model_dump_json().encode() + b"\n" + permission
        row = SubjectRow(
            id=subject_id,
            created_at=self._clock.now(),
            wrapped_key=wrap(self._master, key, subject_id),
            sealed_profile=seal(key, subject.model_dump_json().encode(), f"profile/{subject_id}"),
            sealed_mandate=seal(key, papers, f"mandate/{subject_id}"),
        )
        with self._database.transaction() as tx:
            enrol(tx, row)
        return self._open_row(row)

    def get(self, subject_id: str) -> Enrolled:
        """The subject as kept now. Raises ``WrongInput`` (unknown, forgotten) or ``Locked``."""
        kept = self._opened(subject_id)
        with self._database.transaction(write=False) as tx:
            if kept is not None and version_of(tx, subject_id) == kept.version:
                return kept
            row = find_subject(tx, subject_id)
        return self._open_row(row)

    def permission(self, subject_id: str) -> bytes:
        """The permission that the person signed for an agent; empty where they act themselves."""
        with self._database.transaction(write=False) as tx:
            row = find_subject(tx, subject_id)
        if row.sealed_mandate is None:
            raise Forgotten
        papers = unseal(self.key(subject_id), row.sealed_mandate, f"mandate/{row.id}")
        return papers.partition(b"\n")[2]

    def key(self, subject_id: str) -> bytes:
        """The subject's key, which never changes: from memory where they were opened before."""
        kept = self._opened(subject_id)
        return (kept or self.get(subject_id)).key

    def _opened(self, subject_id: str) -> Enrolled | None:
        with self._lock:
            return self._open.get(subject_id)

    def replace(self, subject_id: str, subject: Subject) -> Enrolled:
        """Other facts about the same subject, under the same key. Raises as ``get`` does."""
        person = self.get(subject_id)
        sealed = seal(person.key, subject.model_dump_json().encode(), f"profile/{subject_id}")
        with self._database.transaction() as tx:
            replace_profile(tx, subject_id, sealed)
        self.drop(subject_id)
        return self.get(subject_id)

    def everybody(self) -> Sequence[Enrolled]:
        """All subjects that were not forgotten, oldest first."""
        with self._database.transaction(write=False) as tx:
            rows = subjects(tx)
        return [self.get(row.id) for row in rows if row.forgotten_at is None]

    def drop(self, subject_id: str) -> None:
        """Forget the unlocked copy in memory."""
        with self._lock:
            self._open.pop(subject_id, None)

    def _open_row(self, row: SubjectRow) -> Enrolled:
        if row.wrapped_key is None or row.sealed_profile is None or row.sealed_mandate is None:
            raise Forgotten
        key = unwrap(self._master, row.wrapped_key, row.id)
        profile = unseal(key, row.sealed_profile, f"profile/{row.id}")
        papers = unseal(key, row.sealed_mandate, f"mandate/{row.id}")
        mandate = Mandate.model_validate_json(papers.split(b"\n", 1)[0])
        subject = Subject.model_validate_json(profile)
        enrolled = Enrolled(row.id, subject, mandate, key, row.version)
        with self._lock:
            self._open[row.id] = enrolled
        return enrolled
