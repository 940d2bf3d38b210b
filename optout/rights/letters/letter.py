"""A letter as it was written, with what each paragraph is there for."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from optout.rights.elements import Element
from optout.rights.letters.wanted import Language


@dataclass(frozen=True, slots=True)
class Paragraph:
    """``id`` names the text in the files of texts. ``satisfies`` are the elements that it brings."""

    id: str
    text: str = field(repr=False)
    satisfies: tuple[Element, ...] = ()


@dataclass(frozen=True, slots=True)
class Letter:
    """Plain text. ``body`` is the paragraphs, an empty line between them, and ends with a line end.

    ``elements``: every element that the letter has to have, and every other that it has, and whether
    it has it. ``facts_disclosed`` are the meanings of the facts that it tells, in their order.
    ``writer`` is the name of the person or agent who writes, empty where it is not known.
    """

    subject: str = field(repr=False)
    body: str = field(repr=False)
    paragraphs: tuple[Paragraph, ...]
    elements: Mapping[Element, bool]
    facts_disclosed: tuple[str, ...]
    language: Language
    reference: str
    writer: str = field(default="", repr=False)
    written_on: date | None = None
