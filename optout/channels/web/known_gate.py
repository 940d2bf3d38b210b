"""Compares the form of today with the one that the definition knows, before anything is told. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from optout.catalog.known_form import KnownForm
from optout.channels.attempt import FormSeen
from optout.channels.web.answers import failed
from optout.channels.web.button_words import does_the_same
from optout.channels.web.controls import Control
from optout.channels.web.difference import Change, Expected, difference
from optout.channels.web.gate import Sending
from optout.channels.web.masking import Masking
from optout.channels.web.snapshot import snapshot
from optout.channels.web.understanding import meanings_of
from optout.requests.outcome import Outcome

_LONGEST = 300


@dataclass(frozen=True, slots=True)
class Comparison:
    """``refusal`` stops the attempt; ``note`` is one bounded sentence on what is only cosmetic."""

    seen: FormSeen
    refusal: Outcome | None = None
    note: str = ""


def compare(key: str, sending: Sending, button: Control) -> Comparison:
    """What the form of ``button`` is now, against the one that the definition knows as ``key``.

    ``key`` is "step.verb-id". Where no form is known nothing is compared, and nothing refused.
    """
    masking = Masking(sending.facts)
    now = masking.form(snapshot(sending.seen, button, sending.controls, _ours(sending)))
    known = sending.provider.known_forms.get(key)
    if known is None:
        return Comparison(FormSeen(key, now.text))
    expected = Expected(sending.filled, sending.later, sending.provider.speaks_for)
    changes = difference(masking.form(known), now, expected)
    report = "".join(f"{_kind(one)}: {one.words}\n" for one in changes)
    return Comparison(FormSeen(key, now.text, report), _refusal(changes, key), _note(changes))


def button_like(controls: Sequence[Control], known: KnownForm) -> Control | None:
    """The one button that does what the known one did, where none is called as it was.

    Its words say nothing but the same intent; of two such buttons neither is pressed.
    """
    found = [
        one
        for one in controls
        if one.is_pressed and one.tag != "a" and one.form >= 0 and does_the_same(known.button, one.label)
    ]
    filled = {one.form for one in controls if not one.is_pressed and one.visible}
    wanted = {one.wire for one in known.controls if one.wire}
    sending = [one for one in found if one.form in filled] if known.controls else found
    own = [one for one in sending if wanted & {two.name for two in controls if two.form == one.form}]
    best = own or sending
    return best[0] if len(best) == 1 else None


def _ours(sending: Sending) -> frozenset[int]:
    """The controls, by index, that the flow fills: what is in them is not the page's choice."""
    asked = zip(sending.controls, meanings_of(sending.controls), strict=True)
    told = (*sending.filled, *sending.later)
    return sending.known | {one.index for one, meaning in asked if meaning in told}


def _refusal(changes: Sequence[Change], key: str) -> Outcome | None:
    failures = [one.failure for one in changes if one.failure is not None]
    if not failures:
        return None
    words = "; ".join(one.words for one in changes if one.failure is not None)
    return failed(failures[0], key.partition(".")[2], words[:_LONGEST])


def _note(changes: Sequence[Change]) -> str:
    words = "; ".join(dict.fromkeys(one.words for one in changes if one.failure is None))
    return f"cosmetic: {words}"[:_LONGEST] if words else ""


def _kind(change: Change) -> str:
    return "cosmetic" if change.failure is None else "meaningful"
