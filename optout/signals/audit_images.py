"""The seam for what a published image says inside itself (IPTC/PLUS Data Mining, C2PA and CAWG)."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from optout.signals.audit_reading import PageRead, State
from optout.signals.audit_statement import Place, Said, Signal, Statement, Unclear, Use, shortened


@dataclass(frozen=True, slots=True)
class Mark:
    """One mark inside an image. ``allows`` is about AI training; None where it cannot be understood."""

    words: str
    allows: bool | None


MarksOf = Callable[[bytes], Sequence[Mark]]
"""Reads the marks of an image's bytes, as they were published. Never raises."""


def of_image(page: PageRead, marks_of: MarksOf | None) -> Iterator[Said]:
    """What the image at ``page`` says; nothing where it is no image, or where nobody reads marks."""
    if marks_of is None or not page.is_image or page.state is not State.SERVED:
        return
    where = f"the image {page.url}"
    for mark in marks_of(page.content):
        words = shortened(mark.words)
        if mark.allows is None:
            yield Unclear(Signal.IMAGES, where, words, page.url)
        else:
            yield Statement(Signal.IMAGES, Place.IMAGE, Use.TRAIN, mark.allows, where, words, page.url)
