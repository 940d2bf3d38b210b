"""What changed between the form a definition last knew and the form of today. Pure.

*Meaningful*, and nothing is typed or sent: what is asked for, agreed to or done with the facts may
be another thing. A new required control, one for something secret (an official number, a card, a
password, a document, a puzzle) or a new box of consent; a new sentence of consent; another method,
scheme or host; a new frame of somebody else; a sign-in, a challenge or a notice of closure; a
filled control that is gone, or a control of the same name that now asks for something else; a
button with words that do another thing; a box that is newly ticked, another choice that the page
has made itself, or a new box that it has filled in.

*Cosmetic*, and noted: everything else. Other words for the same, order, headings, layout, kinds of
control, other paths on the same host, further optional controls.
"""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from optout.catalog.known_form import KnownControl, KnownForm
from optout.channels.web.button_words import does_the_same
from optout.channels.web.snapshot import CHALLENGE
from optout.requests.failures import Failure

_QUOTED = 60
_WARNINGS = {
    "challenge": (Failure.CHALLENGE, "the page shows a challenge"),
    "sign-in": (Failure.LOGIN_WALL, "the page asks to sign in"),
    "closed": (Failure.LAYOUT_UNKNOWN, "the page says that it is closed"),
}


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that changed. ``failure`` None: it is cosmetic. ``words`` quote the page, bounded."""

    words: str
    failure: Failure | None = None


@dataclass(frozen=True, slots=True)
class Expected:
    """``filled``: the meanings that the flow has filled, or is about to; ``later``: those to come.

    ``is_ours`` says of a host whether it is the provider's.
    """

    filled: Collection[str]
    later: Collection[str]
    is_ours: Callable[[str], bool]

    def names(self, meaning: str) -> bool:
        return meaning in self.filled or meaning in self.later


def difference(known: KnownForm, now: KnownForm, expected: Expected) -> tuple[Change, ...]:
    """The changes, meaningful ones first."""
    found = [
        *_of_warnings(known, now),
        *_of_target(known, now),
        *_of_button(known, now),
        *_of_frames(known, now, expected),
        *_of_consents(known, now),
        *_of_controls(known.controls, now.controls, expected),
        *_of_headings(known, now),
    ]
    return tuple(sorted(found, key=lambda one: one.failure is None))


def _of_warnings(known: KnownForm, now: KnownForm) -> Iterator[Change]:
    for warning in now.warnings:
        if warning not in known.warnings and warning in _WARNINGS:
            failure, words = _WARNINGS[warning]
            yield Change(words, failure)


def _of_target(known: KnownForm, now: KnownForm) -> Iterator[Change]:
    before, after = urlsplit(known.target), urlsplit(now.target)
    if known.method != now.method:
        yield _stop(f"the form is sent by {now.method}, not by {known.method}")
    if _host(before.netloc) != _host(after.netloc):
        yield Change("the form leads to another host", Failure.OFF_DOMAIN)
    elif before.scheme != after.scheme:
        yield _stop("the form is sent by another protocol")
    elif before.path != after.path:
        yield Change("the form leads to another path of the same host")


def _host(netloc: str) -> str:
    return netloc.removeprefix("www.")


def _of_button(known: KnownForm, now: KnownForm) -> Iterator[Change]:
    if _folded(known.button) == _folded(now.button):
        return
    words = f"the button says {_quoted(now.button)}, not {_quoted(known.button)}"
    yield Change(words) if does_the_same(known.button, now.button) else _stop(words)


def _of_frames(known: KnownForm, now: KnownForm, expected: Expected) -> Iterator[Change]:
    for frame in now.frames:
        host = urlsplit(frame).hostname or ""
        if frame not in known.frames and not frame.startswith("marker:"):
            new = Change(f"a new frame of {host[:_QUOTED] or 'the page itself'}")
            foreign = bool(host) and not expected.is_ours(host)
            yield Change(new.words, Failure.FORM_CHANGED) if foreign else new


def _of_consents(known: KnownForm, now: KnownForm) -> Iterator[Change]:
    before = {_folded(one) for one in known.consents}
    after = {_folded(one) for one in now.consents}
    for text in now.consents:
        if _folded(text) not in before:
            yield _stop(f"new consent: {_quoted(text)}")
    if before - after:
        yield Change(f"{len(before - after)} sentences of consent are gone")


def _of_headings(known: KnownForm, now: KnownForm) -> Iterator[Change]:
    changed = {_folded(one) for one in known.headings} ^ {_folded(one) for one in now.headings}
    if changed:
        yield Change(f"{len(changed)} headings differ")


def _of_controls(
    known: Sequence[KnownControl], now: Sequence[KnownControl], expected: Expected
) -> Iterator[Change]:
    pairs = _paired(known, now)
    matched = {id(after) for _, after in pairs if after}
    for before, after in pairs:
        yield from _of_pair(before, after, expected) if after else _gone(before, expected)
    for control in now:
        if id(control) not in matched:
            yield _new(control)


def _paired(
    known: Sequence[KnownControl], now: Sequence[KnownControl]
) -> list[tuple[KnownControl, KnownControl | None]]:
    """Each known control with what became of it: of the same name first, then by what it asks."""
    left = list(now)
    found: dict[int, KnownControl] = {}
    for alike in (_is_unchanged, _is_called_the_same, _asks_the_same, _says_the_same):
        for at, before in enumerate(known):
            after = next((one for one in left if alike(before, one)), None)
            if at not in found and after is not None:
                found[at] = after
                left.remove(after)
    return [(before, found.get(at)) for at, before in enumerate(known)]


def _is_unchanged(one: KnownControl, other: KnownControl) -> bool:
    return one.wire == other.wire and one.asks == other.asks and _says_the_same(one, other)


def _is_called_the_same(one: KnownControl, other: KnownControl) -> bool:
    return bool(one.wire) and one.wire == other.wire


def _asks_the_same(one: KnownControl, other: KnownControl) -> bool:
    return bool(one.asks) and one.asks == other.asks


def _says_the_same(one: KnownControl, other: KnownControl) -> bool:
    return one.role == other.role and _folded(one.name) == _folded(other.name)


def _of_pair(before: KnownControl, after: KnownControl, expected: Expected) -> Iterator[Change]:
    name = _quoted(after.name)
    if before.asks != after.asks:
        yield _other_meaning(before, after, expected)
    if after.required and not before.required:
        known = expected.names(after.asks)
        yield Change(f"{name} is required now") if known else _stop(f"new required: {name}")
    if after.ticked and not before.ticked:
        yield _stop(f"newly ticked: {name}")
    if after.preset and _folded(after.preset) != _folded(before.preset):
        yield _stop(f"the page has chosen {_quoted(after.preset)} at {name}")
    if before.role != after.role or _folded(before.name) != _folded(after.name):
        yield Change(f"{_quoted(before.name)} became {name}, a {after.role}")
    elif before.choices != after.choices or before.offers != after.offers:
        yield Change(f"{name} offers other choices")


def _other_meaning(before: KnownControl, after: KnownControl, expected: Expected) -> Change:
    words = f"{_quoted(after.name)} asks for {after.asks or 'what is not understood'}"
    words += f", not for {before.asks or 'what was not understood'}"
    if after.asks == CHALLENGE or (before.asks == CHALLENGE and not after.asks):
        return Change(words, Failure.CHALLENGE)
    matters = expected.names(before.asks) or expected.names(after.asks) or after.required
    return _stop(words) if matters or after.asks.startswith(("!", "x-consent")) else Change(words)


def _gone(before: KnownControl, expected: Expected) -> Iterator[Change]:
    if before.asks in expected.later:
        return
    words = f"gone: {_quoted(before.name)}"
    yield (
        _stop(f"{words}, which asked for {before.asks}")
        if before.asks in expected.filled
        else (Change(words))
    )


def _new(control: KnownControl) -> Change:
    name = _quoted(control.name or control.role)
    if control.asks == CHALLENGE:
        return Change(f"a new puzzle: {name}", Failure.CHALLENGE)
    if control.required:
        return _stop(f"new required: {name}")
    if control.asks.startswith("!"):
        return _stop(f"new, for what is never told: {name}")
    if control.asks == "x-consent":
        return _stop(f"a new box of consent: {name}")
    if control.preset:
        return _stop(f"new, and the page has chosen {_quoted(control.preset)}: {name}")
    return _stop(f"new and ticked: {name}") if control.ticked else Change(f"new, optional: {name}")


def _stop(words: str) -> Change:
    return Change(words, Failure.FORM_CHANGED)


def _quoted(text: str) -> str:
    return repr(text[:_QUOTED])


def _folded(text: str) -> str:
    return " ".join(text.replace("*", " ").casefold().split()).rstrip(" .:")
