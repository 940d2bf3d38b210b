"""A letter that came back: what was counted as sent is taken back, and the address left alone."""

from dataclasses import replace

from optout.requests.actions import Action
from optout.requests.events import Mailed
from optout.requests.failures import Failure
from optout.requests.resting import settle
from optout.requests.silence import answered_at_last
from optout.requests.state import KEPT, Question, Standing, State


def bounced(standing: Standing, event: Mailed) -> Standing:
    """The standing after a letter came back for good.

    The bounce of a letter that the provider answered is noted only: it did arrive, somewhere. So is
    that of a letter which counts no more.
    """
    rule = _RULES.get(event.about or Action.SUBMIT)
    after = rule(standing, event) if rule else standing
    if after is standing or rule is not _request:
        return after
    trouble = Failure.MAIL_REFUSED if event.rejected else Failure.ADDRESS_DEAD
    return replace(after, state=State.PAUSED, trouble=trouble, failed_at=event.at)


def _reminder(standing: Standing, _event: Mailed) -> Standing:
    """It counts as made, or the next one would go to the same place. Silence is silence.

    What follows needs no letter, so nothing is paused: the complaint is due as if it had arrived.
    """
    if standing.reminded_at is None and not _doubted(standing, Action.REMIND):
        return standing
    known = _without_doubt(standing, Action.REMIND)
    known = replace(known, reminded_at=known.reminded_at or known.at)
    return settle(known, standing.resting)


def _appeal(standing: Standing, event: Mailed) -> Standing:
    """The refusal stands as it did before, and the person chooses again."""
    made = standing.appealed_at is not None or _doubted(standing, Action.APPEAL)
    if standing.refused_at is None or standing.escalated or not made or standing.complaint_wanted:
        return standing
    again = replace(
        _without_doubt(standing, Action.APPEAL),
        appealed_at=None,
        appeal_wanted=False,
        answer_by=None,
        overdue=False,
        question=Question(Failure.REFUSED, event.at, event.mail),
    )
    return settle(again, State.REFUSED)


def _request(standing: Standing, _event: Mailed) -> Standing:
    """The provider was not asked. The deadline that the letter began is none."""
    answered = standing.confirmed or standing.mail or standing.question or standing.refused_at
    if answered or standing.resting in KEPT:
        return standing
    if _doubted(standing, Action.SUBMIT):
        return replace(_without_doubt(standing, Action.SUBMIT), back_to=_to_ask(standing))
    if standing.submitted_at is None:
        return standing
    return _taken_back(standing)


def _taken_back(standing: Standing) -> Standing:
    asked = standing.asked - standing.last_asked
    left = replace(
        standing,
        submissions=standing.submissions - 1,
        asked=asked,
        last_asked=frozenset(),
        absences=0,
        task=None,
    )
    if left.submissions > standing.removals and asked:
        return replace(left, back_to=_to_ask(left))  # for other listings it was asked before
    return replace(answered_at_last(left), submitted_at=None, back_to=_to_ask(left))


def _to_ask(standing: Standing) -> State:
    """Where a request is whose provider is still to be asked."""
    found = State.REAPPEARED if standing.reappearances else State.FOUND
    return found if standing.next_listing is not None else State.PLANNED


_RULES = {Action.SUBMIT: _request, Action.REMIND: _reminder, Action.APPEAL: _appeal}


def _without_doubt(standing: Standing, action: Action) -> Standing:
    if not _doubted(standing, action):
        return standing
    task = standing.task
    asks = task is not None and task.failure == Failure.UNSURE
    return replace(standing, doubt=None, task=None if asks else task)


def _doubted(standing: Standing, action: Action) -> bool:
    return standing.doubt is not None and standing.doubt.action == action
