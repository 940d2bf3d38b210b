"""Filling the boxes that a definition names, and no others."""

from collections.abc import Callable, Sequence
from urllib.parse import urlsplit

from optout.catalog.steps import Verb
from optout.channels.attempt import FilledIn
from optout.channels.web.ahead import hints_of, meanings_without_hint
from optout.channels.web.boxes import boxes_in, entry_at
from optout.channels.web.controls import Control
from optout.channels.web.filling import Entry, entries
from optout.channels.web.form_ahead import FormAhead, form_ahead
from optout.channels.web.last_look import button_alike, look_before_typing
from optout.channels.web.looked import Looked
from optout.channels.web.understanding import meanings_of
from optout.channels.web.walk import Walk
from optout.channels.web.written_at import selector_of
from optout.requests.outcome import Outcome

Entering = Callable[[Looked, tuple[Control, ...]], tuple[Entry, ...]]
"""The entries into one form, from its reading and its controls."""


async def fill(walk: Walk, verb: Verb) -> Outcome | None:
    """By the form's own words, and by hints that these words do not contradict."""

    def entering(looked: Looked, controls: tuple[Control, ...]) -> tuple[Entry, ...]:
        hints = hints_of(verb)
        boxes = boxes_in(looked, controls) if hints else None
        hinted = [entry_at(hint, boxes, walk.facts) for hint in hints if boxes]
        return (
            *(one for one in hinted if one),
            *entries(controls, meanings_without_hint(verb), walk.facts),
        )

    return await enter(walk, verb, entering)


async def enter(walk: Walk, verb: Verb, entering: Entering) -> Outcome | None:
    """Look at the form, ask the gate, enter what is to be entered, and note it."""
    form = form_ahead(walk, verb)
    looked = await form_seen(walk, form)
    button = button_of(form, looked)
    controls = form.controls(looked, button)
    if form.is_hinted or form.click:
        sending = form.sending(looked, button, controls, (form.click or verb).id)
        refusal = look_before_typing(form, sending)
        refusal = walk.set_aside(refusal, sending) if refusal else None
        if refusal is not None:
            return refusal
    chosen = entering(looked, controls)
    if walk.step.browser:
        walk.tell(chosen, urlsplit(looked.seen.url).hostname or "")  # its scripts read what is typed
    walk.enter()
    await walk.visit.fill(chosen)
    _note(walk, verb, chosen)
    return None


def _note(walk: Walk, verb: Verb, chosen: Sequence[Entry]) -> None:
    walk.entered.enter(chosen, verb.meanings, meanings_without_hint(verb))
    walk.entered.within = verb.within or walk.entered.within
    for entry in chosen:
        where = entry.hint or selector_of(entry.control)
        walk.capture.filled.append(FilledIn(where, entry.meaning, entry.value))


async def form_seen(walk: Walk, form: FormAhead) -> Looked:
    """The page when it shows what is to be filled, and what sends it, which may not be usable yet."""

    def has_form(looked: Looked) -> bool:
        is_there = not form.must_be_named or button_of(form, looked) is not None
        return is_there and _has_boxes(form, looked) and _asks(form, looked)

    if not form.is_hinted and walk.seen is not None and has_form(Looked(walk.seen)):
        return Looked(walk.seen)
    return await walk.look(has_form, form.also)


def _has_boxes(form: FormAhead, looked: Looked) -> bool:
    hints = hints_of(form.verb)
    pointed = [one.sought for one in hints]
    if all(any(looked.of(one).usable) for one in pointed):
        return True
    boxes = boxes_in(looked, form.controls(looked, button_of(form, looked)))
    return all(boxes.at(hint) or hint.meaning is None for hint in hints)


def _asks(form: FormAhead, looked: Looked) -> bool:
    """Whether it is the page for this verb: the one before it may still show, with a button like it."""
    needs = form.walk.step.needs
    needed = [one for one in meanings_without_hint(form.verb) if needs.get(one) == "required"]
    if not needed or form.click is None:
        return True
    controls = form.controls(looked, button_of(form, looked))
    return set(needed) <= set(meanings_of([one for one in controls if one.visible]))


def button_of(form: FormAhead, looked: Looked) -> Control | None:
    return form.button(looked) or button_alike(form.walk, form.click, looked)
