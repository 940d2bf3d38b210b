"""Does a mail say that the request arrived or was done? Only plain words count."""

import re
from collections.abc import Sequence

_SAYS_SO = re.compile(
    r"\b(?:we(?: have|'ve)? (?:received|completed|processed|recorded|honou?red) your"
    r" (?:[a-z'-]+ ){0,4}(?:request|opt[ -]out|objection)"
    r"|your (?:[a-z'-]+ ){0,4}(?:request|opt[ -]out|objection) (?:has been|was|is(?: now)?)"
    r" (?:received|completed?|processed|recorded|honou?red|confirmed|in effect)"
    r"|your (?:data|information|record|records|listing|details) (?:has|have) been"
    r" (?:deleted|removed|opted out|suppressed))\b"
)
_BUT = re.compile(
    r"\b(?:not|cannot|can't|couldn't|unable|refus\w*|den(?:y|ied)|declin\w*|reject\w*|fail\w*"
    r"|unfortunately|however|unless|before we|need (?:you|more|further)|must|require[sd]?"
    r"|click|verif\w*|identity|expired?)\b"
)
_NO_BUT = re.compile(r"\b(?:please )?do not (?:reply|respond|answer)\b")
_QUOTED = re.compile(r"(?m)^\s*>.*$")
_QUOTE_BEGINS = re.compile(r"(?im)^(?:on .{1,200} wrote:|-+ ?original message ?-+|from: .{1,200})\s*$")
_MAX_TEXT = 20_000


def is_receipt(subject: str, texts: Sequence[str]) -> bool:
    """Whether the mail's own words (not what it quotes) confirm the request, with no "but" anywhere."""
    own = " ".join([subject, *(_own_words(text) for text in texts)])
    plain = _NO_BUT.sub("", " ".join(own.replace("\u2019", "'").lower().split()))
    return bool(_SAYS_SO.search(plain)) and not _BUT.search(plain)


def _own_words(text: str) -> str:
    answer = _QUOTE_BEGINS.split(text[:_MAX_TEXT], maxsplit=1)[0]
    return _QUOTED.sub("", answer)
