"""An attempt that was cut off: whoever takes the request up again sees to it first."""

from datetime import datetime, timedelta

from optout.catalog.steps import AttestStep, HandStep
from optout.requests.actions import Action
from optout.requests.events import Concluded, Intended, Interrupted
from optout.requests.failures import Failure
from optout.requests.outcome import Answer, Outcome
from optout.running.installation import Installation
from optout.running.journal import Journal, Known
from optout.storage.requests import events_of


def conclude_cut_off(
    installation: Installation, journal: Journal, known: Known, hold: timedelta
) -> Known:
    """The request, without an attempt at a window that began longer than ``hold`` ago.

    ``optout run`` leaves the requests of a paused provider alone, so it may never come to that.
    """
    now = journal.moment(known)
    intent = _running(installation, known)
    if intent is None or not intent.assisted or now < intent.at + hold:
        return known
    return journal.append(known, [Interrupted(now, intent.attempt)])


def cut_off(installation: Installation, known: Known, now: datetime) -> Concluded | Interrupted:
    """What became of the attempt that runs still. From a step of the person's nothing can have left.

    Unless they were at the window: then only they can say.
    """
    intent = _running(installation, known)
    if intent is None:
        raise ValueError("no attempt was cut off")
    slug = known.row.provider
    provider = installation.catalog.get(slug) if slug in installation.catalog else None
    theirs = provider is not None and isinstance(provider.submit, HandStep | AttestStep)
    if not theirs or intent.assisted or intent.action != Action.SUBMIT:
        return Interrupted(now, intent.attempt)
    return Concluded(now, intent.attempt, Outcome(Answer.UNREACHABLE, Failure.OWN_FAULT))


def _running(installation: Installation, known: Known) -> Intended | None:
    running = known.standing.running
    if running is None:
        return None
    with installation.database.transaction(write=False) as tx:
        events = events_of(tx, known.row.id)
    begun = (event for event in reversed(events) if isinstance(event, Intended))
    return next((event for event in begun if event.attempt == running[0]), None)
