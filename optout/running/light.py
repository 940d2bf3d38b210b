"""Opening the database alone: quick, and enough for commands that read nothing personal."""

from collections.abc import Iterator
from contextlib import contextmanager

from optout.errors import WrongInput
from optout.settings import Settings
from optout.storage.database import Database
from optout.storage.migrating import migrate


@contextmanager
def open_database(settings: Settings) -> Iterator[Database]:
    """The database alone, for commands that need no personal data."""
    if not settings.database.startswith("postgres") and not settings.home.is_dir():
        raise WrongInput("optout is not set up here yet.", todo="Run `optout init` first.")
    database = Database(settings.database)
    try:
        migrate(database)
        yield database
    finally:
        database.close()
