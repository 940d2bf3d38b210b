"""A letter as PDF."""

import json

from optout.rights.letters.letter import Letter

_PAGE = b"""
#let letter = json(bytes(sys.inputs.letter))
#set page(paper: "a4")
#set document(title: letter.subject)
#letter.body
"""


def pdf_of(letter: Letter) -> bytes:
    """The letter on A4, the same bytes every time."""
    import typst

    data = json.dumps({"subject": letter.subject, "body": letter.body})
    return typst.compile(_PAGE, sys_inputs={"letter": data}, timestamp=0, format="pdf")
