"""Pressing what a definition names, after a last look at what that would send."""

from urllib.parse import urlsplit

from optout.catalog.steps import Verb
from optout.catalog.verbs import Target
from optout.channels.web.challenges import claims_a_human
from optout.channels.web.controls import Control
from optout.channels.web.form_ahead import FormAhead, form_ahead
from optout.channels.web.gate import gate
from optout.channels.web.last_look import button_alike, look_before_pressing
from optout.channels.web.looked import Looked
from optout.channels.web.own_row import own_row
from optout.channels.web.seeking import Around, Sought, Spot
from optout.channels.web.sights import sought_by
from optout.channels.web.targets import is_there, pressable, sought_for
from optout.channels.web.verbs.sending import may_tell, sends
from optout.channels.web.walk import Walk
from optout.requests.failures import Failure
from optout.requests.outcome import Answer, Outcome, Sent

_TICKED = ("checkbox", "radio")
_PATIENCE_S = 2.5
_GLANCE_S = 0.3
_MOST_SIGHTS = 50


async def click(walk: Walk, verb: Verb) -> Outcome | None:
    """Press each target in turn; what follows a missing optional one is left out."""
    for place, target in enumerate(verb.targets):
        own = await own_row(walk, target.in_listing) if target.in_listing else None
        if isinstance(own, Outcome):
            return own
        row = own.number if own else 0
        form = form_ahead(walk, verb)
        looked = await looked_for(form, place, row)
        found = found_in(form, looked, place, row)
        if not found:
            return None if target.optional else missing(walk, form, looked, target, row)
        if own and not own.is_at_its_place(looked):
            return walk.failed(Failure.LAYOUT_UNKNOWN, "the person's own row is not where it was")
        around = own.around(looked) if own else None
        for one in found if target.every else found[:1]:
            outcome = await _press(form, looked, place, one, around)
            if outcome is not None:
                return outcome
    return None


async def looked_for(form: FormAhead, place: int, row: int) -> Looked:
    target = form.verb.targets[place]
    also = _sought(form, place, row)
    patience = _PATIENCE_S if target.optional else None
    return await form.walk.look(lambda one: bool(found_in(form, one, place, row)), also, patience)


def _sought(form: FormAhead, place: int, row: int) -> tuple[Sought, ...]:
    """Also what shows that it was received: only what is not there yet can show that."""
    sights = (check for verb in form.here if verb.see for check in verb.see.every)
    return (*sought_for(form.verb.targets[place], row), *form.also, *sought_by(sights)[:_MOST_SIGHTS])


def found_in(form: FormAhead, looked: Looked, place: int, row: int) -> tuple[Control | Spot, ...]:
    """What is called or where the definition says, else the button that says the same in other words."""
    target = form.verb.targets[place]
    found = pressable(looked, target, row)
    if found or target.optional or target.in_listing:
        return found
    alike = button_alike(form.walk, form.verb, looked, place)
    return (alike,) if alike is not None and alike.visible else ()


def missing(walk: Walk, form: FormAhead, looked: Looked, target: Target, row: int) -> Outcome:
    """A challenge first, because it asks for other help; then what became of the target."""
    if is_there(looked, target, row):
        return walk.failed(Failure.FORM_CHANGED, "what is to be pressed is hidden or cannot be pressed")
    if target.at is None:
        refusal = gate(form.sending(looked, None, (), walk.at))
        return walk.refused(refusal) if refusal else walk.judged(looked.seen)
    return walk.judged(looked.seen, f"there is nothing to press at {(target.name or target.at)[:80]!r}")


async def _press(
    form: FormAhead, looked: Looked, place: int, what: Control | Spot, around: Around | None
) -> Outcome | None:
    walk, target = form.walk, form.verb.targets[place]
    if claims_a_human(_called(looked, what)):
        return walk.failed(Failure.CHALLENGE, "what is to be pressed says that a human presses it")
    if isinstance(what, Control) and what.type in _TICKED:
        walk.entered.tick(what)
        if not what.checked:
            walk.begin(sends=False)
            await _pressed(walk, target, what, around)
        return None
    button = what if isinstance(what, Control) else None
    controls = form.controls(looked, button)
    is_send = sends(walk, form.verb, target)
    sending = form.sending(looked, button, controls, walk.at, needs_button=button is not None)
    refusal = look_before_pressing(form, sending, place, sends=is_send)
    if refusal is not None:
        return refusal
    if walk.attempt.stop_before_send and (is_send or may_tell(form, button, controls)):
        return await _stopped(walk)
    if is_send and walk.entered.is_emptied(looked.seen.controls):
        return walk.failed(Failure.FORM_CHANGED, "what was filled is empty again")
    if is_send:
        await walk.picture("before")
    _tell(walk, button, looked)
    walk.before, walk.sought_before = looked.seen, looked.also
    walk.begin(sends=is_send)
    await _pressed(walk, target, what, around)
    return None


async def _stopped(walk: Walk) -> Outcome:
    """A script may take a moment to send what was entered or ticked."""
    await walk.look(lambda _: walk.sent() != Sent.NO, patience_s=_GLANCE_S)
    return Outcome(Answer.DONE, step=walk.at, detail="stopped before sending", sent=walk.sent())


def _called(looked: Looked, what: Control | Spot) -> str:
    """What is written on it; of what is no control all that its selector finds."""
    return f"{what.label} {what.near}" if isinstance(what, Control) else looked.of(what.sought).text


def _tell(walk: Walk, button: Control | None, looked: Looked) -> None:
    """Whoever gets what the press sends learns what was typed since the last one."""
    where = (button.action if button else "") or looked.seen.url
    walk.tell(walk.entered.typed, urlsplit(where).hostname or "")
    walk.entered.leave()


async def _pressed(walk: Walk, target: Target, what: Control | Spot, around: Around | None) -> None:
    walk.seen = None
    await walk.visit.press(what, around)
    walk.capture.clicked.append(target.at or target.name or "")
