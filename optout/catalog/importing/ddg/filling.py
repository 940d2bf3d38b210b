"""The format's form elements as boxes to fill, and the invented ones as boxes to leave alone."""

from collections.abc import Sequence

from optout.catalog.importing.ddg.actions import FormElement
from optout.catalog.importing.ddg.meanings import FABRICATED, FORM, REPEATED
from optout.catalog.importing.faults import Unusable, at
from optout.catalog.verbs import Blank, Box

_NUMBER = "$generated_random_number$"
_DATE = "$generated_dob$"


def fillings(elements: Sequence[FormElement], place: str) -> tuple[Box | Blank, ...]:
    """One for each element of the form, in order."""
    filled: list[Box | Blank] = []
    for number, element in enumerate(elements):
        before = {one.meaning for one in filled if isinstance(one, Box)}
        with at(f"{place}.{number}"):
            filled.append(_filling(element, before, f"{place}.{number}"))
    return tuple(filled)


def _filling(element: FormElement, before: set[str], place: str) -> Box | Blank:
    _refuse_misplaced(element, place)
    if element.type in FABRICATED:
        return Blank(at=element.selector, asks=_asks(element))
    if element.type not in FORM:
        raise Unusable(f"{place}.type", f"unknown field type {element.type!r}")
    meaning = FORM[element.type]
    return Box(
        meaning=REPEATED.get(meaning, meaning) if meaning in before else meaning, at=element.selector
    )


def _refuse_misplaced(element: FormElement, place: str) -> None:
    if element.type != _NUMBER and (element.min is not None or element.max is not None):
        raise Unusable(place, f"min and max belong to {_NUMBER}")
    if element.type != _DATE and element.format is not None:
        raise Unusable(place, f"format belongs to {_DATE}")


def _asks(element: FormElement) -> str:
    words = FABRICATED[element.type]
    if element.format:
        return f"{words}, as {element.format}"
    given = (("from", element.min), ("to", element.max))
    return " ".join([words, *(f"{word} {value}" for word, value in given if value is not None)])
