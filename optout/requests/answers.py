"""How the person's answer to a task changes a request's standing."""

from dataclasses import replace

from optout.requests.actions import Action
from optout.requests.attesting import attested, given, still_so, was_reset
from optout.requests.events import PersonAnswered, PersonSays
from optout.requests.failures import Failure
from optout.requests.outcome import Decision
from optout.requests.reads import present, without_listing
from optout.requests.resting import (
    LETTERS,
    asked_state,
    count_submission,
    go_back,
    open_question,
    read_by_person,
    rest_after_submission,
    settle,
    withdraw,
)
from optout.requests.silence import FOLLOW_UPS, followed_up
from optout.requests.state import ASKED, Standing, State, Task

_LATER = frozenset(
    {
        Failure.SETTING_MISSING,
        Failure.FACT_MISSING,
        Failure.NOT_AUTHORISED,
        Failure.MANDATE_ENDED,
        Failure.NO_MAILBOX,
        Failure.NOT_AGREED,
        Failure.LETTER_INCOMPLETE,
        Failure.SIGNATURE,
    }
)
"""What the person does about these makes our attempt possible; it does not replace it."""

_OWN_WORD = frozenset({PersonSays.ATTESTS, PersonSays.LOOKED})

CHOICES = frozenset({PersonSays.APPEALS, PersonSays.COMPLAINS, PersonSays.LETS_BE})
"""The answers to a refusal."""


def person_answered(standing: Standing, event: PersonAnswered) -> Standing:
    """The standing after the person answered. An answer to a task that is over changes nothing.

    Nor does one that is no answer to the task: a refusal is not done, and nothing else is appealed.
    """
    task = standing.task
    if task is None:
        return standing
    standing = replace(standing, own_words=event.own_words or standing.own_words)
    if event.says == PersonSays.GAVE_UP:
        return withdraw(standing)
    if event.says in (PersonSays.IS_ME, PersonSays.NOT_ME):
        listing = event.listing or task.listing
        return _decided(standing, listing, event.says == PersonSays.IS_ME) if listing else standing
    if event.says == PersonSays.SIGNS:
        return _signed(standing, task, event)
    if event.says in _OWN_WORD:
        return standing if task.failure in _LATER else attested(standing, task, event)
    if task.failure == Failure.ATTEST_AGAIN and event.says not in CHOICES:
        return still_so(standing, event) if event.says == PersonSays.DID_IT else was_reset(standing)
    if open_question(standing) == task:
        return _question_answered(standing, task, event)
    if task.failure == Failure.COMPLAINT and event.says != PersonSays.DID_IT:
        return _not_complained(standing, event.says)
    if event.says in CHOICES:
        return standing
    if task.failure in LETTERS:
        return read_by_person(standing, task)
    return (
        _did_it(standing, task, event) if event.says == PersonSays.DID_IT else _did_not(standing, task)
    )


def _signed(standing: Standing, task: Task, event: PersonAnswered) -> Standing:
    if task.failure != Failure.SIGNATURE:
        return standing
    return replace(go_back(standing), signed_at=event.at, signed_for=task.action)


def _question_answered(standing: Standing, task: Task, event: PersonAnswered) -> Standing:
    """The provider's question is over: the person did what it asks, or will not."""
    if (task.failure == Failure.REFUSED) != (event.says in CHOICES):
        return standing
    closed = replace(standing, question=None)
    if task.failure == Failure.REFUSED:
        return _chosen(closed, event.says)
    if event.says == PersonSays.DID_IT and task.failure == Failure.FORM_ONLY:
        return _submitted_by_hand(closed, event)
    if event.says == PersonSays.DID_IT and task.failure == Failure.CONFIRM_YOURSELF:
        made = replace(go_back(closed), confirmed=True, confirmation_made=True)
        return settle(made, asked_state(made))
    return go_back(closed)


def _chosen(standing: Standing, says: PersonSays) -> Standing:
    """What follows a refusal. What was made already is not made again."""
    appeals = says == PersonSays.APPEALS and standing.appealed_at is None
    complains = says == PersonSays.COMPLAINS and not standing.escalated
    left = standing.complaint_left and not (appeals or complains)
    return go_back(
        replace(standing, appeal_wanted=appeals, complaint_wanted=complains, complaint_left=left)
    )


def _not_complained(standing: Standing, says: PersonSays) -> Standing:
    """Not yet: the task stays. Or never: the reason for it is let be."""
    if says != PersonSays.LETS_BE:
        return standing
    return go_back(replace(standing, complaint_left=True, complaint_wanted=False))


def _decided(standing: Standing, listing: str, is_me: bool) -> Standing:
    """The answer is remembered; it moves the request when it answers the open question."""
    decision = Decision.SAME if is_me else Decision.DIFFERENT
    known = replace(standing, decided={**standing.decided, listing: decision})
    if not is_me:
        left = tuple(one for one in known.listings if one != listing)
        theirs = known.known - {listing}
        known = without_listing(replace(known, listings=left, known=theirs))
    task = known.task
    if task is None or (task.failure, task.listing) != (Failure.POSSIBLE_MATCH, listing):
        return known
    if is_me:
        return present(go_back(known), (*known.listings, listing))
    return replace(go_back(known), read_at=None if known.resting in ASKED else known.read_at)


def _did_it(standing: Standing, task: Task, event: PersonAnswered) -> Standing:
    if task.failure in _LATER:
        return go_back(standing)
    if task.action == Action.SUBMIT:
        return _submitted_by_hand(standing, event)
    if task.action == Action.CONFIRM:
        doubted = standing.doubt is not None and standing.doubt.action == Action.CONFIRM
        doubt = None if doubted else standing.doubt
        made = replace(go_back(standing), confirmed=True, confirmation_made=True, mail=None, doubt=doubt)
        return rest_after_submission(made)
    if task.action in FOLLOW_UPS:
        return _followed_up_by_hand(standing, task.action, event)
    return go_back(standing)


def _followed_up_by_hand(standing: Standing, action: Action, event: PersonAnswered) -> Standing:
    """The person sent the letter, or found that it had been sent."""
    doubted = standing.doubt is not None and standing.doubt.action == action
    at = standing.doubt.at if doubted and standing.doubt else event.at
    told = followed_up(go_back(standing), action, at, event.answer_by)
    return settle(told, asked_state(told) if told.resting in ASKED else told.resting)


def _did_not(standing: Standing, task: Task) -> Standing:
    """It did not happen. A doubtful sending is thereby known not to have arrived."""
    if task.failure != Failure.UNSURE or standing.doubt is None:
        return go_back(standing)
    again = go_back(replace(standing, doubt=None))
    if task.action == Action.SUBMIT and not standing.searchable:
        return settle(again, State.PLANNED)
    if task.action == Action.CONFIRM:
        return settle(again, State.AWAITING_CONFIRMATION)
    return again


def _submitted_by_hand(standing: Standing, event: PersonAnswered) -> Standing:
    """What the person did by hand covers every listing they were shown.

    Where nothing else will tell of it, it is their dated word that they asked.
    """
    asked = count_submission(standing, event.at, event.answer_by)
    asked = replace(asked, asked=asked.asked | set(standing.listings))
    if event.again_at is not None:
        asked = given(asked, event, event.again_at)
    return rest_after_submission(asked)
