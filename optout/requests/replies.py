"""How a provider's mail, or the person's answer to a task, changes a request's standing."""

from dataclasses import replace

from optout.requests.actions import Action
from optout.requests.conclusions import count_submission, go_back, rest_after_submission
from optout.requests.events import Mailed, MailSays, PersonAnswered, PersonSays
from optout.requests.failures import Failure
from optout.requests.outcome import Decision
from optout.requests.state import ASKED, Standing, State, Task


def mailed(standing: Standing, event: Mailed) -> Standing:
    """The standing after a mail from the provider."""
    if event.says in (MailSays.LINK, MailSays.CODE):
        return _asks_to_confirm(standing, event)
    if event.says == MailSays.ACKNOWLEDGED:
        return _acknowledges(standing, event)
    return _needs_reading(standing, event)


def _resting(standing: Standing) -> State:
    return standing.back_to if standing.state == State.NEEDS_YOU else standing.state


def _asks_to_confirm(standing: Standing, event: Mailed) -> Standing:
    """A mail to confirm proves that the submission arrived. Confirmed is confirmed once."""
    resting = _resting(standing)
    if not standing.confirms or standing.confirmed:
        return standing
    if resting == State.UNSURE:
        standing = count_submission(standing, event.at, None)
    elif resting not in (State.AWAITING_CONFIRMATION, State.SUBMITTED, State.OVERDUE):
        return standing
    return replace(
        standing,
        state=State.AWAITING_CONFIRMATION,
        mail=event.mail,
        task=None,
        failures=0,
        failed_at=None,
    )


def _acknowledges(standing: Standing, event: Mailed) -> Standing:
    resting = _resting(standing)
    if resting == State.UNSURE:
        return rest_after_submission(replace(count_submission(standing, event.at, None), confirmed=True))
    if resting == State.ACKNOWLEDGED and not standing.searchable:
        return replace(standing, state=State.HOLDING, task=None, answer_by=None)
    if resting == State.SUBMITTED:
        return replace(standing, state=State.ACKNOWLEDGED, confirmed=True, task=None)
    return standing


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
        return replace(standing, state=State.WITHDRAWN, task=None)
    if event.says == PersonSays.DID_IT:
        return _did_it(standing, standing.task.action, event)
    if event.says == PersonSays.DID_NOT:
        return _did_not(standing)
    listing = event.listing or standing.task.listing
    return _decided(standing, listing, event.says == PersonSays.IS_ME) if listing else standing


def _decided(standing: Standing, listing: str, is_me: bool) -> Standing:
    decision = Decision.SAME if is_me else Decision.DIFFERENT
    known = replace(standing, decided={**standing.decided, listing: decision}, task=None)
    if not is_me:
        return replace(go_back(known), read_at=None)
    found = replace(known, seen=True, listings=(*standing.listings, listing))
    return replace(found, state=State.FOUND, back_to=State.FOUND, submitted_at=None, absences=0)


def _did_it(standing: Standing, action: Action, event: PersonAnswered) -> Standing:
    if action == Action.SUBMIT:
        return _submitted_by_hand(standing, event)
    if action == Action.CONFIRM:
        return rest_after_submission(replace(go_back(standing), confirmed=True, mail=None))
    if action == Action.ESCALATE:
        return replace(go_back(standing), state=State.ESCALATED)
    return replace(go_back(standing), read_at=None)


def _did_not(standing: Standing) -> Standing:
    """It did not happen. A doubtful sending is thereby known not to have arrived."""
    again = go_back(standing)
    return replace(again, state=State.PLANNED) if standing.back_to == State.UNSURE else again


def _submitted_by_hand(standing: Standing, event: PersonAnswered) -> Standing:
    """What the person did by hand covers every listing they were shown."""
    asked = count_submission(standing, event.at, event.answer_by)
    asked = replace(asked, asked=asked.asked | set(standing.listings))
    return rest_after_submission(asked)
