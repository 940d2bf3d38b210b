"""Does the person live where the law applies, by the facts that the letter may tell?"""

from collections.abc import Mapping

from optout.rights.letters.language import Words, texts_in

_STATE = ("address-level1", "x-state-of-residence")
_COUNTRY = ("country", "country-name")


def lives_in(facts: Mapping[str, str], jurisdiction: str) -> bool:
    """Whether a fact names the jurisdiction, by its code or its English name; never a guess.

    A state's facts decide about a state, a country's about a country.
    """
    country, _, state = jurisdiction.partition("-")
    told = {facts[meaning].casefold() for meaning in (_STATE if state else _COUNTRY) if meaning in facts}
    name = texts_in("en").words.places.get(jurisdiction, "").removeprefix("the ")
    return bool(told & {(state or country).casefold(), name.casefold()})


def place_in(words: Words, jurisdiction: str) -> str:
    """The jurisdiction's name in the language; the English one, or the code, where it has none."""
    english = texts_in("en").words.places
    return words.places.get(jurisdiction) or english.get(jurisdiction, jurisdiction)
