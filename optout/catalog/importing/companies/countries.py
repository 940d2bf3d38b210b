"""In which country an organisation is, by what a list says of it."""

from collections.abc import Iterable, Mapping, Sequence

from optout.people.countries import COUNTRIES

UNKNOWN = "ZZ"
"""ISO 3166-1 leaves this code to users; it is what everybody writes for an unknown country."""

_OTHER_NAMES: Mapping[str, str] = {
    "united states of america": "US",
    "usa": "US",
    "uk": "GB",
    "united kingdom": "GB",
    "great britain": "GB",
    "england": "GB",
    "deutschland": "DE",
    "österreich": "AT",
    "schweiz": "CH",
    "suisse": "CH",
    "france": "FR",
    "españa": "ES",
    "italia": "IT",
    "the netherlands": "NL",
    "nederland": "NL",
    "niederlande": "NL",
    "belgië": "BE",
    "belgien": "BE",
    "belgique": "BE",
    "luxemburg": "LU",
    "irland": "IE",
    "polska": "PL",
    "polen": "PL",
    "danmark": "DK",
    "sverige": "SE",
    "norge": "NO",
    "suomi": "FI",
    "portugal": "PT",
    "česká republika": "CZ",
    "czech republic": "CZ",
    "republic of singapore": "SG",
    "frankreich": "FR",
}
_BY_NAME = {name.casefold(): code for code, name in COUNTRIES.items()} | dict(_OTHER_NAMES)


def country_of(named: Iterable[str], relevant: Sequence[str] = ()) -> str:
    """The code of the first name or code in ``named`` that is known, or of the only relevant one."""
    for name in named:
        plain = name.strip().rstrip(".").casefold()
        code = _BY_NAME.get(plain) or (plain.upper() if plain.upper() in COUNTRIES else None)
        if code:
            return code
    only = relevant[0].upper() if len(relevant) == 1 else ""
    return only if only in COUNTRIES else UNKNOWN
