"""The person's answers to tasks."""

from optout.errors import WrongInput
from optout.requests.actions import Action
from optout.requests.events import PersonAnswered, PersonSays, Resumed
from optout.requests.state import Standing
from optout.running.deadlines import deadline_of
from optout.running.installation import Installation
from optout.running.journal import Journal


def answer(installation: Installation, journal: Journal, request_id: str, says: PersonSays) -> Standing:
    """Record what the person says about the open task of a request; returns the new standing.

    Raises ``WrongInput`` where there is no open task or the answer does not fit it.
    """
    known = journal.read(request_id)
    task = known.standing.task
    if task is None:
        raise WrongInput("This request has no open task.", todo="See `optout tasks`.")
    if says in (PersonSays.IS_ME, PersonSays.NOT_ME) and task.listing is None:
        raise WrongInput("This task is not about a listing.", todo="Answer done, not-done or give-up.")
    now = journal.moment(known)
    submitted = says == PersonSays.DID_IT and task.action == Action.SUBMIT
    answer_by = deadline_of(installation.catalog.get(known.row.provider), now) if submitted else None
    event = PersonAnswered(now, says, task.listing, answer_by)
    standing = journal.append(known, [event]).standing
    journal.seal(now)
    return standing


def try_again(installation: Installation, journal: Journal, request_id: str) -> Standing:
    """Make a request due again that waits for a person or a provider's pause."""
    known = journal.read(request_id)
    now = journal.moment(known)
    standing = journal.append(known, [Resumed(now)]).standing
    journal.seal(now)
    return standing
