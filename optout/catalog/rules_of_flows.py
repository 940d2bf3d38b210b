"""Rules about web flows: after every action an expectation, and nothing undeclared on the way."""

import re
from collections import Counter
from collections.abc import Iterator

from optout.catalog.definition import Provider
from optout.catalog.findings import Finding
from optout.catalog.loading import Definition
from optout.catalog.steps import WebStep

_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")


def _web_steps(provider: Provider) -> Iterator[tuple[str, WebStep]]:
    for name in ("search", "submit", "confirm"):
        step = getattr(provider, name)
        if isinstance(step, WebStep):
            yield name, step


def _opened_pages_have_addresses(definition: Definition) -> Iterator[Finding]:
    pages = definition.provider.pages
    for name, step in _web_steps(definition.provider):
        for number, verb in enumerate(step.flow):
            if verb.open and verb.open != "link" and not pages[verb.open].url:
                what = f"the page {verb.open!r} is opened but has no url"
                yield definition.finding((name, "flow", number, "open"), what, "Add the page's url.")


def _placeholders_are_needed(definition: Definition) -> Iterator[Finding]:
    pages = definition.provider.pages
    for name, step in _web_steps(definition.provider):
        for page in sorted(verb.open for verb in step.flow if verb.open and verb.open != "link"):
            for meaning in _PLACEHOLDER.findall(pages[page].url or ""):
                if meaning not in step.needs:
                    what = f"the address discloses {meaning!r}, which {name}.needs does not list"
                    todo = f"Add {meaning!r} to {name}.needs, or take it out of the address."
                    yield definition.finding(("pages", page, "url"), what, todo)


def _flows_end_with_an_expectation(definition: Definition) -> Iterator[Finding]:
    for name, step in _web_steps(definition.provider):
        if not (step.flow[-1].expect or step.flow[-1].extract):
            what = "the flow does not end with an expectation"
            place = (name, "flow", len(step.flow) - 1)
            yield definition.finding(place, what, "Add a step with expect: say which page then shows.")


_MUST_TELL: dict[str, tuple[frozenset[str], ...]] = {
    "search": (frozenset({"found"}), frozenset({"none"})),
    "submit": (frozenset({"submitted", "awaits-mail", "confirmed"}),),
    "confirm": (frozenset({"confirmed", "submitted"}),),
}


def _flows_tell_their_result(definition: Definition) -> Iterator[Finding]:
    for name, step in _web_steps(definition.provider):
        told = {meaning for verb in step.flow for meaning in verb.expect or ()}
        for choices in _MUST_TELL[name]:
            if not told & choices:
                what = f"no expectation says when the result is {' or '.join(sorted(choices))}"
                yield definition.finding((name, "flow"), what, "Add it to an expect of the flow.")


def _ids_are_unique(definition: Definition) -> Iterator[Finding]:
    for name, step in _web_steps(definition.provider):
        counted = Counter(verb.id for verb in step.flow)
        for number, verb in enumerate(step.flow):
            if counted[verb.id] > 1:
                what = f"the id {verb.id!r} is used {counted[verb.id]} times"
                yield definition.finding(
                    (name, "flow", number, "id"), what, "Give each step its own id."
                )


def _pages_are_used(definition: Definition) -> Iterator[Finding]:
    named = {page for _, step in _web_steps(definition.provider) for page in step.pages_named()}
    for page in definition.provider.pages:
        if page not in named:
            what = f"no step names the page {page!r}"
            yield definition.finding(("pages", page), what, "Remove it, or expect it somewhere.")


def _absence_is_said_in_words(definition: Definition) -> Iterator[Finding]:
    """A number may be the end of a larger one, or be written otherwise; a word says what it says."""
    provider = definition.provider
    proving = {
        (verb.expect or {}).get("none", "") for _, step in _web_steps(provider) for verb in step.flow
    }
    for name in sorted(proving - {""}):
        for part in ("heading", "text"):
            said = getattr(provider.pages[name].sign, part) or ""
            if said.lstrip()[:1].isdigit():
                what = f"a sign of {'none'!r} begins with a digit: {said!r}"
                todo = "Recognise the page by words that no list of records shows."
                yield definition.finding(("pages", name, "sign", part), what, todo)


RULES = (
    _opened_pages_have_addresses,
    _placeholders_are_needed,
    _flows_end_with_an_expectation,
    _flows_tell_their_result,
    _ids_are_unique,
    _pages_are_used,
    _absence_is_said_in_words,
)
