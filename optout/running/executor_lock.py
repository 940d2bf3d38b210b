"""One process per executor name on a server's database."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager

from optout.errors import Busy, WrongInput
from optout.settings import EXECUTOR
from optout.storage.database import Database


@contextmanager
def executor_lock(database: Database, executor: str) -> Iterator[None]:
    """Hold this executor's name; ``Busy`` where another process has it, ``WrongInput`` for the default.

    Two workers of one name would each take over what the other is doing. The server gives the name
    back when the process ends, however it ends.
    """
    if executor == EXECUTOR:
        raise WrongInput(
            "On PostgreSQL a worker needs a name of its own.",
            kept="Nothing was done.",
            todo="Set executor (or OPTOUT_EXECUTOR) to a name that no other worker has, and keep it.",
        )
    with database.session_lock(_key(executor)) as free:
        if not free:
            raise Busy(
                "Another optout works on this database under the same executor name.",
                kept="Nothing was changed.",
                todo="Wait until it is done, or give this worker a name of its own.",
            )
        yield


def _key(executor: str) -> int:
    """A 64-bit number, as PostgreSQL wants it, that nothing else here uses."""
    digest = hashlib.sha256(f"optout executor {executor}".encode()).digest()
    return int.from_bytes(digest[:8], "big", signed=True)
