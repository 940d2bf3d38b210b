"""The letters that use a right: texts per law, right, stage, role and language, and their linter.

``write_letter(wanted)`` writes, ``missing(letter)`` says what it lacks, ``pdf_of(letter)`` prints it.
"""

import re
from importlib.resources import files

from optout.errors import WrongInput
from optout.rights.letters.letter import Letter, Paragraph
from optout.rights.letters.linting import missing
from optout.rights.letters.printing import pdf_of
from optout.rights.letters.wanted import LANGUAGES, Agent, Language, Role, Stage, Wanted
from optout.rights.letters.writing import write_letter

__all__ = [
    "LANGUAGES",
    "Agent",
    "Language",
    "Letter",
    "Paragraph",
    "Role",
    "Stage",
    "Wanted",
    "missing",
    "pdf_of",
    "write_letter",
]


def letter_text(name: str, language: str = "en") -> tuple[str, str]:
    """The subject line and the body of a letter, with their placeholders.

    Raises ``WrongInput`` where there is no such letter.
    """
    if not re.fullmatch(r"[a-z][a-z0-9-]{0,40}", name):
        raise WrongInput("The name of a letter has small letters, digits and hyphens only.")
    text = files(__name__).joinpath(f"{name}.{language}.txt")
    if not text.is_file():
        raise WrongInput(f"There is no letter named {name!r}.", todo="Use 'request' or 'reminder'.")
    subject, _, body = text.read_text("utf-8").partition("\n\n")
    return subject.removeprefix("Subject: "), body
