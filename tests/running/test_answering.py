import pytest

from optout.errors import WrongInput
from optout.requests.actions import Action
from optout.requests.events import PersonAnswered, PersonSays, Resumed
from optout.requests.failures import Failure
from optout.requests.outcome import Answer, Outcome
from optout.running.answering import answer, try_again
from optout.running.proving import verify_installation
from tests.running.workshop import LAST_DAY, PERHAPS, START, Workshop, says, sees

CHALLENGE = says(Outcome(Answer.PERSON, Failure.CHALLENGE))


def test_the_person_says_that_a_listing_is_theirs(workshop: Workshop) -> None:
    workshop.reach.will(search=sees(PERHAPS))
    workshop.attempt()
    listing = workshop.journal.read(workshop.request).standing.task
    assert listing is not None

    standing = answer(workshop.installation, workshop.journal, workshop.request, PersonSays.IS_ME)

    assert standing.state == "found"
    assert workshop.events[-1] == PersonAnswered(START, PersonSays.IS_ME, listing.listing)
    assert workshop.row.due_action == Action.SUBMIT


def test_what_the_person_submitted_by_hand_starts_the_deadline(workshop: Workshop) -> None:
    workshop.reach.will(submit=CHALLENGE)
    workshop.attempt()
    workshop.attempt()

    standing = answer(workshop.installation, workshop.journal, workshop.request, PersonSays.DID_IT)

    assert (standing.state, standing.answer_by) == ("submitted", LAST_DAY)


def test_there_must_be_a_task_to_answer(workshop: Workshop) -> None:
    with pytest.raises(WrongInput, match="no open task"):
        answer(workshop.installation, workshop.journal, workshop.request, PersonSays.DID_IT)


@pytest.mark.parametrize("word", [PersonSays.IS_ME, PersonSays.NOT_ME])
def test_whose_listing_is_no_answer_to_another_question(workshop: Workshop, word: PersonSays) -> None:
    workshop.reach.will(search=CHALLENGE)
    workshop.attempt()
    before = workshop.events

    with pytest.raises(WrongInput, match="not about a listing"):
        answer(workshop.installation, workshop.journal, workshop.request, word)
    assert workshop.events == before


def test_who_gives_up_can_do_so_even_where_the_provider_is_gone(workshop: Workshop) -> None:
    workshop.reach.will(search=CHALLENGE)
    workshop.attempt()
    workshop.installation.catalog._folders.pop("acme")

    standing = answer(workshop.installation, workshop.journal, workshop.request, PersonSays.GAVE_UP)

    assert standing.state == "withdrawn"
    assert workshop.row.due_at is None


def test_an_answer_enters_the_ledger(workshop: Workshop) -> None:
    workshop.reach.will(search=CHALLENGE)
    workshop.attempt()
    answer(workshop.installation, workshop.journal, workshop.request, PersonSays.GAVE_UP)

    with workshop.database.transaction(write=False) as tx:
        assert tx.value("SELECT COUNT(*) FROM ledger_inbox") == 0
    assert verify_installation(workshop.installation).problems == ()


def test_trying_again_makes_a_waiting_request_due(workshop: Workshop) -> None:
    workshop.reach.will(search=CHALLENGE)
    workshop.attempt()

    standing = try_again(workshop.installation, workshop.journal, workshop.request)

    assert standing.state == "planned"
    assert workshop.events[-1] == Resumed(START)
    assert (workshop.row.due_action, workshop.row.due_at) == (Action.SEARCH, START)


CHANGED = says(Outcome(Answer.UNRECOGNISED, Failure.FORM_CHANGED))


@pytest.fixture
def paused(workshop: Workshop) -> Workshop:
    """Stopped by a changed form, which paused the provider: no task is open."""
    workshop.reach.will(submit=CHANGED)
    workshop.go_on_until("paused")
    assert workshop.journal.read(workshop.request).standing.task is None
    return workshop


def test_what_was_sent_by_hand_for_a_paused_provider_is_never_sent_again(paused: Workshop) -> None:
    standing = answer(paused.installation, paused.journal, paused.request, PersonSays.DID_IT)

    assert (standing.state, standing.submissions, standing.task) == ("submitted", 1, None)
    assert standing.answer_by is not None
    tried = paused.reach.count(Action.SUBMIT)
    paused.clock.move_to(paused.clock.now() + paused.installation.cadence.resume_after * 2)
    paused.worker.run_due()
    assert paused.reach.count(Action.SUBMIT) == tried
    assert verify_installation(paused.installation).ok


def test_what_was_not_sent_by_hand_stays_to_be_asked_for(paused: Workshop) -> None:
    standing = answer(paused.installation, paused.journal, paused.request, PersonSays.DID_NOT)

    assert (standing.submissions, standing.running) == (0, None)
    assert standing.state != "withdrawn"


def test_who_gives_up_a_paused_request_withdraws_it(paused: Workshop) -> None:
    standing = answer(paused.installation, paused.journal, paused.request, PersonSays.GAVE_UP)

    assert standing.state == "withdrawn"
