"""Which requests wait for something that a person can do in a window, with our help."""

from dataclasses import dataclass

from optout.catalog.catalog import Catalog
from optout.catalog.definition import Provider
from optout.catalog.steps import AttestStep, HandStep, WebStep, hand_step
from optout.errors import Busy, WrongInput
from optout.requests.actions import Action
from optout.requests.failures import Failure
from optout.requests.state import Standing, State
from optout.running.attempting import step_for
from optout.running.journal import Known

_IN_A_WINDOW = frozenset(
    {
        Failure.CHALLENGE,
        Failure.LOGIN_WALL,
        Failure.BY_HAND,
        Failure.FACT_MISSING,
        Failure.POSSIBLE_MATCH,
        Failure.ATTEST_AGAIN,
    }
)
_CHANGED = frozenset({Failure.FORM_CHANGED, Failure.LAYOUT_UNKNOWN})
"""The provider is paused for these: its definition waits for a maintainer, the person need not."""
_ACTIONS = (Action.SUBMIT, Action.SEARCH, Action.RECHECK, Action.CONFIRM)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the person takes up: the step of ``action``, which stopped because of ``failure``."""

    action: Action
    failure: Failure
    step: WebStep | HandStep | AttestStep


def wanted_of(known: Known, catalog: Catalog) -> Wanted | None:
    """What a person can do for the request in a window; None where nothing of that kind waits."""
    standing = known.standing
    found = _asked(standing) or _stopped(standing)
    if found is None or known.row.provider not in catalog or found[0] not in _ACTIONS:
        return None
    action, failure = found
    step = _step(catalog.get(known.row.provider), action, failure)
    return Wanted(action, failure, step) if step else None


def _step(
    provider: Provider, action: Action, failure: Failure
) -> WebStep | HandStep | AttestStep | None:
    if failure == Failure.ATTEST_AGAIN:
        return provider.submit if isinstance(provider.submit, AttestStep) else None
    step = step_for(provider, action)
    return step if isinstance(step, WebStep | AttestStep) else hand_step(step)


def require_wanted(known: Known, catalog: Catalog) -> Wanted:
    """As ``wanted_of``; ``WrongInput`` or ``Busy`` says why there is nothing to do in a window."""
    if known.standing.running is not None:
        raise Busy(
            "An attempt for this request is under way, or was cut off.",
            kept="Nothing was opened.",
            todo="Wait until it is done; if it was cut off, try again in half an hour.",
        )
    wanted = wanted_of(known, catalog)
    if wanted is None:
        raise WrongInput(
            "Nothing of this request can be done in a window.",
            kept="Nothing was opened.",
            todo="See `optout tasks` for what waits, and how to answer it.",
        )
    return wanted


def _asked(standing: Standing) -> tuple[Action, Failure] | None:
    """A question about a listing is answered, not done."""
    task = standing.task
    if task is None or task.failure not in _IN_A_WINDOW or task.listing is not None:
        return None
    return task.action, task.failure


def _stopped(standing: Standing) -> tuple[Action, Failure] | None:
    if standing.state != State.PAUSED or standing.trouble not in _CHANGED or standing.task:
        return None
    return _next_action(standing), standing.trouble


def _next_action(standing: Standing) -> Action:
    """What the pause stopped."""
    if standing.resting in (State.FOUND, State.REAPPEARED):
        return Action.SUBMIT
    if standing.resting == State.AWAITING_CONFIRMATION and standing.mail is not None:
        return Action.CONFIRM
    if not standing.searchable:
        return Action.SUBMIT
    return Action.RECHECK if standing.submissions else Action.SEARCH
