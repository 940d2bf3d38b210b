"""The sentences of a page by which somebody who sends its form binds themself. Pure.

Consent, agreement, oaths, mandates, passing on to others, advertising, fees: in English, German,
French, Spanish, Italian, Portuguese and Dutch. A sentence too many is only compared once more.
"""

import re
import unicodedata
from collections.abc import Container, Iterator

from optout.channels.web.controls import Control, Seen

_BINDING = re.compile(
    r"\b(agree(s|d|ment)?|consent(s|ing)?|certif(y|ies)|perjury|swear|under oath|attest|declare"
    r"|acknowledge|authori[sz](e|es|ing|ation)|waive|indemnif|arbitration"
    r"|terms (of \w+ )?(and \w+ )?apply|subject to (the|our) (\w+ )?terms"
    r"|accept(s|ing)? (the|our|all|these) (\w+ )?(terms|conditions|policy)"
    r"|(share|sell|disclose|transfer|pass)\w*\b.*\b(partners?|third part|affiliates?|advertis|compan)"
    r"|marketing|fees?|charge[ds]?|payments?|pay|billed|subscription|non-?refundable)"
    r"|\b(stimm\w* .*\bzu\b|zustimm|einverstanden|einwillig|willig\w* .*\bein\b|ich bestatige"
    r"|eidesstatt|ich versichere|bevollmachtig|ermachtig|akzeptier|weitergabe|weitergegeben|weitergeben"
    r"|werbezweck|gebuhr|kostenpflichtig|zahlung|bezahl|entgelt|agb\b)"
    r"|\b(accepte[zsr]?\b|consens|consentement|certifie|atteste|sur l.honneur|autoris|parjure"
    r"|partag\w*\b.*\b(tiers|partenaire)|frais\b|paiement|payer|payant|abonnement)"
    r"|\b(acept(o|a|as|ar|amos)\b|consient|consentimiento|certific|declar(o|a)\b|juramento|perjurio"
    r"|autoriz|compart\w*\b.*\b(tercer|soci)|tarifa|cuota|pagos?\b|pagar|cargo\b)"
    r"|\b(accett|acconsent|dichiar|spergiuro|condivi\w*\b.*\b(terz|partner)|commissione|pagamento"
    r"|pagare)"
    r"|\b(aceit|concord|(com)?partilh\w*\b.*\b(terceir|parceir)|taxas?\b)"
    r"|\b(akkoord|instem|toestem|verklaar|bevestigt? (hierbij|dat)|meineed|machtig"
    r"|del(en|t)\b.*\b(derden|partner)|kosten\b|vergoeding|betaling|betalen)"
)
_HARMLESS = re.compile(
    r"\b(free of charge|no charge|without charge|no fees?|without (a )?fee|kostenlos|kostenfrei"
    r"|sans frais|sin cargo|sin costo|gratis|zonder kosten)\b"
)
_COOKIES = re.compile(r"\bcookies?\b")
_SENDING = re.compile(
    r"\b(submit\w*|send\w*|request|form|absend\w*|envoy\w*|envi\w*|invi\w*|verzend\w*)\b"
)
_SENTENCE = re.compile(r"(?<=[.!?;])\s+")
_LONGEST = 400
_MOST = 60
_FEWEST_WORDS = 3


def consent_texts(seen: Seen, ours: Container[int] = ()) -> tuple[str, ...]:
    """The sentences, in the order of the page, each once; of long ones the beginning.

    A notice about cookies binds nobody who presses another button; the words of an optional box
    bind only who ticks it, and what a list offers is not said by the page. ``ours``: the controls, by
    index, that the flow chooses itself.
    """
    unsaid = _unsaid(seen, ours)
    found = (sentence for line in seen.text.split("\n") for sentence in _binding(line, unsaid))
    return tuple(dict.fromkeys(found))[:_MOST]


def binds(text: str) -> bool:
    """Whether one sentence speaks of consent, oaths, advertising or money."""
    plain = _HARMLESS.sub(" ", _plain(text))
    enough = len(plain.split()) >= _FEWEST_WORDS or any(sign.isdigit() for sign in plain)
    return enough and bool(_BINDING.search(plain))


def _unsaid(seen: Seen, ours: Container[int]) -> frozenset[str]:
    visible = [control for control in seen.controls if control.visible]
    boxes = (one.label for one in visible if _is_free(one, one.index in ours))
    offers = (option.text for one in visible for option in one.options)
    return frozenset(_plain(text) for text in (*boxes, *offers) if text)


def _is_free(control: Control, is_ours: bool) -> bool:
    if control.type == "radio":
        return is_ours or not control.checked
    return control.type == "checkbox" and not control.required and not control.checked


def _binding(line: str, unsaid: frozenset[str]) -> Iterator[str]:
    plain = _plain(line)
    if plain in unsaid or (_COOKIES.search(plain) and not _SENDING.search(plain)):
        return
    for sentence in _SENTENCE.split(line):
        said = " ".join(sentence.replace("*", " ").split())[:_LONGEST]
        if said and _plain(said) not in unsaid and binds(said):
            yield said


def _plain(text: str) -> str:
    """Lower case, without accents, stars and doubled blanks."""
    parts = unicodedata.normalize("NFKD", text[: 4 * _LONGEST].replace("*", " ").casefold())
    return " ".join("".join(sign for sign in parts if not unicodedata.combining(sign)).split())
