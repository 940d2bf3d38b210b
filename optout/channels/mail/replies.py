"""What an SMTP server's refusal means for the attempt. Pure.

Source of the codes: RFC 5321 section 4.2.1 (4yz: try again, 5yz: do not), RFC 4954 section 6.
"""

from enum import StrEnum

from optout.requests.failures import Failure
from optout.requests.outcome import Answer, Outcome, Sent


class Stage(StrEnum):
    """How far the conversation with the mail server came."""

    CONNECT = "connect"
    SIGN_IN = "sign-in"
    SENDER = "sender"
    RECIPIENT = "recipient"
    DATA = "data"
    CONTENT = "content"  # the letter has left, wholly or in part; its reply has not come
    TAKEN = "taken"


_TOO_LARGE = 552
_OUR_OWN = (Stage.SIGN_IN, Stage.SENDER)  # here a refusal is about our account, not the letter


def refused(stage: Stage, code: int) -> Outcome:
    """The outcome of a reply other than yes. A letter that was refused is not sent."""
    detail = f"the mail server answered {code}"
    if not 400 <= code < 600:
        return unanswered(stage, "the mail server's reply is no SMTP")
    if code < 500 or stage == Stage.CONNECT:
        return _not_sent(Answer.UNREACHABLE, Failure.MAIL_UNREACHABLE, stage, detail)
    if stage in _OUR_OWN and code != _TOO_LARGE:
        return _not_sent(Answer.PERSON, Failure.NOT_AUTHORISED, stage, detail)
    return _not_sent(Answer.UNREACHABLE, Failure.MAIL_REFUSED, stage, detail)


def unanswered(stage: Stage, detail: str) -> Outcome:
    """The outcome of a conversation that broke off: in doubt once the content was on its way."""
    sent = Sent.MAYBE if stage == Stage.CONTENT else Sent.NO
    return Outcome(Answer.UNREACHABLE, Failure.MAIL_UNREACHABLE, step=stage, detail=detail, sent=sent)


def not_offered(stage: Stage) -> Outcome:
    """The outcome of a server that cannot do what the settings ask of it."""
    if stage == Stage.SIGN_IN:
        return _not_sent(
            Answer.PERSON, Failure.NOT_AUTHORISED, stage, "the mail server offers no sign-in"
        )
    return unanswered(stage, "the mail server offers no encryption")


def _not_sent(answer: Answer, failure: Failure, stage: Stage, detail: str) -> Outcome:
    return Outcome(answer, failure, step=stage, detail=detail, sent=Sent.NO)
