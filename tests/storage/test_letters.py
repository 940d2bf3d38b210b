import threading
from datetime import datetime, timedelta

import pytest

from optout.clock import VirtualClock
from optout.requests.actions import Action
from optout.storage.claim import Limits, claim, letters_wait_until, next_moment
from optout.storage.database import Database, micros
from optout.storage.letters import NO_LIMITS, LetterLimits, count_letters, letters_left, next_letter
from tests.storage.rows import NOW, add_provider, add_request

LETTERS = "submit remind appeal"
SECOND = timedelta(seconds=1)
MINUTE = timedelta(minutes=1)
MIDNIGHT = NOW.replace(hour=0) + timedelta(days=1)


def limits(per_day: int | None = None, per_minute: int | None = None, batch: int = 20) -> Limits:
    return Limits(batch, 100_000, timedelta(days=9), LetterLimits(per_day, per_minute))


def companies(
    database: Database, many: int, action: Action = Action.SUBMIT, letters: str = LETTERS
) -> None:
    """So many providers that are written to, each with one request that is due."""
    with database.transaction() as tx:
        for number in range(many):
            add_provider(tx, f"c{number:03}", letters=letters)
            add_request(tx, f"c{number:03}", 1, action=action)


def taken(database: Database, now: datetime, bounds: Limits) -> list[str]:
    """Every request that can be claimed at one moment; bounded."""
    found: list[str] = []
    for number in range(300):
        with database.transaction() as tx:
            batch = claim(tx, now, bounds, f"b-{now.timestamp()}-{number}")
        if batch is None:
            return found
        found += batch.requests
    raise AssertionError("claims never end")


@pytest.mark.parametrize("action", [Action.SUBMIT, Action.REMIND, Action.APPEAL])
def test_no_more_letters_leave_in_any_minute_than_are_allowed(
    action: Action, database: Database
) -> None:
    companies(database, 12, action)
    bounds = limits(per_minute=4)

    assert len(taken(database, NOW, bounds)) == 4
    assert taken(database, NOW + MINUTE - SECOND / 1000, bounds) == []
    assert len(taken(database, NOW + MINUTE, bounds)) == 4
    assert len(taken(database, NOW + 10 * MINUTE, bounds)) == 4


def test_the_minute_goes_along_with_the_letters(database: Database) -> None:
    companies(database, 12)
    with database.transaction() as tx:
        count_letters(tx, NOW, 1)
        count_letters(tx, NOW + 30 * SECOND, 2)
    bounds = limits(per_minute=4)

    assert len(taken(database, NOW + 40 * SECOND, bounds)) == 1
    assert len(taken(database, NOW + 60 * SECOND, bounds)) == 1
    assert len(taken(database, NOW + 90 * SECOND, bounds)) == 2


def test_no_more_letters_leave_on_a_day_than_are_allowed(database: Database) -> None:
    companies(database, 12)
    bounds = limits(per_day=5, per_minute=50)

    assert len(taken(database, NOW, bounds)) == 5
    assert taken(database, MIDNIGHT - SECOND, bounds) == []
    assert len(taken(database, MIDNIGHT, bounds)) == 5


def test_a_batch_is_no_larger_than_what_is_left(database: Database) -> None:
    with database.transaction() as tx:
        add_provider(tx, "acme", burst=50, letters=LETTERS)
        for number in range(9):
            add_request(tx, "acme", number, action=Action.SUBMIT)

    with database.transaction() as tx:
        batch = claim(tx, NOW, limits(per_minute=4), "b-1")
    assert batch is not None
    assert len(batch.requests) == 4


def test_everything_but_letters_goes_on(database: Database) -> None:
    with database.transaction() as tx:
        add_provider(tx, "acme", burst=50, letters=LETTERS)
        add_provider(tx, "web_form", burst=50)
        for number in range(3):
            add_request(tx, "acme", number, action=Action.SUBMIT)
            add_request(tx, "web_form", number, action=Action.SUBMIT)
        add_request(tx, "acme", 7, action=Action.RECHECK)
        add_request(tx, "acme", 8, action=None)
        count_letters(tx, NOW, 4)

    found = taken(database, NOW, limits(per_minute=4))

    web = [f"r-web_form-{number:04}" for number in range(3)]
    assert sorted(found) == ["r-acme-0007", "r-acme-0008", *web]


def test_claimers_at_once_keep_the_pace(database: Database) -> None:
    companies(database, 20)
    together, sent = threading.Barrier(4), list[str]()

    def work() -> None:
        together.wait(timeout=30)
        sent.extend(taken(database, NOW, limits(per_day=15, per_minute=6)))

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)

    assert len(sent) == len(set(sent)) == 6


def test_without_limits_nothing_is_held_back(database: Database) -> None:
    companies(database, 30)

    with database.transaction() as tx:
        assert next_letter(tx, NOW, NO_LIMITS) == 0
    assert len(taken(database, NOW, limits())) == 30


def test_the_next_moment_leads_through_all_letters_without_standing_still(database: Database) -> None:
    companies(database, 23)
    bounds, clock = limits(per_day=10, per_minute=4), VirtualClock(NOW)
    sent: list[datetime] = []
    for _ in range(20):
        sent += [clock.now()] * len(taken(database, clock.now(), bounds))
        if len(sent) == 23:
            break
        with database.transaction(write=False) as tx:
            after = next_moment(tx, clock.now(), bounds)
        assert after is not None
        assert after > clock.now()
        clock.move_to(after)

    days = [NOW, MIDNIGHT, MIDNIGHT + timedelta(days=1)]
    full = [day + minute for day in days[:2] for minute in (0 * MINUTE, MINUTE, 2 * MINUTE)]
    assert [(at, sent.count(at)) for at in sorted(set(sent))] == [
        *zip(full, (4, 4, 2, 4, 4, 2), strict=True),
        (days[2], 3),
    ]


def test_what_is_due_earlier_is_not_overlooked_for_letters_that_wait(database: Database) -> None:
    companies(database, 2)
    with database.transaction() as tx:
        add_provider(tx, "read", burst=1)
        add_request(tx, "read", 1, action=Action.RECHECK, at=NOW + timedelta(hours=1))
        count_letters(tx, NOW, 5)

        assert next_moment(tx, NOW, limits(per_day=5)) == NOW + timedelta(hours=1)
        assert next_moment(tx, NOW, limits(per_minute=5)) == NOW + MINUTE


def test_a_submission_beyond_the_daily_limit_does_not_hide_what_is_due_earlier(
    database: Database,
) -> None:
    companies(database, 1, letters="")
    bounds = Limits(20, 0)
    with database.transaction() as tx:
        assert next_moment(tx, NOW, bounds) == MIDNIGHT
        add_provider(tx, "read")
        add_request(tx, "read", 1, action=Action.RECHECK, at=NOW + timedelta(hours=1))

        assert next_moment(tx, NOW, bounds) == NOW + timedelta(hours=1)


def test_letters_that_only_the_minute_holds_back_say_until_when(database: Database) -> None:
    companies(database, 3)
    with database.transaction() as tx:
        assert letters_wait_until(tx, NOW, limits(per_minute=2)) is None
        count_letters(tx, NOW - 10 * SECOND, 2)
        assert letters_wait_until(tx, NOW, limits(per_minute=2)) == NOW + 50 * SECOND
        assert letters_wait_until(tx, NOW, limits(2, 2)) is None  # until midnight
        assert letters_wait_until(tx, NOW, limits()) is None
        assert letters_wait_until(tx, NOW - SECOND, limits(per_minute=2)) is None  # nothing is due yet
        nothing_more = Limits(20, 0, letters=LetterLimits(None, 2))
        assert letters_wait_until(tx, NOW, nothing_more) is None
        tx.run("UPDATE provider SET paused_until = :until", until=micros(NOW) + 1)
        assert letters_wait_until(tx, NOW, limits(per_minute=2)) is None


def test_only_the_last_minute_is_kept(database: Database) -> None:
    with database.transaction() as tx:
        for number in range(5):
            count_letters(tx, NOW + number * MINUTE, 3)

        assert tx.value("SELECT COUNT(*) FROM letter_pace") == 3
        assert letters_left(tx, NOW + 4 * MINUTE, LetterLimits(20, 5)) == 2
        assert letters_left(tx, NOW + 5 * MINUTE, LetterLimits(20, 9)) == 5
        assert letters_left(tx, NOW + 5 * MINUTE, LetterLimits(10, 9)) == 0
