"""The rungs from asked to proven."""

import pytest

from optout.report.report_proof import RUNGS, Proof, proof_of
from optout.requests.events import Event
from optout.requests.history import history_of
from tests.report.stories import (
    ABSENT,
    asked,
    confirmed_in_writing,
    in_force,
    on,
    planned,
    reappeared,
    recheck,
    removed,
    search,
)


@pytest.mark.parametrize(
    ("events", "proof"),
    [
        (planned(), Proof(0, "nothing yet", None)),
        (asked(), Proof(1, "asked on 2 March 2026", on(0))),
        (confirmed_in_writing(), Proof(2, "confirmed by the provider", on(1))),
        ([*asked(), *recheck(7, ABSENT)], Proof(3, "seen absent 1 of 2, last on 9 March 2026", on(7))),
        (removed(), Proof(4, "absence proven, last on 16 March 2026", on(14))),
        ([*removed(), *recheck(30, ABSENT)], Proof(4, "absence proven, last on 1 April 2026", on(30))),
        (in_force(), Proof(4, "in force, last on 10 March 2026", on(8))),
        ([*planned(), *search(0, ABSENT)], Proof(0, "not listed there on 2 March 2026", on(0))),
        (reappeared(), Proof(0, "listed there, seen on 11 April 2026", on(40))),
    ],
)
def test_a_request_stands_on_the_rung_that_its_history_proves(events: list[Event], proof: Proof) -> None:
    assert proof_of(history_of(events)) == proof
    assert 0 <= proof.rung <= RUNGS
