"""What a flow needs to know of the person: what its addresses, boxes and comparisons name."""

from collections.abc import Iterator, Mapping

from optout.catalog.importing.ddg.meanings import OPTIONAL
from optout.catalog.pages import Page
from optout.catalog.placeholders import placeholders
from optout.catalog.steps import Needs
from optout.catalog.verbs import Verb, every_verb


def needs_of(flow: tuple[Verb, ...], pages: Mapping[str, Page]) -> Needs:
    """Required, but for what many people do not have and what an address has a default for."""
    needs: Needs = {}
    for meaning, optional in _named(flow, pages):
        if not optional and meaning not in OPTIONAL:
            needs[meaning] = "required"
        needs.setdefault(meaning, "optional")
    return needs


def _named(flow: tuple[Verb, ...], pages: Mapping[str, Page]) -> Iterator[tuple[str, bool]]:
    for verb in every_verb(flow):
        page = pages.get(verb.open or "")
        for one in placeholders((page.url if page else None) or ""):
            yield one.meaning, one.default is not None
        yield from ((meaning, False) for meaning in verb.meanings)
        yield from ((way.when.fact, False) for way in verb.branch or () if way.when)
