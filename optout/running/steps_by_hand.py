"""What to do by hand, step by step, where no window can be opened here."""

from collections.abc import Iterator

from optout.catalog.definition import Provider
from optout.catalog.steps import Verb
from optout.catalog.verbs import Blank, Box, Way
from optout.channels.web.address import filled
from optout.channels.web.filling import value_of
from optout.channels.web.sights import described
from optout.http import Unanswered
from optout.people.facts import Facts


def steps_by_hand(provider: Provider, flow: tuple[Verb, ...], facts: Facts) -> tuple[str, ...]:
    """The flow in words, with the person's facts where they are entered: for their eyes only."""
    return tuple(_of_flow(provider, flow, facts))


def _of_flow(provider: Provider, flow: tuple[Verb, ...], facts: Facts) -> Iterator[str]:
    for verb in flow:
        yield from _lines(verb, provider, facts)
        for way in verb.branch or ():
            yield _when(way)
            yield from (f"  {line}" for line in _of_flow(provider, way.do, facts))


def _when(way: Way) -> str:
    """Which way is to be taken; only the first that applies is."""
    shown = [f"it shows {described(check)}" for check in way.sees]
    fact = [f"{way.when.fact} is {way.when.comparison} {way.when.value}"] if way.when else []
    named = " and ".join((*fact, *shown))
    then = " stop, for it is not the page that is known" if way.stop else ""
    return f"If {named}:{then}" if named else f"Otherwise:{then}"


def _lines(verb: Verb, provider: Provider, facts: Facts) -> Iterator[str]:
    if verb.open:
        yield _opening(verb.open, provider, facts)
    yield from _choosing(verb)
    yield from _entering(verb, facts)
    if verb.click and verb.pressing:
        yield f"Press {verb.pressing!r}"
    if verb.hand_over:
        yield verb.hand_over.say or f"Do what only you can do: {verb.hand_over.because}"
    if verb.await_mail:
        yield f"Look for the mail with the {verb.await_mail}"


def _opening(name: str, provider: Provider, facts: Facts) -> str:
    page = provider.pages.get(name)
    link = facts.one("x-confirm-link") if name == "link" else None
    try:
        address = link or (filled(page.url, facts) if page and page.url else None)
    except Unanswered:
        address = None
    return f"Open {address or f'https://{provider.domains[0]}/'}"


def _choosing(verb: Verb) -> Iterator[str]:
    for meaning, text in (verb.choose or {}).items():
        yield f"Choose {text!r} where it asks for {meaning}"


def _entering(verb: Verb, facts: Facts) -> Iterator[str]:
    for one in verb.fill or ():
        if isinstance(one, Blank):
            yield f"It may ask for {one.asks}: that is for you to decide"
            continue
        meaning = one.meaning if isinstance(one, Box) else one
        fact = value_of(meaning, facts)
        if meaning == "x-consent":
            yield "Read what you agree to there, and tick it if you do"
        elif fact is not None:
            yield f"Enter {meaning}: {fact}"
