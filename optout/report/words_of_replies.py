"""Mails from providers, and the person's answers to tasks, in words."""

from optout.requests.actions import Action
from optout.requests.events import Mailed, MailSays, PersonAnswered, PersonSays
from optout.requests.failures import Failure
from optout.requests.history import Moment
from optout.requests.state import State


def mailed_words(moment: Moment) -> str:
    """The sentence for a mail that came."""
    if not isinstance(moment.event, Mailed):
        raise ValueError("not a mail")
    says = moment.event.says
    if says == MailSays.GRANTED and _became(moment, State.HOLDING):
        return "The provider confirmed in writing that it did what it was asked."
    proof = " So the request did arrive." if moment.submitted else ""
    return _MAILS[says] + proof


def answered_words(moment: Moment) -> str:
    """The sentence for what the person said."""
    event, task = moment.event, moment.before.task if moment.before else None
    if not isinstance(event, PersonAnswered):
        raise ValueError("not an answer")
    if event.says != PersonSays.DID_IT or task is None:
        return _ANSWERS[event.says]
    if moment.submitted:
        by = moment.after.answer_by
        until = f" By law the provider has until {by.day} {by:%B %Y}." if by else ""
        return f"You said that you made the request yourself.{until}"
    if task.action == Action.CONFIRM:
        return "You said that you confirmed the request yourself."
    if task.failure == Failure.COMPLAINT:
        return "You said that you complained to the regulator."
    return _ANSWERS[event.says]


def _became(moment: Moment, state: State) -> bool:
    return moment.after.resting == state and (moment.before is None or moment.before.resting != state)


_MAILS = {
    MailSays.LINK: "A mail came from the provider with a link to confirm the request.",
    MailSays.CODE: "A mail came from the provider with a code to confirm the request.",
    MailSays.ACKNOWLEDGED: "The provider wrote that it has the request. That proves nothing yet.",
    MailSays.GRANTED: "The provider wrote that it did what it was asked. That is not proven yet.",
    MailSays.OTHER: "The provider wrote something that you should read yourself.",
    MailSays.SUSPICIOUS: "A mail came that imitates the provider. Nothing in it was followed.",
}
_ANSWERS = {
    PersonSays.DID_IT: "You said that you did what you were asked to do.",
    PersonSays.DID_NOT: "You said that you did not do it, or that it did not happen.",
    PersonSays.IS_ME: "You said that the listing is you.",
    PersonSays.NOT_ME: "You said that the listing is somebody else.",
    PersonSays.GAVE_UP: "You gave the request up. Nothing more is sent.",
}
