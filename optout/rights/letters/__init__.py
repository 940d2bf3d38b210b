"""The letters that use a right: texts per law, right, stage, role and language, and their linter.

``write_letter(wanted)`` writes, ``missing(letter)`` says what it lacks, ``require_complete(letter)``
refuses one that lacks anything, ``pdf_of(letter)`` prints it.
"""

from optout.rights.law import Role
from optout.rights.letters.letter import Letter, Paragraph
from optout.rights.letters.linting import ONLY_SIGNED, LetterIncomplete, missing, require_complete
from optout.rights.letters.printing import pdf_of
from optout.rights.letters.wanted import LANGUAGES, Agent, Language, Stage, Wanted
from optout.rights.letters.writing import write_letter

__all__ = [
    "LANGUAGES",
    "ONLY_SIGNED",
    "Agent",
    "Language",
    "Letter",
    "LetterIncomplete",
    "Paragraph",
    "Role",
    "Stage",
    "Wanted",
    "missing",
    "pdf_of",
    "require_complete",
    "write_letter",
]
