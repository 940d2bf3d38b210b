"""Writing a letter from what it is to be. Pure, and the same every time."""

from optout.people.facts import MEANINGS
from optout.rights.elements import Element
from optout.rights.letters.letter import Letter, Paragraph
from optout.rights.letters.wanted import Wanted

_VOLUNTARY = (Element.IDENTITY, Element.REQUEST, Element.CONTACT)


def write_letter(wanted: Wanted) -> Letter:
    """The letter. It is written as far as the facts go; ``missing`` says what it lacks."""
    paragraphs = (
        Paragraph("request", f"I use my right: {wanted.right}.", (Element.REQUEST, Element.LAW)),
        Paragraph(
            "facts",
            "\n".join(f"- {MEANINGS[meaning]}: {value}" for meaning, value in wanted.facts.items()),
            (Element.IDENTITY, Element.CONTACT),
        ),
    )
    required = wanted.law.elements if wanted.law else _VOLUNTARY
    brought = {element for one in paragraphs for element in one.satisfies}
    return Letter(
        subject=f"{wanted.right} [{wanted.reference}]",
        body="\n\n".join(one.text for one in paragraphs) + "\n",
        paragraphs=paragraphs,
        elements={element: element in brought for element in required},
        facts_disclosed=tuple(wanted.facts),
        language=wanted.language,
        reference=wanted.reference,
        written_on=wanted.written_on,
    )
