"""What follows where reads say again and again that an opt-out did not last. Pure."""

from dataclasses import replace

from optout.requests.actions import Action
from optout.requests.failures import Failure
from optout.requests.proof import BETWEEN_PROOFS, Rung
from optout.requests.resting import ask, asked_state, settle
from optout.requests.state import Standing, State, Task

READS = 2
"""So many reads with time between them must contradict a submission before it is made again."""
ROUNDS = 3
"""So often it is asked in all; then only the person can find out what undoes it."""

_WAITING = frozenset({State.SUBMITTED, State.ACKNOWLEDGED})


def undone(standing: Standing) -> Standing:
    """The standing after a read that saw, at ``read_at``, what had all been asked about already.

    A standing opt-out that works at once is asked anew, a bounded number of times; then the person is
    told. Everywhere else the provider has the next move: a listing takes time to go, so do a letter and
    the next edition of a crawl.
    """
    counted = _counted(standing)
    waits = settle(counted, asked_state(counted))
    if counted.contradictions < READS or not works_at_once(counted):
        return waits
    if counted.rounds + 1 < ROUNDS:
        return settle(_to_ask_anew(counted), State.FOUND)
    return ask(waits, Task(Failure.NOT_LASTING, Action.SUBMIT, counted.read_at or counted.at))


def _counted(standing: Standing) -> Standing:
    """Reads within a day count once, and none that is not later than the submission."""
    at, since, last = standing.read_at, standing.submitted_at, standing.contradicted_at
    if at is None or since is None or at <= since:
        return standing
    if last is not None and at - last < BETWEEN_PROOFS:
        return standing
    return replace(standing, contradictions=standing.contradictions + 1, contradicted_at=at)


def works_at_once(standing: Standing) -> bool:
    """Whether it should be in force by the next look, and the provider has not said otherwise."""
    if standing.tracks != "standing" or standing.by_mail or standing.rung == Rung.ARTEFACT:
        return False
    unclear = standing.doubt or standing.question or standing.refused_at
    return unclear is None and asked_state(standing) in _WAITING


def _to_ask_anew(standing: Standing) -> Standing:
    """What was asked about it is void, and so is the person's word that it was so."""
    return replace(
        standing,
        asked=standing.asked - frozenset(standing.listings),
        rounds=standing.rounds + 1,
        attested_at=None,
        again_at=None,
        asked_again_at=None,
    )
