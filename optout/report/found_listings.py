"""What was found at a provider and is to be asked about by hand, as a person can look it up."""

from optout.requests.actions import Action
from optout.requests.failures import Failure
from optout.requests.state import Task
from optout.running.installation import Installation
from optout.running.journal import Known
from optout.running.keeping import open_record
from optout.storage import traces

MOST = 50


def found_listings(installation: Installation, known: Known, task: Task) -> tuple[str, ...]:
    """The addresses or names of the listings that the last read saw; personal: shown, never logged.

    Only for a submission that the person makes by hand: there they say what it is about.
    """
    if task.failure != Failure.BY_HAND or task.action != Action.SUBMIT:
        return ()
    person, listings = installation.roster.get(known.row.subject_id), known.standing.listings[:MOST]
    with installation.database.transaction(write=False) as tx:
        sealed = [(listing, traces.sealed_listing(tx, listing)) for listing in listings]
    records = [open_record(person, listing, one) for listing, one in sealed if one is not None]
    more = len(known.standing.listings) - MOST
    over = (f"and {more} more",) if more > 0 else ()
    return (*dict.fromkeys(record.address or record.key for record in records), *over)
