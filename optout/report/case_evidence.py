"""The evidence of a request: what is kept, and its parts in plain text with words for each."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from optout.evidence.case import Attachment
from optout.report.history_kept import kept_history
from optout.report.words import sentence
from optout.requests.events import Concluded, Mailed, PersonAnswered
from optout.requests.history import History, Moment
from optout.storage import traces
from optout.storage.database import Transaction
from optout.storage.traces import EvidenceRow


@dataclass(frozen=True, slots=True)
class EvidenceLine:
    """What is kept of one attempt or mail. ``kept`` is false once the subject was forgotten."""

    attempt: str
    at: datetime
    about: str
    commitment: str
    kept: bool

    @property
    def words(self) -> str:
        gone = "" if self.kept else "  (destroyed)"
        return f"{self.at:%Y-%m-%d %H:%M}  {self.attempt}{gone}  {self.about}"


def evidence_lines(tx: Transaction, request_id: str) -> list[EvidenceLine]:
    """One line per attempt that left evidence, oldest first. Needs no key."""
    history = kept_history(tx, request_id)
    return [
        EvidenceLine(row.attempt, row.at, about(history, row), row.commitment, row.path is not None)
        for row in traces.evidence_of(tx, request_id)
    ]


def about(history: History, row: EvidenceRow) -> str:
    """What the evidence is about: the sentence of the event that it belongs to."""
    moment = next((one for one in history.moments if _key(one) == row.attempt), None)
    return sentence(moment, history) if moment else "Evidence of an attempt."


def attachments(row: EvidenceRow, parts: dict[str, bytes], what: str) -> Iterator[Attachment]:
    """The parts of one attempt as attachments, each described in words."""
    for name, content in sorted(parts.items()):
        yield Attachment(f"{row.attempt}/{name}", content, f"{_part(name)}. {what}", row.commitment)


def _key(moment: Moment) -> str | None:
    if isinstance(moment.event, Concluded):
        return moment.event.attempt
    if isinstance(moment.event, PersonAnswered):
        return moment.event.evidence
    return moment.event.mail if isinstance(moment.event, Mailed) else None


def _part(name: str) -> str:
    if name.startswith("screenshot."):
        return "A screenshot that the person gave"
    if name.endswith(".jpg"):
        return f"Screen, {name.removesuffix('.jpg').replace('-', ' ')}"
    if name.endswith(".eml"):
        return "A mail as it was received or sent"
    if name.endswith(".warc.gz"):
        return "Requests and answers as they went over the network (WARC)"
    if name == "looked-up.json":
        return "What was looked for, thing by thing, and what each look came to"
    return "The facts that were passed on" if name == "disclosed.json" else name
