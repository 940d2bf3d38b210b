"""How a provider's mail changes a request's standing."""

from collections.abc import Callable
from dataclasses import replace

from optout.requests.actions import Action
from optout.requests.bounces import bounced
from optout.requests.events import Mailed, MailSays
from optout.requests.failures import Failure
from optout.requests.resting import (
    asked_state,
    count_submission,
    put_to_person,
    rest_after_submission,
    settle,
)
from optout.requests.silence import answered_at_last
from optout.requests.state import ASKED, KEPT, Question, Standing, State


def mailed(standing: Standing, event: Mailed) -> Standing:
    """The standing after a mail from the provider. A mail is read once; a pause stays a pause.

    What comes while the request is withdrawn is read when it is taken up again, and what can only be
    an answer to what the person was to send, once they say that they sent it.
    """
    if event.mail in standing.mails:
        return standing
    if standing.state == State.WITHDRAWN or _awaits_their_word(standing, event.says):
        return replace(standing, held=(*standing.held, event))
    known = replace(standing, mails=standing.mails | {event.mail})
    if proves_draft(standing, event.says):
        known = rest_after_submission(count_submission(known, event.at, event.answer_by))
    after = _read(known, event)
    if standing.state != State.PAUSED:
        return after
    return replace(after, state=State.PAUSED, back_to=after.resting)


def held_ones(standing: Standing) -> Standing:
    """The standing after the mails that were held until now."""
    after = replace(standing, held=())
    for mail in standing.held:
        after = mailed(after, mail)
    return after


def proves_draft(standing: Standing, says: MailSays) -> bool:
    """Whether the mail answers the letter that waits as a draft: then the person has sent it."""
    task = standing.task
    if task is None or (task.failure, task.action) != (Failure.DRAFT, Action.SUBMIT):
        return False
    return standing.state == State.NEEDS_YOU and says in _ANSWERS_LETTERS


def _awaits_their_word(standing: Standing, says: MailSays) -> bool:
    """Such a mail proves no submission by itself: a provider writes to its users for other reasons."""
    task = standing.task
    if task is None or (task.failure, task.action) != (Failure.BY_HAND, Action.SUBMIT):
        return False
    waits = standing.state == State.NEEDS_YOU and standing.submitted_at is None
    return waits and says in _ANSWERS_LETTERS | {MailSays.LINK, MailSays.CODE}


def _read(standing: Standing, event: Mailed) -> Standing:
    if event.says in _ASKS:
        return _asks(standing, event, _ASKS[event.says])
    return _RULES[event.says](standing, event)


def _doubted(standing: Standing, action: Action) -> bool:
    return standing.doubt is not None and standing.doubt.action == action


def _asks_to_confirm(standing: Standing, event: Mailed) -> Standing:
    """A mail to confirm proves that the submission arrived. Confirmed is confirmed once."""
    if not standing.confirms:
        return _asks(standing, event, Failure.CONFIRM_YOURSELF)
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
    """The provider's word that it was done, or has nothing, proves what an acknowledgement proves.

    It is the last word only where no read can tell more, and nothing is left to confirm.
    """
    if standing.submitted_at is None and not _doubted(standing, Action.SUBMIT):
        return standing
    confirmed = _doubted(standing, Action.CONFIRM)
    known = _acknowledges(_answered(standing, event.says), event)
    known = replace(known, confirmation_made=True) if confirmed else known
    open_still = known.confirms and not known.confirmation_made
    if known.searchable or open_still or known.resting not in ASKED:
        return known
    done = replace(answered_at_last(known), word=event.says, doubt=None)
    return settle(done, State.HOLDING)


def _answered(standing: Standing, word: MailSays) -> Standing:
    """What the provider refused or asked before is over."""
    return replace(
        standing,
        word=word,
        question=None,
        refused_at=None,
        appeal_wanted=False,
        complaint_wanted=False,
    )


def _refuses(standing: Standing, event: Mailed) -> Standing:
    """The person chooses what follows; a refusal of the appeal as well leaves the complaint.

    Against a proof that it was done, a refusal proves nothing.
    """
    known = _acknowledges(standing, event)
    if known.submitted_at is None or (known.resting in KEPT and known.searchable):
        return known
    again = known.appealed_at is not None
    if known.appealed_at and event.written_at and event.written_at < known.appealed_at:
        return known  # a copy of the refusal that was appealed against
    refused = replace(
        known,
        word=MailSays.REFUSED,
        refused_at=event.at,
        overdue=known.overdue and not again,
        question=None if again else Question(Failure.REFUSED, event.at, event.mail),
        appeal_wanted=False,
        complaint_wanted=again and not known.escalated,
    )
    rests = refused.resting in ASKED | KEPT
    return settle(refused, asked_state(refused) if rests else refused.resting)


def _asks(standing: Standing, event: Mailed, failure: Failure) -> Standing:
    """The request arrived, and the provider wants something first that only the person can give."""
    known = _acknowledges(standing, event)
    made = failure == Failure.CONFIRM_YOURSELF and known.confirmation_made
    if known.submitted_at is None or known.resting in KEPT or made:
        return known
    if known.question is not None and known.question.failure == Failure.REFUSED:
        return known
    asked = replace(known, question=Question(failure, event.at, event.mail))
    return settle(asked, asked.resting)


def _extends(standing: Standing, event: Mailed) -> Standing:
    """It takes longer, once, where the law allows that and it was said in time. Else it says nothing."""
    known = _acknowledges(standing, event)
    if not _may_extend(known, event):
        return known
    moved = replace(known, answer_by=event.extended_to, overdue=False, extended=True)
    return settle(moved, asked_state(moved)) if moved.resting in ASKED else moved


def _may_extend(standing: Standing, event: Mailed) -> bool:
    if standing.answer_by is None or event.extended_to is None or standing.extended:
        return False
    if standing.escalated or standing.refused_at is not None or standing.submitted_at is None:
        return False
    said = min(event.written_at or event.at, event.at)
    return said <= standing.answer_by < event.extended_to


def _needs_reading(standing: Standing, event: Mailed) -> Standing:
    """It waits for the person until they have read it, whatever else does."""
    suspicious = event.says == MailSays.SUSPICIOUS
    failure = Failure.MAIL_SUSPICIOUS if suspicious else Failure.MAIL_UNCLEAR
    return put_to_person(standing, Question(failure, event.at, event.mail))


def _changes_nothing(standing: Standing, _event: Mailed) -> Standing:
    return standing


_ASKS = {
    MailSays.NEEDS_IDENTIFICATION: Failure.NEEDS_IDENTIFICATION,
    MailSays.NEEDS_DATA: Failure.NEEDS_DATA,
    MailSays.FORM_ONLY: Failure.FORM_ONLY,
}
_ANSWERS_LETTERS = frozenset(
    {
        MailSays.ACKNOWLEDGED,
        MailSays.GRANTED,
        MailSays.NOT_FOUND,
        MailSays.REFUSED,
        MailSays.EXTENDED,
        *_ASKS,
    }
)
_RULES: dict[MailSays, Callable[[Standing, Mailed], Standing]] = {
    MailSays.LINK: _asks_to_confirm,
    MailSays.CODE: _asks_to_confirm,
    MailSays.ACKNOWLEDGED: _acknowledges,
    MailSays.GRANTED: _grants,
    MailSays.NOT_FOUND: _grants,
    MailSays.REFUSED: _refuses,
    MailSays.EXTENDED: _extends,
    MailSays.BOUNCED: bounced,
    MailSays.DELAYED: _changes_nothing,
    MailSays.AUTOMATIC: _changes_nothing,
    MailSays.OTHER: _needs_reading,
    MailSays.SUSPICIOUS: _needs_reading,
}
