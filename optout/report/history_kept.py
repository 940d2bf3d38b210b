"""The history of a request as the database has it."""

from optout.errors import StorageFailure
from optout.requests.history import History, history_of
from optout.storage.database import Transaction
from optout.storage.requests import events_of


def kept_history(tx: Transaction, request_id: str) -> History:
    """Read and replayed. ``StorageFailure`` for one that cannot be: changed from outside, or damaged."""
    try:
        return history_of(events_of(tx, request_id))
    except (ValueError, KeyError, TypeError):
        raise StorageFailure(
            f"The history of request {request_id} cannot have happened: the database was changed "
            "from outside, or is damaged.",
            kept="Nothing was changed.",
            todo="Run 'optout evidence verify', and restore the database from a backup.",
        ) from None
