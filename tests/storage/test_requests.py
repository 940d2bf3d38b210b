import threading
from dataclasses import replace
from datetime import timedelta

import pytest

from optout.errors import WrongInput
from optout.requests.actions import Action
from optout.requests.due import Due
from optout.requests.events import Concluded, Intended, Resumed
from optout.requests.failures import Failure
from optout.requests.lifecycle import standing_after
from optout.requests.outcome import Answer, Decision, Outcome, Sighting
from optout.requests.proof import Proof, Rung
from optout.requests.state import State
from optout.storage.database import Database
from optout.storage.requests import (
    Overtaken,
    append,
    events_of,
    find_request,
    find_requests,
    open_request,
    release,
    settle,
    standing_of,
)
from tests.storage.rows import NOW, PLANNED, add_provider, add_request, add_subject

INTENDED = Intended(NOW, "a-1", Action.SEARCH)
FOUND = Concluded(
    NOW + timedelta(microseconds=1),
    "a-1",
    Outcome(Answer.DONE, sightings=(Sighting("l-1", Decision.SAME),)),
)


def _one(database: Database) -> str:
    with database.transaction() as tx:
        return add_request(tx, add_provider(tx, "acme"), 1)


def test_a_history_comes_back_as_it_was_written(database: Database) -> None:
    request_id = _one(database)
    with database.transaction() as tx:
        append(tx, request_id, 1, [INTENDED, FOUND])

    with database.transaction(write=False) as tx:
        assert events_of(tx, request_id) == [PLANNED, INTENDED, FOUND]
        assert standing_of(tx, request_id) == standing_after([PLANNED, INTENDED, FOUND])


def test_the_row_says_what_the_standing_says(database: Database) -> None:
    request_id = _one(database)
    failed = Concluded(NOW, "a-1", Outcome(Answer.PERSON, Failure.CHALLENGE))
    standing = replace(standing_after([PLANNED, INTENDED, failed]), overdue=True)
    due = Due(Action.RECHECK, NOW + timedelta(days=5))
    with database.transaction() as tx:
        settle(tx, request_id, standing, due)
        row = find_request(tx, request_id)

    assert (row.state, row.overdue) == (State.NEEDS_YOU.value, True)
    assert (row.trouble, row.task) == ("challenge", "challenge")
    assert (row.due_action, row.due_at) == (Action.RECHECK, NOW + timedelta(days=5))
    assert (row.right, row.opened_at, row.changed_at) == ("delete", NOW, NOW)


def test_a_request_is_opened_once_per_person_provider_and_right(database: Database) -> None:
    with database.transaction() as tx:
        subject, provider = add_subject(tx), add_provider(tx, "acme")
        assert open_request(tx, "r-1", subject, provider, PLANNED)
        assert not open_request(tx, "r-2", subject, provider, PLANNED)
        assert [row.id for row in find_requests(tx)] == ["r-1"]
        assert events_of(tx, "r-2") == []


def test_who_appends_to_an_old_history_is_refused_and_nothing_is_lost(database: Database) -> None:
    request_id = _one(database)
    with database.transaction() as tx:
        append(tx, request_id, 1, [INTENDED])

    with (
        pytest.raises(Overtaken, match="Another worker changed this request"),
        database.transaction() as tx,
    ):
        append(tx, request_id, 1, [Resumed(NOW)])

    with database.transaction(write=False) as tx:
        assert events_of(tx, request_id) == [PLANNED, INTENDED]
        assert find_request(tx, request_id).events == 2


def test_of_many_writers_at_once_exactly_one_succeeds(database: Database) -> None:
    request_id = _one(database)
    together = threading.Barrier(6)
    results: list[int | None] = []

    def write(number: int) -> None:
        together.wait(timeout=30)
        try:
            with database.transaction() as tx:
                append(tx, request_id, 1, [Intended(NOW, f"a-{number}", Action.SEARCH)])
            results.append(number)
        except Overtaken:
            results.append(None)

    threads = [threading.Thread(target=write, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)

    winners = [number for number in results if number is not None]
    assert (len(results), len(winners)) == (6, 1)
    with database.transaction(write=False) as tx:
        assert events_of(tx, request_id) == [PLANNED, Intended(NOW, f"a-{winners[0]}", Action.SEARCH)]


def test_what_fails_in_a_transaction_takes_everything_back(database: Database) -> None:
    request_id = _one(database)
    with pytest.raises(Overtaken), database.transaction() as tx:  # noqa: PT012 - what came before it
        append(tx, request_id, 1, [INTENDED])
        append(tx, request_id, 1, [FOUND])

    with database.transaction(write=False) as tx:
        assert events_of(tx, request_id) == [PLANNED]


def test_a_request_is_found_by_the_beginning_of_its_id_only_where_it_is_the_only_one(
    database: Database,
) -> None:
    with database.transaction() as tx:
        add_provider(tx, "acme")
        for number in (10, 11, 20):
            add_request(tx, "acme", number)

        assert find_request(tx, "r-acme-002").id == "r-acme-0020"
        with pytest.raises(WrongInput, match="more than one"):
            find_request(tx, "r-acme-001")
        with pytest.raises(WrongInput, match="no request"):
            find_request(tx, "r-acme-%")


def test_a_whole_id_is_that_request_even_where_another_begins_like_it(database: Database) -> None:
    with database.transaction() as tx:
        add_provider(tx, "acme")
        for request_id in ("r-1", "r-12"):
            open_request(tx, request_id, add_subject(tx, f"s{request_id}"), "acme", PLANNED)

        assert find_request(tx, "r-1").id == "r-1"


def test_requests_are_found_by_subject_and_by_provider(database: Database) -> None:
    with database.transaction() as tx:
        for slug in ("acme", "zenith"):
            add_provider(tx, slug)
            for number in (1, 2):
                add_request(tx, slug, number)

        assert [row.id for row in find_requests(tx, provider="zenith")] == [
            "r-zenith-0001",
            "r-zenith-0002",
        ]
        assert [row.id for row in find_requests(tx, subject_id="s-acme-0002")] == ["r-acme-0002"]
        assert len(find_requests(tx)) == 4


def test_only_the_holder_of_a_lease_gives_it_back(database: Database) -> None:
    request_id = _one(database)
    with database.transaction() as tx:
        tx.run("UPDATE request SET lease = 'b-1', lease_until = 99")
        release(tx, request_id, "b-2")
        assert find_request(tx, request_id).lease == "b-1"
        release(tx, request_id, "b-1")
        assert find_request(tx, request_id).lease is None
        assert tx.value("SELECT lease_until FROM request") == 0


def test_a_lease_is_prolonged_for_an_attempt_and_never_shortened(database: Database) -> None:
    request_id = _one(database)
    with database.transaction() as tx:
        append(tx, request_id, 1, [INTENDED], hold_until=NOW + timedelta(minutes=10))
        held = tx.value("SELECT lease_until FROM request")
        append(tx, request_id, 2, [Resumed(NOW)], hold_until=NOW)
        assert tx.value("SELECT lease_until FROM request") == held


@pytest.mark.parametrize("edition", [None, "CC-MAIN-2026-10"])
def test_what_a_state_rests_on_stands_in_the_row(database: Database, edition: str | None) -> None:
    request_id = _one(database)
    planned = replace(PLANNED, rung=Rung.ARTEFACT)
    absent = Concluded(NOW, "a-1", Outcome(Answer.ABSENT, revision=edition))
    with database.transaction() as tx:
        assert find_request(tx, request_id).proof is None
        settle(tx, request_id, standing_after([planned, INTENDED, absent]), None)
        assert find_request(tx, request_id).proof == Proof(Rung.ARTEFACT, NOW, edition)
        settle(tx, request_id, standing_after([planned]), None)
        assert find_request(tx, request_id).proof is None
