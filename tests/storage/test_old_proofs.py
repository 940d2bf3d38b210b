"""Rows from before proofs were kept get theirs once, from their histories."""

import pytest

from optout.requests.actions import Action
from optout.requests.events import Concluded, Intended
from optout.requests.outcome import Answer, Outcome
from optout.requests.proof import Proof, Rung
from optout.storage import old_proofs
from optout.storage.database import Database
from optout.storage.old_proofs import fill_old_proofs
from optout.storage.requests import append, find_request, settle, standing_of
from tests.storage.rows import NOW, add_provider, add_request

CLEAR = Intended(NOW, "a-1", Action.SEARCH), Concluded(NOW, "a-1", Outcome(Answer.ABSENT, revision="e1"))
PROOF = Proof(Rung.ARTEFACT, NOW, "e1")


def older(database: Database, providers: int = 1) -> list[str]:
    """Requests whose rows were written before the columns were."""
    ids = []
    for number in range(providers):
        with database.transaction() as tx:
            request = add_request(tx, add_provider(tx, f"acme{number}"), 1)
            append(tx, request, 1, CLEAR)
            settle(tx, request, standing_of(tx, request), None)
            tx.run("UPDATE request SET proof_rung = NULL, proof_at = NULL, proof_edition = NULL")
            ids.append(request)
    return ids


def proofs(database: Database, ids: list[str]) -> list[Proof | None]:
    with database.transaction(write=False) as tx:
        return [find_request(tx, one).proof for one in ids]


def test_each_row_gets_what_its_history_proves(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(old_proofs, "_AT_ONCE", 2)
    ids = older(database, 5)
    assert proofs(database, ids) == [None] * 5
    assert fill_old_proofs(database) == 5
    assert proofs(database, ids) == [PROOF] * 5


def test_it_is_done_once(database: Database) -> None:
    assert fill_old_proofs(database) == 0
    ids = older(database)
    assert fill_old_proofs(database) == 0
    assert proofs(database, ids) == [None]


def test_a_history_that_cannot_be_read_keeps_nobody_from_theirs(database: Database) -> None:
    broken, whole = older(database, 2)
    with database.transaction() as tx:
        tx.run("UPDATE event SET kind = 'Unheard' WHERE request_id = :id AND seq = 2", id=broken)
    assert fill_old_proofs(database) == 1
    assert proofs(database, [broken, whole]) == [None, PROOF]
