"""Keeping what a person did at California's DROP, and what our own reading of brokers says beside it."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from optout.catalog.registered import registered_in_california
from optout.errors import WrongInput
from optout.evidence.verification import Claimed
from optout.people.vault import commitment, seal, unseal
from optout.requests.state import Standing
from optout.rights.drop_filing import BrokerOutcome, Filed, Filing, Looked, filing_of
from optout.running.installation import Installation
from optout.running.journal import Journal
from optout.running.roster import Enrolled
from optout.storage import ledger
from optout.storage.database import Transaction
from optout.storage.drop_events import DropRow, add, drop_rows
from optout.storage.requests import find_requests
from optout.storage.subjects import require_remembered

_DROP_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{3,63}")
_FILED, _LOOKED = "filed", "looked"


@dataclass(frozen=True, slots=True)
class Covered:
    """A registered broker that we ask ourselves too: where that request stands, and what was read.

    ``read`` is "absent", "listed" or "unread", as the last read since the filing says.
    """

    provider: str
    state: str
    read: str
    read_at: datetime | None


def file_drop(installation: Installation, person: Enrolled, drop_id: str, at: datetime) -> Filing:
    """Keep that the person filed a request. ``WrongInput`` for what is no DROP ID, or a wrong moment."""
    if not _DROP_ID.fullmatch(drop_id):
        raise WrongInput(
            "This is no DROP ID.",
            kept="Nothing was changed.",
            todo="It stands on the page that DROP shows after filing: letters, digits and hyphens.",
        )
    _add(installation, person, Filed(at, drop_id))
    return _found(drop_standing(installation, person))


def note_look(
    installation: Installation, person: Enrolled, at: datetime, counts: Mapping[BrokerOutcome, int]
) -> Filing:
    """Keep what the status page said. ``WrongInput`` where nothing was filed before ``at``."""
    filing = _found(drop_standing(installation, person))
    if at < filing.filed_at:
        raise WrongInput("You looked before you filed.", kept="Nothing was changed.", todo="Mend --on.")
    _add(installation, person, Looked(at, dict(counts)))
    return _found(drop_standing(installation, person))


def drop_standing(installation: Installation, person: Enrolled) -> Filing | None:
    """Where the person's request at DROP stands; None where none was filed."""
    with installation.database.transaction(write=False) as tx:
        rows = drop_rows(tx, person.id)
    return filing_of([_event(person, row) for row in rows if row.sealed is not None])


def covered(installation: Installation, person: Enrolled, filing: Filing) -> list[Covered]:
    """Our own requests to brokers that the filing covers: those in the registry that was imported."""
    journal = Journal(installation)
    registered = registered_in_california(installation.catalog)
    with installation.database.transaction(write=False) as tx:
        rows = [row for row in find_requests(tx, subject_id=person.id) if row.provider in registered]
        known = [journal.read_in(tx, row.id) for row in rows]
    return [_covered(one.row.provider, one.standing, filing) for one in known]


def drop_claims(tx: Transaction, person: Enrolled) -> Iterator[Claimed]:
    """What the ledger must hold of what the person did at DROP."""
    for row in drop_rows(tx, person.id):
        content = drop_content(row, _opened(person, row))
        yield Claimed(commitment(person.key, content), "event", f"DROP event {row.seq} of {person.id}")


def drop_content(row: DropRow, plaintext: bytes) -> bytes:
    """What the commitment of an event commits to."""
    place = f"drop\n{row.subject_id}\n{row.seq}\n{row.at.isoformat()}\n{row.kind}\n"
    return place.encode() + plaintext


def _found(filing: Filing | None) -> Filing:
    if filing is None:
        raise WrongInput(
            "No request at DROP is known.", kept="Nothing was changed.", todo="optout drop filed DROP_ID"
        )
    return filing


def _add(installation: Installation, person: Enrolled, event: Filed | Looked) -> None:
    plaintext = _written(event)
    now = installation.clock.now()
    with installation.database.transaction() as tx:
        require_remembered(tx, person.id)
        kind = _FILED if isinstance(event, Filed) else _LOOKED
        bare = DropRow(person.id, len(drop_rows(tx, person.id)) + 1, event.at, kind, None)
        add(tx, replace(bare, sealed=seal(person.key, plaintext, _context(bare))))
        ledger.drop(tx, now, [("event", commitment(person.key, drop_content(bare, plaintext)))])
        ledger.seal_inbox(tx, installation.signing_key, now)


def _written(event: Filed | Looked) -> bytes:
    told = {"drop_id": event.drop_id} if isinstance(event, Filed) else dict(event.counts)
    return json.dumps(told, sort_keys=True).encode()


def _event(person: Enrolled, row: DropRow) -> Filed | Looked:
    told = json.loads(_opened(person, row))
    if row.kind == _FILED:
        return Filed(row.at, told["drop_id"])
    return Looked(row.at, {BrokerOutcome(name): count for name, count in told.items()})


def _opened(person: Enrolled, row: DropRow) -> bytes:
    return unseal(person.key, row.sealed or b"", _context(row))


def _context(row: DropRow) -> str:
    return f"drop/{row.subject_id}/{row.seq}/{row.kind}"


def _covered(provider: str, standing: Standing, filing: Filing) -> Covered:
    at = standing.read_at
    if at is None or at < filing.filed_at:
        return Covered(provider, standing.state.value, "unread", None)
    return Covered(provider, standing.state.value, "listed" if standing.listings else "absent", at)
