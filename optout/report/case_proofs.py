"""What of a request stands in the ledger, with its proofs; refused where what is kept differs."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from optout.errors import UntrueClaim
from optout.evidence.bundle import statement_of
from optout.evidence.case import Proof
from optout.evidence.ledger import Entry, Head
from optout.evidence.proving import prove
from optout.people.vault import commitment
from optout.requests.events import Event
from optout.running.journal import event_content
from optout.running.keeping import disclosure_bytes
from optout.running.roster import Enrolled
from optout.storage.traces import DisclosureRow, EvidenceRow


@dataclass(frozen=True, slots=True)
class Material:
    """Everything about one request, as of one moment. ``parts`` are plaintext, by attempt."""

    person: Enrolled
    events: Sequence[Event]
    evidence: Sequence[EvidenceRow]
    told: Sequence[DisclosureRow]
    parts: Mapping[str, dict[str, bytes]] = field(repr=False)
    entries: Sequence[Entry]
    head: Head


def proofs_of(material: Material, request_id: str, *, openings: bool) -> tuple[Proof, ...]:
    """One proof per event, attempt and disclosure, in the order of the ledger.

    ``UntrueClaim`` where something that is kept is not in the ledger as it is kept now.
    """
    index_of = {entry.commitment: entry.index for entry in material.entries}
    found: dict[int, bytes | None] = {}
    for promised, content in _contents(material, request_id):
        if promised not in index_of or _is_other(material.person, promised, content):
            raise UntrueClaim(
                "What is kept about this request is not what the ledger says.",
                kept="Nothing was exported.",
                todo="Run 'optout evidence verify' to see what does not fit.",
            )
        found[index_of[promised]] = content
    opened = {index: content for index, content in found.items() if content is not None}
    return prove(material.entries, material.head, sorted(found), opened if openings else {})


def _contents(material: Material, request_id: str) -> Iterator[tuple[str, bytes | None]]:
    """What was committed to: the commitment, and the content where it is still known."""
    key = material.person.key
    for seq, event in enumerate(material.events, start=1):
        content = event_content(request_id, seq, event)
        yield commitment(key, content), content
    for evidence in material.evidence:
        yield evidence.commitment, statement_of(evidence.attempt, material.parts[evidence.attempt])
    values = dict(_values(material.parts))
    for told in (one for one in material.told if one.certain):
        value = values.get((told.attempt, told.meaning, told.recipient))
        yield told.commitment, _disclosure(told, value)


def _disclosure(told: DisclosureRow, value: str | None) -> bytes | None:
    if value is None:
        return None
    return disclosure_bytes(told.attempt, told.meaning, told.recipient, value)


def _values(parts: Mapping[str, dict[str, bytes]]) -> Iterator[tuple[tuple[str, str, str], str]]:
    """The values that were passed on, from the evidence of the attempts that passed them on."""
    for attempt, files in parts.items():
        if "disclosed.json" in files:
            for one in json.loads(files["disclosed.json"])["disclosed"]:
                yield (attempt, one["meaning"], one["recipient"]), one["value"]


def _is_other(person: Enrolled, promised: str, content: bytes | None) -> bool:
    return content is not None and commitment(person.key, content) != promised
