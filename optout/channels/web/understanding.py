"""What a control asks for, decided from its words. No meaning is better than a wrong one.

English only. Pure: the next step towards understanding forms replaces this file alone.
"""

import re

from optout.channels.web.controls import Control
from optout.channels.web.phrases import PHRASES
from optout.people.facts import MEANINGS

_FILLABLE_TYPES = frozenset(
    {"", "text", "email", "tel", "url", "search", "date", "number", "checkbox", "radio"}
)

_MEANING_OF_PHRASE = {phrase: meaning for meaning, phrases in PHRASES.items() for phrase in phrases}

_NEVER = re.compile(
    r"\b(ssn|social security|password|passphrase|card|cvv|cvc|iban|account number|passport|licen[cs]e"
    r"|maiden|spouse|mother|father|parent|child|relative|friend|emergency|refer(red|ral)|assistant"
    r"|manager|previous)\b"
)
_FILLER = re.compile(r"\b(your|my|the person s|please|enter|type|current|optional|required|here)\b")
_CONSENT = re.compile(
    r"\b(i|we) (hereby )?(agree|consent|confirm|certify|declare|understand|accept|have read|am)\b"
)
_ADVERTISING = re.compile(
    r"\b(newsletters?|news|offers?|marketing|subscribe|partners|promotion(s|al)?)\b"
)
_REPEATED = re.compile(r"\b(confirm|repeat|again|re enter|reenter|verify)\b")
_KEYWORD = {"email": "mail", "tel": "phone", "postal-code": "zip|post", "address-level2": "city|town",
            "address-level1": "state|province|region", "bday": "birth"}  # fmt: skip


def meaning_of(control: Control) -> str | None:
    """The meaning (of ``people.facts.MEANINGS``) that the control asks for, or None if not sure."""
    words = " ".join((control.label, control.group, control.placeholder))
    if control.is_pressed or control.type not in _FILLABLE_TYPES or _NEVER.search(_plain(words)):
        return None
    if _NEVER.search(_plain(f"{control.name} {control.id}")):
        return None
    if control.type == "checkbox":
        return "x-consent" if _is_consent(_plain(control.label)) else None
    return _by_autocomplete(control) or _by_label(control) or _by_name(control)


def _is_consent(label: str) -> bool:
    return bool(_CONSENT.search(label)) and not _ADVERTISING.search(label)


def _by_autocomplete(control: Control) -> str | None:
    tokens = control.autocomplete.split()
    if tokens[-1:] == ["one-time-code"]:
        return "x-code"
    if not tokens or tokens[-1] not in MEANINGS:
        return None
    if tokens[-1] == "email" and _REPEATED.search(_plain(control.label)):
        return "x-confirm-email"
    return tokens[-1]


def _by_label(control: Control) -> str | None:
    label = control.group if control.type == "radio" else control.label
    return _phrase(label)


def _by_name(control: Control) -> str | None:
    """From name, id or placeholder, unless a label speaks of something else."""
    label = _plain(control.group if control.type == "radio" else control.label)
    for words in (control.name, control.id, control.placeholder):
        meaning = _phrase(words)
        if meaning and (not label or re.search(_KEYWORD.get(meaning, r"(?!)"), label)):
            return meaning
    if control.type in ("email", "tel") and not label:
        return control.type
    return None


def _phrase(words: str) -> str | None:
    """By the words as they are, without what brackets hold, else without filling words as well."""
    plain = _plain(re.sub(r"\([^)]*\)", " ", words))
    bare = " ".join(_FILLER.sub(" ", plain).split())
    return _MEANING_OF_PHRASE.get(plain) or _MEANING_OF_PHRASE.get(bare)


def _plain(words: str) -> str:
    """Lower-case words with single blanks; ``firstName`` and ``first_name`` become two words."""
    apart = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", words)
    return re.sub(r"[^a-z0-9]+", " ", apart.lower()).strip()
