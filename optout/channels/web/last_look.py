"""The last look at a form before its facts are typed or sent: the gate's questions, and what changed."""

from dataclasses import replace

from optout.catalog.known_form import KnownForm
from optout.catalog.steps import Verb
from optout.channels.web.answers import failed
from optout.channels.web.controls import Control
from optout.channels.web.form_ahead import FormAhead, step_name
from optout.channels.web.gate import Sending, gate
from optout.channels.web.known_gate import button_like, compare
from optout.channels.web.looked import Looked
from optout.channels.web.walk import Walk
from optout.requests.failures import Failure
from optout.requests.outcome import Outcome

_QUOTED = 60


def look_before_typing(form: FormAhead, sending: Sending) -> Outcome | None:
    """The outcome that stops it. What is typed can be read by the page at once."""
    click = form.click or next((verb for verb in form.here if verb.click), None)
    known = known_form(form.walk, click)
    if sending.button is None and known is not None and click is not None and not gate(sending):
        words = f"there is no button {known.button[:_QUOTED]!r}"
        return form.walk.refused(failed(Failure.LAYOUT_UNKNOWN, click.id, words))
    refusal = _looked_at(form.walk, sending, _key(form.walk, click), pressing=False)
    return None if refusal is not None and _is_expected(refusal, form) else refusal


def _is_expected(refusal: Outcome, form: FormAhead) -> bool:
    """In a trial a form is filled up to the check at which its definition hands over.

    Otherwise nothing is typed into a form that only a person can send.
    """
    checks = (verb.hand_over for verb in form.here if verb.hand_over)
    handed_over = any(one.because == "challenge" for one in checks)
    return form.walk.attempt.is_trial and handed_over and refusal.failure == Failure.CHALLENGE


def look_without_typing(form: FormAhead, sending: Sending) -> Outcome | None:
    """What is wrong with a form that is only looked at; what it is now is kept in any case."""
    return _looked_at(form.walk, sending, _key(form.walk, form.click or form.verb), pressing=True)


def look_before_pressing(
    form: FormAhead, sending: Sending, place: int, *, sends: bool
) -> Outcome | None:
    """The outcome that stops the press of the target at ``place`` in its verb.

    A press outside of any form, which neither tells anything nor sends, is asked the gate's
    questions only.
    """
    in_form = sending.button is not None and sending.button.form >= 0
    matters = sends or in_form or bool(sending.filled or sending.known)
    key = _key(form.walk, form.verb, place) if matters else ""
    return _looked_at(form.walk, sending, key, pressing=True)


def known_form(walk: Walk, verb: Verb | None, place: int | None = None) -> KnownForm | None:
    """The form that the definition knows for the press of ``verb``."""
    return walk.provider.known_forms.get(_key(walk, verb, place))


def button_alike(
    walk: Walk, verb: Verb | None, looked: Looked, place: int | None = None
) -> Control | None:
    """The button that now does what the known one did, where none is called as it was."""
    known = known_form(walk, verb, place)
    return button_like(looked.seen.controls, known) if known else None


def _looked_at(walk: Walk, sending: Sending, key: str, *, pressing: bool) -> Outcome | None:
    refusal = gate(sending)
    button = sending.button
    if button is None or not key:
        return walk.refused(refusal) if refusal else None
    found = compare(key, sending, button)
    refusal = _plainer(found.refusal, refusal) or refusal
    if refusal is not None or pressing:
        walk.capture.forms.append(found.seen)
    walk.note = found.note if pressing else walk.note
    return walk.refused(replace(refusal, step=sending.verb)) if refusal else None


def _plainer(change: Outcome | None, refusal: Outcome | None) -> Outcome | None:
    """Where both say that the form leads astray, the gate says where to."""
    if change and refusal and change.failure == refusal.failure == Failure.OFF_DOMAIN:
        return refusal
    return change


def _key(walk: Walk, verb: Verb | None, place: int | None = None) -> str:
    """Empty where it cannot be told which of several targets is meant."""
    if verb is None or (place is None and len(verb.targets) != 1):
        return ""
    number = f"-{(place or 0) + 1}" if len(verb.targets) > 1 else ""
    return f"{step_name(walk)}.{verb.id}{number}"
