"""In which language a letter to an organisation is, by where it is: of those that letters exist in."""

from collections.abc import Collection

LANGUAGES = ("de", "en", "es", "fr")
_OTHERWISE = "en"
_SPOKEN_IN = {
    "de": ("DE", "AT", "LI"),
    "fr": ("FR", "MC"),
    "es": (
        *("ES", "AR", "BO", "CL", "CO", "CR", "CU", "DO", "EC", "GT", "HN"),
        *("MX", "NI", "PA", "PE", "PR", "PY", "SV", "UY", "VE"),
    ),
}
"""Where one language alone is sure to be read: Switzerland, Belgium and Canada are not among them."""
_BY_COUNTRY = {country: language for language, named in _SPOKEN_IN.items() for country in named}


def language_for(named: str, countries: Collection[str]) -> str:
    """The language ``named`` by the list; without one, that of all ``countries``; else English.

    ``countries`` are codes of ISO 3166-1 in upper case. A named language that no letter exists in is
    English as well.
    """
    if named:
        return named if named in LANGUAGES else _OTHERWISE
    spoken = {_BY_COUNTRY.get(country, _OTHERWISE) for country in countries}
    return spoken.pop() if len(spoken) == 1 else _OTHERWISE
