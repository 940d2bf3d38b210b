"""The person's own word for what only they can see: given, grown old, given again. Pure."""

from dataclasses import replace
from datetime import datetime, timedelta

from optout.requests.actions import Action
from optout.requests.events import PersonAnswered, PersonSays
from optout.requests.failures import Failure
from optout.requests.reads import reappeared
from optout.requests.resting import count_submission, go_back, rest_after_submission, settle
from optout.requests.silence import answered_at_last
from optout.requests.state import ASKED, KEPT, Standing, State, Task


def look_again_at(standing: Standing) -> datetime | None:
    """When the person is to be asked again; None where they are not.

    What reads prove, they are not asked for: a proof is as good as their word was, for as long.
    """
    since, again = standing.attested_at, standing.again_at
    if since is None or again is None or standing.asked_again_at is not None:
        return None
    if standing.state == State.PAUSED or standing.resting not in ASKED | KEPT:
        return None
    if standing.proven_at is None:
        return again
    return max(again, standing.proven_at + (again - since))


def grown_old(standing: Standing, at: datetime) -> Standing:
    """The standing once the person is to look again."""
    asked = replace(standing, asked_again_at=at)
    return settle(asked, asked.resting)


def attested(standing: Standing, task: Task, event: PersonAnswered) -> Standing:
    """The person did it themselves, and their word is all there is; or they looked again.

    ``looked``: there is nothing to press there, so nothing was asked of anybody.
    """
    if task.failure == Failure.ATTEST_AGAIN:
        return still_so(standing, event)
    if task.action != Action.SUBMIT:
        return standing
    if event.says == PersonSays.LOOKED:
        return standing if standing.searchable else replace(go_back(standing), again_at=event.again_at)
    asked = replace(count_submission(standing, event.at, None), question=None)
    asked = replace(asked, asked=asked.asked | set(asked.listings))
    theirs = given(asked, event, event.again_at)
    if theirs.searchable or theirs.confirms:
        return rest_after_submission(theirs)
    return settle(answered_at_last(theirs), State.HOLDING)


def still_so(standing: Standing, event: PersonAnswered) -> Standing:
    """The person looked again, and it is as they left it; they are asked after the same time anew."""
    since, again = standing.attested_at, standing.again_at
    wait = again - since if since and again else timedelta()
    next_at = event.again_at or (event.done_at or event.at) + wait
    return go_back(given(standing, event, next_at))


def was_reset(standing: Standing) -> Standing:
    """The person looked again, and it was not as they left it: it is to be done anew."""
    return reappeared(standing)


def given(standing: Standing, event: PersonAnswered, again_at: datetime | None) -> Standing:
    """The standing with the person's dated word; they are asked again at ``again_at``."""
    at = event.done_at or event.at
    return replace(standing, attested_at=at, again_at=again_at, asked_again_at=None)
