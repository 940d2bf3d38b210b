"""What a letter lacks; one that lacks anything must not be sent."""

from optout.errors import WrongInput
from optout.rights.elements import Element
from optout.rights.letters.letter import Letter

ONLY_SIGNED: frozenset[Element] = frozenset({Element.SIGNATURE, Element.GOOD_FAITH, Element.ACCURACY})
"""What only the person's own signature brings."""

_TODO = {
    Element.IDENTITY: "facts by which they find the data",
    Element.REQUEST: "what is asked for (a correction and a copied work need it in your own words)",
    Element.LAW: "the law",
    Element.CONTACT: "an e-mail address for the answer",
    Element.REASONS: "the reasons in your own words",
    Element.RESIDENCE: "the state or country where you live",
    Element.AUTHORITY: "the agent, and when the permission was signed",
    Element.STATUS: "what makes you one whom the law covers, in your own words",
    Element.LOCATION: "the address of the content",
    Element.SIGNATURE: "your own signature",
    Element.GOOD_FAITH: "your own signature under the statement",
    Element.ACCURACY: "your own signature under the statement",
}


class LetterIncomplete(WrongInput):
    """A letter that must not be sent; ``elements`` are those that it lacks."""

    def __init__(self, elements: tuple[Element, ...]) -> None:
        todo = "; ".join(dict.fromkeys(_TODO[one] for one in elements))
        super().__init__(f"The letter lacks: {', '.join(elements)}.", todo=f"Give: {todo}.")
        self.elements = elements


def missing(letter: Letter) -> tuple[Element, ...]:
    """The elements that the letter has to have and has not, in the order of ``Element``."""
    return tuple(one for one in Element if not letter.elements.get(one, True))


def require_complete(letter: Letter) -> None:
    """Raise ``LetterIncomplete`` for a letter that lacks an element."""
    if lacking := missing(letter):
        raise LetterIncomplete(lacking)
