"""What a published image says inside itself: IPTC/PLUS Data Mining, and C2PA/CAWG assertions."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from optout.signals.audit_reading import PageRead, State
from optout.signals.audit_statement import Place, Said, Signal, Statement, Unclear, Use, shortened
from optout.signals.images.credentials import Assertion, Credentials
from optout.signals.images.marks import TRAINING, marks_of
from optout.signals.images.permission import DataMining, Permission


@dataclass(frozen=True, slots=True)
class Mark:
    """One mark inside an image. ``allows`` is about AI training; None where it cannot be understood."""

    words: str
    allows: bool | None


MarksOf = Callable[[bytes], Sequence[Mark]]
"""Reads the marks of an image's bytes, as they were published. Never raises."""


def marks_inside(content: bytes) -> tuple[Mark, ...]:
    """What an image says about training; nothing for a format that is not known here."""
    found = marks_of(content)
    return (
        *_of_property(found.data_mining),
        *_of_credentials(found.credentials),
        *(Mark(why, None) for why in found.unreadable),
    )


def _of_property(said: DataMining | None) -> Iterator[Mark]:
    if said is None or said.permission is Permission.UNSPECIFIED:
        return
    if said.permission is None:
        yield Mark("a Data Mining property outside its vocabulary", None)
    elif not said.canonical:
        yield Mark(f"{said.permission.value} without the vocabulary's address", None)
    else:
        yield Mark(said.permission.value, not said.permission.refuses_training)


def _of_credentials(said: Credentials | None) -> Iterator[Mark]:
    for one in said.assertions if said else ():
        if one.purpose in TRAINING:
            yield _of_assertion(one, said is not None and said.valid)


def _of_assertion(one: Assertion, is_valid: bool) -> Mark:
    """A permission in credentials that do not hold is none; a refusal there is heard all the same."""
    words = f"{one.label}: {one.purpose} {'allowed' if one.allowed else 'not allowed'}"
    if is_valid:
        return Mark(words, one.allowed)
    return Mark(f"{words}, in credentials that do not hold", None if one.allowed else False)


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
