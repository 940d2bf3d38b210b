import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from optout.errors import StorageFailure
from optout.running.dbos_engine import DbosEngine
from optout.storage.claim import Batch
from tests.running.mortal import system_database

BATCHES = [Batch("acme", f"b-{number}", (f"r-{number}",)) for number in range(3)]


@pytest.fixture
def engine(database_url: str, tmp_path: Path) -> Iterator[DbosEngine]:
    engine = DbosEngine(system_database(tmp_path, database_url), "test", at_once=3)
    yield engine
    engine.close()


def _until_all_are_done(engine: DbosEngine) -> None:
    for _ in range(10):
        if not engine.in_flight:
            return
        engine.wait_for_one()
    raise AssertionError("batches never end")


def test_batches_run_at_once_and_exactly_once(engine: DbosEngine) -> None:
    together, ran = threading.Barrier(3), []

    def run(batch: Batch) -> None:
        together.wait(timeout=60)  # passes only if all three are under way
        ran.append(batch)

    engine.start(run)
    for batch in BATCHES:
        engine.dispatch(batch)
    assert engine.in_flight == 3
    _until_all_are_done(engine)

    assert sorted(ran, key=lambda batch: batch.lease) == BATCHES


def test_closing_waits_for_what_is_under_way(engine: DbosEngine) -> None:
    begun, go_on = threading.Event(), threading.Event()
    ran: list[Batch] = []

    def run(batch: Batch) -> None:
        begun.set()
        assert go_on.wait(timeout=60)
        ran.append(batch)

    engine.start(run)
    engine.dispatch(BATCHES[0])
    assert begun.wait(timeout=60)
    closing = threading.Thread(target=engine.close)
    closing.start()
    closing.join(timeout=0.5)
    assert closing.is_alive()
    go_on.set()
    closing.join(timeout=60)

    assert not closing.is_alive()
    assert ran == [BATCHES[0]]


def test_a_batch_that_is_dispatched_again_is_not_run_again(engine: DbosEngine) -> None:
    ran: list[Batch] = []
    engine.start(ran.append)
    for _ in range(2):
        engine.dispatch(BATCHES[0])
        _until_all_are_done(engine)

    assert ran == [BATCHES[0]]


def test_what_a_batch_raises_is_raised_where_it_is_waited_for(engine: DbosEngine) -> None:
    def run(batch: Batch) -> None:
        if batch == BATCHES[0]:
            raise StorageFailure("The disk is full.")

    engine.start(run)
    engine.dispatch(BATCHES[0])
    with pytest.raises(StorageFailure, match="The disk is full"):
        engine.wait_for_one()

    engine.dispatch(BATCHES[1])
    _until_all_are_done(engine)
    assert engine.in_flight == 0


def test_an_engine_that_was_not_started_says_so() -> None:
    with pytest.raises(RuntimeError, match="not started"):
        DbosEngine("sqlite:///x", "test")._run(BATCHES[0])


def test_its_file_on_a_laptop_is_its_owners_alone(engine: DbosEngine, tmp_path: Path) -> None:
    engine.start(lambda _batch: None)

    modes = {file.stat().st_mode & 0o777 for file in tmp_path.glob("engine.sqlite3*")}
    assert modes <= {0o600}


def test_a_folder_that_is_not_there_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(StorageFailure, match="engine's database cannot be written"):
        DbosEngine(f"sqlite:///{tmp_path / 'nowhere' / 'engine.sqlite3'}", "test").start(print)
