"""What is kept of providers' health, on both databases."""

from datetime import timedelta

from optout.catalog.health import Health, HealthState, Probe, ProbeResult, Verdict, judge_health
from optout.storage.database import Database, micros
from optout.storage.health import asked_providers, begin_check, healths, keep_health, likely_listed
from optout.storage.providers import pause
from tests.storage.rows import NOW, add_provider, add_request

DAY = timedelta(days=1)
WEEK = 7 * DAY


def _health(verdict: Verdict) -> Health:
    return judge_health([ProbeResult(Probe.FORM, verdict, "The form is what it is.")])


def test_a_state_keeps_its_date_until_it_changes(database: Database) -> None:
    with database.transaction() as tx:
        keep_health(tx, "acme", _health(Verdict.BAD), NOW, NOW + WEEK)
        keep_health(tx, "acme", _health(Verdict.BAD), NOW + WEEK, NOW + 2 * WEEK)
        row = healths(tx)["acme"]
        assert (row.state, row.since) == (HealthState.UNHEALTHY, NOW)
        assert (row.checked_at, row.next_at) == (NOW + WEEK, NOW + 2 * WEEK)
        keep_health(tx, "acme", _health(Verdict.GOOD), NOW + 2 * WEEK, NOW + 3 * WEEK)
        assert healths(tx, ["acme"])["acme"].since == NOW + 2 * WEEK
        assert healths(tx, ["other"]) == {}


def test_the_reasons_come_back_as_they_were_kept(database: Database) -> None:
    kept = _health(Verdict.BAD)
    with database.transaction() as tx:
        keep_health(tx, "acme", kept, NOW, NOW + WEEK)
        assert healths(tx)["acme"].health == kept


def test_a_check_is_taken_by_one_worker_only(database: Database) -> None:
    with database.transaction() as tx:
        assert begin_check(tx, "acme", NOW, NOW + DAY)
        assert not begin_check(tx, "acme", NOW, NOW + DAY)
        row = healths(tx)["acme"]
        assert (row.state, row.checked_at, row.next_at) == (HealthState.UNKNOWN, None, NOW + DAY)
        assert begin_check(tx, "acme", NOW + DAY, NOW + 2 * DAY)


def test_a_taken_check_forgets_nothing_of_the_last_one(database: Database) -> None:
    with database.transaction() as tx:
        keep_health(tx, "acme", _health(Verdict.BAD), NOW, NOW + WEEK)
        assert begin_check(tx, "acme", NOW + WEEK, NOW + WEEK + DAY)
        assert healths(tx)["acme"].state == HealthState.UNHEALTHY


def test_only_providers_that_somebody_still_asks_are_checked(database: Database) -> None:
    with database.transaction() as tx:
        for slug in ("acme", "bolt", "idle"):
            add_provider(tx, slug)
        add_request(tx, "acme", 1)
        add_request(tx, "acme", 2)
        withdrawn = add_request(tx, "bolt", 1)
        tx.run("UPDATE request SET state = 'withdrawn' WHERE id = :id", id=withdrawn)
        keep_health(tx, "acme", _health(Verdict.GOOD), NOW, NOW + WEEK)
        (asked,) = asked_providers(tx)
        assert (asked.provider, asked.requests, asked.since) == ("acme", 2, NOW)
        assert asked.next_at == NOW + WEEK


def test_what_is_due_within_a_pause_or_is_paused_waits(database: Database) -> None:
    with database.transaction() as tx:
        add_provider(tx, "acme")
        ids = [add_request(tx, "acme", number) for number in range(4)]
        for request_id, state, due in zip(
            ids,
            ("found", "removed", "paused", "clear"),
            (NOW, NOW + 8 * WEEK, None, NOW + WEEK),
            strict=True,
        ):
            tx.run(
                "UPDATE request SET state = :state, due_at = :due WHERE id = :id",
                state=state,
                due=micros(due) if due else None,
                id=request_id,
            )
        assert asked_providers(tx)[0].waiting == 1
        pause(tx, "acme", NOW + 2 * WEEK, "unhealthy")
        (asked,) = asked_providers(tx)
        assert (asked.requests, asked.waiting) == (4, 3)


def test_who_may_be_listed_and_was_not_asked_about_comes_first(database: Database) -> None:
    with database.transaction() as tx:
        add_provider(tx, "acme")
        ids = [add_request(tx, "acme", number) for number in range(4)]
        for request_id, state in zip(ids, ("submitted", "found", "removed", "needs you"), strict=True):
            tx.run("UPDATE request SET state = :state WHERE id = :id", state=state, id=request_id)
        assert likely_listed(tx, "acme", 5) == [ids[1], ids[3], ids[0]]
        assert likely_listed(tx, "acme", 1) == [ids[1]]
