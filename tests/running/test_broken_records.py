"""What came back cannot be judged or kept: the attempt is recorded all the same."""

from datetime import timedelta

import pytest

from optout.channels.attempt import Attempt, Capture, Disclosed, Record
from optout.report.case import case_of
from optout.requests.events import Concluded
from optout.requests.outcome import Answer, Outcome, Sent
from optout.running.keeping import open_record
from optout.storage import traces
from tests.running.workshop import LISTING, START, Workshop, sees

HALF = "\ud800"  # a lone surrogate: JSON can send it, UTF-8 cannot hold it


def test_a_record_with_half_characters_is_kept_like_any_other(workshop: Workshop) -> None:
    odd = Record(f"{LISTING.key}{HALF}", {**LISTING.fields, "x-note": HALF})
    workshop.reach.will(search=sees(odd))

    assert workshop.attempt().state == "found"

    listing = workshop.journal.read(workshop.request).standing.listings[0]
    with workshop.database.transaction(write=False) as tx:
        sealed = traces.sealed_listing(tx, listing)
    assert sealed is not None
    assert open_record(workshop.person, listing, sealed) == odd


def test_half_characters_that_were_passed_on_are_disclosed_and_proven(workshop: Workshop) -> None:
    def sent(attempt: Attempt, capture: Capture) -> Outcome:
        capture.disclosed.append(Disclosed("x-listing-url", "acme.example", HALF))
        return Outcome(Answer.DONE, sent=Sent.YES)

    workshop.reach.will(submit=sent)
    workshop.attempt()

    assert workshop.attempt().state == "submitted"
    with workshop.database.transaction(write=False) as tx:
        assert len(traces.disclosures_of(tx)) == 1
    assert case_of(workshop.installation, workshop.request, openings=True).proofs


def test_a_fault_while_judging_concludes_nothing_and_is_recorded(
    workshop: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(*_: object) -> None:
        raise ArithmeticError("Zephyrine")

    monkeypatch.setattr("optout.running.concluding.judge_records", breaks)

    row = workshop.attempt()

    assert (row.state, row.trouble, row.lease) == ("planned", "own-fault", None)
    last = workshop.events[-1]
    assert isinstance(last, Concluded)
    assert last.outcome.detail == "ArithmeticError"
    monkeypatch.undo()
    workshop.clock.move_to(START + timedelta(days=1))
    workshop.attempt()
    monkeypatch.setattr("optout.running.concluding.judge_records", breaks)
    assert workshop.attempt().state == "submitted"


def test_a_fault_while_keeping_evidence_loses_neither_the_outcome_nor_the_disclosures(
    workshop: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    workshop.attempt()

    def breaks(*_: object) -> None:
        raise UnicodeEncodeError("utf-8", "Zephyrine", 0, 1, "surrogates not allowed")

    monkeypatch.setattr("optout.running.concluding.keep", breaks)

    assert workshop.attempt().state == "submitted"
    last = workshop.events[-1]
    assert isinstance(last, Concluded)
    assert last.outcome.detail == "the evidence could not be made: UnicodeEncodeError"
    with workshop.database.transaction(write=False) as tx:
        assert [row.meaning for row in traces.disclosures_of(tx)] == ["email"]
