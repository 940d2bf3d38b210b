"""What a draft tells once it is sent: kept sealed until the person says that they sent it."""

import json
from collections.abc import Sequence
from datetime import datetime

from optout.channels.attempt import Capture, Disclosed
from optout.people.vault import seal, unseal
from optout.requests.events import Concluded, Event
from optout.requests.failures import Failure
from optout.running.installation import Installation
from optout.running.keeping import Kept, disclosures
from optout.running.roster import Enrolled
from optout.storage import traces
from optout.storage.database import Transaction
from optout.storage.requests import events_of

_NOTHING = Kept(None, (), {})


def keep_held(
    tx: Transaction, person: Enrolled, request_id: str, attempt: str, capture: Capture, at: datetime
) -> None:
    """Keep what the attempt's draft holds, if it left one."""
    if not capture.held:
        return
    content = json.dumps([[one.meaning, one.recipient, one.value] for one in capture.held]).encode()
    paper = _paper(attempt)
    traces.keep_paper(tx, paper, request_id, at, seal(person.key, content, f"paper/{paper}"))


def told_by_draft(installation: Installation, person: Enrolled, request_id: str, at: datetime) -> Kept:
    """What the last draft of a request told, now that it was sent: for the database and the ledger."""
    with installation.database.transaction(write=False) as tx:
        attempt = _drafted(events_of(tx, request_id))
        sealed = traces.sealed_paper(tx, _paper(attempt)) if attempt else None
    if attempt is None or sealed is None:
        return _NOTHING
    content = json.loads(unseal(person.key, sealed, f"paper/{_paper(attempt)}"))
    told = Capture(disclosed=[Disclosed(*one) for one in content])
    return Kept(None, disclosures(person, request_id, attempt, told, at), {})


def _paper(attempt: str) -> str:
    return f"d-{attempt}"


def _drafted(events: Sequence[Event]) -> str | None:
    """The attempt that left the last draft."""
    came = (one for one in reversed(events) if isinstance(one, Concluded))
    return next((one.attempt for one in came if one.outcome.failure == Failure.DRAFT), None)
