"""The code that a mail gives, told from the other numbers in it."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from optout.channels.mail.understanding.folding import folded, visible
from optout.channels.mail.understanding.quoting import own_lines
from optout.channels.mail.understanding.wording import names

_MAX_TEXT = 20_000
_MAX_LINE = 600
_CODE = re.compile(
    r"(?<![\w.,:/@+€$£%-])(?:"
    r"(?<=: )(?=[A-Z ]*\d)[A-Z0-9]{2,5}(?: [A-Z0-9]{2,5}){1,3}"
    r"|\d{2,4}(?:[ \u00a0-]\d{2,4}){1,3}"
    r"|\d{2,3}(?:\.\d{2,3}){1,2}"
    r"|[A-Z0-9](?:[ -][A-Z0-9]){3,9}"
    r"|\d{4,10}"
    r"|(?=[A-Za-z0-9-]*\d)(?=[A-Za-z0-9-]*[A-Za-z])[A-Za-z0-9]{2,8}(?:-[A-Za-z0-9]{2,8}){1,4}"
    r"|[A-Z]{3,8}(?:-[A-Z]{3,8}){1,3}"
    r"|(?=[A-Z0-9]*\d)(?=[A-Z0-9]*[A-Z])[A-Z0-9]{4,12}"
    r"|(?=[A-Za-z0-9]*\d)(?=[A-Za-z0-9]*[A-Za-z])(?!\d+(?:st|nd|rd|th|am|pm|er|min|h\d*)\b)"
    r"[A-Za-z0-9]{4,16}"
    r"|[A-Z]{5,10}"
    r")(?![\w@%€$£]|[-/:.,]\w)"
)
_OTHER = re.compile(
    r"(?:tel|phone|fon|telefon|téléphone|teléfono|fax|call|mobile|toll|rufnummer|hotline|appel"
    r"|llame|zip|plz|cp|box|ticket|case|"
    r"request|reference|referenz|ref|référence|referencia|vorgang|aktenzeichen|zeichen|dossier"
    r"|expediente|caso|order|invoice|"
    r"household|company|customer|kunde[nr]?|client|cliente|member|listing|eintrag|fiche|antrag"
    r"|demande|solicitud|anfrage|konto|account|"
    r"version|hrb|siret|siren|rcs|cif|nif|vat|ust|since|seit|depuis|desde|©|copyright|eur|usd|art"
    r"|article|artikel|§|sec|section|page"
    r"|seite|anliegen|fall|street|straße|str|rue|calle|suite|haus)\W{0,4}(?:(?:is|ist|est|es|lautet"
    r"|number|nummer|nr|no|n°|nº|numéro|número|id)\W{0,4}){0,2}$",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"\b(?:number|nummer|no|nr|n°|nº|num|núm|número|numéro)\W{0,4}$", re.IGNORECASE)
_ENTERED = re.compile(
    r"\b(?:enter|type|typing|key in|punch in|quote|read back|read out|repl(?:y|ying)"
    r"|send back|send us|paste|copy|tippen|eingeben|eintippen|geben sie"
    r"|gib|antworten|antworte|zurücksenden|nennen|saisi\w*|tap(?:ez|er|e)|recopi\w+|renvoy\w+"
    r"|indiqu\w+|répond\w*|entr(?:ez|er)|introdu\w+|escrib\w+|tecle\w+|respond\w+|envíe\w*"
    r"|pegue|copie)\b(?:\W+[^\W\d]+){0,6}\W{0,6}$",
    re.IGNORECASE,
)
_IS_IT = re.compile(r"^\W{0,4}(?:is|ist|est|es|lautet)\b", re.IGNORECASE)
_MASKED = re.compile(r"\b\d+(?:[xX]{3,}\d*|[*#]{2,}\d+)|[xX*#]{3,}\d+")
_WORD = re.compile(
    r"\b(?:word|codeword|keyword|kennwort|codewort|losungswort|stichwort|wort|mot|mot-clé|palabra)\W{1,3}"
    r"(?:(?<=[\"'«„“])([^\W\d_]{4,20})|([^\W\d_a-zäöüßáéíóúñàâçèêëîïôûù]{4,20})\b)"
)
_FRAMED = re.compile(r"\[ ?(\w) ?\]")
_TOLD = re.compile(r"(?:[:.]|\b(?:is|ist|lautet|est|es))\W{0,6}$", re.IGNORECASE)
_OTHER_CODE = re.compile(
    r" (?:promo\w*|discount|voucher|coupon|rabatt|gutschein|zip|postal|post|qr|area|country|source"
    r"|civil|error|bar|dress) codes? "
    r"| codes? (?:promo\w*|postal|postaux|qr|civil|penal|de descuento|promocional|de comercio"
    r"|de commerce|de conduct\w*|ape|naf) "
    r"|(?:rabatt|gutschein|aktions)codes? "
)
_PLAIN_WORD = 4
_FRAME = " *:<>\"'.-_=#|[]()«»„“”>"
_YEAR = re.compile(r"(?:19|20)\d\d")
_TOKEN = re.compile(r"\bOPT-\w{4,}", re.IGNORECASE)
_NOISE = re.compile(
    r"https?://\S+|www\.\S+|\S+@\S+|\b\d{1,2}[./]\d{1,2}[./]\d{2,4}\b|\b\d{4}-\d{2}-\d{2}\b"
    r"|\b\d{1,2}:\d{2}\b"
    r"|[€$£]\s?\d[\d.,]*|\d[\d.,]*\s?(?:€|eur\b|usd\b|%)|\+\d[\d ()/.-]{6,}"
    r"|\(?\b0\d{1,4}\)?[ /-]\d[\d /-]{4,}|\b(?:1-)?8\d\d-\d{3}-\d{4}\b|\b\d{3}-\d{3}-\d{4}\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Code:
    """``value`` is None where the mail gives no code, or several; ``points`` how plainly it does."""

    value: str | None = field(repr=False)
    why: str
    points: int = 0


def code_in(subject: str, texts: Iterable[str]) -> Code:
    """The code that the mail gives. One that is written in groups comes back without the blanks."""
    points: dict[str, int] = {}
    written: dict[str, str] = {}
    head = [subject] if subject else []
    for lines in [head, *([*head, *_lines(text)] for text in texts)]:
        for code, value in _candidates(lines):
            key = re.sub(r"[\s-]", "", code).upper()
            points[key] = max(points.get(key, 0), value)
            written.setdefault(key, code)
    best = max(points.values(), default=0)
    chosen = [key for key, value in points.items() if value == best]
    if best < 2:
        return Code(None, "no code stands in it")
    if len(chosen) > 1:
        return Code(None, f"{len(chosen)} different codes stand in it")
    return Code(re.sub(r"\s", "", written[chosen[0]]), "a code stands in it", best)


def _lines(text: str) -> list[str]:
    lines = [
        _FRAMED.sub(r"\1", line).strip()[:_MAX_LINE] for line in own_lines(visible(text[:_MAX_TEXT]))
    ]
    return _joined([line for line in lines if line])


def _joined(lines: list[str]) -> list[str]:
    """Signs that stand alone one below the other are one word: a table with a cell for each."""
    found: list[str] = []
    single = False
    for line in lines:
        alone = len(line) == 1 and line.isalnum()
        if alone and single:
            found[-1] += line
        else:
            found.append(line)
        single = alone
    return found


def _candidates(lines: list[str]) -> Iterator[tuple[str, int]]:
    for at, line in enumerate(lines):
        for word in _WORD.finditer(line):
            if _ENTERED.search(line[: word.start()]):
                yield word[1] or word[2], _PLAIN_WORD
        plain = _TOKEN.sub(" ", _MASKED.sub(" ", _NOISE.sub(" ", line)))
        for found in _CODE.finditer(plain):
            value = _points(plain, found, lines, at)
            if value:
                yield found[0].strip(), value


def _points(line: str, found: re.Match[str], lines: list[str], at: int) -> int:
    before, after = line[: found.start()], line[found.end() :]
    named = _names_code(before[-80:])
    is_it = bool(_IS_IT.search(after) and _names_code(after[:50]))
    if not is_it and _OTHER.search(before[-60:]) and not _names_code(" ".join(before.split()[-2:])):
        return 0
    entered = bool(_ENTERED.search(before[-90:]))
    if not named and not entered and _NUMBERED.search(before[-60:]):
        return 0
    if "." in found[0] and not named:
        return 0
    told = bool(_TOLD.search(before[-20:]))
    next_to = named and _names_code(" ".join(before.split()[-2:]))
    if found[0].replace("-", "").isalpha() and not (
        (named and told) or (next_to and "-" in found[0]) or _is_alone(before, after)
    ):
        return 0
    alone = _is_alone(before, after)
    if _YEAR.fullmatch(found[0]) and not (alone or named):
        return 0
    near = _names_code(after[:80]) or any(_names_code(one) for one in lines[max(0, at - 3) : at + 3])
    return (
        4 * (named or is_it)
        + 2 * (named and told)
        + 3 * (_names_code(after[:50]) and not before.strip())
        + 2 * entered
        + 2 * (alone and near)
        + near
    )


def _is_alone(before: str, after: str) -> bool:
    return not before.strip(_FRAME) and not after.strip(_FRAME)


def _names_code(text: str) -> bool:
    words = _OTHER_CODE.sub(" ", folded(text))
    return names("code", words)
