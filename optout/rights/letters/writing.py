"""Writing a letter from what it is to be. Pure, and the same every time."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

from optout.rights.elements import Element
from optout.rights.letters.family import family_of
from optout.rights.letters.fitness import check_fitness
from optout.rights.letters.language import templates_in, texts_in
from optout.rights.letters.lawful import check_law
from optout.rights.letters.letter import Letter, Paragraph
from optout.rights.letters.order import Occasion, Variant, variants
from optout.rights.letters.template import Template
from optout.rights.letters.values import values_of
from optout.rights.letters.wanted import Language, Stage, Wanted

_VOLUNTARY = (Element.IDENTITY, Element.REQUEST, Element.CONTACT)
_COMPLAINT = (*_VOLUNTARY, Element.LAW)
_SUBJECT_LINE = ("title", "subject")


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A variant that fits the occasion, with its words; None where it has none."""

    id: str
    needs: frozenset[str]
    text: Template | None
    satisfies: tuple[Element, ...]


def write_letter(wanted: Wanted) -> Letter:
    """The letter. It is written as far as the facts go; ``missing`` says what it lacks.

    Raises ``WrongInput`` (without personal data) for a value with a line break or another control
    sign, one that is too long, a law that is not used by letter, and a complaint that nobody hears.
    """
    check_fitness(wanted)
    check_law(wanted.law, wanted.stage)
    values = values_of(wanted, texts_in(wanted.language).words)
    paragraphs = tuple(_written(wanted, values))
    return Letter(
        subject=values["subject"],
        body="\n\n".join(one.text for one in paragraphs) + "\n",
        paragraphs=paragraphs,
        elements=_elements(wanted, paragraphs),
        facts_disclosed=tuple(wanted.facts),
        language=wanted.language,
        reference=wanted.reference,
        writer=values.get("agent_name") or values.get("name", ""),
        written_on=wanted.written_on,
    )


def _written(wanted: Wanted, values: dict[str, str]) -> Iterator[Paragraph]:
    """The paragraphs of the body. The places of the subject line become values instead."""
    occasion = Occasion(family_of(wanted.law), wanted.right, wanted.stage, wanted.role)
    for place, candidates in _places(wanted.language, occasion):
        chosen = next((one for one in candidates if one.needs <= values.keys()), None)
        if chosen is None or chosen.text is None:
            continue
        text = chosen.text.filled(values)
        if place in _SUBJECT_LINE:
            values[place] = text
        else:
            yield Paragraph(chosen.id, text, chosen.satisfies)


@lru_cache(maxsize=2048)
def _places(language: Language, occasion: Occasion) -> tuple[tuple[str, tuple[_Candidate, ...]], ...]:
    """The places of such a letter in their order, each with the variants that fit, the best first."""
    templates = templates_in(language)
    fitting = [one for one in variants() if one.fits(occasion)]
    return tuple(
        (place, tuple(_candidate(one, templates) for one in found))
        for place, found in groupby(fitting, key=lambda one: one.place)
    )


def _candidate(variant: Variant, templates: Mapping[str, Template]) -> _Candidate:
    text = templates[variant.id] if variant.has_words else None
    needs = variant.given | (text.names if text else frozenset())
    return _Candidate(variant.id, needs, text, variant.satisfies)


def _elements(wanted: Wanted, paragraphs: tuple[Paragraph, ...]) -> dict[Element, bool]:
    brought = {element for one in paragraphs for element in one.satisfies}
    required = set(_required(wanted))
    return {one: one in brought for one in Element if one in required | brought}


def _required(wanted: Wanted) -> tuple[Element, ...]:
    agents = (Element.AUTHORITY,) if wanted.role == "agent" else ()
    if wanted.stage == Stage.COMPLAINT:
        return (*_COMPLAINT, *agents)
    return (*(wanted.law.elements if wanted.law else _VOLUNTARY), *agents)
