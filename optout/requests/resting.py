"""Where a request rests, and what stops it there: a task, a pause, a doubt, a withdrawal."""

from dataclasses import replace
from datetime import datetime

from optout.requests.actions import Action
from optout.requests.failures import MEANING, Disposition, Failure
from optout.requests.silence import FOLLOW_UPS, answered_at_last, may_escalate
from optout.requests.state import ASKED, KEPT, Doubt, Question, Standing, State, Task

READS = frozenset({Action.SEARCH, Action.RECHECK})
LETTERS = frozenset({Failure.MAIL_UNCLEAR, Failure.MAIL_SUSPICIOUS})
"""Mails that only the person can read. Each is put to them until they have, one after the other."""

READABLE = ASKED | KEPT | {State.UNSURE, State.CLEAR}
"""Where a mail is put to the person at once. Elsewhere it waits: what is due there is done first."""

QUESTIONS = frozenset(
    {
        Failure.NEEDS_IDENTIFICATION,
        Failure.NEEDS_DATA,
        Failure.FORM_ONLY,
        Failure.CONFIRM_YOURSELF,
        Failure.REFUSED,
    }
)
"""What a provider's mail leaves to the person. Such a question is open until they answer it."""


def asked_state(standing: Standing) -> State:
    """The state of a request whose provider was asked and has the next move."""
    if standing.absences:
        return State.VERIFYING
    if standing.resting == State.AWAITING_CONFIRMATION and _waits_for_mail(standing):
        return State.AWAITING_CONFIRMATION
    if standing.escalated:
        return State.ESCALATED
    if standing.refused:
        return State.REFUSED
    if standing.overdue:
        return State.OVERDUE
    return State.ACKNOWLEDGED if standing.confirmed else State.SUBMITTED


def _waits_for_mail(standing: Standing) -> bool:
    if standing.confirmation_made:
        return False
    return standing.mail is not None or standing.refused_at is None


def settle(standing: Standing, state: State) -> Standing:
    """Rest in ``state``: at once, or after the open task where the person must still act.

    A task about a listing that is gone, or about a read that has now succeeded, is over. A question
    of the provider, or a mail to read, is put to the person as soon as nothing that matters more is.
    """
    task = standing.task if standing.task and _still_open(standing, standing.task, state) else None
    for waits in _waiting(standing, state):
        task = waits if task is None or _outranks(waits, task) else task
    if task is None:
        return replace(standing, state=state, back_to=state, task=None)
    return replace(standing, state=State.NEEDS_YOU, back_to=state, task=task)


def _waiting(standing: Standing, state: State) -> list[Task]:
    """What is to be put to the person in this state, besides the open task; first what matters most."""
    doubt = standing.doubt
    unknown = doubt is not None and doubt.action in FOLLOW_UPS and state in ASKED
    unsure = [Task(Failure.UNSURE, doubt.action, doubt.at)] if doubt and unknown else []
    question = open_question(standing) if state in ASKED else None
    letters = [_to_read(one) for one in standing.unread] if state in READABLE else []
    warnings = [one for one in letters if one.failure == Failure.MAIL_SUSPICIOUS]
    asked = [question] if question else []
    return [*unsure, *warnings[:1], *asked, *letters[:1], *_to_look_again(standing, state)]


def _to_look_again(standing: Standing, state: State) -> list[Task]:
    if standing.asked_again_at is None or state not in ASKED | KEPT:
        return []
    return [Task(Failure.ATTEST_AGAIN, Action.RECHECK, standing.asked_again_at)]


def put_to_person(standing: Standing, mail: Question) -> Standing:
    """A mail is to be read: now, or when what is asked of the person already is over."""
    waits = replace(standing, unread=(*standing.unread, mail))
    before = standing.task
    if standing.resting not in READABLE:
        return waits
    if before is not None and not _outranks(_to_read(mail), before):
        return waits
    return replace(waits, state=State.NEEDS_YOU, back_to=standing.resting, task=_to_read(mail))


def read_by_person(standing: Standing, task: Task) -> Standing:
    """The person has read the mail that the task is about; the next one is theirs to read."""
    left = tuple(one for one in standing.unread if one.mail != task.mail)
    return go_back(replace(standing, unread=left))


def _to_read(mail: Question) -> Task:
    return Task(mail.failure, Action.RECHECK, mail.since, mail=mail.mail)


def open_question(standing: Standing) -> Task | None:
    """The task that the provider's question is, where it has one."""
    asked = standing.question
    if asked is None:
        return None
    action = Action.APPEAL if asked.failure == Failure.REFUSED else Action.RECHECK
    return Task(asked.failure, action, asked.since)


def _still_open(standing: Standing, task: Task, state: State) -> bool:
    if task.failure in LETTERS:
        return state in READABLE and any(_to_read(one) == task for one in standing.unread)
    if task.failure in QUESTIONS:
        return state in ASKED and open_question(standing) == task
    if task.action in READS:
        return False
    if task.failure == Failure.NOT_LASTING and state in ASKED:
        return standing.contradicted_at is not None
    if task.failure == Failure.UNSURE and task.action in FOLLOW_UPS:
        doubted = standing.doubt is not None and standing.doubt.action == task.action
        return state in ASKED and doubted
    if task.failure == Failure.COMPLAINT:
        return may_escalate(replace(standing, state=state, task=None))
    if task.action == Action.SUBMIT:
        return state in (State.FOUND, State.REAPPEARED)
    return state in ASKED or state == State.UNSURE


def go_back(standing: Standing) -> Standing:
    """The request continues where its task or pause stopped it, or with the provider's question."""
    free = replace(standing, task=None, trouble=None, failures=0, failed_at=None)
    return settle(free, standing.back_to)


def withdraw(standing: Standing) -> Standing:
    """Nothing more is done, and nothing is forgotten: what was sent stays sent."""
    return replace(standing, state=State.WITHDRAWN, back_to=standing.resting, task=None)


def count_submission(standing: Standing, at: datetime, answer_by: datetime | None) -> Standing:
    """A submission is known to have been made: the one in doubt, or else for the next listing.

    The first deadline stays until it was escalated, or the person let a refusal be; then the new
    submission has its own.
    """
    doubted = standing.doubt is not None and standing.doubt.action == Action.SUBMIT
    listing = standing.doubt.listing if standing.doubt and doubted else standing.next_listing
    asked = frozenset({listing} if listing else ())
    return replace(
        _with_deadline(standing, answer_by),
        submissions=standing.submissions + 1,
        submitted_at=at,
        asked=standing.asked | asked,
        last_asked=asked,
        signed_at=None,
        signed_for=None,
        confirmed=False,
        confirmation_made=False,
        mail=None,
        doubt=None if doubted else standing.doubt,
        absences=0,
        contradictions=0,
        contradicted_at=None,
        failures=0,
        failed_at=None,
        trouble=None,
        task=None,
    )


def _with_deadline(standing: Standing, answer_by: datetime | None) -> Standing:
    """The deadline that runs goes on; where it ended, or none ran, the new one begins."""
    if standing.escalated or _let_be(standing):
        refused_at = standing.refused_at if standing.question else None
        fresh = replace(answered_at_last(standing), question=standing.question, refused_at=refused_at)
        return replace(fresh, answer_by=answer_by)
    if standing.answer_by is not None or standing.refused_at is not None:
        return standing
    return replace(standing, answer_by=answer_by, overdue=False, reminded_at=None, extended=False)


def _let_be(standing: Standing) -> bool:
    """Whether the person let a refusal be."""
    open_still = standing.question or standing.appeal_wanted or standing.complaint_wanted
    return standing.refused_at is not None and not open_still and standing.appealed_at is None


def rest_after_submission(standing: Standing) -> Standing:
    """Where a request waits after a submission: more to submit, or the provider's turn."""
    more = standing.next_listing is not None
    return settle(standing, State.FOUND if more else asked_state(standing))


def doubt(standing: Standing, action: Action, failure: Failure, at: datetime) -> Standing:
    """Something may have left. It is looked at again, never sent again blindly.

    Where a read cannot tell (no search, or a letter that follows up), only the person can.
    """
    listing = standing.next_listing if action == Action.SUBMIT else None
    task = standing.task if standing.task and standing.task.action != action else None
    unsure = replace(
        standing,
        task=task,
        doubt=Doubt(action, at, listing),
        trouble=failure,
        failures=0,
        failed_at=None,
        signed_at=None,
        signed_for=None,
        absences=0 if action not in FOLLOW_UPS else standing.absences,
    )
    beneath = standing.resting if action in FOLLOW_UPS else State.UNSURE
    if standing.searchable and action not in FOLLOW_UPS:
        return settle(unsure, beneath)
    task = Task(Failure.UNSURE, action, at)
    return replace(unsure, state=State.NEEDS_YOU, back_to=beneath, task=task)


def failed(standing: Standing, action: Action, failure: Failure, at: datetime) -> Standing:
    """An attempt proved nothing: it is retried, the provider paused, or the person asked."""
    disposition = MEANING[failure].disposition
    after = replace(standing, failures=standing.failures + 1, failed_at=at, trouble=failure)
    if disposition in (Disposition.PAUSE_PROVIDER, Disposition.ASK_MAINTAINER):
        return replace(after, state=State.PAUSED, back_to=standing.resting)
    if disposition == Disposition.ASK_USER:
        return ask(after, Task(failure, action, at))
    return after


def ask(standing: Standing, task: Task) -> Standing:
    """Open ``task``, unless one is open that matters more; an old question keeps its date."""
    before = standing.task
    if before is not None and (not _outranks(task, before) or _is_the_same(task, before)):
        task = before
    return replace(standing, state=State.NEEDS_YOU, back_to=standing.resting, task=task)


def _is_the_same(task: Task, before: Task) -> bool:
    return replace(before, since=task.since) == task


def _outranks(task: Task, before: Task) -> bool:
    if before.failure == Failure.UNSURE:
        return False
    if Failure.ATTEST_AGAIN in (task.failure, before.failure):
        return before.failure == Failure.ATTEST_AGAIN  # everything else matters more
    if task.failure == Failure.MAIL_SUSPICIOUS:
        return before.failure in QUESTIONS | {Failure.MAIL_UNCLEAR}
    if before.failure == Failure.MAIL_SUSPICIOUS and task.failure in QUESTIONS:
        return False
    if task.action not in READS:
        return True
    if before.action not in READS or before.failure in LETTERS | QUESTIONS:
        return False
    return before.failure != Failure.POSSIBLE_MATCH or task.failure == Failure.POSSIBLE_MATCH


def may_submit(standing: Standing) -> bool:
    """Whether a submission may leave now: never twice for the same thing, never when in doubt."""
    if standing.searchable:
        return standing.state in (State.FOUND, State.REAPPEARED) and standing.next_listing is not None
    return standing.state in (State.PLANNED, State.REAPPEARED)


def may_confirm(standing: Standing) -> bool:
    """Whether a confirmation may be tried: something was submitted and is not yet kept."""
    return standing.resting in ASKED and standing.submitted_at is not None
