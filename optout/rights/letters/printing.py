"""A letter as PDF: A4, the same on every machine, with nothing that the letter does not say."""

import json
import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, time
from functools import lru_cache
from importlib.resources import files
from threading import Lock
from typing import TYPE_CHECKING, Literal

from optout.rights.letters.language import Words, texts_in
from optout.rights.letters.letter import Letter, Paragraph

if TYPE_CHECKING:
    import typst

_APART = ("addressee", "closing", "signature")
# What the fonts that the type-setter brings can show: Latin, Greek, Cyrillic, punctuation, currencies.
_COVERED = re.compile(r"[\n -~\u00a0-\u052f\u1d00-\u1fff\u2000-\u206f\u20a0-\u20bf\u2100-\u214f]*")
_ONE_AT_A_TIME = Lock()  # a compiler is not for two threads at once


def pdf_of(letter: Letter) -> bytes:
    """The letter on A4, the same bytes for the same letter.

    Its words reach the type-setter as data and are never read as markup. The document's title and
    language are the letter's, its author is who writes it, its date is ``written_on``. Letters in
    other scripts than Latin, Greek and Cyrillic are printed with the fonts of the machine.
    """
    return _printed(letter, "pdf")


def picture_of(letter: Letter) -> bytes:
    """The first page as a PNG picture."""
    return _printed(letter, "png")


def _printed(letter: Letter, form: Literal["pdf", "png"]) -> bytes:
    day = letter.written_on
    moment = int(datetime.combine(day, time(), UTC).timestamp()) if day else 0
    data = {"letter": json.dumps(_as_data(letter))}
    whole = _COVERED.fullmatch(letter.subject + letter.body) is not None
    with _ONE_AT_A_TIME:
        printed = _compiler(whole).compile(_template(), format=form, sys_inputs=data, timestamp=moment)
    first = printed[0] if isinstance(printed, list) else printed
    if not isinstance(first, bytes):
        raise TypeError("the type-setter gave no bytes")
    return first


@lru_cache(maxsize=2)
def _compiler(own_fonts_only: bool) -> "typst.Compiler":
    """Made once, because reading fonts takes longer than printing a letter."""
    import typst

    fonts = typst.Fonts(include_system_fonts=not own_fonts_only, include_embedded_fonts=True)
    return typst.Compiler(_template(), font_paths=fonts)


@lru_cache(maxsize=1)
def _template() -> bytes:
    return (files(__package__) / "letter.typ").read_bytes()


def _as_data(letter: Letter) -> Mapping[str, object]:
    words = texts_in(letter.language).words
    apart = {_place(one): one.text.split("\n") for one in letter.paragraphs}
    return {
        "subject": letter.subject,
        "language": letter.language,
        "reference": letter.reference,
        "date": words.dated(letter.written_on) if letter.written_on else "",
        "writer": letter.writer,
        "to": apart.get("addressee", []),
        "paragraphs": [_lines(one, words) for one in letter.paragraphs if _place(one) not in _APART],
        "closing": apart.get("closing", []),
        "signature": apart.get("signature", []),
    }


def _place(paragraph: Paragraph) -> str:
    return paragraph.id.partition(".")[0]


def _lines(paragraph: Paragraph, words: Words) -> Mapping[str, Sequence[object]]:
    """Its lines; those of a list apart, each as the name and the value of a fact."""
    lines = paragraph.text.split("\n")
    if _place(paragraph) != "facts":
        return {"lines": lines, "facts": []}
    named = [line.removeprefix("- ").partition(words.colon) for line in lines[1:]]
    return {"lines": lines[:1], "facts": [[name, value] for name, _, value in named]}
