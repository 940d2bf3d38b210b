"""Rules about web flows: after every action an expectation, and nothing undeclared on the way."""

from collections import Counter
from collections.abc import Iterator

from optout.catalog.definition import Provider
from optout.catalog.findings import Finding
from optout.catalog.loading import Definition
from optout.catalog.placeholders import placeholders
from optout.catalog.steps import WebStep
from optout.catalog.verbs import Verb, every_verb
from optout.catalog.yaml_tree import Key

Place = tuple[Key, ...]

MAX_DEPTH = 4
MAX_VERBS = 200


def _web_steps(provider: Provider) -> Iterator[tuple[str, WebStep]]:
    for name in ("search", "submit", "confirm"):
        step = getattr(provider, name)
        if isinstance(step, WebStep):
            yield name, step


def _placed(flow: tuple[Verb, ...], place: Place) -> Iterator[tuple[Place, Verb]]:
    """Every verb of a flow and of its branches, with where it stands in the file."""
    for number, verb in enumerate(flow):
        yield (*place, number), verb
        for way_number, way in enumerate(verb.branch or ()):
            yield from _placed(way.do, (*place, number, "branch", way_number, "do"))


def _verbs(provider: Provider) -> Iterator[tuple[str, WebStep, Place, Verb]]:
    for name, step in _web_steps(provider):
        for place, verb in _placed(step.flow, (name, "flow")):
            yield name, step, place, verb


def _opened_pages_have_addresses(definition: Definition) -> Iterator[Finding]:
    pages = definition.provider.pages
    for _, _, place, verb in _verbs(definition.provider):
        if verb.open and verb.open != "link" and not pages[verb.open].url:
            what = f"the page {verb.open!r} is opened but has no url"
            yield definition.finding((*place, "open"), what, "Add the page's url.")


def _placeholders_are_needed(definition: Definition) -> Iterator[Finding]:
    pages = definition.provider.pages
    for name, step in _web_steps(definition.provider):
        opened = {verb.open for verb in every_verb(step.flow) if verb.open and verb.open != "link"}
        for page in sorted(opened):
            for one in placeholders(pages[page].url or ""):
                if one.meaning not in step.needs:
                    what = f"the address discloses {one.meaning!r}, which {name}.needs does not list"
                    todo = f"Add {one.meaning!r} to {name}.needs, or take it out of the address."
                    yield definition.finding(("pages", page, "url"), what, todo)


def _flows_end_with_an_expectation(definition: Definition) -> Iterator[Finding]:
    """What was read from another catalog says no more than what is to be done."""
    for name, step in _web_steps(definition.provider):
        if definition.provider.origin is None and not _ends(step.flow):
            what = "the flow does not end with an expectation"
            place = (name, "flow", len(step.flow) - 1)
            yield definition.finding(place, what, "Add a step with expect: say which page then shows.")


def _ends(flow: tuple[Verb, ...]) -> bool:
    if not flow:
        return False
    last = flow[-1]
    tells = last.see and last.see.means
    if last.expect or last.extract or last.hand_over or last.await_mail == "link" or tells:
        return True
    return bool(last.branch) and all(way.stop or _ends(way.do) for way in last.branch or ())


def _flows_are_bounded(definition: Definition) -> Iterator[Finding]:
    for name, step in _web_steps(definition.provider):
        placed = list(_placed(step.flow, ()))
        if len(placed) > MAX_VERBS or max(_depth(place) for place, _ in placed) > MAX_DEPTH:
            what = f"the flow has more than {MAX_VERBS} verbs, or branches deeper than {MAX_DEPTH}"
            yield definition.finding((name, "flow"), what, "Say it in fewer steps.")


def _depth(place: Place) -> int:
    return place.count("branch")


_MUST_TELL: dict[str, tuple[frozenset[str], ...]] = {
    "search": (frozenset({"found"}), frozenset({"none"})),
    "submit": (frozenset({"submitted", "awaits-mail", "confirmed"}),),
    "confirm": (frozenset({"confirmed", "submitted"}),),
}


def _flows_tell_their_result(definition: Definition) -> Iterator[Finding]:
    if definition.provider.origin is not None:
        return
    for name, step in _web_steps(definition.provider):
        told = {word for verb in every_verb(step.flow) for word in _told(verb)}
        for choices in _MUST_TELL[name]:
            if not told & choices:
                what = f"no expectation says when the result is {' or '.join(sorted(choices))}"
                yield definition.finding((name, "flow"), what, "Add it to an expect of the flow.")


def _told(verb: Verb) -> Iterator[str]:
    yield from verb.expect or ()
    if verb.see and verb.see.means:
        yield verb.see.means
    if verb.extract and verb.extract.none:
        yield from ("found", "none")
    if verb.await_mail == "link":
        yield "awaits-mail"


def _awaited_codes_are_described(definition: Definition) -> Iterator[Finding]:
    if definition.provider.codes is not None:
        return
    for _, _, place, verb in _verbs(definition.provider):
        if verb.await_mail == "code":
            what = "the flow awaits a code, and nothing says which mail brings it"
            yield definition.finding((*place, "await_mail"), what, "Describe that mail in codes.")


def _ids_are_unique(definition: Definition) -> Iterator[Finding]:
    for name, step in _web_steps(definition.provider):
        counted = Counter(verb.id for verb in every_verb(step.flow))
        for place, verb in _placed(step.flow, (name, "flow")):
            if counted[verb.id] > 1:
                what = f"the id {verb.id!r} is used {counted[verb.id]} times"
                yield definition.finding((*place, "id"), what, "Give each step its own id.")


def _pages_are_used(definition: Definition) -> Iterator[Finding]:
    named = {page for _, step in _web_steps(definition.provider) for page in step.pages_named()}
    for page in definition.provider.pages:
        if page not in named:
            what = f"no step names the page {page!r}"
            yield definition.finding(("pages", page), what, "Remove it, or expect it somewhere.")


def _absence_is_said_in_words(definition: Definition) -> Iterator[Finding]:
    """A number may be the end of a larger one, or be written otherwise; a word says what it says."""
    for place, said in _signs_of_none(definition.provider):
        if said.lstrip()[:1].isdigit():
            what = f"a sign of {'none'!r} begins with a digit: {said!r}"
            todo = "Recognise the page by words that no list of records shows."
            yield definition.finding(place, what, todo)


def _signs_of_none(provider: Provider) -> Iterator[tuple[Place, str]]:
    for _, _, place, verb in _verbs(provider):
        page = (verb.expect or {}).get("none", "")
        sign = provider.pages[page].sign if page else None
        for part in ("heading", "text"):
            yield ("pages", page, "sign", part), getattr(sign, part, None) or ""
        if verb.see and verb.see.means == "none":
            for number, check in enumerate(verb.see.every):
                yield (*place, "see", "every", number, "text"), check.text or ""


RULES = (
    _opened_pages_have_addresses,
    _placeholders_are_needed,
    _flows_end_with_an_expectation,
    _flows_are_bounded,
    _flows_tell_their_result,
    _awaited_codes_are_described,
    _ids_are_unique,
    _pages_are_used,
    _absence_is_said_in_words,
)
