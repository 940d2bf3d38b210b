"""The last look before something is typed or sent: is this still the form the definition knows? Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from urllib.parse import SplitResult, urlsplit

from optout.catalog.definition import Provider
from optout.channels.web.answers import failed
from optout.channels.web.challenges import challenged, claims_a_human, is_puzzle, is_rated
from optout.channels.web.controls import Control, Seen
from optout.channels.web.own_machine import is_own_machine
from optout.channels.web.understanding import meanings_of
from optout.people.facts import Facts
from optout.requests.failures import Failure
from optout.requests.outcome import Outcome

_QUOTED = 60
_QUOTES = 5
_EFFECTIVE = ("submit", "confirm")
_DEFAULT_PORTS = (None, 80, 443)


@dataclass(frozen=True, slots=True)
class Sending:
    """What is about to be typed or pressed, and what the flow knows of it.

    ``verb`` is the id that a refusal quotes, ``step`` the name of its step. ``called`` is what the
    definition calls the button; ``button`` is None where it is not on the page, which only counts
    where ``needs_button``. ``controls`` are those to fill that the button sends. ``filled`` are the
    meanings entered by now or next, ``later`` those before the press; ``sought`` those of them that
    the form's own words must ask for by now. ``known`` are the controls, by index, that the flow
    has filled or ticked, or will by a selector; ``checks`` those that are known to be for a human.
    """

    step: str
    verb: str
    seen: Seen
    provider: Provider
    facts: Facts = field(repr=False)
    called: str
    button: Control | None
    controls: tuple[Control, ...]
    filled: tuple[str, ...] = ()
    later: tuple[str, ...] = ()
    sought: tuple[str, ...] = ()
    known: frozenset[int] = frozenset()
    checks: frozenset[int] = frozenset()
    needs_button: bool = True


def gate(sending: Sending) -> Outcome | None:
    """The outcome that stops it, or None if it may go ahead.

    ``Outcome.detail`` quotes labels of unknown required controls: text of the site, bounded.
    """
    for question in (_is_challenged, _lacks_its_button, leads_astray, _asks_for_less, _asks_for_more):
        refusal = question(sending)
        if refusal is not None:
            return refusal
    return None


def pressed(controls: Iterable[Control], name: str) -> Control | None:
    """The visible button or link called ``name``, ignoring case; the first of several."""
    return next(iter(all_pressed(controls, name)), None)


def all_pressed(controls: Iterable[Control], name: str) -> tuple[Control, ...]:
    wanted = _folded(name)
    shown = [control for control in controls if control.is_pressed and control.visible]
    return tuple(control for control in shown if _folded(control.label) == wanted)


def sender(controls: Sequence[Control], name: str) -> Control | None:
    """The button called ``name``, also one that cannot be pressed before the form is filled."""
    named = (one for one in controls if one.is_pressed and _folded(one.label) == _folded(name))
    return pressed(controls, name) or next(named, None)


def form_of(
    controls: Sequence[Control],
    button: Control | None,
    within: Sequence[Control] = (),
    boxes: Sequence[Control] = (),
) -> tuple[Control, ...]:
    """What pressing ``button`` would send: the controls to fill that share its form.

    A button in no form, or none at all: the controls of the element that the definition names
    (``within``), else those that share the form of the ``boxes``, else those in the smallest part of
    the page that holds the button and all boxes, else all that are in no form.
    """
    to_fill = [one for one in controls if not one.is_pressed]
    if button is not None and button.form >= 0:
        return tuple(one for one in to_fill if one.form == button.form)
    if within:
        return tuple(one for one in within if not one.is_pressed)
    forms = {one.form for one in boxes}
    if button is None and not forms:
        return tuple(to_fill)
    found = tuple(one for one in to_fill if one.form in (forms or {-1}))
    part = _common_part(button, boxes)
    return found if part is None else tuple(one for one in found if part in one.around)


def _common_part(button: Control | None, boxes: Sequence[Control]) -> int | None:
    """Without a button nobody knows how far what it sends reaches."""
    if button is None or not boxes:
        return None
    lines = [set(one.around) for one in boxes]
    return next((part for part in button.around if all(part in line for line in lines)), None)


def _is_challenged(sending: Sending) -> Outcome | None:
    words = _challenge(sending)
    return failed(Failure.CHALLENGE, sending.verb, words) if words else None


def _challenge(sending: Sending) -> str:
    """What asks for a human, in words; empty where nothing does."""
    if challenged(sending.seen):
        return "the page shows a challenge"
    if sending.button is not None and claims_a_human(sending.button.label):
        return "the button says that a human presses it"
    if _is_mere_link(sending):
        return ""
    asked = zip(sending.controls, meanings_of(sending.controls), strict=True)
    puzzles = [one for one, meaning in asked if one.visible and _is_check(sending, one, meaning)]
    if any(one.index not in sending.known for one in puzzles):
        return f"a puzzle: {_quoted(puzzles)}"
    rated = sending.step in _EFFECTIVE and is_rated(sending.seen, sending.provider)
    return "the page rates its visitors unseen" if rated else ""


def _is_check(sending: Sending, control: Control, meaning: str | None) -> bool:
    return control.index in sending.checks or (not meaning and is_puzzle(control))


def _lacks_its_button(sending: Sending) -> Outcome | None:
    if sending.button is not None or not sending.needs_button:
        return None
    buttons = [one for one in sending.seen.controls if one.is_pressed and one.tag != "a"]
    there = f"; there is {_quoted(buttons)}" if buttons else ""
    words = f"there is no button {sending.called!r}{there}"
    return failed(Failure.LAYOUT_UNKNOWN, sending.verb, words)


def leads_astray(sending: Sending) -> Outcome | None:
    """The refusal of a form that would not be sent to the provider, encrypted, in this window."""
    button = sending.button
    address = (button.action if button else "") or sending.seen.url
    if button is None or address.lower().startswith("javascript:"):
        return None
    parts = _split(address)
    if parts.scheme not in ("https", "http") or not sending.provider.speaks_for(parts.hostname or ""):
        return _refused(sending, Failure.OFF_DOMAIN, _astray(sending, parts))
    if _is_other_port(parts, _split(sending.seen.url)):
        return _refused(sending, Failure.OFF_DOMAIN, "the form leads to another port")
    if parts.scheme != "https" and not is_own_machine(parts.hostname or ""):
        return _refused(sending, Failure.FORM_CHANGED, "the form would be sent without encryption")
    if button.tag != "a" and button.target not in ("", "_self", "_top", "_parent"):
        return _refused(sending, Failure.FORM_CHANGED, "the form answers in another window")
    return None


def _astray(sending: Sending, target: SplitResult) -> str:
    """A saved page, tried on this machine, still has the address of the site that it came from."""
    host = urlsplit(sending.seen.url).hostname or ""
    if is_own_machine(host) and target.hostname:
        return f"the page's form leads to {target.hostname}, not to {host}: make its action relative"
    return "the form leads to a domain that is not the provider's"


def _split(address: str) -> SplitResult:
    """Nothing at all for what is no address."""
    try:
        parts = urlsplit(address)
        _ = parts.port
    except ValueError:
        return urlsplit("")
    return parts


def _is_other_port(target: SplitResult, page: SplitResult) -> bool:
    """Whether somebody else may listen there: on this machine every port is a site of its own."""
    if is_own_machine(target.hostname or ""):
        return target.netloc.lower() != page.netloc.lower()
    return target.port not in (*_DEFAULT_PORTS, page.port)


def _asks_for_less(sending: Sending) -> Outcome | None:
    if _is_mere_link(sending) or not sending.sought:
        return None
    meanings = meanings_of([one for one in sending.controls if one.visible])
    gone = [one for one in sending.sought if one not in meanings]
    if gone:
        return _refused(sending, Failure.FORM_CHANGED, f"no control asks for {', '.join(gone)}")
    return None


def _asks_for_more(sending: Sending) -> Outcome | None:
    if _is_mere_link(sending):
        return None
    shown = [one for one in sending.controls if one.visible]
    named = (*sending.filled, *sending.later)
    asked = zip(shown, meanings_of(shown), strict=True)
    unnamed = [one for one, meaning in asked if one.required and meaning not in named]
    new = [one for one in unnamed if one.index not in sending.known]
    if new:
        return _refused(sending, Failure.FORM_CHANGED, f"new required: {_quoted(new)}")
    return None


def _is_mere_link(sending: Sending) -> bool:
    entered = sending.filled or sending.later or sending.known
    return (sending.button is None or sending.button.tag == "a") and not entered


def _refused(sending: Sending, failure: Failure, detail: str) -> Outcome:
    return failed(failure, sending.verb, detail)


def _quoted(controls: Sequence[Control]) -> str:
    words = (one.group or one.label or one.placeholder or one.name or one.type for one in controls)
    quotes = dict.fromkeys(repr(word[:_QUOTED]) for word in words)
    return ", ".join(list(quotes)[:_QUOTES])


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())
