"""What an organisation wants to be told with a request, in our meanings."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from optout.catalog.importing.companies.entry import Needs
from optout.catalog.importing.companies.texts import shortened

_OF_TYPE: Mapping[str, tuple[str, ...]] = {
    "name": ("name",),
    "email": ("email",),
    "birthdate": ("bday",),
    "address": ("street-address", "postal-code", "address-level2", "country-name"),
}
_WORDS: tuple[tuple[re.Pattern[str], tuple[str, ...]], ...] = (
    (re.compile(r"e-?mail|courriel|correo", re.I), ("email",)),
    (re.compile(r"telefon|phone|handynummer|mobilnummer|t[ée]l[ée]phone|tel[ée]fono", re.I), ("tel",)),
    (re.compile(r"geburts|birth|naissance|nacimiento", re.I), ("bday",)),
    (re.compile(r"user ?name|benutzername|nutzername|nom d.utilisateur|usuario", re.I), ("username",)),
    (re.compile(r"\bdomain ?name\b|^domain$", re.I), ("x-domain",)),
)
"""What a description says goes before its type: some records have the two mixed up."""


@dataclass(frozen=True, slots=True)
class AskedFor:
    """One thing as a list describes it. ``kind`` is ``name``, ``email``, ``input`` ..."""

    words: str
    kind: str
    optional: bool


def needs_of(asked: Iterable[AskedFor]) -> tuple[Needs, list[str]]:
    """The meanings, each ``required`` or ``optional``, and what no meaning says, in their words."""
    needs: Needs = {}
    unknown = []
    for one in asked:
        meanings = _meanings(one)
        for meaning in meanings:
            if not one.optional or meaning not in needs:
                needs[meaning] = "optional" if one.optional else "required"
        if not meanings:
            unknown.append(shortened(one.words, 80))
    return needs, unknown


def _meanings(one: AskedFor) -> tuple[str, ...]:
    told = next((meanings for words, meanings in _WORDS if words.search(one.words)), None)
    return told or _OF_TYPE.get(one.kind, ())
