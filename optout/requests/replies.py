"""How a provider's mail, or the person's answer to a task, changes a request's standing."""

from dataclasses import replace

from optout.requests.actions import Action
from optout.requests.events import Mailed, MailSays, PersonAnswered, PersonSays
from optout.requests.failures import Failure
from optout.requests.outcome import Decision
from optout.requests.reads import present, without_listing
from optout.requests.resting import (
    asked_state,
    count_submission,
    go_back,
    rest_after_submission,
    settle,
    withdraw,
)
from optout.requests.state import ASKED, Standing, State, Task

_LATER = frozenset(
    {Failure.FACT_MISSING, Failure.NOT_AUTHORISED, Failure.NO_MAILBOX, Failure.NOT_AGREED}
)
"""What the person does about these makes our attempt possible; it does not replace it."""


def mailed(standing: Standing, event: Mailed) -> Standing:
    """The standing after a mail from the provider. A mail is read once; a pause stays a pause."""
    if standing.state == State.WITHDRAWN or event.mail in standing.mails:
        return standing
    after = _read(replace(standing, mails=standing.mails | {event.mail}), event)
    if standing.state != State.PAUSED:
        return after
    return replace(after, state=State.PAUSED, back_to=after.resting)


def _read(standing: Standing, event: Mailed) -> Standing:
    if event.says in (MailSays.LINK, MailSays.CODE):
        return _asks_to_confirm(standing, event)
    if event.says == MailSays.ACKNOWLEDGED:
        return _acknowledges(standing, event)
    if event.says == MailSays.GRANTED:
        return _grants(standing, event)
    return _needs_reading(standing, event)


def _doubted(standing: Standing, action: Action) -> bool:
    return standing.doubt is not None and standing.doubt.action == action


def _asks_to_confirm(standing: Standing, event: Mailed) -> Standing:
    """A mail to confirm proves that the submission arrived. Confirmed is confirmed once."""
    if not standing.confirms:
        return standing
    other = standing.submitted_at is not None and not standing.confirmation_made
    if _doubted(standing, Action.SUBMIT) and not other:
        standing = count_submission(standing, event.at, event.answer_by)
    elif standing.confirmation_made or not _awaits_a_mail(standing):
        return standing
    task = standing.task
    doubt = None if _doubted(standing, Action.CONFIRM) else standing.doubt
    task = None if task and task.action == Action.CONFIRM else task
    asked = replace(standing, mail=event.mail, doubt=doubt, task=task, failures=0, failed_at=None)
    return settle(asked, State.AWAITING_CONFIRMATION)


def _awaits_a_mail(standing: Standing) -> bool:
    if standing.resting in ASKED or _doubted(standing, Action.CONFIRM):
        return True
    return standing.submitted_at is not None and standing.state in (State.FOUND, State.UNSURE)


def _acknowledges(standing: Standing, event: Mailed) -> Standing:
    """An acknowledgement proves a doubted submission only if there is no other it could be about."""
    if _doubted(standing, Action.SUBMIT) and standing.submitted_at is None:
        standing = count_submission(standing, event.at, event.answer_by)
        return rest_after_submission(replace(standing, confirmed=True))
    if _doubted(standing, Action.CONFIRM):
        return rest_after_submission(replace(standing, confirmed=True, doubt=None, mail=None, task=None))
    if standing.resting not in ASKED or standing.resting == State.AWAITING_CONFIRMATION:
        return standing
    acknowledged = replace(standing, confirmed=True)
    return settle(acknowledged, asked_state(acknowledged))


def _grants(standing: Standing, event: Mailed) -> Standing:
    """The provider's word that it was done proves what an acknowledgement proves.

    It is the last word only where no read can tell more, and nothing is left to confirm.
    """
    confirmed = _doubted(standing, Action.CONFIRM)
    known = _acknowledges(standing, event)
    known = replace(known, confirmation_made=True) if confirmed else known
    open_still = known.confirms and not known.confirmation_made
    if known.searchable or open_still or known.resting not in ASKED:
        return known
    done = replace(known, answer_by=None, overdue=False, escalated=False, doubt=None)
    return settle(done, State.HOLDING)


def _needs_reading(standing: Standing, event: Mailed) -> Standing:
    if standing.state not in ASKED:
        return standing
    suspicious = event.says == MailSays.SUSPICIOUS
    failure = Failure.MAIL_SUSPICIOUS if suspicious else Failure.MAIL_UNCLEAR
    task = Task(failure, Action.RECHECK, event.at)
    return replace(standing, state=State.NEEDS_YOU, back_to=standing.state, task=task)


def person_answered(standing: Standing, event: PersonAnswered) -> Standing:
    """The standing after the person answered. An answer to a task that is over changes nothing."""
    if standing.task is None:
        return standing
    if event.says == PersonSays.GAVE_UP:
        return withdraw(standing)
    if event.says == PersonSays.DID_IT:
        return _did_it(standing, standing.task, event)
    if event.says == PersonSays.DID_NOT:
        return _did_not(standing, standing.task)
    listing = event.listing or standing.task.listing
    return _decided(standing, listing, event.says == PersonSays.IS_ME) if listing else standing


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
        doubt = None if _doubted(standing, Action.CONFIRM) else standing.doubt
        made = replace(go_back(standing), confirmed=True, confirmation_made=True, mail=None, doubt=doubt)
        return rest_after_submission(made)
    if task.action == Action.ESCALATE:
        told = replace(go_back(standing), escalated=True, doubt=None)
        return settle(told, asked_state(told))
    return go_back(standing)


def _did_not(standing: Standing, task: Task) -> Standing:
    """It did not happen. A doubtful sending is thereby known not to have arrived."""
    again = go_back(standing)
    if task.failure != Failure.UNSURE or standing.doubt is None:
        return again
    again = replace(again, doubt=None)
    if task.action == Action.SUBMIT and not standing.searchable:
        return settle(again, State.PLANNED)
    if task.action == Action.CONFIRM:
        return settle(again, State.AWAITING_CONFIRMATION)
    return again


def _submitted_by_hand(standing: Standing, event: PersonAnswered) -> Standing:
    """What the person did by hand covers every listing they were shown."""
    asked = count_submission(standing, event.at, event.answer_by)
    asked = replace(asked, asked=asked.asked | set(standing.listings))
    return rest_after_submission(asked)
