"""A failure of the web as an outcome: which of the answers it is."""

from optout.requests.failures import Failure
from optout.requests.outcome import Answer, Outcome, Sent

_ANSWER: dict[Failure, Answer] = {
    Failure.CHALLENGE: Answer.PERSON,
    Failure.LOGIN_WALL: Answer.PERSON,
    Failure.FACT_MISSING: Answer.PERSON,
    Failure.POSSIBLE_MATCH: Answer.PERSON,
    Failure.BY_HAND: Answer.PERSON,
    Failure.MAIL_MISSING: Answer.PERSON,
    Failure.NO_MAILBOX: Answer.PERSON,
    Failure.FORBIDDEN: Answer.BLOCKED,
    Failure.LAYOUT_UNKNOWN: Answer.UNRECOGNISED,
    Failure.FORM_CHANGED: Answer.UNRECOGNISED,
    Failure.PARTIAL_ANSWER: Answer.UNRECOGNISED,
    Failure.OFF_DOMAIN: Answer.UNRECOGNISED,
    Failure.TOO_LARGE: Answer.UNRECOGNISED,
    Failure.TOO_MANY_REDIRECTS: Answer.UNRECOGNISED,
}


def failed(failure: Failure, step: str, detail: str, sent: Sent = Sent.NO) -> Outcome:
    """The outcome for ``failure``; what has no answer of its own means the provider is unreachable."""
    answer = _ANSWER.get(failure, Answer.UNREACHABLE)
    return Outcome(answer, failure, step=step, detail=detail, sent=sent)
