import threading
from datetime import timedelta
from hashlib import sha256

import pytest

from optout.evidence.ledger import SigningKey
from optout.evidence.verification import verify
from optout.storage.database import Database
from optout.storage.ledger import drop, entries, heads, seal_inbox
from tests.storage.rows import NOW

KEY = SigningKey(b"\x07" * 32)


def _commitment(number: int) -> str:
    return sha256(str(number).encode()).hexdigest()


def _drop(database: Database, numbers: range) -> None:
    with database.transaction() as tx:
        drop(tx, NOW, [("event", _commitment(number)) for number in numbers])


def test_what_waits_gets_its_place_once_and_the_ledger_verifies(database: Database) -> None:
    _drop(database, range(3))
    with database.transaction() as tx:
        assert seal_inbox(tx, KEY, NOW) == 3
        assert seal_inbox(tx, KEY, NOW) == 0
    _drop(database, range(3, 5))
    with database.transaction() as tx:
        assert seal_inbox(tx, KEY, NOW + timedelta(seconds=1)) == 2

    with database.transaction(write=False) as tx:
        every, signed = entries(tx), heads(tx)
    assert [entry.index for entry in every] == [0, 1, 2, 3, 4]
    assert {entry.commitment for entry in every} == {_commitment(number) for number in range(5)}
    assert [head.size for head in signed] == [3, 5]
    assert verify(every, signed, KEY.public_hex, []).problems == ()


def test_an_empty_inbox_signs_nothing(database: Database) -> None:
    with database.transaction() as tx:
        assert seal_inbox(tx, KEY, NOW) == 0
        assert heads(tx) == []


def test_what_was_dropped_in_a_failed_transaction_never_enters(database: Database) -> None:
    def fail() -> None:
        with database.transaction() as tx:
            drop(tx, NOW, [("event", _commitment(1))])
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()

    with database.transaction() as tx:
        assert seal_inbox(tx, KEY, NOW) == 0


def test_entries_are_in_the_order_of_their_moments(database: Database) -> None:
    with database.transaction() as tx:
        drop(tx, NOW + timedelta(seconds=2), [("event", _commitment(2))])
        drop(tx, NOW, [("evidence", _commitment(0))])
        drop(tx, NOW + timedelta(seconds=1), [("disclosure", _commitment(1))])
        seal_inbox(tx, KEY, NOW)
        every = entries(tx)

    assert [(entry.at, entry.what, entry.commitment) for entry in every] == [
        (NOW, "evidence", _commitment(0)),
        (NOW + timedelta(seconds=1), "disclosure", _commitment(1)),
        (NOW + timedelta(seconds=2), "event", _commitment(2)),
    ]


def test_sealing_at_once_places_everything_exactly_once(database: Database) -> None:
    together = threading.Barrier(4)

    def work(worker: int) -> None:
        together.wait(timeout=30)
        for turn in range(8):
            first = (worker * 8 + turn) * 3
            _drop(database, range(first, first + 3))
            with database.transaction() as tx:
                seal_inbox(tx, KEY, NOW)

    threads = [threading.Thread(target=work, args=(worker,)) for worker in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=120)

    with database.transaction(write=False) as tx:
        every, signed = entries(tx), heads(tx)
    assert [entry.index for entry in every] == list(range(96))
    assert {entry.commitment for entry in every} == {_commitment(number) for number in range(96)}
    assert signed[-1].size == 96
    assert verify(every, signed, KEY.public_hex, []).ok
