"""Requests and their events: the truth, and the row that says what is due."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from optout.errors import StorageFailure, WrongInput
from optout.requests.actions import Action
from optout.requests.codec import decode, encode
from optout.requests.events import Event, Planned
from optout.requests.lifecycle import standing_after
from optout.requests.proof import Proof, Rung
from optout.requests.resting_on import proof_of
from optout.requests.state import Standing
from optout.storage.database import Row, Transaction, micros, moment
from optout.storage.subjects import require_remembered

if TYPE_CHECKING:
    from optout.requests.due import Due


class Overtaken(StorageFailure):
    """Somebody else added to a request's history since it was read."""


@dataclass(frozen=True, slots=True)
class RequestRow:
    """A request as its row tells it, without its history. ``lease`` is the batch that holds it.

    ``proof`` is what its state rests on; None as well until rows of before were filled (``old_proofs``).
    """

    id: str
    subject_id: str
    provider: str
    right: str
    opened_at: datetime
    changed_at: datetime
    state: str
    overdue: bool
    trouble: str | None
    task: str | None
    due_action: Action | None
    due_at: datetime | None
    events: int
    lease: str | None = None
    proof: Proof | None = None


_COLUMNS = """id, subject_id, provider, asked_right, opened_at, changed_at, state, overdue,
    trouble, task, due_action, due_at, events, lease, proof_rung, proof_at, proof_edition"""


def open_request(
    tx: Transaction,
    request_id: str,
    subject_id: str,
    provider: str,
    event: Planned,
    due_at: datetime | None = None,
) -> bool:
    """Store a new request with its first event, due then or at once; False if it exists already.

    Raises ``Forgotten`` where the subject was.
    """
    require_remembered(tx, subject_id)
    made = tx.run(
        """INSERT INTO request (id, subject_id, provider, asked_right, opened_at, changed_at,
                                state, due_action, due_at, events)
           VALUES (:id, :subject, :provider, :right, :at, :at, 'planned', :first, :due, 0)
           ON CONFLICT DO NOTHING""",
        id=request_id,
        subject=subject_id,
        provider=provider,
        right=event.right.value,
        first=(Action.SEARCH if event.searchable else Action.SUBMIT).value,
        at=micros(event.at),
        due=micros(due_at or event.at),
    )
    if made:
        append(tx, request_id, 0, [event])
    return bool(made)


def append(
    tx: Transaction,
    request_id: str,
    known: int,
    events: Sequence[Event],
    hold_until: datetime | None = None,
) -> None:
    """Add events after the ``known`` ones; ``Overtaken`` where somebody else added some meanwhile.

    With ``hold_until`` the lease lasts until then at least, for an attempt that begins now.
    """
    rows = []
    for seq, event in enumerate(events, start=known + 1):
        kind, body = encode(event)
        rows.append({"id": request_id, "seq": seq, "at": micros(event.at), "kind": kind, "body": body})
    hit = tx.run(
        """UPDATE request SET events = :new,
               lease_until = CASE WHEN lease_until < :hold THEN :hold ELSE lease_until END
           WHERE id = :id AND events = :known""",
        new=known + len(rows),
        id=request_id,
        known=known,
        hold=micros(hold_until) if hold_until else 0,
    )
    if not hit:
        raise Overtaken("Another worker changed this request.", kept="Its history is whole.")
    tx.run_many(
        "INSERT INTO event (request_id, seq, at, kind, body) VALUES (:id, :seq, :at, :kind, :body)", rows
    )


def events_of(tx: Transaction, request_id: str) -> list[Event]:
    """The whole history, oldest first."""
    rows = tx.rows("SELECT at, kind, body FROM event WHERE request_id = :id ORDER BY seq", id=request_id)
    return [decode(row["kind"], moment(row["at"]), row["body"]) for row in rows]


def standing_of(tx: Transaction, request_id: str) -> Standing:
    return standing_after(events_of(tx, request_id))


def make_due(tx: Transaction, request_id: str, at: datetime) -> None:
    """Let the request be claimed from ``at`` on, once its lease is over: somebody must see to it."""
    tx.run(
        "UPDATE request SET due_action = NULL, due_at = :at WHERE id = :id", id=request_id, at=micros(at)
    )


def take(tx: Transaction, request_id: str, lease: str) -> None:
    """Take the request away from whatever batch has claimed it, for as long as its lease lasts."""
    tx.run("UPDATE request SET lease = :lease WHERE id = :id", id=request_id, lease=lease)


def settle(tx: Transaction, request_id: str, standing: Standing, due: "Due | None") -> None:
    """Write what follows from the history into the row, and give back the lease."""
    proof = proof_of(standing)
    tx.run(
        """UPDATE request SET state = :state, overdue = :overdue, trouble = :trouble, task = :task,
               changed_at = :at, due_action = :action, due_at = :due, lease = NULL, lease_until = 0,
               proof_rung = :rung, proof_at = :proof_at, proof_edition = :edition
           WHERE id = :id""",
        id=request_id,
        rung=proof.rung.value if proof else None,
        proof_at=micros(proof.at) if proof else None,
        edition=proof.edition if proof else None,
        state=standing.state.value,
        overdue=int(standing.overdue),
        trouble=standing.trouble.value if standing.trouble else None,
        task=standing.task.failure.value if standing.task else None,
        at=micros(standing.at),
        action=due.action.value if due and due.action else None,
        due=micros(due.at) if due else None,
    )


def release(tx: Transaction, request_id: str, lease: str) -> None:
    """Give back a lease without doing anything."""
    tx.run(
        "UPDATE request SET lease = NULL, lease_until = 0 WHERE id = :id AND lease = :lease",
        id=request_id,
        lease=lease,
    )


def find_requests(
    tx: Transaction, *, subject_id: str | None = None, provider: str | None = None
) -> list[RequestRow]:
    """Requests, by subject and provider if given, in a stable order."""
    rows = tx.rows(
        f"""SELECT {_COLUMNS} FROM request
            WHERE (:subject = '' OR subject_id = :subject) AND (:provider = '' OR provider = :provider)
            ORDER BY provider, subject_id, asked_right""",  # noqa: S608 - a constant
        subject=subject_id or "",
        provider=provider or "",
    )
    return [_row(row) for row in rows]


def find_request(tx: Transaction, request_id: str) -> RequestRow:
    """One request by its id, or by the beginning of it where only one fits. Raises WrongInput."""
    rows = tx.rows(f"SELECT {_COLUMNS} FROM request WHERE id = :id", id=request_id)  # noqa: S608
    if not rows:  # only what a person typed is looked for in every row
        rows = tx.rows(
            f"SELECT {_COLUMNS} FROM request WHERE substr(id, 1, :length) = :id ORDER BY id",  # noqa: S608
            length=len(request_id),
            id=request_id,
        )
    if len(rows) != 1:
        what = "There is no request" if not rows else "There is more than one request"
        raise WrongInput(f"{what} with this id.", todo="See `optout status` for the ids.")
    return _row(rows[0])


def _row(row: Row) -> RequestRow:
    return RequestRow(
        id=row["id"],
        subject_id=row["subject_id"],
        provider=row["provider"],
        right=row["asked_right"],
        opened_at=moment(row["opened_at"]),
        changed_at=moment(row["changed_at"]),
        state=row["state"],
        overdue=bool(row["overdue"]),
        trouble=row["trouble"],
        task=row["task"],
        due_action=Action(row["due_action"]) if row["due_action"] else None,
        due_at=moment(row["due_at"]) if row["due_at"] is not None else None,
        events=row["events"],
        lease=row["lease"],
        proof=_proof(row),
    )


def _proof(row: Row) -> Proof | None:
    if row["proof_rung"] is None:
        return None
    return Proof(Rung(row["proof_rung"]), moment(row["proof_at"]), row["proof_edition"])
