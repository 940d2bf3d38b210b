"""A read-back that becomes possible, or turns out not to be; a request never waits for it. Pure."""

from dataclasses import replace

from optout.requests.actions import Action
from optout.requests.failures import Failure
from optout.requests.resting import go_back
from optout.requests.state import Standing, State

_LACKING = frozenset({Failure.SETTING_MISSING, Failure.FACT_MISSING, Failure.NOT_AUTHORISED})
"""What a read stops at that cannot be made."""


def may_change(standing: Standing, searchable: bool) -> bool:
    """Whether it is to be read from now on, or not: what was read, or asked for, goes on as it began."""
    if standing.searchable == searchable or standing.running is not None:
        return False
    untouched = standing.resting == State.PLANNED and standing.read_at is None
    return searchable or (untouched and standing.submissions == 0)


def changed(standing: Standing, searchable: bool) -> Standing:
    """The standing from now on. A task that waited for this, or that a read may spare, is over."""
    known = replace(standing, searchable=searchable)
    task = known.task
    if task is None or known.state != State.NEEDS_YOU or known.resting != State.PLANNED:
        return known
    spared = searchable and (task.action, task.failure) == (Action.SUBMIT, Failure.BY_HAND)
    return go_back(known) if spared or task.failure in _LACKING else known
