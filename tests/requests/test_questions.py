"""What a provider's mail leaves to the person: questions that stay open until they are answered."""

import pytest

from optout.requests.actions import Action
from optout.requests.events import MailSays, PersonSays
from optout.requests.failures import Failure
from optout.requests.state import State
from tests.requests.world import DAY, START, absent, failure, found, sent, story, submitted, written

ASKS = {
    MailSays.NEEDS_IDENTIFICATION: Failure.NEEDS_IDENTIFICATION,
    MailSays.NEEDS_DATA: Failure.NEEDS_DATA,
    MailSays.FORM_ONLY: Failure.FORM_ONLY,
    MailSays.LINK: Failure.CONFIRM_YOURSELF,
    MailSays.CODE: Failure.CONFIRM_YOURSELF,
}


@pytest.mark.parametrize("says", ASKS)
def test_what_a_provider_asks_is_put_to_the_person(says: MailSays) -> None:
    told = written()
    asked = told.mail("m1", says)
    assert asked.task is not None
    assert (asked.task.failure, asked.resting) == (ASKS[says], State.ACKNOWLEDGED)
    assert told.resumed().task == asked.task


@pytest.mark.parametrize("says", [MailSays.NEEDS_IDENTIFICATION, MailSays.NEEDS_DATA])
@pytest.mark.parametrize("answer", [PersonSays.DID_IT, PersonSays.DID_NOT])
def test_whatever_the_person_answers_the_deadline_runs_on(says: MailSays, answer: PersonSays) -> None:
    told = written()
    told.mail("m1", says)
    after = told.person(answer)
    assert (after.state, after.question, after.answer_by) == (
        State.ACKNOWLEDGED,
        None,
        START + 45 * DAY,
    )
    told.waits_for(None).deadline()
    told.waits_for(Action.REMIND)


def test_a_form_that_the_person_filled_is_a_submission_under_the_first_deadline() -> None:
    told = written()
    told.mail("m1", MailSays.FORM_ONLY)
    after = told.later(days=3).person(PersonSays.DID_IT, answer_by=told.now + 45 * DAY)
    assert (after.state, after.submissions, after.answer_by) == (
        State.SUBMITTED,
        2,
        START + 45 * DAY,
    )


def test_a_confirmation_that_the_person_made_is_made_once() -> None:
    told = written()
    told.mail("m1", MailSays.LINK)
    assert told.person(PersonSays.DID_IT).confirmation_made
    assert told.mail("m2", MailSays.LINK).task is None


def test_a_link_that_the_definition_describes_is_no_question() -> None:
    told = found(confirms=True)
    told.does(Action.SUBMIT, sent(awaits="link"))
    assert told.mail("m1", MailSays.LINK).question is None


def test_a_question_outlives_a_read_that_failed_and_one_that_did_not() -> None:
    told = submitted()
    asked = told.mail("m1", MailSays.NEEDS_DATA).task
    told.later(days=8).does(Action.RECHECK, failure(Failure.TIMEOUT))
    told.later(days=8).does(Action.RECHECK, failure(Failure.LAYOUT_UNKNOWN))
    assert told.resumed().task == asked


@pytest.mark.parametrize("says", [MailSays.AUTOMATIC, MailSays.DELAYED])
def test_what_says_nothing_changes_nothing(says: MailSays) -> None:
    told = written()
    before = told.standing
    after = told.mail("m1", says)
    assert (after.state, after.confirmed, after.task) == (before.state, False, None)


def test_that_nothing_is_held_is_the_last_word_only_where_nobody_can_look() -> None:
    held = written().mail("m1", MailSays.NOT_FOUND)
    assert (held.state, held.word, held.answer_by) == (State.HOLDING, MailSays.NOT_FOUND, None)
    listed = submitted().mail("m1", MailSays.NOT_FOUND)
    assert (listed.state, listed.listings) == (State.ACKNOWLEDGED, ("l1",))


@pytest.mark.parametrize("says", [*ASKS, MailSays.REFUSED, MailSays.NOT_FOUND, MailSays.EXTENDED])
def test_whatever_it_answers_proves_a_doubtful_letter(says: MailSays) -> None:
    told = story(tracks="standing", searchable=False, by_mail=True)
    told.intend(Action.SUBMIT)
    told.killed()
    proven = told.later(hours=1).mail("m1", says, told.now + 45 * DAY)
    assert (proven.submissions, proven.doubt) == (1, None)


@pytest.mark.parametrize("kind", [Failure.SIGNATURE, Failure.LETTER_INCOMPLETE])
def test_what_the_person_mends_is_tried_again_and_not_counted_as_sent(kind: Failure) -> None:
    told = story(tracks="standing", searchable=False, by_mail=True)
    told.does(Action.SUBMIT, failure(kind))
    after = told.person(PersonSays.DID_IT)
    assert (after.state, after.submissions) == (State.PLANNED, 0)


def test_a_signature_holds_for_one_letter() -> None:
    told = story(tracks="standing", searchable=False, by_mail=True)
    told.does(Action.SUBMIT, failure(Failure.SIGNATURE))
    assert told.person(PersonSays.SIGNS).signed_at == told.now
    assert told.waits_for(Action.SUBMIT).does(Action.SUBMIT, sent()).signed_at is None


def test_a_draft_that_the_person_sent_starts_the_deadline() -> None:
    told = story(tracks="standing", searchable=False, by_mail=True)
    told.does(Action.SUBMIT, failure(Failure.DRAFT))
    sent_by_hand = told.later(days=2).person(PersonSays.DID_IT, answer_by=told.now + 45 * DAY)
    assert (sent_by_hand.state, sent_by_hand.answer_by) == (State.SUBMITTED, told.now + 45 * DAY)


def test_a_refusal_is_not_replaced_by_a_question() -> None:
    told = written()
    told.mail("m1", MailSays.REFUSED)
    after = told.mail("m2", MailSays.NEEDS_DATA)
    assert after.task is not None
    assert after.task.failure == Failure.REFUSED


def test_a_refusal_after_the_word_that_it_was_done_counts_only_where_nobody_can_look() -> None:
    told = written()
    told.mail("m1", MailSays.GRANTED)
    assert told.later(days=1).mail("m2", MailSays.REFUSED).resting == State.REFUSED
    proven = submitted()
    proven.does(Action.RECHECK, absent())
    proven.later(days=5).does(Action.RECHECK, absent())
    after = proven.mail("m1", MailSays.REFUSED)
    assert (after.state, after.refused_at) == (State.REMOVED, None)


def test_an_extension_to_an_earlier_day_is_none() -> None:
    told = written()
    sooner = START + 20 * DAY
    assert told.mail("m1", MailSays.EXTENDED, extended_to=sooner).answer_by == START + 45 * DAY


def test_a_word_about_a_request_that_was_never_made_is_none() -> None:
    after = story(tracks="standing", searchable=False, by_mail=True).mail("m1", MailSays.GRANTED)
    assert (after.state, after.word) == (State.PLANNED, None)


@pytest.mark.parametrize(
    ("says", "state"),
    [
        (MailSays.ACKNOWLEDGED, State.ACKNOWLEDGED),
        (MailSays.GRANTED, State.HOLDING),
        (MailSays.REFUSED, State.NEEDS_YOU),
    ],
)
def test_an_answer_to_a_draft_proves_that_it_was_sent(says: MailSays, state: State) -> None:
    told = story(tracks="standing", searchable=False, by_mail=True)
    told.does(Action.SUBMIT, failure(Failure.DRAFT))
    after = told.mail("m1", says)
    assert (after.state, after.submissions) == (state, 1)
    assert after.task is None or after.task.failure == Failure.REFUSED


def test_what_is_no_answer_leaves_the_draft_to_send() -> None:
    told = story(tracks="standing", searchable=False, by_mail=True)
    told.does(Action.SUBMIT, failure(Failure.DRAFT))
    after = told.mail("m1", MailSays.AUTOMATIC)
    assert (after.submissions, after.task and after.task.failure) == (0, Failure.DRAFT)
