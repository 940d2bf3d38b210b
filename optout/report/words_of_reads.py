"""What a search or a re-check showed, in words. A refusal or an odd page is never told as absence."""

import re

from optout.report.words_of_failures import reason, sometimes, what_follows
from optout.requests.events import Concluded
from optout.requests.failures import Failure
from optout.requests.history import History, Moment
from optout.requests.outcome import Answer
from optout.requests.proof import Rung
from optout.requests.state import KEPT, State

_STRANGE = re.compile(r"[^\w .:/+-]")


def read_words(moment: Moment, history: History) -> str:
    """The sentences for a read that came back."""
    if not moment.read_absent:
        return _not_absent(moment, history)
    sign = _sign(moment, history) + _edition(moment)
    return f"{sign}: {_what_it_proves(moment, history)}"


def _not_absent(moment: Moment, history: History) -> str:
    task = moment.after.task
    if task and task.failure == Failure.POSSIBLE_MATCH and task.since == moment.event.at:
        return "A listing was found that may be you. Only you can say; it waits for you."
    if isinstance(moment.event, Concluded) and moment.event.outcome.failure:
        return f"We looked. {reason(moment)} Nothing is concluded from that. {what_follows(moment)}"
    if not moment.after.listings:
        return "We looked and saw the same listing that may be you; your answer is awaited."
    return _present(moment, history)


def _present(moment: Moment, history: History) -> str:
    found = sometimes(len(moment.after.listings), "listing")
    if history.planned.tracks == "standing":
        thing = sometimes(len(moment.after.listings), "thing")
        again = "again " if moment.reappeared else ""
        if history.planned.rung == Rung.ARTEFACT:
            return f"We looked it through{_edition(moment)}: {thing} of yours {again}in it."
        return f"We read it back: {thing} of yours {again}not covered by an opt-out."
    if moment.reappeared:
        return f"You are listed there again: {found}. It is asked for anew."
    if moment.before and moment.before.submitted_at and moment.after.next_listing is None:
        return f"We looked again: {found} of you still there."
    return f"We looked: {found} of you."


def _sign(moment: Moment, history: History) -> str:
    if history.planned.rung == Rung.ARTEFACT:
        return "We looked it through, and what is yours was not in it"
    if history.planned.rung == Rung.SIGNAL:
        return "We read what your own site says"
    if history.planned.tracks == "standing":
        return "We read back what the provider has on record"
    event = moment.event
    if isinstance(event, Concluded) and event.outcome.answer == Answer.ABSENT:
        return "The provider showed its own sign for no results"
    return "Everybody whom the provider lists under your name is somebody else"


def _edition(moment: Moment) -> str:
    revision = moment.event.outcome.revision if isinstance(moment.event, Concluded) else None
    return f" (edition {_STRANGE.sub('?', revision)[:60]})" if revision else ""


def _what_it_proves(moment: Moment, history: History) -> str:
    before, after = moment.before, moment.after
    standing = history.planned.tracks == "standing" and history.planned.rung != Rung.ARTEFACT
    if before and before.resting in KEPT:
        return _still(moment, standing)
    if moment.proven:
        return _proven(after.absences, after.absences_needed, standing, history.is_training)
    if after.resting in (State.CLEAR, State.HOLDING):
        return "nothing is there to ask for, as of this look."
    count = f"{after.absences} of {after.absences_needed}"
    if before and after.absences == before.absences:
        return f"this edition was counted before, so it proves nothing new ({count})."
    sure = "" if after.doubt is None else " Whether our request arrived is still not known."
    times = "once" if after.absences == 1 else f"{after.absences} times"
    return f"{'in force, read back' if standing else 'absence proven'} {times} ({count}).{sure}"


def _still(moment: Moment, standing: bool) -> str:
    """The same edition, read once more, proves nothing new."""
    before, after = moment.before, moment.after
    if before and after.proven_edition and after.proven_at == before.proven_at:
        return "this edition was read before, so it proves nothing new."
    return "the opt-out is still in force." if standing else "you are still not listed."


def _proven(absences: int, needed: int, standing: bool, training: bool) -> str:
    count = f"({absences} of {needed})"
    if standing:
        return f"the opt-out is in force {count}. That is watched from now on."
    if training:
        return (
            f"absence proven {count}. You are seen absent there from this day; "
            "what was made from earlier copies is not undone."
        )
    return f"absence proven {count}. It counts as removed, and is watched from now on."
