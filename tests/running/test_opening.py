"""Opening an installation that an older program wrote."""

from pathlib import Path

from optout.clock import VirtualClock
from optout.requests.actions import Action
from optout.requests.events import Concluded, Intended
from optout.requests.outcome import Answer, Outcome
from optout.requests.proof import Proof, Rung
from optout.running.journal import Journal
from optout.storage.requests import find_request
from tests.report.installations import enrol, opened, settled
from tests.report.stories import START


def test_older_requests_are_told_what_they_rest_on(tmp_path: Path) -> None:
    settings = settled(tmp_path)
    clock = VirtualClock(START)
    with opened(settings, clock) as installation:
        request = enrol(installation, ["county_ledger"])[1]["county_ledger"]
        journal = Journal(installation)
        absent = Concluded(START, "a1", Outcome(Answer.ABSENT))
        journal.append(journal.read(request), [Intended(START, "a1", Action.SEARCH), absent])
        with installation.database.transaction() as tx:
            tx.run("UPDATE request SET proof_rung = NULL, proof_at = NULL")
            tx.run("DELETE FROM setting WHERE name = 'proofs of older rows'")
    with opened(settings, clock) as installation, installation.database.transaction(write=False) as tx:
        assert find_request(tx, request).proof == Proof(Rung.PAGE, START)
