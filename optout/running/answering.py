"""The person's answers to tasks."""

from datetime import datetime

from optout.errors import WrongInput
from optout.requests.actions import Action
from optout.requests.events import Concluded, Event, Intended, PersonAnswered, PersonSays, Resumed
from optout.requests.failures import Failure
from optout.requests.lifecycle import apply
from optout.requests.outcome import Answer, Outcome
from optout.requests.state import Standing, Task
from optout.running.assistable import wanted_of
from optout.running.deadlines import deadline_of
from optout.running.installation import Installation
from optout.running.journal import Journal, Known


def answer(installation: Installation, journal: Journal, request_id: str, says: PersonSays) -> Standing:
    """Record what the person says about the open task of a request; returns the new standing.

    What stopped a paused provider has no task, and may still be done by hand: then it becomes one.
    Raises ``WrongInput`` where there is no open task or the answer does not fit it.
    """
    known = journal.read(request_id)
    now = journal.moment(known)
    taken_up = _taken_up(installation, known, now) if known.standing.task is None else ()
    task = known.standing.task or _task_of(known.standing, taken_up)
    if task is None:
        raise WrongInput("This request has no open task.", todo="See `optout tasks`.")
    if says in (PersonSays.IS_ME, PersonSays.NOT_ME) and task.listing is None:
        raise WrongInput("This task is not about a listing.", todo="Answer done, not-done or give-up.")
    submitted = says == PersonSays.DID_IT and task.action == Action.SUBMIT
    answer_by = deadline_of(installation.catalog.get(known.row.provider), now) if submitted else None
    event = PersonAnswered(now, says, task.listing, answer_by)
    standing = journal.append(known, [*taken_up, event]).standing
    journal.seal(now)
    return standing


def _taken_up(installation: Installation, known: Known, now: datetime) -> tuple[Event, ...]:
    """The person takes up what was stopped, in a browser of their own."""
    wanted = wanted_of(known, installation.catalog)
    if wanted is None or known.standing.running is not None:
        return ()
    attempt = installation.ids.new("a")
    left = Outcome(Answer.PERSON, Failure.BY_HAND, detail="taken up without our help")
    intent = Intended(now, attempt, wanted.action, assisted=True)
    return intent, Concluded(now, attempt, left)


def _task_of(standing: Standing, taken_up: tuple[Event, ...]) -> Task | None:
    for event in taken_up:
        standing = apply(standing, event)
    return standing.task


def try_again(installation: Installation, journal: Journal, request_id: str) -> Standing:
    """Make a request due again that waits for a person or a provider's pause."""
    known = journal.read(request_id)
    now = journal.moment(known)
    standing = journal.append(known, [Resumed(now)]).standing
    journal.seal(now)
    return standing
