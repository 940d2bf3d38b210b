"""How a fact is written into a control: dates, telephone numbers, codes and lengths it asks for. Pure.

Masks are read from the words of the page, never from its ``pattern``: a hostile expression could
keep us busy without end.
"""

import re
from datetime import date

from optout.channels.web.controls import Control
from optout.channels.web.regions import other_form
from optout.people.countries import COUNTRIES

_DATE_MASK = re.compile(
    r"\b(?P<one>dd?|tt|jj|gg|mm?|yyyy|jjjj|aaaa|rrrr)(?P<sign>[-/. ]{1,3})"
    r"(?P<two>dd?|tt|jj|gg|mm?)(?P=sign)(?P<three>dd?|tt|jj|gg|mm?|yyyy|yy|jjjj|aaaa|rrrr)\b",
    re.IGNORECASE,
)
_USUAL = {
    "de": "dd.mm.yyyy",
    "nl": "dd-mm-yyyy",
    **dict.fromkeys(("fr", "es", "it", "pt"), "dd/mm/yyyy"),
    **dict.fromkeys(("en-gb", "en-ie", "en-au", "en-nz"), "dd/mm/yyyy"),
    "en-us": "mm/dd/yyyy",
}
"""How a language writes dates, where it has one way. Source: Unicode CLDR, short date patterns."""
_PHONE_MASK = re.compile(r"[\dx#_+(][\dx#_()\-. /]{5,24}", re.IGNORECASE)
_PLACE = re.compile(r"[\dx#_]", re.IGNORECASE)


def written(control: Control, meaning: str, fact: str) -> str | None:
    """``fact`` as ``control`` wants it; None where it cannot be written there without loss."""
    for spelling in _spellings(control, meaning, fact):
        if not control.max_length or len(spelling) <= control.max_length:
            return spelling
    return None


def _spellings(control: Control, meaning: str, fact: str) -> tuple[str, ...]:
    if meaning == "bday":
        return (_date(control, fact),)
    if meaning in ("bday-day", "bday-month"):
        return (fact.zfill(2) if _asks_two_digits(control) else fact, fact)
    if meaning == "tel":
        return _phones(control, fact)
    if meaning in ("address-level1", "x-state-of-residence"):
        return (fact, other_form(fact) or fact)
    if meaning in ("country", "country-name"):
        return (fact, other_country(fact) or fact)
    if meaning == "postal-code":
        return (fact, *([fact[:5]] if re.fullmatch(r"\d{5}-\d{4}", fact) else []))
    return (fact,)


def other_country(country: str) -> str | None:
    """``DE`` for ``Germany`` and the other way round; None for anything else."""
    plain = country.strip()
    if plain.upper() in COUNTRIES:
        return COUNTRIES[plain.upper()]
    names = (code for code, name in COUNTRIES.items() if name.casefold() == plain.casefold())
    return next(names, None)


def _hints(control: Control) -> tuple[str, ...]:
    return control.placeholder, control.label, control.near


def _date(control: Control, fact: str) -> str:
    """By the mask that the page shows, else as its language writes dates.

    ISO where neither says it (plain ``en`` is written in both orders), and in date controls.
    """
    try:
        born = date.fromisoformat(fact)
    except ValueError:
        return fact
    masks = (_DATE_MASK.search(hint) for hint in (*_hints(control), _usual(control.language)))
    mask = next((one for one in masks if one), None)
    if control.type == "date" or mask is None:
        return fact
    letters = [mask["one"].lower(), mask["two"].lower(), mask["three"].lower()]
    parts = [_part(letter, born) for letter in letters]
    return mask["sign"].join(parts) if len({part[0] for part in letters}) == 3 else fact


def _usual(language: str) -> str:
    tag = language.lower()
    return _USUAL.get(tag) or _USUAL.get(tag.partition("-")[0], "")


def _part(letters: str, born: date) -> str:
    if letters[0] == "m":
        return f"{born.month:02}"
    if letters[0] == "y" or len(letters) == 4:
        return f"{born.year}"[-len(letters) :]
    return f"{born.day:02}"


def _asks_two_digits(control: Control) -> bool:
    return any(re.search(r"\b(dd|mm|tt|jj|gg)\b", hint, re.IGNORECASE) for hint in _hints(control))


def _phones(control: Control, fact: str) -> tuple[str, ...]:
    """The number in the page's mask if it has as many places, else as given, else shorter."""
    digits = re.sub(r"\D", "", fact)
    american = fact.lstrip().startswith("+1") and len(digits) == 11
    national = digits[1:] if american else digits
    found = _PHONE_MASK.search(control.placeholder)
    mask = found[0].strip() if found else ""
    masked = _masked(mask, national) or _masked(mask, digits)
    spellings = (masked, fact, f"+{digits}" if "+" in fact else "", national if american else "")
    return tuple(spelling for spelling in spellings if spelling)


def _masked(mask: str, digits: str) -> str:
    places = len(_PLACE.findall(mask))
    if not mask or places != len(digits):
        return ""
    rest = iter(digits)
    return _PLACE.sub(lambda _: next(rest), mask)
