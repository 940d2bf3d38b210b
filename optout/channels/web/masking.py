"""Texts of a page without what the person told: a form's words may be kept, facts may not. Pure."""

import re
from collections.abc import Iterator
from dataclasses import replace

from optout.catalog.known_form import KnownControl, KnownForm
from optout.people.facts import IMPERSONAL, Facts

MASK = "[...]"
_ADDRESS = re.compile(r"[^\s@\"<>()]{1,64}@[^\s@\"<>]{1,200}\.\w{2,}")
_NUMBER = re.compile(r"\+?\d[\d\s()./-]{5,}\d")
_SHORTEST = 3
_COMMON = IMPERSONAL | {
    "address-level1",
    "country",
    "country-name",
    "x-state-of-residence",
    "x-age",
    "bday-day",
    "bday-month",
    "bday-year",
}
"""What says so little, and stands on so many pages, that it is no trace of anybody."""
_NAMES = frozenset({"name", "given-name", "additional-name", "family-name", "x-signature"})


class Masking:
    """Takes out the facts, the parts of names, and whatever looks like an address or a number.

    Names count as they are written or in capitals, because "will" is also a word.
    """

    def __init__(self, facts: Facts) -> None:
        told = {one for meaning in facts if meaning not in _COMMON for one in _told(meaning, facts)}
        long = sorted((one for one in told if len(one) >= _SHORTEST), key=lambda one: (-len(one), one))
        joined = "|".join(map(re.escape, long))
        self._facts = re.compile(rf"(?<!\w)(?:{joined})(?!\w)") if joined else None

    def text(self, text: str) -> str:
        plain = _NUMBER.sub(MASK, _ADDRESS.sub(MASK, text))
        return self._facts.sub(MASK, plain) if self._facts else plain

    def form(self, form: KnownForm) -> KnownForm:
        """The same form, every word of the page masked, and sorted again."""
        return replace(
            form,
            button=self.text(form.button),
            target=self._address(form.target),
            controls=tuple(sorted(map(self._control, form.controls))),
            consents=self._texts(form.consents),
            headings=self._texts(form.headings),
            frames=tuple(sorted(map(self._address, form.frames))),
        )

    def _address(self, address: str) -> str:
        """Its host says whose page it is, and stays."""
        scheme, mark, rest = address.partition("://")
        host, slash, path = rest.partition("/")
        return f"{scheme}{mark}{host}{slash}{self.text(path)}"

    def _control(self, control: KnownControl) -> KnownControl:
        return replace(
            control,
            name=self.text(control.name),
            preset=self.text(control.preset),
            offers=tuple(map(self.text, control.offers)),
        )

    def _texts(self, texts: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(sorted({self.text(one) for one in texts}))


def _told(meaning: str, facts: Facts) -> Iterator[str]:
    for value in facts.every(meaning):
        pieces = (value, *value.split()) if meaning in _NAMES else (value,)
        yield from (form for piece in pieces for form in (piece, piece.upper()))
