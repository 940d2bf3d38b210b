"""Whether a box asks for the consent without which nothing is sent."""

import re

from optout.channels.web.forms.lexicon import words_of

_CONSENT = re.compile(
    r"\b(i|we) (hereby |also |do )?(agree|consent|confirm|certify|declare|understand|accept|attest"
    r"|acknowledge|affirm|swear|authori[sz]e|have read|am)\b"
    r"|\b(agree to|accept) the (terms|privacy)|^(agree|accept)\b|penalty of perjury"
    r"|\bich (stimme|willige|akzeptiere|bestatige|habe|erklare|versichere|bin)\b|einverstanden"
    r"|\bj (accepte|ai lu|atteste|autorise|certifie)\b"
    r"|\bje (consens|certifie|declare|confirme|reconnais|suis)\b"
    r"|\b(acepto|consiento|declaro|confirmo|he leido|autorizo|estoy de acuerdo)\b"
    r"|\b(accetto|acconsento|dichiaro|confermo|ho letto|autorizzo)\b"
    r"|\b(aceito|concordo|li e|estou de acordo|consinto)\b"
    r"|\bik (ga akkoord|verklaar|bevestig|stem in|accepteer|heb|ben)\b"
)
_ADVERTISING = re.compile(
    r"\b(newsletters?|news|offers?|marketing|subscribe|partners|promotion(s|al)?|updates|emails?|sms"
    r"|texts? messages?|werbung|angebote|newslettern|nouvelles|offres|infolettre|boletin|ofertas"
    r"|promociones|publicidad"
    r"|notizie|offerte|novidades|promocoes|nieuwsbrief|aanbiedingen|remember|professional|not a robot)\b"
)


def asks_consent(words: str) -> bool:
    """True of "I agree that you use this to find me", not of "I agree to receive offers"."""
    plain = " ".join(words_of(words))
    return bool(_CONSENT.search(plain)) and not _ADVERTISING.search(plain)
