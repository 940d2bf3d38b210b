"""What an SMTP server's refusal means for the attempt. Pure.

Source of the codes: RFC 5321 section 4.2.1 (4yz: try again, 5yz: do not), RFC 4954 section 6. Of the
enhanced ones (which a reply's text begins with): RFC 3463 sections 3.2 and 3.5, RFC 7505 section 4.
"""

import re
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
_DEAD = ("5.1.1", "5.1.2", "5.1.10")  # no such mailbox, no such host, a domain that takes no mail
_CONGESTED = "5.4.5"  # the network, or our account's day; some servers say it with a 550
_ENHANCED = re.compile(r"[245]\.\d{1,3}\.\d{1,3}(?=\s|$)")
_OUR_OWN = (Stage.SIGN_IN, Stage.SENDER)  # here a refusal is about our account, not the letter


def refused(stage: Stage, code: int, text: str = "") -> Outcome:
    """The outcome of a reply other than yes. A letter that was refused is not sent.

    Of ``text``, which a stranger wrote and which may quote addresses, nothing but the code is kept.
    """
    if not 400 <= code < 600:
        return unanswered(stage, "the mail server's reply is no SMTP")
    enhanced = _enhanced(text)
    detail = " ".join(filter(None, (f"the mail server answered {code}", enhanced)))
    if code < 500 or stage == Stage.CONNECT or enhanced == _CONGESTED:
        return _not_sent(Answer.UNREACHABLE, Failure.MAIL_UNREACHABLE, stage, detail)
    if stage in _OUR_OWN and code != _TOO_LARGE:
        return _not_sent(Answer.PERSON, Failure.NOT_AUTHORISED, stage, detail)
    dead = stage == Stage.RECIPIENT and enhanced in _DEAD
    failure = Failure.ADDRESS_DEAD if dead else Failure.MAIL_REFUSED
    return _not_sent(Answer.UNREACHABLE, failure, stage, detail)


def _enhanced(text: str) -> str:
    found = _ENHANCED.match(text)
    return found.group() if found else ""


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
