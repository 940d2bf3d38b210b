"""Awaiting what the provider mails: the link ends the attempt, the code becomes a fact."""

from dataclasses import replace

from optout.catalog.steps import Verb
from optout.channels.web.walk import Walk
from optout.http import Unanswered
from optout.requests.failures import Failure
from optout.requests.outcome import Outcome, Sent


async def await_mail(walk: Walk, verb: Verb) -> Outcome | None:
    """A link is opened by another attempt, once it came; that it will come, a sign has to say before."""
    refusal = await walk.answered()
    if refusal is not None:
        return refusal
    if verb.await_mail == "link":
        return walk.without_sign("link")
    if walk.attempt.await_code is None:
        return _without_code(walk, Failure.NO_MAILBOX, "nobody can read the mail that brings the code")
    if walk.seen is None:  # nobody mails a code before the page that asks for it is answered
        walk.seen = (await walk.look(lambda _: walk.visit.sent() == Sent.YES)).seen
    try:
        async with walk.timeless():
            code = await walk.attempt.await_code()
    except Unanswered as error:
        return _without_code(walk, error.failure, error.detail)
    if code is None:
        return _without_code(walk, Failure.MAIL_MISSING, "no mail with one code came")
    walk.facts = walk.facts.extended(x_code=code)
    return None


def _without_code(walk: Walk, failure: Failure, detail: str) -> Outcome:
    """What asked for a code has no effect without it, so nothing that has one has left.

    Nothing is asked again after a trial, which only tells what left.
    """
    outcome = walk.failed(failure, detail)
    return outcome if walk.attempt.is_trial else replace(outcome, sent=Sent.NO)
