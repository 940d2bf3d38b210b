"""Workers on one PostgreSQL: each has a name of its own."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from optout.clock import VirtualClock
from optout.errors import Busy, StorageFailure, WrongInput
from optout.network import Network
from optout.running.executor_lock import executor_lock
from optout.running.shift import open_shift
from optout.settings import Settings
from optout.storage.database import Database
from optout.storage.migrating import migrate
from tests.postgres import PostgresServer
from tests.running.workshop import START, catalog_of, definition, install


@pytest.fixture
def server(postgres_server: PostgresServer) -> Iterator[Database]:
    database = Database(postgres_server.new_database())
    migrate(database)
    yield database
    database.close()
    postgres_server.drop(database.url)


def test_a_name_that_another_worker_has_is_refused_until_it_is_given_back(server: Database) -> None:
    with executor_lock(server, "worker-1"):
        with pytest.raises(Busy, match="same executor name"), executor_lock(server, "worker-1"):
            pass
        with executor_lock(server, "worker-2"):
            pass
    with executor_lock(server, "worker-1"):
        pass


def test_the_name_is_free_again_after_a_failure(server: Database) -> None:
    with pytest.raises(ZeroDivisionError), executor_lock(server, "worker-1"):
        raise ZeroDivisionError
    with executor_lock(server, "worker-1"):
        pass


def test_names_are_taken_on_one_database_only(server: Database, postgres_server: PostgresServer) -> None:
    other = Database(postgres_server.new_database())
    with executor_lock(server, "worker-1"), executor_lock(other, "worker-1"):
        pass
    postgres_server.drop(other.url)


def test_a_server_that_does_not_answer_is_a_sentence() -> None:
    nowhere = Database("postgresql://optout@127.0.0.1:1/nothing")
    with pytest.raises(StorageFailure, match="could not do"), executor_lock(nowhere, "worker-1"):
        pass


def test_a_shift_on_a_server_takes_its_name_and_refuses_the_default(
    server: Database, tmp_path: Path
) -> None:
    catalog = catalog_of(tmp_path / "data_brokers", acme=definition())
    installation = install(server, tmp_path, catalog, VirtualClock(START))
    settings = Settings(home=tmp_path, database=server.url)
    with (
        pytest.raises(WrongInput, match="needs a name of its own"),
        open_shift(settings, installation, network=Network()),
    ):
        pass

    named = replace(settings, executor="worker-1")
    with (
        open_shift(named, installation, network=Network()),
        pytest.raises(Busy),
        open_shift(named, installation, network=Network()),
    ):
        pass
