"""Which press has an effect: the last one of a submission or a confirmation, before its result."""

from collections.abc import Sequence
from itertools import takewhile

from optout.catalog.steps import Verb
from optout.catalog.verbs import Target
from optout.channels.web.controls import Control
from optout.channels.web.form_ahead import FormAhead
from optout.channels.web.walk import Walk
from optout.requests.actions import Action
from optout.requests.outcome import Sent

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


def may_tell(form: FormAhead, button: Control | None, controls: Sequence[Control]) -> bool:
    """Whether pressing it could send what was entered, as a page of several does, by any method.

    A button that submits no form, and is followed by more to enter on this page, leads on to it;
    it could not be seen beforehand to do otherwise, so that once something left no other follows.
    """
    walk = form.walk
    if walk.attempt.action not in _EFFECTIVE or not walk.entered.is_any:
        return False
    if walk.sent() != Sent.NO:
        return True
    goes_on = any(verb.fill or verb.choose for verb in form.here)
    if button is None:
        return not goes_on
    submits = button.form >= 0 and button.type in ("submit", "image")
    return bool(walk.entered.among(controls)) and (submits or not goes_on)
