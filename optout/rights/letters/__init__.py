"""The texts of letters: ``<name>.<language>.txt``, a subject line, a blank line, the body.

Placeholders: title, reference, provider, request, law, facts, signature.
"""

import re
from importlib.resources import files

from optout.errors import WrongInput


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
