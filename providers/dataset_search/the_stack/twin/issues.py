"""Reads an issue as the project's program does: by the headings of its form."""

import re
from collections.abc import Mapping

_HEADINGS: Mapping[str, tuple[str, str]] = {
    "accounts and organizations to remove entirely": ("remove_accounts", "x-github-account"),
    "specific repositories to remove": ("remove_repos", "x-repository"),
}


def sections(body: str) -> dict[str, str]:
    """What was entered in each field of the form; fields without an entry are left out."""
    found: dict[str, str] = {}
    for heading, text in re.findall(r"^### (.+)\n\n((?:(?!### ).*\n?)*)", body, re.MULTILINE):
        name, _ = _HEADINGS.get(heading.strip().lower(), (heading.strip(), ""))
        if text.strip() and text.strip() != "_No response_":
            found[name] = text.strip()
    return found


def meant(fields: Mapping[str, str]) -> dict[str, str]:
    """The meaning of each field; none for one that the form does not have."""
    meanings = dict(_HEADINGS.values())
    return {name: meanings.get(name, "") for name in fields}
