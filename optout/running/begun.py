"""The deadline that begins with what was sent."""

from datetime import datetime

from optout.requests.actions import Action
from optout.requests.outcome import Answer, Outcome
from optout.running.deadlines import deadlines_of, law_of
from optout.running.installation import Installation
from optout.running.journal import Known


def begun_deadline(
    installation: Installation, known: Known, action: Action, outcome: Outcome, at: datetime
) -> datetime | None:
    """Until when the provider must answer the request, or the appeal, that was sent at ``at``."""
    if outcome.answer != Answer.DONE or action not in (Action.SUBMIT, Action.APPEAL):
        return None
    person = installation.roster.get(known.row.subject_id)
    provider = installation.catalog.get(known.row.provider)
    law = law_of(known.standing.law, person.subject, provider, at.date(), person.role)
    given = deadlines_of(law, provider, at)
    return given.answer_by if action == Action.SUBMIT else given.appeal_answer_by
