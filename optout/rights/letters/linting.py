"""What a letter lacks; one that lacks anything must not be sent."""

from optout.rights.elements import Element
from optout.rights.letters.letter import Letter


def missing(letter: Letter) -> tuple[Element, ...]:
    """The elements that the letter has to have and has not, in the order of ``Element``."""
    return tuple(one for one in Element if not letter.elements.get(one, True))
