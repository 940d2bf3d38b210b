"""The person's answers to tasks."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from optout.errors import WrongInput
from optout.requests.actions import Action
from optout.requests.events import Concluded, Event, Intended, PersonAnswered, PersonSays, Resumed
from optout.requests.failures import Failure
from optout.requests.lifecycle import apply
from optout.requests.outcome import Answer, Outcome
from optout.requests.state import Standing, Task
from optout.rights.law import Law
from optout.running.answerable import answers_of
from optout.running.assistable import wanted_of
from optout.running.deadlines import deadlines_of, law_of
from optout.running.held import told_by_draft
from optout.running.installation import Installation
from optout.running.journal import Journal, Known
from optout.running.own_word import Shown, word_of
from optout.running.own_words import OwnWords, keeping
from optout.storage.database import Transaction


def answer(
    installation: Installation,
    journal: Journal,
    request_id: str,
    says: PersonSays,
    words: OwnWords | None = None,
    shown: Shown | None = None,
) -> Standing:
    """Record what the person says about the open task of a request; returns the new standing.

    ``words`` are for the letters of the request from now on. A draft that was sent told what it holds.
    *Done*, of a switch that only they can see, is their dated word, with what they have ``shown``.
    What stopped a paused provider has no task, and may still be done by hand: then it becomes one.
    Raises ``WrongInput`` where there is no open task or the answer does not fit it.
    """
    known = journal.read(request_id)
    now = journal.moment(known)
    taken_up = _taken_up(installation, known, now) if known.standing.task is None else ()
    task = known.standing.task or _task_of(known.standing, taken_up)
    if task is None:
        raise WrongInput("This request has no open task.", todo="See `optout tasks`.")
    law = _law(installation, known, now)
    _require_fitting(says, task, answers_of(task, known.standing, law, now))
    _require_asked_for(words, says, task)
    by = _answer_by(installation, known, says, task, law, now)
    event = PersonAnswered(now, says, task.listing, by)
    word = word_of(installation, known, event, shown)
    event, extra = word or _told(installation, known, event, words)
    standing = journal.append(known, [*taken_up, event], extra).standing
    journal.seal(now)
    return standing


def _told(
    installation: Installation, known: Known, event: PersonAnswered, words: OwnWords | None
) -> tuple[PersonAnswered, Callable[[Transaction], None] | None]:
    """The event, and what is kept with it: the person's words, or what the draft told that they sent."""
    task = known.standing.task
    if words is not None:
        person = installation.roster.get(known.row.subject_id)
        paper, write = keeping(person, known.row.id, words, event.at)
        return replace(event, own_words=paper), write
    if task is None or task.failure != Failure.DRAFT or event.says != PersonSays.DID_IT:
        return event, None
    person = installation.roster.get(known.row.subject_id)
    kept = told_by_draft(installation, person, known.row.id, event.at)
    return event, lambda tx: kept.write(tx, known.row.id, event.at)


ANSWERS: Mapping[PersonSays, str] = {
    PersonSays.DID_IT: "done",
    PersonSays.DID_NOT: "not-done",
    PersonSays.IS_ME: "is-me",
    PersonSays.NOT_ME: "not-me",
    PersonSays.APPEALS: "appeal",
    PersonSays.COMPLAINS: "complain",
    PersonSays.LETS_BE: "let-be",
    PersonSays.SIGNS: "sign",
    PersonSays.GAVE_UP: "give-up",
}
"""Each answer as it is typed. What *done* means is told by the task."""

_ONLY_WHERE_OFFERED = frozenset(
    {PersonSays.APPEALS, PersonSays.COMPLAINS, PersonSays.LETS_BE, PersonSays.SIGNS}
)


def _require_fitting(says: PersonSays, task: Task, fitting: Sequence[PersonSays]) -> None:
    if says in (PersonSays.IS_ME, PersonSays.NOT_ME) and task.listing is None:
        raise WrongInput("This task is not about a listing.", todo="Answer done, not-done or give-up.")
    chosen = task.failure in (Failure.REFUSED, Failure.SIGNATURE) or says in _ONLY_WHERE_OFFERED
    if chosen and says not in fitting:
        names = ", ".join(ANSWERS[one] for one in fitting)
        raise WrongInput(f"{ANSWERS[says]} is no answer to this task.", todo=f"Answer one of: {names}")


def _require_asked_for(words: OwnWords | None, says: PersonSays, task: Task) -> None:
    """Words are kept only where a letter waits for them."""
    if words is None:
        return
    if task.failure != Failure.LETTER_INCOMPLETE or says != PersonSays.DID_IT:
        raise WrongInput(
            "This task asks for no words of yours.",
            todo="Give them with done, where a letter lacks them.",
        )


def _law(installation: Installation, known: Known, now: datetime) -> Law | None:
    """The law that the request rests on; None where the provider is gone from the catalog."""
    if known.row.provider not in installation.catalog:
        return None
    person = installation.roster.get(known.row.subject_id)
    provider = installation.catalog.get(known.row.provider)
    return law_of(known.standing.law, person.subject, provider, now.date(), person.role)


def _answer_by(
    installation: Installation,
    known: Known,
    says: PersonSays,
    task: Task,
    law: Law | None,
    now: datetime,
) -> datetime | None:
    """The deadline that begins where the person sent the letter, or the form, themselves."""
    if says != PersonSays.DID_IT or law is None:
        return None
    given = deadlines_of(law, installation.catalog.get(known.row.provider), now)
    if task.action == Action.APPEAL:
        return given.appeal_answer_by
    asked = task.action == Action.SUBMIT or task.failure == Failure.FORM_ONLY
    return given.answer_by if asked else None


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
