"""The last look before something is sent: is this still the form the definition knows? Pure."""

from collections.abc import Iterable, Sequence
from urllib.parse import urlsplit

from optout.catalog.definition import Provider
from optout.catalog.steps import Verb, WebStep
from optout.channels.web.answers import failed
from optout.channels.web.controls import Control, Seen
from optout.channels.web.judge import challenged
from optout.channels.web.understanding import meanings_of
from optout.requests.failures import Failure
from optout.requests.outcome import Outcome

_QUOTED = 60
_QUOTES = 5


def pressed(controls: Iterable[Control], name: str) -> Control | None:
    """The visible button or link called ``name``, ignoring case; the first of several."""
    wanted = _folded(name)
    shown = [control for control in controls if control.is_pressed and control.visible]
    return next((control for control in shown if _folded(control.label) == wanted), None)


def sender(controls: Sequence[Control], name: str) -> Control | None:
    """The button called ``name``, also one that cannot be pressed before the form is filled."""
    named = (one for one in controls if one.is_pressed and _folded(one.label) == _folded(name))
    return pressed(controls, name) or next(named, None)


def form_of(controls: Sequence[Control], button: Control) -> tuple[Control, ...]:
    """What pressing ``button`` would send: the controls to fill that share its form."""
    return tuple(one for one in controls if not one.is_pressed and one.form == button.form)


def filled_before(step: WebStep, verb: Verb) -> tuple[str, ...]:
    """The meanings that the step fills on the page on which ``verb`` clicks."""
    meanings: tuple[str, ...] = ()
    for one in step.flow:
        if one.id == verb.id:
            break
        meanings = () if one.click or one.open else meanings + one.meanings
    return meanings


def gate(seen: Seen, step: WebStep, verb: Verb, provider: Provider) -> Outcome | None:
    """The outcome that stops the click of ``verb``, or None if it may go ahead.

    ``step`` ``detail`` quotes labels of unknown required controls: text of the site, bounded.
    """
    button = pressed(seen.controls, verb.pressing)
    return _stopped(button, seen, step, verb, provider, filled_before(step, verb))


def gate_to_fill(
    seen: Seen, step: WebStep, filling: Verb, verb: Verb, provider: Provider
) -> Outcome | None:
    """The outcome that stops ``filling`` for the click of ``verb``, or None if it may go ahead.

    What is typed can be read by the page at once, so the same is asked as before the click; only
    what a later verb fills may be missing yet.
    """
    button = sender(seen.controls, verb.pressing)
    by_now = (*filled_before(step, filling), *filling.meanings)
    return _stopped(button, seen, step, verb, provider, by_now)


def _stopped(
    button: Control | None,
    seen: Seen,
    step: WebStep,
    verb: Verb,
    provider: Provider,
    sought: Sequence[str],
) -> Outcome | None:
    if challenged(seen):
        return failed(Failure.CHALLENGE, verb.id, "the page shows a challenge")
    if button is None:
        return failed(Failure.LAYOUT_UNKNOWN, verb.id, f"there is no button {verb.pressing!r}")
    astray = _leads_astray(button, seen, verb, provider)
    return astray or _asks_other_things(button, seen, step, verb, sought)


def _leads_astray(button: Control, seen: Seen, verb: Verb, provider: Provider) -> Outcome | None:
    parts = urlsplit(button.action or seen.url)
    if parts.scheme == "javascript":
        return None
    if parts.scheme not in ("https", "http") or not provider.speaks_for(parts.hostname or ""):
        return failed(
            Failure.OFF_DOMAIN, verb.id, "the form leads to a domain that is not the provider's"
        )
    if parts.scheme != "https":
        return failed(Failure.FORM_CHANGED, verb.id, "the form would be sent without encryption")
    if button.tag != "a" and button.target not in ("", "_self", "_top", "_parent"):
        return failed(Failure.FORM_CHANGED, verb.id, "the form answers in another window")
    return None


def _asks_other_things(
    button: Control, seen: Seen, step: WebStep, verb: Verb, sought: Sequence[str]
) -> Outcome | None:
    """``sought``: the meanings that the form must ask for by now."""
    named = filled_before(step, verb)
    if button.tag == "a" and not named:
        return None
    shown = [one for one in form_of(seen.controls, button) if one.visible]
    meanings = meanings_of(shown)
    gone = [one for one in sought if step.needs[one] == "required" and one not in meanings]
    if gone:
        return failed(Failure.FORM_CHANGED, verb.id, f"no control asks for {', '.join(gone)}")
    asked = zip(shown, meanings, strict=True)
    new = [one for one, meaning in asked if one.required and meaning not in named]
    if new:
        return failed(Failure.FORM_CHANGED, verb.id, f"new required: {_quoted(new)}")
    return None


def _quoted(controls: Sequence[Control]) -> str:
    words = (one.group or one.label or one.placeholder or one.name or one.type for one in controls)
    quotes = dict.fromkeys(repr(word[:_QUOTED]) for word in words)
    return ", ".join(list(quotes)[:_QUOTES])


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())
