"""What in a plain text its writer wrote: without the letter it quotes, and apart from its footer."""

import re
from collections.abc import Sequence

_ANGLE = re.compile(r"^[ \t]{0,8}(?:>|\|(?= ))")
_RULE = re.compile(r"^\s*[-_=*]{2,}.{0,60}?[-_=*]{2,}\s*$|^\s*_{8,}\s*$")
_RULED = re.compile(
    r"original|forwarded|weitergeleitet|urspr.ngliche|transf.r|transmis|reenviado|message d|mensaje"
    r"|your (?:message|request|e-?mail)|ihre (?:nachricht|anfrage|e-?mail|mail)|votre (?:message"
    r"|demande)|su (?:mensaje|solicitud)"
    r"|quoted|zitat",
    re.IGNORECASE,
)
_WROTE = re.compile(
    r"^\W{0,4}(?:on|am|le|el|em|den|op)\b.{4,250}\b(?:wrote|writes|schrieb(?:en sie)?|a écrit"
    r"|a ecrit|écrit|écrivait|escribi[oó]|ha escrito|schreef)\b"
    r".{0,80}:?\s*$"
    r"|^.{2,150}(?:\bwrote|\bschrieb(?:en sie)?|\ba écrit|\bescribió)\b.{0,80}:\s*$",
    re.IGNORECASE,
)
_FIELD = re.compile(
    r"^\W{0,4}(?:from|von|de|sent|gesendet|datum|date|envoy[eé]|enviado(?: el)?|fecha|to|an|à|para|a|cc"
    r"|subject|betreff|objet|asunto)\W{0,3}\s?:\s*\S",
    re.IGNORECASE,
)
_HEADING = re.compile(
    r"^\W{0,4}(?:(?:the |here is )?(?:original|your) (?:message|request|e-?mail|letter)(?: (?:to us"
    r"|was|text))?|"
    r"(?:quote|quoted|request) (?:text|details)|"
    r"ihre (?:urspr.ngliche )?(?:nachricht|anfrage|e-?mail|mail)(?: an uns)?(?: vom [\d. ]+)?"
    r"|urspr.ngliche (?:nachricht|anfrage)|"
    r"(?:rappel de )?votre (?:message|demande|courriel)(?: initiale?| d'origine)?"
    r"|message (?:initial|d'origine)|"
    r"(?:su|tu) (?:mensaje|solicitud|correo)(?: original)?|mensaje original|you wrote|sie schrieben"
    r"|vous (?:avez écrit|écriviez)|usted escribió)"
    r"\s*:\s*$",
    re.IGNORECASE,
)
_REPLY_LINE = re.compile(
    r"type your reply above|reply above this line|antwort(?:en sie)? (?:bitte )?(?:oberhalb"
    r"|über) dieser"
    r"|répondre au-dessus de cette|escriba su respuesta (?:encima|por encima)",
    re.IGNORECASE,
)


def own_lines(text: str) -> list[str]:
    """The lines without those that quote another mail; all of them where it would quote itself."""
    lines = [line for line in text.splitlines() if not _REPLY_LINE.search(line)]
    end = next((at for at in range(len(lines)) if _quote_begins(lines, at)), len(lines))
    return [line for line in lines[:end] if not _ANGLE.match(line)]


def _quote_begins(lines: Sequence[str], at: int) -> bool:
    line = lines[at][:400]
    if _RULE.match(line) and _RULED.search(line):
        return True
    if _HEADING.match(line):
        return at > 0
    if _is_head(lines, at):
        return at > 0
    return _says_who_wrote(lines, at) and not _own_below(lines, at)


def _is_head(lines: Sequence[str], at: int) -> bool:
    """Three lines in a row that each look like a header of a mail; blank lines between are no matter."""
    block = [line for line in lines[at : at + 6] if line.strip()][:3]
    return len(block) == 3 and all(_FIELD.match(line[:200]) for line in block)


def _says_who_wrote(lines: Sequence[str], at: int) -> bool:
    if not re.match(r"^\W{0,4}\w", lines[at]):
        return False
    one = lines[at].strip()[:400]
    two = f"{one} {lines[at + 1].strip()[:200]}" if at + 1 < len(lines) else one
    return bool(_WROTE.match(one) or (not one.endswith((".", "!")) and _WROTE.match(two)))


def _own_below(lines: Sequence[str], at: int) -> bool:
    """Whether marked lines follow and then unmarked ones: an answer below what it quotes."""
    below = [line for line in lines[at + 1 :] if line.strip()]
    marked = [bool(_ANGLE.match(line)) for line in below]
    return any(marked[:2]) and not all(marked[1:])
