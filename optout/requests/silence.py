"""What may follow silence or a refusal: a reminder, an appeal, a complaint. Each is made once."""

from dataclasses import replace
from datetime import datetime

from optout.requests.actions import Action
from optout.requests.state import Standing, State

FOLLOW_UPS = frozenset({Action.REMIND, Action.APPEAL, Action.ESCALATE})
"""What goes out after the request itself. No read can tell whether it arrived."""

_NO_ANSWER = frozenset({State.SUBMITTED, State.ACKNOWLEDGED})


def may_remind(standing: Standing) -> bool:
    """Whether a reminder may leave now: by letter, once, where an answer is overdue.

    Where no law sets a time the answer is never overdue; whoever schedules it gives a courtesy time.
    """
    if not standing.by_mail or standing.reminded_at is not None or standing.doubt is not None:
        return False
    if standing.submitted_at is None or standing.appealed_at is not None or standing.escalated:
        return False
    voluntary = standing.answer_by is None and standing.state in _NO_ANSWER
    return standing.state == State.OVERDUE or voluntary


def may_appeal(standing: Standing) -> bool:
    """Whether an appeal may leave now: the person wants it against a refusal, and none left before."""
    wanted = standing.appeal_wanted and standing.appealed_at is None
    return wanted and standing.resting == State.REFUSED and standing.doubt is None


def may_escalate(standing: Standing) -> bool:
    """Whether a complaint may leave now: none left or may have left, and there is a reason for one.

    A deadline passed although the provider was reminded, or an appeal's; or it refused, and the person
    wants to complain.
    """
    in_doubt = standing.doubt is not None and standing.doubt.action in FOLLOW_UPS
    if standing.escalated or standing.complaint_left or in_doubt:
        return False
    if standing.resting == State.REFUSED:
        return standing.complaint_wanted
    heard = not standing.by_mail or standing.reminded_at or standing.appealed_at
    return standing.resting == State.OVERDUE and bool(heard)


def reminded(standing: Standing, at: datetime) -> Standing:
    """The standing once a reminder is known to have left."""
    return replace(standing, reminded_at=at)


def appealed(standing: Standing, at: datetime, answer_by: datetime | None) -> Standing:
    """The standing once an appeal is known to have left. ``answer_by`` is the appeal's own deadline.

    One that was refused before we knew that it had left leaves the complaint.
    """
    refused = standing.refused_at is not None and standing.refused_at > at
    return replace(
        standing,
        appealed_at=at,
        appeal_wanted=False,
        complaint_wanted=refused and not standing.escalated,
        question=None,
        answer_by=answer_by,
        overdue=False,
        extended=True,
    )


def followed_up(
    standing: Standing, action: Action, at: datetime, answer_by: datetime | None
) -> Standing:
    """The standing once this follow-up is known to have left; its doubt is over."""
    known = replace(standing, doubt=None, signed_at=None, signed_for=None)
    if action == Action.REMIND:
        return reminded(known, at)
    if action == Action.APPEAL:
        return appealed(known, at, answer_by)
    return replace(known, escalated=True, complaint_wanted=False)


def answered_at_last(standing: Standing) -> Standing:
    """Nothing of silence, refusal or open questions is left: it was done, or begins anew."""
    return replace(
        standing,
        answer_by=None,
        overdue=False,
        escalated=False,
        question=None,
        word=None,
        refused_at=None,
        appeal_wanted=False,
        complaint_wanted=False,
        complaint_left=False,
        appealed_at=None,
        reminded_at=None,
        extended=False,
    )
