"""Which answers fit a task: after a refusal, what the law leaves the person."""

from datetime import datetime

from optout.requests.events import PersonSays
from optout.requests.failures import Failure
from optout.requests.state import Standing, Task
from optout.rights.deadline import answer_by
from optout.rights.law import Law

_USUAL = (PersonSays.DID_IT, PersonSays.DID_NOT, PersonSays.GAVE_UP)


def answers_of(task: Task, standing: Standing, law: Law | None, now: datetime) -> tuple[PersonSays, ...]:
    """The answers that the person can give, the most helpful first. ``law`` is the request's own."""
    if task.listing is not None:
        return PersonSays.IS_ME, PersonSays.NOT_ME
    if task.failure == Failure.SIGNATURE:
        return PersonSays.SIGNS, PersonSays.DID_NOT, PersonSays.GAVE_UP
    if task.failure == Failure.COMPLAINT:
        return PersonSays.DID_IT, PersonSays.LETS_BE, PersonSays.GAVE_UP
    if task.failure != Failure.REFUSED:
        return _USUAL
    appeal = (PersonSays.APPEALS,) if may_appeal_by_law(standing, law, now) else ()
    complain = (PersonSays.COMPLAINS,) if _may_complain(standing, law) else ()
    return *appeal, *complain, PersonSays.LETS_BE, PersonSays.GAVE_UP


def may_appeal_by_law(standing: Standing, law: Law | None, now: datetime) -> bool:
    """Whether the law has an appeal, the time for it runs still, and none was made."""
    if law is None or law.appeal is None or standing.appealed_at or standing.refused_at is None:
        return False
    if law.appeal_within is None:
        return True
    return now <= answer_by(law.appeal_within, standing.refused_at, law.jurisdiction)


def _may_complain(standing: Standing, law: Law | None) -> bool:
    return law is not None and law.regulator is not None and not standing.escalated
