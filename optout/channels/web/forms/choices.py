"""What the options of a select are: countries, states, months, days or years. Pure."""

from collections.abc import Sequence
from functools import cache

from optout.channels.web.controls import Control, Option
from optout.channels.web.forms.lexicon import words_of
from optout.channels.web.regions import other_form
from optout.people.countries import COUNTRIES

_ENOUGH = 0.6
_LONG = frozenset({"street-address", "address-line1", "url", "organization"})
_ALSO = (
    "united states of america, usa, uk, great britain, deutschland, osterreich, schweiz, "
    "frankreich, italien, spanien, france, allemagne, espagne, italie, suisse, belgique, "
    "espana, alemania, francia, italia, germania, spagna, brasil, portugal, nederland, belgie, "
    "duitsland, frankrijk, england, russia, south korea, vietnam"
)
_MONTH_NAMES = (
    "january january januar janvier enero gennaio janeiro januari",
    "february februar fevrier febrero febbraio fevereiro februari",
    "march marz mars marzo marco maart",
    "april avril abril aprile",
    "may mai mayo maggio maio mei",
    "june juni juin junio giugno junho",
    "july juli juillet julio luglio julho",
    "august aout agosto augustus",
    "september septembre septiembre settembre setembro",
    "october oktober octobre octubre ottobre outubro",
    "november novembre noviembre novembro",
    "december dezember decembre diciembre dicembre dezembro",
)


def kind_of(options: Sequence[Option]) -> str | None:
    """``country``, ``state``, ``month``, ``day``, ``year`` or None; what most options are decides."""
    texts = [
        one.text for one in options if one.text.strip() and any(sign.isalnum() for sign in one.text)
    ]
    if len(texts) < 3:
        return None
    if sum("+" in text for text in texts) > len(texts) / 2:
        return "dial"
    numbers = [int(text) for text in texts if text.isdecimal() and len(text) <= 4]
    if len(numbers) >= 3 and len(numbers) >= len(texts) - 2:
        return _of_numbers(numbers)
    return _of_words(texts, options)


def _of_numbers(numbers: list[int]) -> str | None:
    if max(numbers) == 12 and min(numbers) in (0, 1) and len(numbers) <= 13:
        return "month"
    if max(numbers) in (28, 29, 30, 31) and min(numbers) in (0, 1) and len(numbers) >= 28:
        return "day"
    if min(numbers) >= 1880 and min(numbers) < 2010 and max(numbers) <= 2100:
        return "year"
    return None


def _of_words(texts: list[str], options: Sequence[Option]) -> str | None:
    if 11 <= len(texts) <= 14 and sum(month_number(text) is not None for text in texts) >= 11:
        return "month"
    states = sum(other_form(text) is not None or other_form(text[:2]) is not None for text in texts)
    named = sum(" ".join(words_of(text)) in _country_names() for text in texts)
    if len(texts) >= 30 and states > len(texts) * _ENOUGH and states > named:
        return "state"
    if len(texts) >= 5 and named > len(texts) * _ENOUGH:
        return "country"
    return None


def month_number(text: str) -> int | None:
    """1 to 12 for a month's name, or the first three letters and more of it, in the known languages."""
    words = [word for word in words_of(text) if not word.isdecimal()]
    word = words[0] if len(words) == 1 else ""
    if len(word) < 3:
        return None
    fitting = [
        at
        for at, names in enumerate(_MONTH_NAMES, 1)
        if any(one.startswith(word) for one in names.split())
    ]
    return fitting[0] if len(fitting) == 1 else None


def month_names(month: int) -> tuple[str, ...]:
    """The names of the month 1 to 12, in the known languages, the English one first."""
    return tuple(_MONTH_NAMES[month - 1].split())


@cache
def _country_names() -> frozenset[str]:
    return frozenset({" ".join(words_of(name)) for name in COUNTRIES.values()} | set(_ALSO.split(", ")))


def fits(control: Control, meaning: str) -> bool:
    """Whether a select or a box for long texts can answer for ``meaning``; any other control can."""
    if control.tag == "textarea":
        return meaning.startswith("x-") or meaning in _LONG
    if control.tag not in ("select", "combobox"):
        return True
    if (
        not meaning.startswith(("x-", "bday", "country", "address-level"))
        or meaning == "x-confirm-email"
    ):
        return False
    expected = {
        "country": "country",
        "country?": "country",
        "country-name": "country",
        "address-level1": "state",
        "address-level1?": "state",
    }.get(meaning)
    kind = kind_of(control.options)
    return kind is None or expected is None or kind == expected
