"""Opening an installation: settings, database, master key and signing key become parts that work."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from optout.catalog.catalog import load_catalog
from optout.clock import Clock
from optout.errors import StorageFailure
from optout.evidence.files import EvidenceFiles
from optout.evidence.ledger import SigningKey
from optout.people.keys import KeySource, create_master_key, open_master_key
from optout.people.vault import seal, unseal
from optout.running.ids import RandomIds
from optout.running.installation import Installation
from optout.running.light import open_database
from optout.running.roster import Roster
from optout.running.schedules import load_schedule
from optout.settings import Settings
from optout.storage.database import Database
from optout.storage.migrating import migrate
from optout.storage.old_proofs import fill_old_proofs

_SIGNING_KEY = "signing key"
_PUBLIC_KEY = "public key"


def create_installation(settings: Settings, source: KeySource) -> None:
    """Make the home, its master key, its database and its signing key.

    ``WrongInput`` where there is a master key already.
    """
    _make_home(settings.home)
    master = create_master_key(settings.home, source)
    database = Database(settings.database)
    try:
        migrate(database)
        _keep_signing_key(database, master, SigningKey.generate())
    finally:
        database.close()


def _make_home(home: Path) -> None:
    """The folder is for its owner alone, also where it was there before."""
    try:
        home.mkdir(parents=True, exist_ok=True)
        home.chmod(0o700)
    except OSError as error:
        raise StorageFailure(
            f"The folder for optout's data cannot be made or closed to others ({type(error).__name__}).",
            kept="Nothing was stored.",
            todo="Choose another one with OPTOUT_HOME.",
        ) from None


@contextmanager
def open_installation(
    settings: Settings,
    clock: Clock,
    *,
    passphrase: Callable[[], str] | None,
    environ: Mapping[str, str],
) -> Iterator[Installation]:
    """Everything, unlocked. Raises ``Locked`` where the master key cannot be had.

    The first time after an update, the rows of older requests are told what they rest on.
    """
    with open_database(settings) as database:
        master = open_master_key(settings.home, passphrase=passphrase, environ=environ)
        fill_old_proofs(database)
        ids = RandomIds()
        yield Installation(
            database=database,
            catalog=load_catalog(settings.providers, settings.imported),
            cadence=load_schedule(settings.schedule),
            clock=clock,
            ids=ids,
            roster=Roster(database, master, clock, ids),
            files=EvidenceFiles(settings.home / "evidence"),
            signing_key=_signing_key(database, master),
            settings_given=frozenset(name for name, value in settings.secrets.items() if value),
        )


def _keep_signing_key(database: Database, master: bytes, key: SigningKey) -> None:
    sealed = seal(master, key.seed, _SIGNING_KEY)
    with database.transaction() as tx:
        for name, value, secret in (
            (_SIGNING_KEY, None, sealed),
            (_PUBLIC_KEY, key.public_hex, None),
        ):
            tx.run(
                """INSERT INTO setting (name, value, sealed) VALUES (:name, :value, :sealed)
                   ON CONFLICT (name) DO NOTHING""",
                name=name,
                value=value,
                sealed=secret,
            )


def _signing_key(database: Database, master: bytes) -> SigningKey:
    with database.transaction(write=False) as tx:
        sealed = tx.value("SELECT sealed FROM setting WHERE name = :name", name=_SIGNING_KEY)
    if sealed is None:
        _keep_signing_key(database, master, SigningKey.generate())
        return _signing_key(database, master)
    return SigningKey(unseal(master, bytes(sealed), _SIGNING_KEY))
