"""How a search or a re-check changes a request's standing. Only proven absence counts."""

from dataclasses import replace
from datetime import datetime

from optout.requests.actions import Action
from optout.requests.events import Concluded
from optout.requests.failures import Failure
from optout.requests.lasting import undone
from optout.requests.outcome import Answer, Decision, Sighting
from optout.requests.proof import BETWEEN_PROOFS
from optout.requests.resting import ask, asked_state, failed, settle
from optout.requests.silence import FOLLOW_UPS, answered_at_last
from optout.requests.state import KEPT, Standing, State, Task

_FOUND = frozenset({State.FOUND, State.REAPPEARED})
_BY_CAUTION = (Decision.DIFFERENT, Decision.POSSIBLE, Decision.SAME)


_AT_REST = KEPT | {State.CLEAR, State.PLANNED}


def read(standing: Standing, action: Action, event: Concluded) -> Standing:
    """The standing after a read. A read that says nothing about listings is our own fault."""
    outcome = event.outcome
    if outcome.answer == Answer.ABSENT and outcome.complete:
        return _absent(standing, action, event)
    if outcome.answer == Answer.DONE and outcome.sightings:
        return _seen(standing, action, event)
    return failed(standing, action, outcome.failure or Failure.OWN_FAULT, event.at)


def present(standing: Standing, same: tuple[str, ...]) -> Standing:
    """The person is listed (or, for a standing opt-out, something of theirs is not protected)."""
    known = standing.known | set(same)
    now = replace(standing, known=known, listings=same, absences=0, revision=None)
    now = replace(now, proven_at=None, proven_edition=None)
    if standing.resting in KEPT:
        return reappeared(now)
    if now.doubt and now.doubt.action == Action.CONFIRM:
        return settle(now, State.AWAITING_CONFIRMATION)
    if now.next_listing is None:
        return undone(now)
    again = standing.resting == State.REAPPEARED
    return settle(now, State.REAPPEARED if again else State.FOUND)


def without_listing(standing: Standing) -> Standing:
    """The listing that was found is not to be asked about after all; nothing is proven by that."""
    if standing.resting not in _FOUND or standing.next_listing is not None:
        return standing
    if standing.doubt and standing.doubt.action == Action.SUBMIT:
        return settle(standing, State.UNSURE)
    return settle(standing, asked_state(standing) if standing.submitted_at else State.PLANNED)


def _seen(standing: Standing, action: Action, event: Concluded) -> Standing:
    decisions = _decisions(standing, event.outcome.sightings)
    same = tuple(listing for listing, is_it in decisions.items() if is_it == Decision.SAME)
    possible = [listing for listing, is_it in decisions.items() if is_it == Decision.POSSIBLE]
    if same:
        return present(_disproving(_well_read(standing, event.at), event.outcome.revision), same)
    if possible:
        now = without_listing(replace(_well_read(standing, event.at), listings=()))
        listing = _still_asked(standing.task, possible)
        return ask(now, Task(Failure.POSSIBLE_MATCH, action, event.at, listing))
    if not event.outcome.complete:
        return failed(standing, action, Failure.PARTIAL_ANSWER, event.at)
    return _absent(standing, action, event)


def _disproving(standing: Standing, revision: str | None) -> Standing:
    """An edition that was read as absent before, and is not now, contradicts itself."""
    if revision not in standing.editions:
        return standing
    return replace(standing, disproved=standing.disproved | {revision})


def _decisions(standing: Standing, sightings: tuple[Sighting, ...]) -> dict[str, Decision]:
    """What each listing is: the person's word, or the most cautious of the matcher's.

    A listing that was the person's is not gone because its page hides or changes what it shows:
    while the provider is asked about it, it is still there; otherwise the person is asked.
    """
    decisions: dict[str, Decision] = {}
    for one in sightings:
        known = decisions.get(one.listing, one.decision)
        decisions[one.listing] = max(known, one.decision, key=_BY_CAUTION.index)
    for listing in standing.known & decisions.keys():
        asked = listing in standing.asked and standing.resting not in _AT_REST
        if decisions[listing] != Decision.SAME:
            decisions[listing] = Decision.SAME if asked else Decision.POSSIBLE
    return {listing: standing.decided.get(listing, is_it) for listing, is_it in decisions.items()}


def _still_asked(task: Task | None, possible: list[str]) -> str:
    asked = task.listing if task and task.failure == Failure.POSSIBLE_MATCH else None
    return asked if asked in possible else possible[0]


def _well_read(standing: Standing, at: datetime) -> Standing:
    return replace(standing, read_at=at, failures=0, failed_at=None, trouble=None)


def reappeared(standing: Standing) -> Standing:
    """It was kept, and is so no longer: everything begins anew."""
    return replace(
        answered_at_last(standing),
        state=State.REAPPEARED,
        back_to=State.REAPPEARED,
        reappearances=standing.reappearances + 1,
        asked=frozenset(),
        submitted_at=None,
        confirmed=False,
        confirmation_made=False,
        mail=None,
        doubt=None,
        task=None,
        proven_at=None,
        proven_edition=None,
        attested_at=None,
        again_at=None,
        asked_again_at=None,
        contradictions=0,
        contradicted_at=None,
        rounds=0,
    )


def _absent(standing: Standing, action: Action, event: Concluded) -> Standing:
    """Proven absent. It counts towards *removed* only after a submission, and once per look.

    Two looks at the same thing are two proofs only with time between them; two editions always. One that
    contradicts itself is an answer that cannot be understood.
    """
    at, revision = event.at, event.outcome.revision
    if revision in standing.disproved:
        return failed(standing, action, Failure.BAD_ANSWER, at)
    again = standing.absent_at is not None and at - standing.absent_at < BETWEEN_PROOFS
    news = revision not in standing.editions if revision else not again
    editions = standing.editions | ({revision} if revision else set())
    now = replace(standing, listings=(), revision=revision, editions=editions)
    now = replace(now, contradictions=0, contradicted_at=None)
    now = _well_read(_dated(now, at, anew=not revision or news), at)
    if standing.resting in KEPT:
        return settle(now, standing.resting)
    unsure = standing.doubt is not None and standing.doubt.action not in FOLLOW_UPS
    if not standing.submitted_at and not unsure:
        return settle(now, _nothing_to_ask(standing))
    if news:
        now = replace(now, absences=standing.absences + 1, absent_at=at)
    if now.absences < standing.absences_needed:
        return settle(now, State.UNSURE if unsure else asked_state(now))
    return _proven(replace(answered_at_last(now), doubt=None, mail=None))


def _dated(standing: Standing, at: datetime, *, anew: bool) -> Standing:
    """An edition that was read before proves no more, however often it is read.

    What a read proves, the person need not be asked for.
    """
    if not anew and standing.proven_at is not None:
        return standing
    return replace(standing, proven_at=at, proven_edition=standing.revision, asked_again_at=None)


def _proven(standing: Standing) -> Standing:
    if not (standing.seen and standing.submitted_at):
        return settle(standing, _nothing_to_ask(standing))
    kept = State.HOLDING if standing.tracks == "standing" else State.REMOVED
    return settle(replace(standing, removals=standing.removals + 1), kept)


def _nothing_to_ask(standing: Standing) -> State:
    return State.HOLDING if standing.tracks == "standing" else State.CLEAR
