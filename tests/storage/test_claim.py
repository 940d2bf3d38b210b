import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from optout.requests.actions import Action
from optout.storage import providers
from optout.storage.claim import Batch, Limits, claim, lease_one, next_moment
from optout.storage.database import Database, micros
from optout.storage.requests import find_request, release
from tests.storage.rows import NOW, add_provider, add_request, fill

LIMITS = Limits(batch=20, submissions_per_day=1000)
SECOND = timedelta(seconds=1)


def _claim(
    database: Database, now: datetime = NOW, limits: Limits = LIMITS, lease: str = "b-1"
) -> Batch | None:
    with database.transaction() as tx:
        return claim(tx, now, limits, lease)


def _all(database: Database, now: datetime = NOW, limits: Limits = LIMITS) -> Iterator[Batch]:
    """Every batch that can be claimed at one moment; bounded."""
    for number in range(200):
        batch = _claim(database, now, limits, f"b-{micros(now)}-{number}")
        if batch is None:
            return
        yield batch
    raise AssertionError("claims never end")


def _taken(database: Database, now: datetime = NOW, limits: Limits = LIMITS) -> int:
    return sum(len(batch.requests) for batch in _all(database, now, limits))


def test_a_batch_is_of_one_provider_and_no_larger_than_asked(database: Database) -> None:
    fill(database, [("acme", 7), ("zenith", 7)], burst=50)

    batches = list(_all(database, limits=Limits(batch=5, submissions_per_day=9)))

    assert sorted(len(batch.requests) for batch in batches) == [2, 2, 5, 5]
    for batch in batches:
        assert {request.split("-")[1] for request in batch.requests} == {batch.provider}


def test_what_waits_longest_goes_first(database: Database) -> None:
    with database.transaction() as tx:
        add_provider(tx, "acme", burst=2)
        for number, minutes in enumerate((3, 1, 2)):
            add_request(tx, "acme", number, at=NOW - timedelta(minutes=minutes))

    batch = _claim(database)

    assert batch is not None
    assert batch.requests == ("r-acme-0000", "r-acme-0002")


def test_providers_that_are_named_are_left_out(database: Database) -> None:
    fill(database, [("acme", 2), ("nadir", 1), ("zenith", 1)], burst=1)

    with database.transaction() as tx:
        batch = claim(tx, NOW, LIMITS, "b-1", ["acme", "zenith", "acme"])
        assert batch is not None
        assert batch.provider == "nadir"
        assert claim(tx, NOW, LIMITS, "b-2", ["acme", "zenith"]) is None
        assert claim(tx, NOW, LIMITS, "b-3", ["acme"]) is not None


def test_what_is_not_due_yet_or_never_is_left(database: Database) -> None:
    with database.transaction() as tx:
        add_provider(tx, "acme")
        add_request(tx, "acme", 1, at=NOW + timedelta(microseconds=1))
        add_request(tx, "acme", 2, at=None)

    assert _claim(database) is None
    assert _taken(database, NOW + timedelta(microseconds=1)) == 1


def test_a_leased_request_is_nobody_elses_until_the_lease_is_over(database: Database) -> None:
    fill(database, [("acme", 1)])
    limits = Limits(20, 10, lease=timedelta(minutes=3))

    assert _claim(database, limits=limits, lease="b-1") == Batch("acme", "b-1", ("r-acme-0000",))
    assert _claim(database, NOW + timedelta(minutes=3) - timedelta(microseconds=1)) is None
    assert _claim(database, NOW + timedelta(minutes=3), lease="b-2") is not None
    with database.transaction() as tx:
        assert find_request(tx, "r-acme-0000").lease == "b-2"


def test_a_lease_that_was_given_back_is_free_at_once(database: Database) -> None:
    fill(database, [("acme", 1)])
    assert _claim(database, lease="b-1") is not None
    with database.transaction() as tx:
        release(tx, "r-acme-0000", "b-1")

    assert _claim(database, lease="b-2") is not None


def test_a_paused_provider_is_left_out_until_its_pause_is_over(database: Database) -> None:
    fill(database, [("acme", 1), ("zenith", 1)])
    with database.transaction() as tx:
        providers.pause(tx, "acme", NOW + timedelta(days=1), "form-changed")

    limits = Limits(20, 1000, lease=timedelta(days=9))
    assert [batch.provider for batch in _all(database, limits=limits)] == ["zenith"]
    assert _claim(database, NOW + timedelta(days=1) - timedelta(microseconds=1), limits) is None
    assert [batch.provider for batch in _all(database, NOW + timedelta(days=1), limits)] == ["acme"]


def test_claimers_at_once_never_get_the_same_request(database: Database) -> None:
    fill(database, [(f"p{number}", 12) for number in range(6)], burst=100)
    together, batches = threading.Barrier(5), []

    def work(name: int) -> None:
        together.wait(timeout=30)
        for number in range(100):
            batch = _claim(database, limits=Limits(3, 10_000), lease=f"b-{name}-{number}")
            if batch is None:
                return
            batches.append(batch)

    threads = [threading.Thread(target=work, args=(name,)) for name in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=120)

    counted = Counter(request for batch in batches for request in batch.requests)
    assert len(counted) == 72
    assert set(counted.values()) == {1}


_CLAIMER = """
import sys
from datetime import datetime
from optout.storage.claim import Limits, claim
from optout.storage.database import Database

url, name, now = sys.argv[1], sys.argv[2], datetime.fromisoformat(sys.argv[3])
database = Database(url)
with database.transaction(write=False) as tx:
    tx.value("SELECT 1")
print("ready", flush=True)
sys.stdin.readline()
for number in range(100):
    with database.transaction() as tx:
        batch = claim(tx, now, Limits(2, 10_000), f"b-{name}-{number}")
    if batch is None:
        break
    print(" ".join(batch.requests))
"""


def test_processes_at_once_never_get_the_same_request(database: Database) -> None:
    fill(database, [("acme", 20), ("zenith", 20)], burst=100)
    claimers = [
        subprocess.Popen(
            [sys.executable, "-c", _CLAIMER, database.url, str(name), NOW.isoformat()],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for name in range(3)
    ]
    for claimer in claimers:
        assert claimer.stdout is not None
        assert claimer.stdout.readline() == "ready\n"
    said = []
    for claimer in claimers:
        assert claimer.stdin is not None
        claimer.stdin.write("go\n")
        claimer.stdin.flush()
    for claimer in claimers:
        out, _ = claimer.communicate(timeout=60)
        assert claimer.returncode == 0
        said += out.split()

    assert len(said) == 40
    assert len(set(said)) == 40


def test_a_provider_bears_a_burst_and_then_one_per_interval(database: Database) -> None:
    fill(database, [("acme", 30)], every=10 * SECOND, burst=4)

    assert _taken(database, NOW) == 4
    assert _taken(database, NOW + 9 * SECOND) == 0
    assert _taken(database, NOW + 10 * SECOND) == 1
    assert _taken(database, NOW + 35 * SECOND) == 2
    assert _taken(database, NOW + 400 * SECOND) == 4  # what was not used is not saved up


class Bucket:
    """The rate, told otherwise: a bucket of ``burst`` tokens that gets one per interval."""

    def __init__(self, burst: int, every: int) -> None:
        self.burst, self.every = burst, every
        self.level = burst * every  # in microseconds of waiting
        self.at = 0

    def take(self, at: int, wanted: int) -> int:
        self.level = min(self.burst * self.every, self.level + at - self.at)
        self.at = at
        taken = min(wanted, self.level // self.every)
        self.level -= taken * self.every
        return taken


@pytest.fixture
def busy(database: Database) -> Database:
    fill(database, [("acme", 120)])
    return database


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    burst=st.integers(1, 6),
    every=st.integers(1, 20_000_000),
    waits=st.lists(st.integers(0, 45_000_000), max_size=8),
    batch=st.integers(1, 7),
)
def test_exactly_as_many_as_the_rate_permits(
    busy: Database, burst: int, every: int, waits: list[int], batch: int
) -> None:
    with busy.transaction() as tx:
        tx.run("UPDATE request SET lease = NULL, lease_until = 0")
        tx.run("UPDATE provider SET tat = 0, burst = :b, interval_us = :e", b=burst, e=every)
    model, now = Bucket(burst, every), NOW
    for wait in [0, *waits]:
        now += timedelta(microseconds=wait)
        expected = model.take((now - NOW) // timedelta(microseconds=1), 1000)
        assert _taken(busy, now, Limits(batch, 1000, lease=timedelta(days=1))) == expected


def test_a_day_has_so_many_submissions_over_all_providers_and_reads_go_on(database: Database) -> None:
    with database.transaction() as tx:
        for slug in ("acme", "zenith"):
            add_provider(tx, slug, burst=50)
            for number in range(4):
                add_request(tx, slug, number, action=Action.SUBMIT)
            add_request(tx, slug, 9, action=Action.RECHECK)
    limits = Limits(batch=20, submissions_per_day=5)

    first = [request for batch in _all(database, limits=limits) for request in batch.requests]
    midnight = NOW.replace(hour=0) + timedelta(days=1)
    later = [request for batch in _all(database, midnight, limits) for request in batch.requests]

    assert {"r-acme-0009", "r-zenith-0009"} < set(first)
    assert len(first) == 5 + 2
    assert len([request for request in later if request not in first]) == 3


def test_a_day_has_so_many_submissions_per_provider(database: Database) -> None:
    with database.transaction() as tx:
        add_provider(tx, "acme", burst=50, per_day=2)
        add_provider(tx, "zenith", burst=50, per_day=100)
        for slug in ("acme", "zenith"):
            for number in range(3):
                add_request(tx, slug, number, action=Action.SUBMIT)

    counted = Counter(batch.provider for batch in _all(database) for _ in batch.requests)

    assert counted == {"acme": 2, "zenith": 3}


def test_providers_at_their_daily_limit_do_not_keep_others_waiting(database: Database) -> None:
    with database.transaction() as tx:
        for number in range(12):
            add_provider(tx, f"p{number:02}")
            add_request(tx, f"p{number:02}", 1, action=Action.SUBMIT)
        add_provider(tx, "zenith")
        add_request(tx, "zenith", 1, action=Action.RECHECK)

    batch = _claim(database, limits=Limits(batch=20, submissions_per_day=0))

    assert batch == Batch("zenith", "b-1", ("r-zenith-0001",))


def test_claimers_at_once_keep_the_daily_limit(database: Database) -> None:
    with database.transaction() as tx:
        for number in range(8):
            add_provider(tx, f"p{number}", burst=50)
            for request in range(5):
                add_request(tx, f"p{number}", request, action=Action.SUBMIT)
    together = threading.Barrier(4)
    sent: list[str] = []

    def work(name: int) -> None:
        together.wait(timeout=30)
        for number in range(50):
            batch = _claim(database, limits=Limits(3, 10), lease=f"b-{name}-{number}")
            if batch is None:
                return
            sent.extend(batch.requests)

    threads = [threading.Thread(target=work, args=(name,)) for name in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)

    assert len(sent) == 10


def test_one_request_is_leased_out_of_turn_and_counts_against_the_rate(database: Database) -> None:
    fill(database, [("acme", 5)], burst=2)
    with database.transaction() as tx:
        assert lease_one(tx, "r-acme-0003", NOW, LIMITS, "b-0")
        assert not lease_one(tx, "r-acme-0003", NOW, LIMITS, "b-9")

    batch = _claim(database)

    assert batch is not None
    assert batch.requests == ("r-acme-0000",)


def test_the_next_moment_is_when_something_is_due_and_allowed(database: Database) -> None:
    with database.transaction() as tx:
        assert next_moment(tx, NOW) is None
        add_provider(tx, "acme", every=10 * SECOND, burst=1)
        add_request(tx, "acme", 1, at=NOW + timedelta(hours=2))
        add_request(tx, "acme", 2, at=None)
        assert next_moment(tx, NOW) == NOW + timedelta(hours=2)
        tx.run("UPDATE provider SET tat = :tat", tat=micros(NOW + timedelta(hours=3)))
        assert next_moment(tx, NOW) == NOW + timedelta(hours=3)
        providers.pause(tx, "acme", NOW + timedelta(hours=4), "form-changed")
        assert next_moment(tx, NOW) == NOW + timedelta(hours=4)


def test_the_next_moment_waits_for_a_lease_to_end(database: Database) -> None:
    fill(database, [("acme", 1)])
    _claim(database, limits=Limits(1, 10, lease=timedelta(minutes=7)))

    with database.transaction(write=False) as tx:
        assert next_moment(tx, NOW) == NOW + timedelta(minutes=7)


def test_what_a_daily_limit_holds_back_is_next_at_midnight(database: Database) -> None:
    with database.transaction() as tx:
        add_provider(tx, "acme")
        add_request(tx, "acme", 1, action=Action.SUBMIT)
        assert claim(tx, NOW, Limits(5, 0), "b-1") is None
        assert next_moment(tx, NOW) == NOW.replace(hour=0) + timedelta(days=1)


def test_a_pause_that_ends_is_a_moment_even_where_nothing_is_due(database: Database) -> None:
    with database.transaction() as tx:
        add_provider(tx, "acme")
        providers.pause(tx, "acme", NOW + timedelta(days=14), "form-changed")
        assert next_moment(tx, NOW) == NOW + timedelta(days=14)


@pytest.mark.parametrize(
    ("because", "goes_on"),
    [
        ("layout-unknown", {None, Action.ESCALATE}),
        ("address-dead", {None, Action.ESCALATE, Action.RECHECK}),
    ],
)
def test_a_pause_never_keeps_deadlines_or_complaints_and_a_dead_address_keeps_letters_only(
    database: Database, because: str, goes_on: set[Action | None]
) -> None:
    due = [None, Action.ESCALATE, Action.RECHECK, Action.SUBMIT, Action.REMIND, Action.APPEAL]
    with database.transaction() as tx:
        add_provider(tx, "acme", burst=50, letters="submit remind appeal")
        requests = {add_request(tx, "acme", n, action=action): action for n, action in enumerate(due)}
        providers.pause(tx, "acme", NOW + timedelta(days=9), because)

    batch = _claim(database)
    assert batch is not None
    assert {requests[one] for one in batch.requests} == goes_on

    with database.transaction(write=False) as tx:
        assert next_moment(tx, NOW) == min(NOW + LIMITS.lease, NOW + timedelta(days=9))
    with database.transaction() as tx:
        tx.run("UPDATE request SET due_at = NULL WHERE lease <> ''")
        assert next_moment(tx, NOW) == NOW + timedelta(days=9)
        add_request(tx, "acme", 50, action=None, at=NOW + timedelta(days=1))
        assert next_moment(tx, NOW) == NOW + timedelta(days=1)

    assert _taken(database, NOW + timedelta(days=9)) == len(due) - len(goes_on) + 1
