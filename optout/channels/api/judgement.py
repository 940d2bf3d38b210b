"""What an API's status means, the same for every provider."""

import re
from dataclasses import replace
from email.utils import parsedate_to_datetime

from optout.channels.api.reply import Reply
from optout.requests.failures import Failure
from optout.requests.outcome import Answer, Outcome
from optout.requests.verdict import Verdict

LONGEST_WAIT_S = 30 * 24 * 3600
"""However long a provider asks us to wait; it may have meant milliseconds."""


def not_proven(failure: Failure, detail: str) -> Outcome:
    """No usable answer, so nothing is known. ``detail`` holds no personal data."""
    return Outcome(Answer.UNREACHABLE, failure, detail=detail)


def refuse(reply: Reply) -> Outcome | None:
    """The outcome of a reply that is no answer at all, or None where its body may be read.

    A 401 to a request with our key is a person's to mend. ``Retry-After`` is honoured by giving
    the attempt back to the schedule, which waits as long, never by sleeping in here.
    """
    if reply.status == 401 and reply.authorised:
        return Outcome(
            Answer.PERSON, Failure.NOT_AUTHORISED, detail="status 401: our key was not accepted"
        )
    if reply.status in (401, 403):
        return Outcome(Answer.BLOCKED, Failure.FORBIDDEN, detail=f"status {reply.status}")
    if reply.status == 429 or (reply.status == 503 and reply.header("retry-after")):
        wait = wait_asked(reply)
        words = f"status {reply.status}" + (f", wait {wait} s" if wait else "")
        return replace(not_proven(Failure.RATE_LIMITED, words), wait_s=wait)
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


def wait_asked(reply: Reply) -> int | None:
    """The seconds, from 1 to 30 days, that ``Retry-After`` asks for; None where it asks for none.

    A date is compared with the server's own (RFC 9110, 10.2.3), whose clock may not be ours.
    """
    asked = (reply.header("retry-after") or "").strip()
    if re.fullmatch(r"[0-9]{1,9}", asked):
        return min(int(asked), LONGEST_WAIT_S) or None
    try:
        until, now = (parsedate_to_datetime(one) for one in (asked, reply.header("date") or ""))
        seconds = (until - now).total_seconds()
    except (TypeError, ValueError):
        return None
    return min(max(int(seconds), 0), LONGEST_WAIT_S) or None
