"""What came of sending: a submission, a confirmation, a complaint. In words."""

from optout.report.words_of_failures import reason, what_follows
from optout.requests.actions import Action
from optout.requests.events import Concluded, MailSays
from optout.requests.failures import MEANING, Failure
from optout.requests.history import Moment
from optout.requests.outcome import Answer, Outcome, Sent
from optout.requests.state import Standing, State


def sending_words(moment: Moment) -> str:
    """The sentences for an attempt with an effect that came back."""
    if not isinstance(moment.event, Concluded):
        raise ValueError("only an attempt that came back has an outcome")
    outcome = moment.event.outcome
    if outcome.answer == Answer.DONE:
        return _done(moment, outcome)
    if outcome.sent != Sent.NO:
        return f"{_BEGAN[moment.action or Action.SUBMIT]}, then it went wrong: {_quoted(outcome)} " + (
            _not_known(moment.after)
        )
    if outcome.answer == Answer.ABSENT:
        return (
            f"What was to be {_TO_DO[moment.action or Action.SUBMIT]} was not there. Nothing was sent."
        )
    nothing = "" if outcome.failure in _SAYS_SO else " Nothing was sent."
    if outcome.failure == Failure.BY_HAND:
        nothing = " optout sent nothing."  # what the person did in a window may not have been watched
    return f"{reason(moment)}{nothing} {what_follows(moment)}"


def interrupted_words(moment: Moment) -> str:
    """The sentences for an attempt that was cut off on our side."""
    if moment.is_read or moment.after.doubt is None:
        return "We were stopped while looking; nothing is concluded from that."
    return f"We were stopped while sending. {_not_known(moment.after)}"


def _done(moment: Moment, outcome: Outcome) -> str:
    if moment.action == Action.CONFIRM:
        return "We did what the provider's mail asked for: the request is confirmed."
    if moment.action == Action.ESCALATE:
        return "A complaint was made."
    if moment.action == Action.REMIND:
        return f"A reminder was sent: {_reminded_of(moment.after)}."
    by = moment.after.answer_by
    until = f" By law it has until {by.day} {by:%B %Y}." if by else ""
    mail = ""
    if outcome.awaits and moment.after.confirms:
        mail = f" It counts only once the {_MAILED.get(outcome.awaits, 'mail')} is answered."
    if moment.action == Action.APPEAL:
        return f"The appeal against the refusal was sent.{until}"
    return f"The request was sent.{until}{mail}"


def _reminded_of(after: Standing) -> str:
    if after.word == MailSays.GRANTED:
        return "the provider wrote that it did what it was asked, and that is not seen"
    if after.word == MailSays.NOT_FOUND:
        return "the provider wrote that it has nothing about you, and that is not seen"
    return (
        "the request was confirmed, not decided" if after.confirmed else "the request was not answered"
    )


def _quoted(outcome: Outcome) -> str:
    return MEANING[outcome.failure or Failure.UNSURE].sentence


def _not_known(after: Standing) -> str:
    if after.state == State.NEEDS_YOU:
        return "Whether it arrived is not known, and only you can find out; nothing is sent again."
    return "Whether it arrived is not known; we will look again before sending anything."


_MAILED = {"link": "link in the provider's mail", "code": "code in the provider's mail"}
_BEGAN = {
    Action.SUBMIT: "We pressed send",
    Action.CONFIRM: "We began to confirm",
    Action.REMIND: "We began to send the reminder",
    Action.APPEAL: "We began to send the appeal",
    Action.ESCALATE: "We began to send the complaint",
}
_TO_DO = {
    Action.SUBMIT: "asked about",
    Action.CONFIRM: "confirmed",
    Action.REMIND: "reminded of",
    Action.APPEAL: "appealed against",
    Action.ESCALATE: "complained about",
}
_SAYS_SO = frozenset({Failure.FORM_CHANGED, Failure.COMPLAINT})
"""Failures whose sentence says already that nothing was sent, or is not about sending."""
