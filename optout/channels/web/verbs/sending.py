"""Which press has an effect: the last one of a submission or a confirmation, before its result."""

from collections.abc import Sequence
from itertools import takewhile

from optout.catalog.steps import Verb
from optout.catalog.verbs import Target
from optout.channels.web.controls import Control
from optout.channels.web.walk import Walk
from optout.requests.actions import Action

_EFFECTIVE = (Action.SUBMIT, Action.CONFIRM)


def sends(walk: Walk, verb: Verb, target: Target) -> bool:
    """Whether no other press surely follows, before a mail is awaited or the flow ends.

    What only a branch presses, or what may be missing, does not surely follow.
    """
    if walk.attempt.action not in _EFFECTIVE:
        return False
    after = verb.targets[verb.targets.index(target) + 1 :]
    until_mail = takewhile(lambda one: not one.await_mail, walk.rest)
    following = (*after, *(one for each in until_mail for one in each.targets))
    return all(one.optional for one in following)


def would_send_form(walk: Walk, button: Control | None, controls: Sequence[Control]) -> bool:
    """Whether pressing it would post a form that was filled, as a page of several does."""
    if walk.attempt.action not in _EFFECTIVE or button is None:
        return False
    posts = button.form >= 0 and button.method == "post" and button.type in ("submit", "image")
    return posts and bool(walk.entered.among(controls))
