"""How each verb is done where a form is only looked at: nothing is typed, ticked or sent."""

from collections.abc import Mapping
from urllib.parse import urlsplit

from optout.catalog.steps import Verb
from optout.channels.web.challenges import claims_a_human
from optout.channels.web.controls import Control
from optout.channels.web.form_ahead import FormAhead, form_ahead
from optout.channels.web.gate import gate
from optout.channels.web.last_look import look_without_typing
from optout.channels.web.looked import Looked
from optout.channels.web.verbs import DOING
from optout.channels.web.verbs.branching import branch
from optout.channels.web.verbs.filling import button_of, form_seen
from optout.channels.web.verbs.opening import open_page
from optout.channels.web.verbs.pressing import found_in, looked_for, missing
from optout.channels.web.verbs.sending import sends
from optout.channels.web.walk import Doing, Walk
from optout.requests.failures import Failure
from optout.requests.outcome import Answer, Outcome

UNREACHED = "the form comes only after facts were given"


async def _open(walk: Walk, verb: Verb) -> Outcome | None:
    return _unreached(walk) if verb.open == "link" else await open_page(walk, verb)


async def _fill(walk: Walk, verb: Verb) -> Outcome | None:
    """The form that is about to be filled is the one, or stands before it."""
    form = form_ahead(walk, verb)
    sender = next((one for one in form.here if one.click), None)
    if walk.attempt.look_at and (sender is None or sender.id != walk.attempt.look_at):
        return _unreached(walk)
    looked = await form_seen(walk, form)
    button = button_of(form, looked)
    controls = form.controls(looked, button)
    sending = form.sending(looked, button, controls, (form.click or verb).id)
    return look_without_typing(form, sending) or _seen(walk)


async def _click(walk: Walk, verb: Verb) -> Outcome | None:
    """Links are followed; what else stands before the form is not pressed."""
    target = verb.targets[0]
    if target.in_listing:
        return _unreached(walk)
    form = form_ahead(walk, verb)
    looked = await looked_for(form, 0, 0)
    found = found_in(form, looked, 0, 0)
    if not found:
        return None if target.optional else missing(walk, form, looked, target, 0)
    pressed = found[0] if isinstance(found[0], Control) else None
    if walk.attempt.look_at == verb.id or (not walk.attempt.look_at and sends(walk, verb, target)):
        controls = form.controls(looked, pressed)
        sending = form.sending(looked, pressed, controls, walk.at, needs_button=pressed is not None)
        return look_without_typing(form, sending) or _seen(walk)
    if pressed is None or not _is_link(pressed):
        return _unreached(walk)
    refusal = _refused(form, looked, pressed)
    if refusal is not None:
        return refusal
    walk.begin(sends=False)
    await walk.visit.press(pressed)
    return None


def _is_link(control: Control) -> bool:
    """A link to a page; one that only runs a script is a button."""
    return control.tag == "a" and urlsplit(control.action).scheme in ("http", "https")


def _refused(form: FormAhead, looked: Looked, link: Control) -> Outcome | None:
    """What stops an attempt before this press stops a look as well."""
    if claims_a_human(f"{link.label} {link.near}"):
        return form.walk.failed(Failure.CHALLENGE, "what is to be pressed says that a human presses it")
    refusal = gate(form.sending(looked, link, form.controls(looked, link), form.walk.at))
    return form.walk.refused(refusal) if refusal else None


async def _branch(walk: Walk, verb: Verb) -> Outcome | None:
    """Where the way depends on the person, it is not known."""
    depends = any(way.when for way in verb.branch or ())
    return _unreached(walk) if depends else await branch(walk, verb)


async def _not_now(walk: Walk, verb: Verb) -> Outcome | None:
    return _unreached(walk)


def _seen(walk: Walk) -> Outcome:
    return Outcome(Answer.DONE, step=walk.at, detail="only looked at")


def _unreached(walk: Walk) -> Outcome:
    return walk.failed(Failure.FACT_MISSING, UNREACHED)


LOOKING: Mapping[str, Doing] = {
    **DOING,
    "open": _open,
    "fill": _fill,
    "choose": _fill,
    "click": _click,
    "branch": _branch,
    "extract": _not_now,
    "await_mail": _not_now,
}
