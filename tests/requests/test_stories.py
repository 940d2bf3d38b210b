"""Requests told as stories, from the first search to what can truly be said at the end."""

from dataclasses import replace

from optout.requests.actions import Action
from optout.requests.due import Due
from optout.requests.events import Agreed, Concluded, MailSays, PersonSays
from optout.requests.failures import Failure
from optout.requests.outcome import Answer, Outcome, Sent
from optout.requests.state import State
from tests.requests.world import (
    CADENCE,
    DAY,
    START,
    absent,
    different,
    failure,
    found,
    possible,
    same,
    sent,
    story,
    submitted,
)


def test_a_listing_is_found_submitted_confirmed_by_mail_and_proven_removed() -> None:
    told = story(confirms=True)
    assert told.waits_for(Action.SEARCH).does(Action.SEARCH, same("l1")).state == State.FOUND
    told.waits_for(Action.SUBMIT)
    submitted = told.does(Action.SUBMIT, sent(awaits="link"), told.now + 45 * DAY)
    assert submitted.state == State.AWAITING_CONFIRMATION
    told.later(hours=2).mail("m1", MailSays.LINK)
    assert told.waits_for(Action.CONFIRM).does(Action.CONFIRM, sent()).state == State.ACKNOWLEDGED
    assert told.waits_for(Action.RECHECK).does(Action.RECHECK, same("l1")).state == State.ACKNOWLEDGED
    assert told.waits_for(Action.RECHECK).does(Action.RECHECK, absent()).state == State.VERIFYING
    removed = told.waits_for(Action.RECHECK).does(Action.RECHECK, absent())
    assert (removed.state, removed.submissions, removed.removals) == (State.REMOVED, 1, 1)
    assert (removed.answer_by, removed.mail, removed.doubt) == (None, None, None)
    assert told.waits_for(Action.RECHECK).now >= removed.at + CADENCE.watch_every


def test_a_homonym_is_asked_about_once_and_then_never_again() -> None:
    told = story()
    asked = told.does(Action.SEARCH, possible("other"))
    assert asked.task is not None
    assert (asked.state, asked.task.failure, asked.task.listing) == (
        State.NEEDS_YOU,
        Failure.POSSIBLE_MATCH,
        "other",
    )
    assert told.person(PersonSays.NOT_ME).state == State.PLANNED
    assert told.waits_for(Action.SEARCH).does(Action.SEARCH, possible("other")).state == State.CLEAR
    assert told.waits_for(Action.SEARCH).does(Action.SEARCH, possible("other")).task is None


def test_a_possible_listing_that_is_the_person_is_submitted() -> None:
    told = story()
    told.does(Action.SEARCH, possible("l1"))
    mine = told.person(PersonSays.IS_ME)
    assert (mine.state, mine.seen, mine.next_listing) == (State.FOUND, True, "l1")
    told.waits_for(Action.SUBMIT).does(Action.SUBMIT, sent())
    assert told.waits_for(Action.RECHECK).does(Action.RECHECK, possible("l1")).state == State.SUBMITTED


def test_what_only_a_person_can_send_counts_when_they_sent_it() -> None:
    told = found("l1", "l2")
    asked = told.waits_for(Action.SUBMIT).does(Action.SUBMIT, failure(Failure.BY_HAND))
    assert (asked.state, asked.submissions) == (State.NEEDS_YOU, 0)
    told.waits_for(Action.SEARCH)
    assert told.does(Action.SEARCH, same("l1", "l2")).task == asked.task
    done = told.person(PersonSays.DID_IT, answer_by=told.now + 45 * DAY)
    assert (done.state, done.submissions, done.asked) == (State.SUBMITTED, 1, frozenset({"l1", "l2"}))
    assert done.answer_by == told.now + 45 * DAY
    told.waits_for(Action.RECHECK).does(Action.RECHECK, absent())
    assert told.waits_for(Action.RECHECK).does(Action.RECHECK, different("l9")).state == State.REMOVED


def test_a_silent_provider_becomes_overdue_and_is_escalated_once() -> None:
    told = submitted(answer_by=START + 45 * DAY)
    for _week in range(20):
        due = told.due()
        assert due is not None
        if due.action is None:
            break
        told.waits_for(Action.RECHECK).does(Action.RECHECK, same("l1"))
    assert told.waits_for(None).now == START + 45 * DAY
    assert told.deadline().state == State.OVERDUE
    assert told.waits_for(Action.ESCALATE).does(Action.ESCALATE, sent()).state == State.ESCALATED
    assert told.waits_for(Action.RECHECK).does(Action.RECHECK, absent()).state == State.VERIFYING
    assert told.waits_for(Action.RECHECK).does(Action.RECHECK, same("l1")).state == State.ESCALATED
    told.waits_for(Action.RECHECK).does(Action.RECHECK, absent())
    assert told.waits_for(Action.RECHECK).does(Action.RECHECK, absent()).state == State.REMOVED


def test_a_listing_that_returns_is_caught_and_submitted_again() -> None:
    told = submitted()
    told.later(days=7).does(Action.RECHECK, absent())
    told.later(days=5).does(Action.RECHECK, absent())
    back = told.waits_for(Action.RECHECK).does(Action.RECHECK, same("l1"))
    assert (back.state, back.reappearances, back.asked) == (State.REAPPEARED, 1, frozenset())
    told.waits_for(Action.SUBMIT).does(Action.SUBMIT, sent())
    told.waits_for(Action.RECHECK).does(Action.RECHECK, absent())
    assert told.standing.state == State.VERIFYING
    again = told.waits_for(Action.RECHECK).does(Action.RECHECK, absent())
    assert (again.state, again.submissions, again.removals) == (State.REMOVED, 2, 2)


def test_a_possible_listing_after_removal_that_is_the_person_is_a_return() -> None:
    told = submitted()
    told.does(Action.RECHECK, absent())
    told.later(days=5).does(Action.RECHECK, absent())
    told.later(days=14).does(Action.RECHECK, possible("l2"))
    back = told.person(PersonSays.IS_ME)
    assert (back.state, back.reappearances, back.next_listing) == (State.REAPPEARED, 1, "l2")


def test_an_interrupted_submission_is_proven_by_the_mail_it_caused() -> None:
    told = found(confirms=True)
    told.waits_for(Action.SUBMIT).intend(Action.SUBMIT)
    assert told.killed().state == State.UNSURE
    proven = told.later(hours=1).mail("m1", MailSays.LINK, told.now + 45 * DAY)
    assert (proven.state, proven.submissions, proven.asked) == (
        State.AWAITING_CONFIRMATION,
        1,
        frozenset({"l1"}),
    )
    assert (proven.doubt, proven.answer_by) == (None, told.now + 45 * DAY)
    assert told.waits_for(Action.CONFIRM).does(Action.CONFIRM, sent()).state == State.ACKNOWLEDGED


def test_an_interrupted_submission_is_looked_at_after_the_wait_and_only_then_made_again() -> None:
    told = found()
    told.intend(Action.SUBMIT)
    stopped = told.killed()
    early = told.later(days=1).does(Action.RECHECK, same("l1"))
    assert early.state == State.FOUND
    assert told.waits_for(Action.RECHECK).now >= stopped.at + CADENCE.unsure_wait
    told.does(Action.RECHECK, same("l1"))
    assert told.waits_for(Action.SUBMIT).does(Action.SUBMIT, sent()).submissions == 1


def test_an_interrupted_submission_is_never_called_removed_without_proof_that_it_was_made() -> None:
    told = found()
    told.intend(Action.SUBMIT)
    told.killed()
    assert told.waits_for(Action.RECHECK).does(Action.RECHECK, absent()).state == State.UNSURE
    gone = told.waits_for(Action.SEARCH).does(Action.SEARCH, absent())
    assert (gone.state, gone.removals, gone.submissions, gone.doubt) == (State.CLEAR, 0, 0, None)


def test_a_standing_opt_out_is_read_back_and_its_lapse_is_noticed() -> None:
    told = story(tracks="standing", absences=1)
    told.waits_for(Action.SEARCH).does(Action.SEARCH, same("site"))
    told.waits_for(Action.SUBMIT).does(Action.SUBMIT, sent())
    holds = told.waits_for(Action.RECHECK).does(Action.RECHECK, absent())
    assert (holds.state, holds.removals) == (State.HOLDING, 1)
    lapsed = told.waits_for(Action.RECHECK).does(Action.RECHECK, same("site"))
    assert (lapsed.state, lapsed.reappearances) == (State.REAPPEARED, 1)
    told.waits_for(Action.SUBMIT).does(Action.SUBMIT, sent())
    assert told.waits_for(Action.RECHECK).does(Action.RECHECK, absent()).state == State.HOLDING


def test_a_request_that_nobody_can_read_back_rests_on_the_providers_word() -> None:
    told = story(tracks="standing", searchable=False, confirms=True)
    told.waits_for(Action.SUBMIT).does(Action.SUBMIT, sent(awaits="code"))
    told.mail("m1", MailSays.CODE)
    assert told.waits_for(Action.CONFIRM).does(Action.CONFIRM, sent()).state == State.ACKNOWLEDGED
    assert told.mail("m2", MailSays.ACKNOWLEDGED).state == State.ACKNOWLEDGED
    assert told.mail("m3", MailSays.GRANTED).state == State.HOLDING
    assert told.due() is None


def test_a_blind_interrupted_submission_waits_for_the_person_and_for_nobody_else() -> None:
    told = story(tracks="standing", searchable=False)
    told.intend(Action.SUBMIT)
    asked = told.killed()
    assert asked.task is not None
    assert (asked.state, asked.task.failure, told.due()) == (State.NEEDS_YOU, Failure.UNSURE, None)
    assert told.resumed() == told.standing
    assert told.standing.task == asked.task
    told.withdrawn()
    again = told.resumed()
    assert again.task is not None
    assert (again.state, again.task.failure, told.due()) == (State.NEEDS_YOU, Failure.UNSURE, None)
    assert told.person(PersonSays.DID_NOT).state == State.PLANNED
    told.waits_for(Action.SUBMIT)


def test_a_blind_submission_that_did_arrive_is_counted() -> None:
    told = story(tracks="standing", searchable=False)
    told.does(Action.SUBMIT, failure(Failure.TIMEOUT, Sent.MAYBE))
    assert told.standing.state == State.NEEDS_YOU
    assert told.person(PersonSays.DID_IT).state == State.SUBMITTED
    assert told.standing.submissions == 1


def test_a_403_an_empty_page_and_a_partial_answer_prove_nothing() -> None:
    told = submitted()
    for kind in (Failure.FORBIDDEN, Failure.EMPTY_PAGE, Failure.PARTIAL_ANSWER, Failure.BAD_ANSWER):
        after = told.waits_for(Action.RECHECK).does(Action.RECHECK, failure(kind))
        assert (after.state, after.absences, after.trouble) == (State.SUBMITTED, 0, kind)


def test_one_edition_of_a_dataset_counts_once_however_often_it_is_read() -> None:
    told = submitted()
    for edition in ("e1", "e2", "e1", "e2", "e2"):
        told.later(days=5).does(Action.RECHECK, absent(edition))
    assert (told.standing.absences, told.standing.state) == (2, State.REMOVED)
    slow = submitted()
    slow.does(Action.RECHECK, absent("e1"))
    for edition in ("e1", "e1"):
        assert slow.does(Action.RECHECK, absent(edition)).state == State.VERIFYING
    assert slow.later(days=1).does(Action.RECHECK, absent()).state == State.REMOVED


def test_two_looks_within_a_day_are_one_proof() -> None:
    told = submitted()
    told.does(Action.RECHECK, absent())
    assert told.later(hours=19).does(Action.RECHECK, absent()).state == State.VERIFYING
    assert told.later(hours=1).does(Action.RECHECK, absent()).state == State.REMOVED


def test_an_edition_read_before_a_submission_does_not_speak_for_the_time_after() -> None:
    told = story(absences=1)
    told.does(Action.SEARCH, absent("e1"))
    told.does(Action.SEARCH, same("l1"))
    told.does(Action.SUBMIT, sent())
    assert told.does(Action.RECHECK, absent("e1")).state == State.SUBMITTED
    assert told.does(Action.RECHECK, absent("e2")).state == State.REMOVED


def test_giving_up_during_an_attempt_stays_given_up_and_keeps_what_was_sent() -> None:
    told = found()
    told.intend(Action.SUBMIT)
    assert told.withdrawn().state == State.WITHDRAWN
    after = told.conclude(sent())
    assert (after.state, after.submissions, after.asked) == (State.WITHDRAWN, 1, frozenset({"l1"}))
    assert told.due() is None
    assert told.resumed().state == State.SUBMITTED
    told.waits_for(Action.RECHECK)


def test_giving_up_during_a_read_is_not_undone_by_what_it_finds() -> None:
    told = story()
    told.does(Action.SEARCH, possible("l1"))
    told.intend(Action.RECHECK)
    told.person(PersonSays.GAVE_UP)
    assert told.conclude(same("l1")).state == State.WITHDRAWN


def test_a_request_taken_up_again_looks_before_it_submits() -> None:
    told = found()
    told.withdrawn()
    assert told.resumed().state == State.PLANNED
    told.waits_for(Action.SEARCH)


def test_a_mail_that_is_faster_than_the_outcome_is_not_lost() -> None:
    told = found(confirms=True)
    told.intend(Action.SUBMIT)
    told.mail("m1", MailSays.LINK)
    after = told.conclude(sent(awaits="link"))
    assert (after.state, after.mail, after.held) == (State.AWAITING_CONFIRMATION, "m1", ())
    told.waits_for(Action.CONFIRM)


def test_a_mail_that_comes_before_a_crash_is_noticed_proves_the_submission() -> None:
    told = found(confirms=True)
    told.intend(Action.SUBMIT)
    told.mail("m1", MailSays.LINK)
    after = told.killed()
    assert (after.state, after.mail, after.submissions) == (State.AWAITING_CONFIRMATION, "m1", 1)


def test_each_of_two_listings_gets_its_own_confirmation() -> None:
    told = found("l1", "l2", confirms=True)
    for mail, state in (("m1", State.FOUND), ("m2", State.ACKNOWLEDGED)):
        told.waits_for(Action.SUBMIT).does(Action.SUBMIT, sent(awaits="link"))
        told.mail(mail, MailSays.LINK)
        assert told.waits_for(Action.CONFIRM).does(Action.CONFIRM, sent()).state == state
    assert told.standing.asked == {"l1", "l2"}


def test_an_interrupted_confirmation_is_tried_again_only_after_the_listing_was_seen_again() -> None:
    told = found(confirms=True)
    told.does(Action.SUBMIT, sent(awaits="link"))
    told.mail("m1", MailSays.LINK)
    told.intend(Action.CONFIRM)
    assert told.killed().state == State.UNSURE
    told.waits_for(Action.RECHECK)
    assert told.now >= told.standing.at + CADENCE.unsure_wait
    after = told.does(Action.RECHECK, same("l1"))
    assert (after.state, after.mail, after.submissions) == (State.AWAITING_CONFIRMATION, "m1", 1)
    assert told.waits_for(Action.CONFIRM).does(Action.CONFIRM, sent()).state == State.ACKNOWLEDGED


def test_an_interrupted_complaint_is_not_made_again_unless_the_person_says_so() -> None:
    told = submitted(answer_by=START + DAY)
    told.later(days=1).deadline()
    told.intend(Action.ESCALATE)
    asked = told.killed()
    assert asked.task is not None
    assert (asked.state, asked.task.action) == (State.NEEDS_YOU, Action.ESCALATE)
    told.resumed()
    told.waits_for(Action.RECHECK).does(Action.RECHECK, same("l1"))
    assert told.standing.task == asked.task
    assert told.person(PersonSays.DID_NOT).state == State.OVERDUE
    told.waits_for(Action.ESCALATE).does(Action.ESCALATE, failure(Failure.TIMEOUT, Sent.MAYBE))
    assert told.person(PersonSays.DID_IT).state == State.ESCALATED


def test_a_challenge_is_not_knocked_at_again_and_again() -> None:
    told = submitted()
    told.later(days=7).does(Action.RECHECK, absent())
    told.later(days=5).does(Action.RECHECK, absent())
    asked = told.waits_for(Action.RECHECK).does(Action.RECHECK, failure(Failure.CHALLENGE))
    assert (asked.state, asked.back_to) == (State.NEEDS_YOU, State.REMOVED)
    assert told.waits_for(Action.RECHECK).now >= asked.at + CADENCE.recheck_every


def test_a_submission_that_finds_nothing_to_ask_for_searches_again_after_a_wait() -> None:
    told = found()
    gone = told.does(Action.SUBMIT, Outcome(Answer.ABSENT))
    assert (gone.state, gone.listings) == (State.PLANNED, ())
    assert told.waits_for(Action.SEARCH).now >= gone.at + CADENCE.retry[0]


def test_a_search_that_was_cut_short_proves_no_absence() -> None:
    cut = replace(different("l9"), complete=False)
    told = submitted()
    after = told.does(Action.RECHECK, cut)
    assert (after.state, after.absences, after.trouble) == (State.SUBMITTED, 0, Failure.PARTIAL_ANSWER)
    fresh = story()
    assert fresh.does(Action.SEARCH, cut).state == State.PLANNED


def test_what_a_search_found_before_it_was_cut_short_is_found() -> None:
    told = story()
    assert told.does(Action.SEARCH, replace(same("l1"), complete=False)).state == State.FOUND


def test_a_listing_that_was_the_persons_is_not_gone_because_it_hides_the_name() -> None:
    told = submitted("l1")
    for _ in range(3):
        after = told.later(days=5).does(Action.RECHECK, different("l1", "l9"))
    assert (after.state, after.absences, after.listings) == (State.SUBMITTED, 0, ("l1",))
    asked = told.later(days=5).does(Action.RECHECK, possible("l1"))
    assert (asked.state, asked.task) == (State.SUBMITTED, None)


def test_a_listing_that_the_person_disowns_is_never_called_removed() -> None:
    told = submitted("l1")
    told.does(Action.RECHECK, possible("l2"))
    told.person(PersonSays.NOT_ME, "l1")  # on second thoughts, none of them was the person
    told.person(PersonSays.NOT_ME, "l2")
    for _ in range(3):
        after = told.later(days=5).does(Action.RECHECK, different("l1", "l2"))
    assert (after.state, after.removals) == (State.CLEAR, 0)


def test_an_outcome_that_comes_after_the_interruption_settles_the_doubt() -> None:
    told = found("l1")
    attempt = told.intend(Action.SUBMIT)
    assert told.killed().state == State.UNSURE
    late = told.later(minutes=20).happens(Concluded(told.now, attempt, sent(), told.now + 45 * DAY))
    assert (late.state, late.submissions, late.asked) == (State.SUBMITTED, 1, frozenset({"l1"}))
    assert (late.doubt, late.answer_by) == (None, told.now + 45 * DAY)


def test_a_late_word_that_nothing_left_allows_another_submission() -> None:
    told = found("l1")
    attempt = told.intend(Action.SUBMIT)
    told.killed()
    late = told.happens(Concluded(told.now, attempt, failure(Failure.NO_CONNECTION)))
    assert (late.state, late.doubt, late.submissions) == (State.FOUND, None, 0)


def test_a_late_word_of_doubt_leaves_the_doubt() -> None:
    told = found("l1")
    attempt = told.intend(Action.SUBMIT)
    told.killed()
    late = told.happens(Concluded(told.now, attempt, failure(Failure.TIMEOUT, Sent.MAYBE)))
    assert late.state == State.UNSURE
    assert late.doubt is not None


def test_a_late_reading_is_old_and_says_nothing() -> None:
    told = submitted("l1")
    attempt = told.intend(Action.RECHECK)
    before = told.killed()
    late = told.later(days=1).happens(Concluded(told.now, attempt, absent()))
    assert (late.state, late.absences) == (before.state, 0)


def test_agreeing_anew_replaces_what_was_agreed_and_ends_the_question() -> None:
    told = story()
    told.does(Action.SEARCH, failure(Failure.NOT_AGREED))
    assert (told.standing.state, told.standing.trouble) == (State.NEEDS_YOU, Failure.NOT_AGREED)
    after = told.happens(Agreed(told.now, ("email", "tel"), ("acme.example",)))
    assert (after.state, after.task) == (State.PLANNED, None)
    assert (after.agreed_meanings, after.agreed_recipients) == ({"email", "tel"}, {"acme.example"})
    assert told.due() == Due(Action.SEARCH, told.now)


def test_agreeing_anew_ends_no_other_question() -> None:
    told = story()
    told.does(Action.SEARCH, possible("l1"))
    after = told.happens(Agreed(told.now, ("email",), ("acme.example",)))
    assert (after.state, after.task) == (State.NEEDS_YOU, told.standing.task)


def test_what_was_sent_while_the_person_wavered_is_known_to_be_about_its_listing() -> None:
    told = found("l1")
    told.intend(Action.SUBMIT)
    told.withdrawn()
    told.resumed()
    told.mail("m1", MailSays.ACKNOWLEDGED)
    after = told.conclude(Outcome(Answer.ABSENT, sent=Sent.YES))
    assert (after.submissions, after.asked) == (1, frozenset({"l1"}))
    assert told.later(days=8).does(Action.RECHECK, same("l1")).next_listing is None
