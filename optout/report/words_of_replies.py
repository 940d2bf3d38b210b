"""Mails from providers, and the person's answers to tasks, in words."""

from datetime import datetime

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
    if says == MailSays.EXTENDED:
        return _extension(moment)
    if says == MailSays.BOUNCED:
        return _bounce(moment, moment.event.about or Action.SUBMIT)
    proof = " So the request did arrive." if moment.submitted else ""
    return f"{_MAILS[says]}{_what_it_leaves(moment, moment.event)}{proof}"


def _what_it_leaves(moment: Moment, mail: Mailed) -> str:
    """What follows from a refusal or a question: that depends on where the request stood."""
    asks = mail.says in _QUESTIONS
    if moment.after.state == State.WITHDRAWN:
        return " The request is withdrawn: that is read again if you take it up."
    if not asks and mail.says != MailSays.REFUSED:
        return ""
    question = moment.after.question
    if question is not None and question.mail == mail.mail:
        return " Nothing was sent; you decide." if asks else " You decide what follows."
    new = moment.before is None or not moment.before.complaint_wanted
    if not asks and moment.after.complaint_wanted and moment.after.appealed_at and new:
        return " That was its answer to the appeal: you can complain."
    if moment.after.running is not None:
        return ""
    return " Nothing was sent." if asks else " That changes nothing here."


def _extension(moment: Moment) -> str:
    before, by = moment.before, moment.after.answer_by
    if before and by and moment.after.extended and not before.extended:
        return f"The provider takes longer, as the law allows: until {by.day} {by:%B %Y}."
    return f"{_MAILS[MailSays.EXTENDED]} That changes nothing: no law allows it here, or not any more."


def _bounce(moment: Moment, about: Action) -> str:
    letter = _LETTERS.get(about, "A letter")
    if about != Action.SUBMIT:
        return f"{letter} came back: it was not delivered there."
    if moment.before and moment.after.state == State.PAUSED != moment.before.state:
        refused = moment.after.trouble == Failure.MAIL_REFUSED
        why = (
            "the mail server there refused it"
            if refused
            else "its address does not exist or takes no mail"
        )
        return f"{letter} came back: {why}. So the provider was not asked."
    return f"{letter} came back, but the provider is known to have it, or it counts no more."


def answered_words(moment: Moment) -> str:
    """The sentence for what the person said."""
    event, task = moment.event, moment.before.task if moment.before else None
    if not isinstance(event, PersonAnswered):
        raise ValueError("not an answer")
    if event.says == PersonSays.ATTESTS:
        return _own_word(moment, event)
    if task is not None and task.failure == Failure.ATTEST_AGAIN and event.says == PersonSays.DID_NOT:
        return "You looked again: it was not as you had left it. It is to be set anew."
    if event.says != PersonSays.DID_IT or task is None:
        return _ANSWERS[event.says]
    if task.action == Action.APPEAL and moment.after.appealed_at:
        return "You said that the appeal was sent."
    if moment.submitted:
        by = moment.after.answer_by
        until = f" By law the provider has until {by.day} {by:%B %Y}." if by else ""
        return f"You said that you made the request yourself.{until}"
    if task.action == Action.CONFIRM:
        return "You said that you confirmed the request yourself."
    if task.failure == Failure.COMPLAINT:
        return "You said that you complained to the regulator."
    return _ANSWERS[event.says]


def _own_word(moment: Moment, event: PersonAnswered) -> str:
    on = event.done_at or event.at
    then = f" You are asked again on {_day(event.again_at)}." if event.again_at else ""
    shown = " Your screenshot is kept." if event.evidence else ""
    set_it = "set it yourself" if moment.submitted else "looked again: it is still so"
    return f"You said that on {_day(on)} you {set_it}. That is your word, and no proof.{shown}{then}"


def _day(at: datetime) -> str:
    return f"{at.day} {at:%B %Y}"


def _became(moment: Moment, state: State) -> bool:
    return moment.after.resting == state and (moment.before is None or moment.before.resting != state)


_MAILS = {
    MailSays.LINK: "A mail came from the provider with a link to confirm the request.",
    MailSays.CODE: "A mail came from the provider with a code to confirm the request.",
    MailSays.ACKNOWLEDGED: "The provider wrote that it has the request. That proves nothing yet.",
    MailSays.GRANTED: "The provider wrote that it did what it was asked. That is not proven yet.",
    MailSays.NOT_FOUND: ("The provider says it has nothing about you. That is its word, and no proof."),
    MailSays.NEEDS_IDENTIFICATION: "The provider asks who you are.",
    MailSays.NEEDS_DATA: "The provider asks for more facts about you.",
    MailSays.FORM_ONLY: "The provider wrote that it takes this request through its own form only.",
    MailSays.REFUSED: "The provider refused.",
    MailSays.EXTENDED: "The provider wrote that it takes longer.",
    MailSays.BOUNCED: "A letter came back.",
    MailSays.DELAYED: "A letter waits at a mail server that still tries to deliver it.",
    MailSays.AUTOMATIC: "A mail came that tells nothing certain about the request.",
    MailSays.OTHER: "The provider wrote something that you should read yourself.",
    MailSays.SUSPICIOUS: "A mail came that imitates the provider. Nothing in it was followed.",
}
_QUESTIONS = frozenset({MailSays.NEEDS_IDENTIFICATION, MailSays.NEEDS_DATA})
_LETTERS = {
    Action.SUBMIT: "Our letter",
    Action.REMIND: "Our reminder",
    Action.APPEAL: "Our appeal",
}
_ANSWERS = {
    PersonSays.DID_IT: "You said that you did what you were asked to do.",
    PersonSays.DID_NOT: "You said that you did not do it, or that it did not happen.",
    PersonSays.IS_ME: "You said that the listing is you.",
    PersonSays.NOT_ME: "You said that the listing is somebody else.",
    PersonSays.APPEALS: "You decided to appeal against the refusal.",
    PersonSays.COMPLAINS: "You decided to complain to the regulator.",
    PersonSays.LETS_BE: "You decided to let it be. What can be looked at is still looked at.",
    PersonSays.SIGNS: "You signed the letter, this once.",
    PersonSays.LOOKED: "There is no opt-out there; you saw what is left to do. Nothing was asked.",
    PersonSays.GAVE_UP: "You gave the request up. Nothing more is sent.",
}
