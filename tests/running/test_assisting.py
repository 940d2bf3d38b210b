"""Attempts with the person at the window: intent first, nothing beyond what was agreed."""

from datetime import timedelta

import pytest

from optout.channels.attempt import Attempt, Capture
from optout.errors import Busy, OutsideFailure, WrongInput
from optout.requests.actions import Action
from optout.requests.events import Concluded, Intended, Interrupted
from optout.requests.failures import Failure
from optout.requests.outcome import Answer, Outcome, Sent
from optout.running.assisted_reach import WATCH_S
from optout.running.assisting import Assisting
from optout.storage.claim import LEASE, Limits, claim
from tests.running.conftest import MakeWorkshop
from tests.running.workshop import (
    START,
    ScriptedReach,
    Workshop,
    catalog_of,
    definition,
    install,
    says,
    sends,
)

CHALLENGED = says(Outcome(Answer.PERSON, Failure.CHALLENGE))
CHANGED = says(Outcome(Answer.UNRECOGNISED, Failure.FORM_CHANGED))
OPT_OUT = definition(searchable=False)
IN_DOUBT = says(Outcome(Answer.PERSON, Failure.UNSURE, sent=Sent.MAYBE))


class Crash(BaseException):
    """The process ends here."""


def assisting(workshop: Workshop, reach: ScriptedReach | None) -> Assisting:
    return Assisting(workshop.installation, workshop.journal, reach)


@pytest.fixture
def challenged(workshop: Workshop) -> Workshop:
    """Found, and stopped by a challenge before anything was sent; an hour ago."""
    workshop.reach.will(submit=CHALLENGED)
    workshop.go_on_until("needs you")
    workshop.clock.move_to(workshop.clock.now() + timedelta(hours=1))
    return workshop


def test_what_the_person_sent_goes_into_history_as_theirs(challenged: Workshop) -> None:
    standing, outcome = assisting(challenged, ScriptedReach(submit=sends)).take_up(challenged.request)

    assert (standing.state, standing.task, outcome.sent) == ("submitted", None, Sent.YES)
    intended, concluded = challenged.events[-2:]
    assert isinstance(intended, Intended)
    assert (intended.action, intended.assisted) == (Action.SUBMIT, True)
    assert isinstance(concluded, Concluded)
    assert concluded.answer_by is not None
    assert challenged.row.due_at is not None
    assert challenged.row.due_at > challenged.clock.now()


def test_what_was_left_undone_stays_the_same_question(challenged: Workshop) -> None:
    before = challenged.journal.read(challenged.request).standing.task

    standing, outcome = assisting(challenged, ScriptedReach(submit=CHALLENGED)).take_up(
        challenged.request
    )

    assert (standing.state, outcome.sent) == ("needs you", Sent.NO)
    assert standing.task == before


def test_what_may_have_been_sent_is_looked_at_before_anything_is_sent_again(
    challenged: Workshop,
) -> None:
    standing, _ = assisting(challenged, ScriptedReach(submit=IN_DOUBT)).take_up(challenged.request)

    assert (standing.state, standing.task, challenged.row.due_action) == ("unsure", None, Action.RECHECK)


def test_a_crash_while_the_person_acts_leaves_a_doubt(challenged: Workshop) -> None:
    def crash(name: str) -> None:
        if name == "after-intent":
            raise Crash

    one = Assisting(challenged.installation, challenged.journal, ScriptedReach(submit=sends), crash)
    with pytest.raises(Crash):
        one.take_up(challenged.request)
    with pytest.raises(Busy):
        assisting(challenged, ScriptedReach()).take_up(challenged.request)
    challenged.clock.move_to(challenged.clock.now() + timedelta(seconds=WATCH_S) + LEASE / 2)
    challenged.worker.run_due()
    assert challenged.row.state == "needs you", "somebody else interfered while the person may act"

    challenged.clock.move_to(challenged.clock.now() + LEASE)
    challenged.worker.run_due()

    assert isinstance(challenged.events[-1], Interrupted)
    assert challenged.row.state == "unsure"


def test_a_form_that_stopped_the_provider_is_the_persons_to_judge(workshop: Workshop) -> None:
    workshop.reach.will(submit=CHANGED)
    workshop.go_on_until("paused")

    standing, _ = assisting(workshop, ScriptedReach(submit=sends)).take_up(workshop.request)

    assert standing.state == "submitted"


def test_nobody_is_told_what_the_person_did_not_agree_to(challenged: Workshop) -> None:
    wider = definition(needs="{email: required, tel: required, x-listing-url: optional}")
    catalog = catalog_of(challenged.home / "wider" / "data_brokers", acme=wider)
    changed = install(challenged.database, challenged.home, catalog, challenged.clock)
    reach = ScriptedReach(submit=sends)

    standing, outcome = Assisting(changed, challenged.journal, reach).take_up(challenged.request)

    assert (outcome.failure, outcome.sent, reach.attempts) == (Failure.NOT_AGREED, Sent.NO, [])
    assert standing.state == "needs you"


def test_where_no_window_can_be_shown_nothing_happened(challenged: Workshop) -> None:
    before = challenged.events

    with pytest.raises(OutsideFailure):
        assisting(challenged, None).take_up(challenged.request)

    assert challenged.events == before


def test_the_steps_by_hand_hold_what_to_enter(challenged: Workshop) -> None:
    assert assisting(challenged, None).steps_by_hand(challenged.request) == (
        "Open https://acme.example/",
        "Press 'Send'",
    )


def test_what_waits_for_no_person_is_not_taken_up(workshop: Workshop) -> None:
    with pytest.raises(WrongInput, match="Nothing of this request can be done in a window"):
        assisting(workshop, ScriptedReach()).take_up(workshop.request)
    assert len(workshop.events) == 1
    assert workshop.clock.now() == START


def test_where_nothing_can_be_read_only_the_person_knows(
    make_workshop: MakeWorkshop,
) -> None:
    workshop = make_workshop({"acme": OPT_OUT}, reach=ScriptedReach(submit=CHALLENGED))
    workshop.go_on_until("needs you")

    standing, _ = assisting(workshop, ScriptedReach(submit=IN_DOUBT)).take_up(workshop.request)

    assert standing.task is not None
    assert (standing.state, standing.task.failure) == ("needs you", Failure.UNSURE)


def test_a_batch_that_had_claimed_the_request_leaves_it_alone(challenged: Workshop) -> None:
    assert challenged.row.due_at is not None
    challenged.clock.move_to(challenged.row.due_at + timedelta(minutes=1))
    with challenged.database.transaction() as tx:
        batch = claim(tx, challenged.clock.now(), Limits(20, 60), "b-1")
    assert batch is not None
    assert challenged.request in batch.requests

    def acts(attempt: Attempt, capture: Capture) -> Outcome:
        challenged.worker.run_batch(batch)
        assert isinstance(challenged.events[-1], Intended), "the attempt was broken off"
        return sends(attempt, capture)

    standing, _ = assisting(challenged, ScriptedReach(submit=acts)).take_up(challenged.request)

    assert standing.state == "submitted"
    assert not any(isinstance(event, Interrupted) for event in challenged.events)


def test_a_crash_at_a_paused_provider_is_seen_to_by_whoever_takes_it_up_again(
    workshop: Workshop,
) -> None:
    workshop.reach.will(submit=CHANGED)
    workshop.go_on_until("paused")

    def crash(name: str) -> None:
        if name == "after-intent":
            raise Crash

    one = Assisting(workshop.installation, workshop.journal, ScriptedReach(submit=sends), crash)
    with pytest.raises(Crash):
        one.take_up(workshop.request)
    held = timedelta(seconds=WATCH_S) + LEASE
    workshop.clock.move_to(workshop.clock.now() + held - timedelta(seconds=1))
    with pytest.raises(Busy):
        assisting(workshop, ScriptedReach()).take_up(workshop.request)

    workshop.clock.move_to(workshop.clock.now() + timedelta(seconds=1))
    with pytest.raises(WrongInput):
        assisting(workshop, ScriptedReach()).take_up(workshop.request)

    assert isinstance(workshop.events[-1], Interrupted)
    assert (workshop.row.state, workshop.row.due_action) == ("unsure", Action.RECHECK)


def test_ctrl_c_in_the_middle_leaves_a_doubt_and_nothing_under_way(challenged: Workshop) -> None:
    def stops(_attempt: Attempt, _capture: Capture) -> Outcome:
        raise KeyboardInterrupt

    standing, outcome = assisting(challenged, ScriptedReach(submit=stops)).take_up(challenged.request)

    assert (outcome.failure, outcome.sent) == (Failure.UNSURE, Sent.MAYBE)
    assert (standing.state, standing.running) == ("unsure", None)
