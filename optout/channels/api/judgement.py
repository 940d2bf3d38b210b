"""What an API's status means, the same for every provider."""

import re

from optout.channels.api.reply import Reply
from optout.requests.failures import Failure
from optout.requests.outcome import Answer, Outcome
from optout.requests.verdict import Verdict


def not_proven(failure: Failure, detail: str) -> Outcome:
    """No usable answer, so nothing is known. ``detail`` holds no personal data."""
    return Outcome(Answer.UNREACHABLE, failure, detail=detail)


def refuse(reply: Reply) -> Outcome | None:
    """The outcome of a reply that is no answer at all, or None where its body may be read.

    A 401 to a request with our key is a person's to mend. ``Retry-After`` is honoured by giving
    the attempt back to the schedule (RATE_LIMITED), never by sleeping in here.
    """
    if reply.status == 401 and reply.authorised:
        return Outcome(
            Answer.PERSON, Failure.NOT_AUTHORISED, detail="status 401: our key was not accepted"
        )
    if reply.status in (401, 403):
        return Outcome(Answer.BLOCKED, Failure.FORBIDDEN, detail=f"status {reply.status}")
    if reply.status == 429 or (reply.status == 503 and reply.header("retry-after")):
        return not_proven(Failure.RATE_LIMITED, f"status {reply.status}{_wait(reply)}")
    if reply.status >= 500:
        return not_proven(Failure.SERVER_ERROR, f"status {reply.status}")
    if reply.looks_like_html():
        return not_proven(Failure.BAD_ANSWER, f"status {reply.status} with a web page instead of data")
    return None


def unexpected(reply: Reply) -> Outcome:
    """The outcome of a reply that the interface does not document here. Never an absence."""
    return refuse(reply) or not_proven(Failure.BAD_ANSWER, f"undocumented status {reply.status}")


def verdict_of(doubt: Outcome) -> Verdict:
    """What an outcome that proves nothing means for the thing that was looked up."""
    if doubt.answer is Answer.BLOCKED:
        return Verdict.BLOCKED
    return Verdict.UNPROVEN if doubt.failure is Failure.PARTIAL_ANSWER else Verdict.ERROR


def _wait(reply: Reply) -> str:
    """How long the provider asked us to wait, if it said so in seconds."""
    asked = reply.header("retry-after") or ""
    return f", wait {asked} s" if re.fullmatch(r"[0-9]{1,6}", asked) else ""
