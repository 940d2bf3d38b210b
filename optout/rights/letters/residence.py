"""Does the person live where the law applies, by the facts that the letter may tell?"""

from collections.abc import Mapping

from optout.matching.regions import region_of
from optout.people.countries import COUNTRIES
from optout.rights.jurisdictions import Residence, within
from optout.rights.letters.language import Words, texts_in


def lives_in(facts: Mapping[str, str], jurisdiction: str) -> bool:
    """Whether the facts say that the person lives there; never a guess.

    Of a state it is enough that the state is told; of a country it must be the country.
    """
    country, _, state = jurisdiction.partition("-")
    told = facts.get("country") or _code(facts.get("country-name"))
    if not state:
        return told is not None and within(jurisdiction, Residence(told))
    region = facts.get("address-level1") or facts.get("x-state-of-residence")
    return region is not None and within(
        jurisdiction, Residence(told or country, region_of(region).upper())
    )


def place_in(words: Words, jurisdiction: str) -> str:
    """The jurisdiction's name in the language; the English one, or the code, where it has none."""
    english = texts_in("en").words.places
    return words.places.get(jurisdiction) or english.get(jurisdiction, jurisdiction)


def _code(country: str | None) -> str | None:
    return next((code for code, name in COUNTRIES.items() if name == country), None) if country else None
