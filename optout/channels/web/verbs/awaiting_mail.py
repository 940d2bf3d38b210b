"""Awaiting what the provider mails: the link ends the attempt, the code becomes a fact."""

from optout.catalog.steps import Verb
from optout.channels.web.walk import Walk
from optout.requests.failures import Failure
from optout.requests.outcome import Answer, Outcome


async def await_mail(walk: Walk, verb: Verb) -> Outcome | None:
    """A link is opened by another attempt, once it came."""
    refusal = await walk.answered()
    if refusal is not None:
        return refusal
    if verb.await_mail == "link":
        return Outcome(Answer.DONE, step=walk.at, awaits="link", sent=walk.sent())
    if walk.attempt.await_code is None:
        return walk.failed(Failure.MAIL_MISSING, "nobody can read the mail that brings the code")
    async with walk.timeless():
        code = await walk.attempt.await_code()
    if code is None:
        return walk.failed(Failure.MAIL_MISSING, "the mail with the code did not come")
    walk.facts = walk.facts.extended(x_code=code)
    return None
