"""Writes docs/reference/meanings.md from the meanings: ``python -m tests.docs.meanings_page``."""

from pathlib import Path

from optout.people.facts import IMPERSONAL, MEANINGS

FILE = Path(__file__).resolve().parents[2] / "docs" / "reference" / "meanings.md"

_HEAD = """\
# The meanings of facts

Written by `python -m tests.docs.meanings_page` from `optout/people/facts.py`; do not edit it here.

A definition names facts by what they mean, never by a field of some form. Names without `x-` are the
autofill field names of the HTML standard. *Personal* says whether the plan counts the fact as one that
somebody learns; the others are made up for the request, or came from the provider.

| Meaning | In words | Personal |
|---|---|---|
"""


def meanings_page() -> str:
    """The whole page, as it should be committed."""
    rows = (
        f"| `{meaning}` | {words} | {'no' if meaning in IMPERSONAL else 'yes'} |\n"
        for meaning, words in MEANINGS.items()
    )
    return _HEAD + "".join(rows)


if __name__ == "__main__":
    FILE.write_text(meanings_page(), encoding="utf-8")
