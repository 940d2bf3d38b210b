"""The form on which a flow stands: its button, its controls, and what the flow knows of them. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from optout.catalog.steps import Verb
from optout.channels.web.ahead import (
    hints_of,
    meanings_until,
    meanings_without_hint,
    next_click,
    on_this_page,
    selectors_in,
)
from optout.channels.web.controls import Control
from optout.channels.web.gate import Sending, form_of, sender
from optout.channels.web.looked import Looked
from optout.channels.web.seeking import Sought
from optout.channels.web.walk import Walk

_TICKED = ("checkbox", "radio")


@dataclass(frozen=True, slots=True)
class FormAhead:
    """``verb`` is about to be done; ``here`` are the verbs after it on this page.

    ``click`` is the next one that names its button.
    """

    walk: Walk
    verb: Verb
    here: tuple[Verb, ...]
    click: Verb | None

    @property
    def is_hinted(self) -> bool:
        """Whether selectors have to be looked for: otherwise the last reading is enough."""
        return bool(self.also)

    @property
    def also(self) -> tuple[Sought, ...]:
        within = (Sought(self.within),) if self.within else ()
        return tuple(dict.fromkeys((*within, *selectors_in((self.verb, *self.here)))))

    @property
    def within(self) -> str | None:
        return self.verb.within or self.walk.entered.within

    def button(self, looked: Looked) -> Control | None:
        """What will send the form, as far as it can be told; it may not be usable yet."""
        named = sender(looked.seen.controls, self.click.pressing) if self.click else None
        if named is not None or self.must_be_named:
            return named
        pointed = (one for verb in self.here for one in _pressed_by(verb, looked) if one.is_pressed)
        return next((one for one in pointed if one.form >= 0), None)

    @property
    def must_be_named(self) -> bool:
        """Whether nothing but its name tells what the next click presses."""
        return self.click is not None and not any(target.at for target in self.click.targets)

    def controls(self, looked: Looked, button: Control | None) -> tuple[Control, ...]:
        """The controls to fill of the form."""
        held = looked.held(Sought(self.within)) if self.within else ()
        return form_of(looked.seen.controls, button, held, self._boxes(looked))

    def sending(
        self,
        looked: Looked,
        button: Control | None,
        controls: Sequence[Control],
        quoted: str,
        *,
        needs_button: bool = True,
    ) -> Sending:
        """What the gate is asked before ``verb`` is done; ``quoted`` is the id of a refusal."""
        walk, entered = self.walk, self.walk.entered
        needs = walk.step.needs
        sought = dict.fromkeys((*entered.sought, *meanings_without_hint(self.verb)))
        return Sending(
            step=step_name(walk),
            verb=quoted,
            seen=looked.seen,
            provider=walk.provider,
            facts=walk.facts,
            called=(self.verb if self.verb.click else self.click or self.verb).pressing,
            button=button,
            controls=tuple(controls),
            filled=tuple(dict.fromkeys((*entered.named, *self.verb.meanings))),
            later=meanings_until(self.here, self.click) if not self.verb.click else (),
            sought=tuple(one for one in sought if needs.get(one) == "required"),
            known=self._known(looked),
            checks=self._checks(looked),
            needs_button=needs_button and (bool(self.verb.click) or self.must_be_named),
        )

    def _known(self, looked: Looked) -> frozenset[int]:
        """Filled or ticked by now, or by a selector of what the flow still does here."""
        ahead = (control for verb in (self.verb, *self.here) for control in _aimed_at(verb, looked))
        return self.walk.entered.among(looked.seen.controls) | {one.index for one in ahead}

    def _checks(self, looked: Looked) -> frozenset[int]:
        """Where the flow still hands over for a challenge."""
        orders = [one.hand_over for one in self.here if one.hand_over]
        places = [one.at for one in orders if one.at and one.because == "challenge"]
        return frozenset(one.index for at in places for one in looked.controls(Sought(at)))

    def _boxes(self, looked: Looked) -> list[Control]:
        hints = [hint for verb in (self.verb, *self.here) for hint in hints_of(verb)]
        pointed = [one for hint in hints for one in looked.controls(hint.sought)]
        entered = self.walk.entered.among(looked.seen.controls)
        pointed += [one for one in looked.seen.controls if one.index in entered]
        return [one for one in pointed if one.visible and not one.is_pressed]


def form_ahead(walk: Walk, verb: Verb) -> FormAhead:
    """The form on which ``verb`` is done."""
    here = on_this_page(walk.rest)
    return FormAhead(walk, verb, here, None if verb.click else next_click(here))


def step_name(walk: Walk) -> str:
    """``search``, ``submit`` or ``confirm``."""
    provider = walk.provider
    named = {"search": provider.search, "submit": provider.submit, "confirm": provider.confirm}
    return next((name for name, step in named.items() if step is walk.step), "")


def _aimed_at(verb: Verb, looked: Looked) -> list[Control]:
    boxes = [one for hint in hints_of(verb) for one in looked.controls(hint.sought)]
    return boxes + [one for one in _pressed_by(verb, looked) if one.type in _TICKED]


def _pressed_by(verb: Verb, looked: Looked) -> list[Control]:
    """By selector; what only a name tells is pressed for its own sake."""
    sought = [Sought(one.at) for one in verb.targets if one.at and not one.in_listing]
    return [control for one in sought for control in looked.controls(one)]
