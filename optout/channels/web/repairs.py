"""What a definition would have to say for a page that is not what it says: proposals only. Pure.

Nothing is proposed that would drop a check: a form that leads elsewhere, a challenge, a sign-in, a
new consent, a button that does another thing are explained, and left to a person.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from urllib.parse import urlsplit

from optout.catalog.definition import Provider
from optout.catalog.known_form import KnownControl, KnownForm
from optout.catalog.pages import Page
from optout.catalog.steps import WebStep
from optout.catalog.verbs import Verb
from optout.catalog.yaml_edit import AddTo, Edit, Place, SetText, TakeFrom
from optout.channels.web.button_words import does_the_same, intents_of
from optout.channels.web.controls import Control, Seen
from optout.channels.web.judge import holds, is_closed, is_login_wall
from optout.channels.web.understanding import meanings_of
from optout.people.facts import IMPERSONAL, MEANINGS
from optout.requests.failures import MEANING, Disposition, Failure
from optout.requests.outcome import Outcome

_ALIKE = 0.6
_MOST = 5
_NEVER = IMPERSONAL | {"x-signature"}


@dataclass(frozen=True, slots=True)
class Repair:
    """``edits`` belong together and mean ``words``; ``discloses``: what the person would tell more.

    Without edits, ``words`` say what a person has to decide.
    """

    words: str
    edits: tuple[Edit, ...] = ()
    discloses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Stopped:
    """Where a look at the form of a step ended: the page, and the form as it is now if it has one.

    ``elsewhere`` reads the site's first page, for links to a page that has moved.
    """

    provider: Provider
    step: str
    outcome: Outcome
    seen: Seen | None
    form: KnownForm | None
    elsewhere: Callable[[], Seen | None]

    @property
    def flow(self) -> tuple[Verb, ...]:
        step = getattr(self.provider, self.step)
        return step.flow if isinstance(step, WebStep) else ()

    def placed(self) -> Iterator[tuple[Place, Verb]]:
        yield from _placed(self.flow, (self.step, "flow"))

    @property
    def verb(self) -> tuple[Place, Verb] | None:
        return next((one for one in self.placed() if one[1].id == self.outcome.step), None)

    @property
    def filled(self) -> tuple[str, ...]:
        """What the step fills by the form's words, in order."""
        given = (one for _, verb in self.placed() for one in verb.fill or ())
        return tuple(one for one in given if isinstance(one, str))


def repairs_of(stopped: Stopped) -> tuple[Repair, ...]:
    """At least one; those with edits can be tried, one after the other."""
    failure, verb = stopped.outcome.failure, stopped.verb
    if failure == Failure.FACT_MISSING:
        return (Repair(f"{stopped.step}: the form comes only after facts were given: not looked at."),)
    if failure is None or MEANING[failure].disposition != Disposition.ASK_MAINTAINER:
        return (_left(stopped, "no definition changes that"),)
    if failure not in (Failure.LAYOUT_UNKNOWN, Failure.FORM_CHANGED):
        return (_left(stopped, "what stopped it is never taken out"),)
    if stopped.seen is None or verb is None:
        return (_left(stopped, "there is no page to compare with"),)
    if is_closed(stopped.seen) or is_login_wall(stopped.seen):
        return (_left(stopped, "the page says that it is closed, or wants a sign-in"),)
    if verb[1].open:
        return (_of_page(stopped, verb[1].open, stopped.seen),)
    if failure == Failure.FORM_CHANGED and stopped.form is not None:
        return tuple(_of_fields(stopped, stopped.form))
    if verb[1].click:
        return (_of_button(stopped, *verb, stopped.seen),)
    return (_left(stopped, "the page does not show what this step waits for"),)


def _left(stopped: Stopped, why: str) -> Repair:
    outcome = stopped.outcome
    sentence = MEANING[outcome.failure].sentence if outcome.failure else outcome.answer.value
    detail = f" ({outcome.detail})" if outcome.detail else ""
    return Repair(f"{stopped.step}, {outcome.step}: {sentence}{detail} Here, {why}.")


def _of_page(stopped: Stopped, name: str, seen: Seen) -> Repair:
    page = stopped.provider.pages[name]
    if seen.status >= 400:
        return _of_address(stopped, name, page, seen)
    sign = page.sign
    if sign is None:
        return _left(stopped, "the page has no sign that could be mended")
    if sign.path and holds(sign.model_copy(update={"path": None}), seen):
        path = urlsplit(seen.url).path or "/"
        return _set(
            stopped, ("pages", name, "sign", "path"), sign.path, path, f"the page {name!r} is at"
        )
    part, old = ("heading", sign.heading) if sign.heading else ("text", sign.text or "")
    new = _new_heading(stopped, old, seen)
    if new is None:
        shown = ", ".join(repr(one[:60]) for one in seen.headings[:_MOST]) or "none"
        return _left(stopped, f"no heading is surely the page {name!r}; it shows: {shown}")
    return _set(stopped, ("pages", name, "sign", part), old, new, f"the page {name!r} says")


def _new_heading(stopped: Stopped, old: str, seen: Seen) -> str | None:
    """The one that is most like the old; where the page holds the form that was looked for, any."""
    others = {page.sign.heading for page in stopped.provider.pages.values() if page.sign}
    free = [" ".join(one.split()) for one in seen.headings if one.strip() and one not in others - {old}]
    if not free:
        return None
    best = max(free, key=lambda one: _likeness(old, one))
    return best if _holds_form(stopped, seen) or _likeness(old, best) >= _ALIKE else None


def _holds_form(stopped: Stopped, seen: Seen) -> bool:
    shown = [one for one in seen.controls if one.visible and not one.is_pressed]
    return bool(stopped.filled) and set(stopped.filled) <= set(meanings_of(shown))


def _of_address(stopped: Stopped, name: str, page: Page, seen: Seen) -> Repair:
    old = page.url or ""
    titles = [one for one in (page.sign.heading, page.sign.text) if one] if page.sign else []
    for where in (seen, stopped.elsewhere()):
        found = _links_to(titles, old, where, stopped.provider) if where else set()
        if len(found) == 1:
            return _set(stopped, ("pages", name, "url"), old, found.pop(), f"the page {name!r} is at")
        if found:
            return _left(
                stopped, f"several links may lead to {name!r}: {', '.join(sorted(found)[:_MOST])}"
            )
    return _left(stopped, f"the page {name!r} is not at its address any more, and no link says where")


def _links_to(titles: Sequence[str], old: str, seen: Seen, provider: Provider) -> set[str]:
    """Where the links lead that say the same as the page's title, or its short form."""
    links = [one for one in seen.controls if one.tag == "a" and one.visible and one.action]
    ours = [one for one in links if _is_ours(one, old, provider)]
    return {one.action.partition("#")[0] for one in ours if any(_says(one.label, t) for t in titles)}


def _is_ours(link: Control, old: str, provider: Provider) -> bool:
    parts = urlsplit(link.action)
    same = link.action.partition("#")[0] == old
    return (
        parts.scheme == urlsplit(old).scheme and provider.speaks_for(parts.hostname or "") and not same
    )


def _says(label: str, title: str) -> bool:
    said, wanted = _words(label), _words(title)
    return bool(said) and (said == wanted or (set(said) <= set(wanted) and bool(intents_of(label))))


def _of_button(stopped: Stopped, place: Place, verb: Verb, seen: Seen) -> Repair:
    called = verb.pressing
    buttons = [one for one in seen.controls if one.is_pressed and one.visible and one.tag != "a"]
    forms = {one.form for one in seen.controls if not one.is_pressed and one.visible}
    alike = [one for one in buttons if does_the_same(called, one.label) and one.form in forms]
    if len({one.label for one in alike}) != 1 or not called:
        shown = ", ".join(repr(one.label[:60]) for one in buttons[:_MOST]) or "none"
        return _left(stopped, f"no other button surely does what {called!r} did; it shows: {shown}")
    at = (*place, "click") if isinstance(verb.click, str) else (*place, "click", "name")
    return _set(stopped, at, called, " ".join(alike[0].label.split()), "the button says")


def _of_fields(stopped: Stopped, form: KnownForm) -> Iterator[Repair]:
    named = set(stopped.filled) | {one for _, verb in stopped.placed() for one in verb.meanings}
    new = [one for one in form.controls if one.required and one.asks not in named]
    asked = {one.asks for one in form.controls}
    gone = [one for one in stopped.filled if one not in asked]
    strange = [one for one in form.controls if not one.asks and one.role == "textbox"]
    yield from (_of_new(stopped, one) for one in new)
    for meaning in gone:
        if strange:
            may_be = ", ".join(repr(one.name[:60]) for one in strange[:_MOST])
            yield _left(stopped, f"nothing asks for {MEANINGS[meaning]}, unless it is {may_be}")
        else:
            yield _of_gone(stopped, meaning)
    if not new and not gone:
        yield _left(stopped, "what changed is not a field that is new or gone")


def _of_new(stopped: Stopped, control: KnownControl) -> Repair:
    name, meaning = repr(control.name[:60]), control.asks
    if meaning not in MEANINGS or meaning in _NEVER:
        what = "is not understood" if not meaning else "is not a fact that is simply told"
        return _left(stopped, f"the form requires {name}, which {what}")
    fills = [place for place, verb in stopped.placed() if verb.fill]
    words = (
        f"{stopped.step}: the form requires {name}: {MEANINGS[meaning]}. "
        "The person would disclose more, and has to agree to it."
    )
    edits = (
        AddTo((stopped.step, "needs"), meaning, "required"),
        AddTo((*fills[-1], "fill"), meaning),
    )
    return Repair(words, edits, (meaning,)) if fills else _left(stopped, f"nothing fills {name} yet")


def _of_gone(stopped: Stopped, meaning: str) -> Repair:
    places = [place for place, verb in stopped.placed() if meaning in (verb.fill or ())]
    uses = sum(verb.meanings.count(meaning) for _, verb in stopped.placed())
    edits: tuple[Edit, ...] = tuple(TakeFrom((*place, "fill"), meaning) for place in places)
    if uses == len(places):
        edits = (*edits, TakeFrom((stopped.step, "needs"), meaning))
    return Repair(f"{stopped.step}: the form asks for {MEANINGS[meaning]} no more.", edits)


def _set(stopped: Stopped, place: Place, old: str, new: str, what: str) -> Repair:
    return Repair(f"{stopped.step}: {what} {new!r}, no more {old!r}.", (SetText(place, new),))


def _placed(flow: tuple[Verb, ...], place: Place) -> Iterator[tuple[Place, Verb]]:
    for number, verb in enumerate(flow):
        yield (*place, number), verb
        for way_number, way in enumerate(verb.branch or ()):
            yield from _placed(way.do, (*place, number, "branch", way_number, "do"))


def _likeness(one: str, other: str) -> float:
    return SequenceMatcher(None, " ".join(_words(one)), " ".join(_words(other))).ratio()


def _words(text: str) -> list[str]:
    return text.casefold().replace("-", " ").split()
