"""The story that a letter tells: the law it rests on, what was asked when, what was answered."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from optout.catalog.steps import MailStep, Step
from optout.channels.attempt import Attempt
from optout.channels.mail.reading import Reading
from optout.requests.actions import Action
from optout.requests.events import Concluded, Event, Intended, Mailed, MailSays
from optout.requests.outcome import Answer
from optout.requests.state import Standing
from optout.rights.deadline import Deadlines
from optout.rights.letters.wanted import Agent
from optout.running.deadlines import deadlines_of, law_of
from optout.running.installation import Installation
from optout.running.journal import Known
from optout.running.letterbox import open_reading
from optout.running.own_words import own_words
from optout.running.read_by_person import kept_as
from optout.running.roster import Enrolled
from optout.storage import traces
from optout.storage.requests import events_of


def with_story(
    installation: Installation, attempt: Attempt, step: Step, known: Known, person: Enrolled
) -> Attempt:
    """The attempt with what its letter needs; as it was, where it sends none."""
    if not isinstance(step, MailStep):
        return attempt
    standing = known.standing
    law = law_of(standing.law, person.subject, attempt.provider, attempt.at.date(), person.role)
    by = _answer_by(standing, attempt.action, deadlines_of(law, attempt.provider, attempt.at))
    told = replace(attempt, law=law, answer_by=_day(by), agent=agent_of(person))
    told = replace(told, signed=_day(standing.signed(attempt.action)))
    if standing.own_words is not None:
        words = own_words(installation, person, standing.own_words)
        told = replace(told, reasons=words.reasons, is_marketing=words.is_marketing)
    if attempt.action == Action.SUBMIT:
        return told
    with installation.database.transaction(write=False) as tx:
        events = events_of(tx, known.row.id)
    return replace(
        told,
        ground=ground_of(installation, person, events),
        first_letter=_first_letter(events),
        asked_on=_day(standing.submitted_at),
        refused_on=_day(standing.refused_at),
    )


def ground_of(installation: Installation, person: Enrolled, events: Sequence[Event]) -> str | None:
    """The ground that the last refusal gave, where it is one that letters have words for."""
    refusal = _refusal(events)
    if refusal is None:
        return None
    with installation.database.transaction(write=False) as tx:
        sealed = traces.sealed_mail(tx, refusal)
    return _ground(open_reading(person, refusal, sealed)) if sealed else None


def agent_of(person: Enrolled) -> Agent | None:
    """Who writes for the person; None where they write themselves."""
    mandate = person.mandate
    if mandate.agent_name is None or mandate.agent_email is None or mandate.signed_on is None:
        return None
    return Agent(mandate.agent_name, mandate.agent_email, mandate.signed_on)


def _answer_by(standing: Standing, action: Action, given: Deadlines) -> datetime | None:
    """The time that the letter sets; of a reminder the one that is over."""
    if action == Action.REMIND:
        return standing.answer_by
    return given.appeal_answer_by if action == Action.APPEAL else given.answer_by


def _refusal(events: Sequence[Event]) -> str | None:
    """The mail that refused last, by the id under which it is kept."""
    mails = [one for one in events if isinstance(one, Mailed) and one.says == MailSays.REFUSED]
    return kept_as(mails[-1].mail) if mails else None


def _ground(refusal: Reading) -> str | None:
    """The ground where it is one of those that letters have words for."""
    return refusal.ground if refusal.ground != "other" else None


def _first_letter(events: Sequence[Event]) -> str | None:
    """The attempt that sent the request, where it is known to have been sent by us."""
    done = {e.attempt for e in events if isinstance(e, Concluded) and e.outcome.answer == Answer.DONE}
    asked = [e.attempt for e in events if isinstance(e, Intended) and e.action == Action.SUBMIT]
    return next((attempt for attempt in reversed(asked) if attempt in done), None)


def _day(moment: datetime | None) -> date | None:
    return moment.date() if moment else None
